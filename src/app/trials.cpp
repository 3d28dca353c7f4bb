// SPDX-License-Identifier: Apache-2.0
#include "app/trials.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/exit_code.h"
#include "app/options/list.h"
#include "app/options/plan_time.h"
#include "app/options/table.h"
#include "app/run_outcome.h"
#include "app/usage_error.h"
#include "escala/core/names.h"
#include "escala/render/number_rows.h"
#include "escala/simulate/simulate.h"

namespace escala::app {
namespace {

// Neighbouring blocks that are simulated before their rows are written: enough to keep all threads
// busy, and as few as memory asks for.
std::uint64_t blocks_of_stretch(const Trials& trials) {
  constexpr std::uint64_t kMost = 64;
  constexpr std::uint64_t kMuch = 32 << 20; // bytes
  const std::uint64_t fit =
      kMuch / std::max<std::uint64_t>(TrialObserver::bytes_of_block(trials.columns.size()), 1);
  return std::clamp<std::uint64_t>(fit, std::min<std::uint64_t>(trials.workers->count(), kMost),
                                   kMost);
}

std::string header_of_trials(const Trials& trials) {
  std::vector<std::string> names{"path"};
  for (const TrialColumn& column : trials.columns)
    names.push_back(column.name);
  return csv_header(names, trials.dialect);
}

// The rows of one block. Paths are counted from 0, as in messages.
std::string rows_of_block(const Trials& trials, const TrialObserver& seen, std::size_t block,
                          std::uint64_t first_path) {
  std::vector<double> row(trials.columns.size() + 1);
  std::string text;
  for (std::size_t lane = 0; lane < seen.lanes(block); ++lane) {
    row.front() = static_cast<double>(first_path + lane);
    seen.copy_row(block, lane, std::span(row).subspan(1));
    append_csv_row(text, row, trials.dialect);
  }
  return text;
}

bool write_stretch(const Trials& trials, const TrialObserver& seen, std::uint64_t first_path,
                   const Put& put) {
  std::vector<std::string> texts(seen.blocks());
  trials.workers->run(texts.size(), [&](std::size_t, std::size_t block) {
    texts[block] = rows_of_block(trials, seen, block, first_path + block * kBlockPaths);
  });
  return std::ranges::all_of(texts, put);
}

std::uint32_t metric_named(const Model& model, const std::string& text) {
  const std::string name = composed(text);
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < model.metrics.size(); ++i) {
    if (model.metrics[i].name == name)
      return i;
    names.push_back(model.metrics[i].name);
  }
  throw UsageError{fmt::format("--metric: '{}' is not a metric of the plan", text), "",
                   did_you_mean(name, names, "see the names under metrics")};
}

} // namespace

std::vector<MetricInMonth> metrics_in_months(const Arguments& arguments, const Model& model) {
  const std::vector<std::string>& metrics = arguments.texts(option::metric);
  const std::vector<std::string>& times = arguments.texts(option::at);
  std::vector<MetricInMonth> found;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    found.push_back({metric_named(model, metrics[i]),
                     month_of_plan(option::at, times[i], model.calendar, model.horizon)});
  return found;
}

void check_trials(const Arguments& arguments, const Outputs& outputs) {
  const std::vector<std::string>& metrics = arguments.texts(option::metric);
  const std::vector<std::string>& times = arguments.texts(option::at);
  if (outputs.render.table == kTrialsTable && !outputs.any_takes_trials())
    throw UsageError{"--table trials: nothing is written as csv", "only csv holds trials",
                     "add -o trials.csv, or --format csv"};
  if (!(metrics.empty() && times.empty()) && !outputs.any_takes_trials())
    throw UsageError{fmt::format("{} has no effect here", metrics.empty() ? "--at" : "--metric"),
                     "it adds a column to the table trials", "add --table trials"};
  if (metrics.size() == times.size())
    return;
  const bool lacks_time = metrics.size() > times.size();
  const OptionSpec& lacking = lacks_time ? static_cast<const OptionSpec&>(option::at)
                                         : static_cast<const OptionSpec&>(option::metric);
  const std::vector<std::string>& given = lacks_time ? times : metrics;
  throw UsageError{
      fmt::format("there are {} --metric and {} --at", metrics.size(), times.size()),
      "each metric needs its month",
      fmt::format("add {} {}", lacking.name, given.empty() ? lacking.example : given.back())};
}

bool write_trials(const Trials& trials, ProgressObserver* progress, const Put& put) {
  if (!put(header_of_trials(trials)))
    return false;
  TrialObserver seen(trials.columns);
  Run stretch = trials.run;
  stretch.observers = {&seen};
  if (progress != nullptr)
    stretch.observers.push_back(progress);
  const std::uint64_t paths = trials.plan->model.is_uncertain() ? trials.run.paths : 1;
  const std::uint64_t most = blocks_of_stretch(trials) * kBlockPaths;
  for (std::uint64_t first = 0; first < paths; first += stretch.paths) {
    stretch.first_path = first;
    stretch.paths = std::min(most, paths - first);
    const RunOutcome outcome = simulate(stretch, *trials.workers);
    if (progress != nullptr)
      progress->clear();
    if (outcome.status != RunStatus::done)
      throw Exit{report_outcome(outcome, *trials.plan)};
    if (!write_stretch(trials, seen, first, put))
      return false;
  }
  return true;
}

std::uint64_t memory_of_trials(const Trials& trials) {
  constexpr std::uint64_t kBytesOfCell = 24; // as text
  const std::uint64_t blocks = blocks_of_stretch(trials);
  const std::size_t columns = trials.columns.size();
  return blocks *
         (TrialObserver::bytes_of_block(columns) + (columns + 1) * kBytesOfCell * kBlockPaths);
}

} // namespace escala::app
