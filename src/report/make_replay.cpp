// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "escala/plan/open_plan.h"
#include "escala/report/replay.h"
#include "report/replay_record.h"
#include "report/replay_walk.h"

namespace escala {
namespace {

// Whether a value of the plan may be an input of the sheet. What only events of risks read is not:
// they stand as values.
bool may_be_input(std::string_view path) {
  return !path.starts_with("risks.") || path.ends_with(".cost");
}

// A value of the plan that is a constant, as an open value with one value.
std::optional<OpenValue> constant_of(const WrittenValue& written, const std::string& currency) {
  if (written.text.find_first_of("{}") != std::string::npos)
    return std::nullopt;
  Diagnostics mistakes;
  const Source text{.name = "replay", .text = written.path + "={" + written.text + "}"};
  auto value = read_open_value(text, currency, mistakes);
  return mistakes.empty() ? std::move(value) : std::nullopt;
}

std::vector<OpenValue> constants_of(const ReplayRequest& request) {
  std::vector<OpenValue> values;
  const std::string currency = request.plan->currency(request.changes);
  for (const WrittenValue& written : request.plan->written_values(request.changes))
    if (may_be_input(written.path))
      if (auto value = constant_of(written, currency))
        values.push_back(std::move(*value));
  return values;
}

// The plan with as many of its constants as possible as inputs.
std::shared_ptr<const CompiledPlan> with_inputs(const ReplayRequest& request,
                                                std::vector<OpenValue> constants) {
  if (constants.empty())
    return nullptr;
  std::vector<double> defaults;
  for (const OpenValue& constant : constants)
    defaults.push_back(constant.values.front().values.front());
  Diagnostics unused;
  const auto open = OpenPlan::open(*request.plan, request.changes, std::move(constants), unused);
  if (!open)
    return nullptr;
  const auto point = open->at(defaults, unused);
  return point ? point->plan : nullptr;
}

bool is_drawn(const Series& series) {
  return series.kind == Series::Kind::draw && series.update_interval != UpdateInterval::event;
}

bool reads_events(const Model& model) {
  return !model.risks.empty(); // a few integers: not worth a search through all programs
}

std::vector<Recorded> what_is_recorded(const Model& model) {
  std::vector<Recorded> columns;
  for (std::uint32_t i = 0; i < model.series.size(); ++i)
    if (is_drawn(model.series[i]))
      columns.push_back({Recorded::Kind::series, i});
  for (std::uint32_t i = 0; i < model.metrics.size(); ++i)
    columns.push_back({Recorded::Kind::reported, i});
  for (std::uint32_t i = 0; i < model.impacts.size(); ++i)
    columns.push_back({Recorded::Kind::effect, i});
  for (std::uint32_t i = 0; reads_events(model) && i < model.risks.size(); ++i)
    columns.push_back({Recorded::Kind::events, i});
  return columns;
}

// As many futures as keep Shocks within a number of cells.
std::size_t most_futures(const Model& model, std::size_t columns) {
  constexpr std::size_t kMostCells = 1'500'000;
  const std::size_t of_future =
      std::max<std::size_t>(1, columns) * (static_cast<std::size_t>(model.horizon) + 1);
  return kMostCells / of_future;
}

// The units of the plan's constants, by their paths.
using UnitsOfValues = std::map<std::string, DisplayUnit>;

UnitsOfValues units_of(const std::vector<OpenValue>& constants, const std::string& currency) {
  UnitsOfValues units;
  for (const OpenValue& constant : constants)
    units[constant.path] = unit_of(constant.values.front().quantity, currency);
  return units;
}

std::vector<ReplayInput> inputs_of(const Model& model, const ReplayRequest& request,
                                   const UnitsOfValues& units) {
  std::vector<ReplayInput> inputs;
  for (const ModelInput& input : model.inputs) {
    ReplayInput& added = inputs.emplace_back();
    added.name = input.path;
    added.address = fmt::format("Inputs!{}${}", request.places.input_column,
                                request.places.first_input + inputs.size() - 1);
    added.cell = {ReplayCell::Kind::value, "", input.value};
    if (const auto unit = units.find(input.path); unit != units.end())
      added.unit = unit->second;
  }
  return inputs;
}

// Whether the plan's value at a path is this input, which has the name of a driver or parameter if
// it is drawn.
bool is_written_at(const ReplayInput& input, const std::string& path) {
  if (input.kind == ReplayInput::Kind::constant)
    return input.name == path;
  return path == "drivers." + input.name || path == "metrics." + input.name;
}

ReplayFixed fixed_of(WrittenValue written, const std::string& currency) {
  ReplayFixed fixed;
  if (const auto constant = constant_of(written, currency)) {
    fixed.value = constant->values.front().values.front();
    fixed.unit = unit_of(constant->values.front().quantity, currency);
  }
  fixed.path = std::move(written.path);
  fixed.expression = std::move(written.text);
  return fixed;
}

// Names inputs by their paths in the plan, with what it writes there, and keeps the plan's other
// values.
void name_inputs(const ReplayRequest& request, Replay& replay) {
  for (WrittenValue& value : request.plan->written_values(request.changes)) {
    const auto input = std::ranges::find_if(
        replay.inputs, [&](const ReplayInput& one) { return is_written_at(one, value.path); });
    if (input == replay.inputs.end()) {
      replay.fixed.push_back(fixed_of(std::move(value), request.compiled->model.currency));
    } else {
      input->name = std::move(value.path);
      input->expression = std::move(value.text);
    }
  }
}

} // namespace

std::unique_ptr<Replay> make_replay(const ReplayRequest& request) {
  std::vector<OpenValue> constants = constants_of(request);
  const UnitsOfValues units = units_of(constants, request.compiled->model.currency);
  const std::shared_ptr<const CompiledPlan> opened = with_inputs(request, std::move(constants));
  const CompiledPlan& plan = opened != nullptr ? *opened : *request.compiled;
  const Model& model = plan.model;
  std::vector<Recorded> columns = what_is_recorded(model);
  auto chosen = choose_futures(request, most_futures(model, columns.size()));
  if (!chosen)
    return nullptr;
  Recording recording(std::move(columns), chosen->futures.size(), model.horizon);
  const Run base{.model = &model,
                 .draws = DrawSource(plan.simulation.seed, plan.simulation.sampler)};
  if (!record(base, chosen->futures, *request.workers, recording))
    return nullptr;
  auto replay = std::make_unique<Replay>();
  replay->futures = std::move(chosen->futures);
  replay->futures_doc = std::move(chosen->doc);
  replay->shown = chosen->shown;
  replay->ranked = model.is_uncertain() ? kRankedFutures : 1;
  replay->calendar = model.calendar;
  replay->horizon = model.horizon;
  ReplayWalk(plan, recording, request.places, inputs_of(model, request, units), *replay).run();
  name_inputs(request, *replay);
  return replay;
}

} // namespace escala
