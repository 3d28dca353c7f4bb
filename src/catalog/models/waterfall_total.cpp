// SPDX-License-Identifier: Apache-2.0
// The total of a waterfall's segments. Its retention is a ratio of totals: the level that all
// segments together kept, divided by their opening level of the month.
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "catalog/models/retention.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

enum Parameter { total, added, expanded, contracted, churned, opened, retained, renewed };
constexpr std::size_t kFlows = 7; // the parameters after `total`: the outputs of the same names
enum Output { nrr = kFlows, grr };

constexpr ParameterSpec total_of(std::string_view output) {
  return {.name = output,
          .unit = ParameterUnit::level,
          .presence = Presence::optional,
          .at_opening = true,
          .doc = "the total over the segments",
          .example = {}};
}

constexpr std::array kParameters{
    ParameterSpec{.name = "total",
                  .unit = ParameterUnit::level,
                  .at_opening = true,
                  .doc = "the total over the segments",
                  .example = {}},
    total_of("added"),
    total_of("expanded"),
    total_of("contracted"),
    total_of("churned"),
    total_of("opened"),
    total_of("retained"),
    total_of("renewed"),
};

constexpr ModelOutput copy_of(Parameter parameter) {
  return {kParameters[parameter].name, ParameterUnit::level, "the total over the segments", false,
          1U << parameter};
}

constexpr std::array kOutputs{
    copy_of(added),
    copy_of(expanded),
    copy_of(contracted),
    copy_of(churned),
    copy_of(opened),
    copy_of(retained),
    copy_of(renewed),
    ModelOutput{"nrr", ParameterUnit::plain, "net revenue retention of the last 12 months", true,
                1U << opened | 1U << retained},
    ModelOutput{"grr", ParameterUnit::plain, "gross revenue retention of the last 12 months", true,
                1U << opened | 1U << renewed},
};

void put_ratio(const StepBlock& block, Parameter kept, std::size_t ring, Column retention) {
  const ConstColumn of = block.parameters[opened];
  put_retention(block, (of == 0).select(kUndefined, block.parameters[kept] / of), ring, retention);
}

void evaluate(const StepBlock& block, Column value) {
  value = block.parameters[total];
  for (std::size_t flow = 0; flow < kFlows; ++flow)
    if (block.outputs.has(flow))
      block.outputs[flow] = block.parameters[flow + 1];
  std::size_t ring = 0;
  if (block.outputs.has(Output::nrr)) {
    put_ratio(block, retained, ring, block.outputs[Output::nrr]);
    ring += kRetentionMonths;
  }
  if (block.outputs.has(Output::grr))
    put_ratio(block, renewed, ring, block.outputs[Output::grr]);
}

std::size_t memory(const MemoryQuery& query) {
  std::size_t columns = 0;
  for (Output output : {Output::nrr, Output::grr})
    if ((query.read_outputs >> output & 1) != 0)
      columns += kRetentionMonths;
  return columns;
}

} // namespace

const ModelSpec kWaterfallTotal{
    .name = "total",
    .doc = "the total of a waterfall's segments",
    .formula = "x = total; nrr = product of sum(retained) / sum(opened)",
    .source = "",
    .parameters = kParameters,
    .draws = {},
    .open = evaluate,
    .step = evaluate,
    .uses_previous = false,
    .outputs = kOutputs,
    .memory = memory,
    .failure = "it overflows",
    .example = {},
};

} // namespace escala
