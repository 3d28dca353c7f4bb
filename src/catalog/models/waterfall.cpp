// SPDX-License-Identifier: Apache-2.0
// Recurring revenue: what comes, expands, contracts and churns.
#include <algorithm>
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "catalog/models/retention.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

enum Parameter { initial, new_, expansion, contraction, churn };
enum Output { added, expanded, contracted, churned, opened, retained, renewed, nrr, grr };

constexpr std::uint32_t kRetentions =
    1U << Output::retained | 1U << Output::renewed | 1U << Output::nrr | 1U << Output::grr;

constexpr ParameterSpec rate_named(std::string_view name, std::string_view doc,
                                   std::string_view example) {
  return {.name = name,
          .unit = ParameterUnit::rate,
          .presence = Presence::optional,
          .fallback = 0,
          .range = kNotNegative,
          .opening_outputs = kRetentions,
          .percent = true,
          .doc = doc,
          .example = example};
}

constexpr std::array kParameters{
    kInitial,
    ParameterSpec{.name = "new",
                  .unit = ParameterUnit::level_per_time,
                  .doc = "what new customers bring per time",
                  .example = "$200k/mo"},
    rate_named("expansion", "share of last month's level that is added to it per time", "20%/y"),
    rate_named("contraction", "share by which staying customers reduce what they pay, per time",
               "3%/y"),
    rate_named("churn", "share that leaves per time", "1%/mo"),
};

constexpr std::array kOutputs{
    ModelOutput{"added", ParameterUnit::level, "what new customers brought this month"},
    ModelOutput{"expanded", ParameterUnit::level, "this month's expansion"},
    ModelOutput{"contracted", ParameterUnit::level, "this month's contraction"},
    ModelOutput{"churned", ParameterUnit::level, "what left this month, losses to risks included"},
    ModelOutput{"opened", ParameterUnit::level, "last month's level, which the rates act on"},
    ModelOutput{"retained", ParameterUnit::level, "what is left of it, expansion included"},
    ModelOutput{"renewed", ParameterUnit::level, "what is left of it without expansion"},
    ModelOutput{"nrr", ParameterUnit::plain, "net revenue retention of the last 12 months", true},
    ModelOutput{"grr", ParameterUnit::plain, "gross revenue retention of the last 12 months", true},
};

// The month's flows are those of last month's level.
void put_flow(const StepBlock& block, Output output, const double* rate) {
  double* flow = block.outputs[output];
  if (flow == nullptr)
    return;
  for (std::size_t i = 0; i < block.lanes; ++i)
    flow[i] = block.previous == nullptr ? 0.0 : block.previous[i] * rate[i];
}

// What is left of last month's customers: 1 + e - c - h, or without expansion.
double left(const StepBlock& block, bool net, std::size_t lane) {
  const auto& parameters = block.parameters;
  return 1 + (net ? parameters[expansion][lane] : 0.0) - parameters[contraction][lane] -
         parameters[churn][lane];
}

// In month 0 the opening balance, with the month's rates.
void put_base(const StepBlock& block, const double* base) {
  for (Output output : {Output::opened, Output::retained, Output::renewed}) {
    double* flow = block.outputs[output];
    for (std::size_t i = 0; flow != nullptr && i < block.lanes; ++i)
      flow[i] =
          output == Output::opened ? base[i] : base[i] * left(block, output == Output::retained, i);
  }
}

void put_outputs(const StepBlock& block, const double* base) {
  if (double* flow = block.outputs[Output::added])
    for (std::size_t i = 0; i < block.lanes; ++i)
      flow[i] = block.previous == nullptr ? 0.0 : block.parameters[new_][i];
  put_flow(block, Output::expanded, block.parameters[expansion]);
  put_flow(block, Output::contracted, block.parameters[contraction]);
  put_flow(block, Output::churned, block.parameters[churn]);
  put_base(block, base);
  double* const* ring = block.memory;
  for (Output output : {Output::nrr, Output::grr}) {
    if (block.outputs[output] == nullptr)
      continue;
    const bool net = output == Output::nrr;
    put_retention(
        block, [&](std::size_t lane) { return left(block, net, lane); }, ring,
        block.outputs[output]);
    ring += kRetentionMonths;
  }
}

// What a known month is made of is not known. Month 0 has no flows.
void known(const StepBlock& block) {
  for (std::size_t output = 0; output < kOutputs.size(); ++output) {
    const bool flow = output <= Output::churned;
    if (double* column = block.outputs[output])
      std::fill_n(column, block.lanes, flow && block.month == 0 ? 0.0 : kUndefined);
  }
  double* const* ring = block.memory;
  for (Output output : {Output::nrr, Output::grr}) {
    if (block.outputs[output] == nullptr)
      continue;
    std::fill_n(ring[block.month % kRetentionMonths], block.lanes, kUndefined);
    ring += kRetentionMonths;
  }
}

void open(const StepBlock& block, double* value) {
  open_at_initial(block, value);
  put_outputs(block, value);
}

void step(const StepBlock& block, double* next) {
  const auto& parameters = block.parameters;
  for (std::size_t i = 0; i < block.lanes; ++i) {
    const double net = parameters[expansion][i] - parameters[contraction][i] - parameters[churn][i];
    next[i] = block.previous[i] + parameters[new_][i] + block.previous[i] * net;
  }
  put_outputs(block, block.previous);
}

void lower(const StepBlock& block, const double* before, const double* after) {
  double* flow = block.outputs[Output::churned];
  if (flow == nullptr)
    return;
  for (std::size_t i = 0; i < block.lanes; ++i)
    flow[i] += before[i] - after[i];
}

std::size_t memory(const MemoryQuery& query) {
  std::size_t columns = 0;
  for (Output output : {Output::nrr, Output::grr})
    if ((query.read_outputs >> output & 1) != 0)
      columns += kRetentionMonths;
  return columns;
}

} // namespace

const ModelSpec kWaterfall{
    .name = "waterfall",
    .doc = "recurring revenue: new, expansion, contraction, churn",
    .formula = "x <- x + new * dt + x * (expansion - contraction - churn) * dt",
    .source = "the recurring revenue waterfall; NRR = (B + E - C - X) / B, GRR = (B - C - X) / B",
    .parameters = kParameters,
    .draws = {},
    .open = open,
    .step = step,
    .known = known,
    .lower = lower,
    .outputs = kOutputs,
    .memory = memory,
    .failure = "it overflows",
    .example =
        "revenue: {unit: USD, model: waterfall, initial: $5M, new: $400k/mo, expansion: 20%/y, "
        "churn: 12%/y}",
    .total = &kWaterfallTotal,
};

} // namespace escala
