// SPDX-License-Identifier: Apache-2.0
// Recurring revenue: what comes, expands, contracts and churns.
#include <array>
#include <cmath>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"

namespace escala {
namespace {

enum Parameter { initial, new_, expansion, contraction, churn };
enum Output { added, expanded, contracted, churned, nrr, grr };

constexpr int kYear = 12; // months that nrr and grr look back
constexpr std::uint32_t kRetentions = 1U << Output::nrr | 1U << Output::grr;

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
    rate_named("contraction", "share that customers who stay take back per time", "3%/y"),
    rate_named("churn", "share that leaves per time", "1%/mo"),
};

constexpr std::array kOutputs{
    ModelOutput{"added", ParameterUnit::level, "what new customers brought this month"},
    ModelOutput{"expanded", ParameterUnit::level, "this month's expansion"},
    ModelOutput{"contracted", ParameterUnit::level, "this month's contraction"},
    ModelOutput{"churned", ParameterUnit::level, "what left this month, losses to risks included"},
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

// The product of the last 12 months; of fewer, annualised. `ring` holds a column for each month
// of the year.
void put_retention(const StepBlock& block, Output output, double* const* ring) {
  const int months = std::min(block.month, kYear);
  const bool net = output == Output::nrr;
  double* retention = block.outputs[output];
  if (block.month > 0)
    for (std::size_t i = 0; i < block.lanes; ++i)
      ring[block.month % kYear][i] = left(block, net, i);
  for (std::size_t i = 0; i < block.lanes; ++i) {
    double product = months == 0 ? left(block, net, i) : 1.0;
    for (int back = 0; back < months; ++back)
      product *= ring[(block.month - back) % kYear][i];
    retention[i] =
        months == kYear ? product : std::pow(product, double{kYear} / std::max(1, months));
  }
}

void put_outputs(const StepBlock& block) {
  if (double* flow = block.outputs[Output::added])
    for (std::size_t i = 0; i < block.lanes; ++i)
      flow[i] = block.previous == nullptr ? 0.0 : block.parameters[new_][i];
  put_flow(block, Output::expanded, block.parameters[expansion]);
  put_flow(block, Output::contracted, block.parameters[contraction]);
  put_flow(block, Output::churned, block.parameters[churn]);
  double* const* ring = block.memory;
  for (Output output : {Output::nrr, Output::grr}) {
    if (block.outputs[output] == nullptr)
      continue;
    put_retention(block, output, ring);
    ring += kYear;
  }
}

void open(const StepBlock& block, double* value) {
  open_at_initial(block, value);
  put_outputs(block);
}

void step(const StepBlock& block, double* next) {
  const auto& parameters = block.parameters;
  for (std::size_t i = 0; i < block.lanes; ++i) {
    const double net = parameters[expansion][i] - parameters[contraction][i] - parameters[churn][i];
    next[i] = block.previous[i] + parameters[new_][i] + block.previous[i] * net;
  }
  put_outputs(block);
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
      columns += kYear;
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
    .lower = lower,
    .outputs = kOutputs,
    .memory = memory,
    .failure = "it overflows",
    .example =
        "revenue: {unit: USD, model: waterfall, initial: $5M, new: $400k/mo, expansion: 20%/y, "
        "churn: 12%/y}",
};

} // namespace escala
