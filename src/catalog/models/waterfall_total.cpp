// SPDX-License-Identifier: Apache-2.0
// The total of a waterfall's segments. Its retention is the mean of the segments' retentions,
// weighted by their levels twelve months ago.
#include <array>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/sheet_month.h"
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
  return {.name = kParameters[parameter].name,
          .unit = ParameterUnit::level,
          .doc = "the total over the segments",
          .amount = parameter <= churned,
          .computed_from = 1U << parameter};
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
                false, 1U << opened | 1U << retained},
    ModelOutput{"grr", ParameterUnit::plain, "gross revenue retention of the last 12 months", true,
                false, 1U << opened | 1U << renewed},
};

void put_ratio(const StepBlock& block, Parameter kept, Output ratio) {
  if (!block.outputs.has(ratio))
    return;
  const ConstColumn of = block.parameters[opened];
  block.outputs[ratio] = (of == 0).select(kUndefined, block.parameters[kept] / of);
}

void evaluate(const StepBlock& block, Column value) {
  value = block.parameters[total];
  for (std::size_t flow = 0; flow < kFlows; ++flow)
    if (block.outputs.has(flow))
      block.outputs[flow] = block.parameters[flow + 1];
  put_ratio(block, retained, Output::nrr);
  put_ratio(block, renewed, Output::grr);
}

SheetTerm sheet_month(SheetMonth& month) {
  for (std::size_t flow = 0; flow < kFlows; ++flow)
    if (month.outputs[flow] != nullptr)
      month.outputs[flow]->put(month.month, month.parameters[flow + 1]);
  if (SheetRow* ratio = month.outputs[Output::nrr])
    ratio->put(month.month, month.parameters[retained] / month.parameters[opened]);
  if (SheetRow* ratio = month.outputs[Output::grr])
    ratio->put(month.month, month.parameters[renewed] / month.parameters[opened]);
  return month.parameters[total];
}

} // namespace

const ModelSpec kWaterfallTotal{
    .name = "total",
    .doc = "the total of a waterfall's segments",
    .formula = "x = total; nrr = sum(retained) / sum(opened)",
    .source = "",
    .parameters = kParameters,
    .draws = {},
    .open = evaluate,
    .step = evaluate,
    .uses_previous = false,
    .outputs = kOutputs,
    .failure = "it overflows",
    .example = {},
    .sheet_open = sheet_month,
    .sheet_step = sheet_month,
};

} // namespace escala
