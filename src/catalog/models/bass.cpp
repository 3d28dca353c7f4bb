// SPDX-License-Identifier: Apache-2.0
// Diffusion of an innovation.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

enum Parameter { initial, market, innovation, imitation, form };
enum Form { continuous, discrete };
enum Memory { monthly }; // of the discrete form: the year's adopters, a month

constexpr int kMonths = 12;

constexpr std::array<std::string_view, 2> kForms{"continuous", "discrete"};

constexpr std::array kParameters{
    ParameterSpec{.name = "initial",
                  .unit = ParameterUnit::level,
                  .role = ParameterRole::opening,
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = kNotNegative,
                  .at_opening = true,
                  .doc = "the opening balance, month 0, beside the market",
                  .example = "1k"},
    ParameterSpec{.name = "market",
                  .unit = ParameterUnit::level,
                  .range = {.low = 0, .above_low = true},
                  .doc = "how many will adopt in the end",
                  .example = "10M"},
    ParameterSpec{.name = "innovation",
                  .unit = ParameterUnit::growth,
                  .range = kNotNegative,
                  .doc = "p: the annual share that adopts by itself",
                  .example = "3%"},
    ParameterSpec{.name = "imitation",
                  .unit = ParameterUnit::growth,
                  .range = kNotNegative,
                  .doc = "q: the annual pull of those who have adopted",
                  .example = "40%"},
    ParameterSpec{.name = "form",
                  .presence = Presence::optional,
                  .fallback = Form::continuous,
                  .form = ParameterForm::choice,
                  .words = kForms,
                  .constant = true,
                  .doc = "the closed form, or the yearly recursion spread over its months",
                  .example = "discrete"},
};

// The share of the market that has adopted after another month. (p + q F) / (1 - F) grows by
// e^((p + q) dt), which is the closed form from any F.
double advance(double adopted, double p, double q) {
  if (adopted >= 1 || p + q == 0)
    return adopted;
  const double odds = (p + q * adopted) / (1 - adopted) * std::exp((p + q) * kMonthInYears);
  return std::isinf(odds) ? 1.0 : (odds - p) / (odds + q);
}

void step_continuous(const StepBlock& block, double* next) {
  const auto& parameters = block.parameters;
  for (std::size_t i = 0; i < block.lanes; ++i) {
    const double x = block.previous[i];
    const double size = parameters[market][i];
    const double adopted = std::clamp((x - parameters[initial][i]) / size, 0.0, 1.0);
    const double later = advance(adopted, parameters[innovation][i], parameters[imitation][i]);
    next[i] = x + size * (later - adopted);
  }
}

void step_discrete(const StepBlock& block, double* next) {
  const auto& parameters = block.parameters;
  double* added = block.memory[Memory::monthly];
  if (block.month % kMonths == 1) {
    for (std::size_t i = 0; i < block.lanes; ++i) {
      const double size = parameters[market][i];
      const double adopted = std::max(0.0, block.previous[i] - parameters[initial][i]);
      const double pull = parameters[innovation][i] + parameters[imitation][i] * adopted / size;
      added[i] = pull * (size - adopted) / kMonths;
    }
  }
  for (std::size_t i = 0; i < block.lanes; ++i)
    next[i] = block.previous[i] + added[i];
}

// A market that is too small to start with; one that shrinks later only ends the growth.
void refuse_small_markets(const StepBlock& block, double* next) {
  for (std::size_t i = 0; i < block.lanes; ++i)
    if (block.parameters[initial][i] > block.parameters[market][i])
      next[i] = kInvalid;
}

void step(const StepBlock& block, double* next) {
  if (static_cast<int>(block.parameters[form][0]) == Form::discrete)
    step_discrete(block, next);
  else
    step_continuous(block, next);
  if (block.month == 1)
    refuse_small_markets(block, next);
}

std::size_t memory(const MemoryQuery& query) {
  return query.constants[form] == static_cast<double>(Form::discrete) ? 1 : 0;
}

Requirement requirement(std::span<const std::optional<double>> arguments) {
  if (!arguments[initial] || !arguments[market] || *arguments[initial] <= *arguments[market])
    return {};
  return {"market", "the market must not be smaller than initial"};
}

} // namespace

const ModelSpec kBass{
    .name = "bass",
    .doc = "adoption by innovators, and by those who imitate them",
    .formula = "x = initial + market * F(t), F = (1 - e^(-(p+q)t)) / (1 + (q/p) e^(-(p+q)t)); "
               "discrete: yearly n = (p + q N/m) (m - N)",
    .source = "Bass (1969)",
    .parameters = kParameters,
    .draws = {},
    .open = open_at_initial,
    .step = step,
    .adds_increments = true,
    .requirement = requirement,
    .memory = memory,
    .failure = "it overflows",
    .example = "users: {unit: users, model: bass, market: 10M, innovation: 3%, imitation: 40%}",
};

} // namespace escala
