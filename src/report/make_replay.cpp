// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
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

// The constants of the plan, each as an open value with one value.
std::vector<OpenValue> constants_of(const ReplayRequest& request) {
  std::vector<OpenValue> values;
  const std::string currency = request.plan->currency(request.changes);
  for (const WrittenValue& written : request.plan->written_values(request.changes)) {
    if (!may_be_input(written.path) || written.text.find_first_of("{}") != std::string::npos)
      continue;
    Diagnostics unused;
    const Source text{.name = "replay", .text = written.path + "={" + written.text + "}"};
    if (auto value = read_open_value(text, currency, unused); value && unused.empty())
      values.push_back(std::move(*value));
  }
  return values;
}

// The plan with as many of its constants as possible as inputs.
std::shared_ptr<const CompiledPlan> with_inputs(const ReplayRequest& request) {
  std::vector<OpenValue> constants = constants_of(request);
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

std::vector<ReplayInput> inputs_of(const Model& model, const ReplayRequest& request) {
  std::vector<ReplayInput> inputs;
  const auto written = request.plan->written_values(request.changes);
  for (const ModelInput& input : model.inputs) {
    const auto found = std::ranges::find(written, input.path, &WrittenValue::path);
    inputs.push_back({ReplayInput::Kind::constant,
                      input.path,
                      found == written.end() ? "" : found->text,
                      fmt::format("Inputs!{}${}", request.places.input_column,
                                  request.places.first_input + inputs.size()),
                      {ReplayCell::Kind::value, "", input.value}});
  }
  return inputs;
}

// Drawn drivers and parameters by their paths in the plan, with what the plan writes there.
void name_drawn_inputs(const ReplayRequest& request, Replay& replay) {
  const auto written = request.plan->written_values(request.changes);
  for (ReplayInput& input : replay.inputs)
    for (const WrittenValue& value : written)
      if (input.kind == ReplayInput::Kind::drawn &&
          (value.path == "drivers." + input.name || value.path == "metrics." + input.name)) {
        input.name = value.path;
        input.expression = value.text;
        break;
      }
}

} // namespace

std::unique_ptr<Replay> make_replay(const ReplayRequest& request) {
  std::shared_ptr<const CompiledPlan> opened = with_inputs(request);
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
  ReplayWalk(plan, recording, request.places, inputs_of(model, request), *replay).run();
  name_drawn_inputs(request, *replay);
  return replay;
}

} // namespace escala
