// SPDX-License-Identifier: Apache-2.0
// The sheet Trials: what each of the first paths drew, and what became of it.
#include <algorithm>

#include "escala/core/undefined.h"
#include "escala/report/run_sheets.h"
#include "report/sheet_cells.h"
#include "report/trial_places.h"

namespace escala {
namespace {

// As many digits as an audit to 1e-9 needs. All would double the file.
constexpr int kTrialDigits = 10;

std::optional<std::uint32_t> first_uncertain(const Model& model) {
  for (std::uint32_t i = 0; i < model.metrics.size(); ++i)
    if (model.metrics[i].uncertain)
      return i;
  return std::nullopt;
}

bool has_subject(const Model& model) {
  return std::ranges::any_of(model.targets,
                             [](const ModelTarget& target) { return target.subject != kNone; });
}

// What a column is, in the plan's own words.
SheetCell label_of(const RunResult& result, const TrialColumn& column) {
  switch (column.kind) {
  case TrialColumn::Kind::drawn:
    return text_cell("drawn", SheetStyle::note);
  case TrialColumn::Kind::metric:
    return own_cell(result.metrics[column.index].label, SheetStyle::note);
  case TrialColumn::Kind::met:
  case TrialColumn::Kind::first_month:
    return own_cell(result.targets[column.index].label, SheetStyle::note);
  }
  return {};
}

std::string unit_of_column(const RunResult& result, const TrialColumn& column) {
  if (column.kind == TrialColumn::Kind::metric)
    return result.metrics[column.index].unit.text;
  if (column.kind == TrialColumn::Kind::drawn)
    for (const DriverResult& driver : result.drivers)
      if (column.name == driver.name || column.name.starts_with(driver.name + ".year"))
        return driver.unit.text;
  return {};
}

} // namespace

std::optional<std::size_t> TrialTable::find(TrialColumn::Kind kind, std::uint32_t index) const {
  const auto found = std::ranges::find_if(columns, [&](const TrialColumn& column) {
    return column.kind == kind && column.index == index;
  });
  return found == columns.end() ? std::nullopt
                                : std::optional(static_cast<std::size_t>(found - columns.begin()));
}

std::vector<TrialColumn> workbook_trial_columns(const Model& model) {
  std::vector<MetricInMonth> also;
  if (const auto metric = first_uncertain(model); metric && !has_subject(model))
    also.push_back({*metric, model.horizon});
  return trial_columns(model, also);
}

TrialTable trial_table(std::vector<TrialColumn> columns, const TrialObserver& seen) {
  TrialTable table{.columns = std::move(columns), .values = {}};
  std::vector<double> row(table.columns.size());
  for (std::size_t block = 0; block < seen.blocks(); ++block)
    for (std::size_t lane = 0; lane < seen.lanes(block); ++lane) {
      seen.copy_row(block, lane, row);
      table.values.insert(table.values.end(), row.begin(), row.end());
    }
  return table;
}

FutureRanking ranking_of(const Model& model, const TrialTable& trials,
                         std::optional<std::size_t> target) {
  const auto ranks = [&](const TrialColumn& column) {
    return column.kind == TrialColumn::Kind::metric &&
           (!target || model.targets[*target].subject == kNone ||
            (column.index == model.targets[*target].subject &&
             column.month == model.targets[*target].to));
  };
  const auto column = std::ranges::find_if(trials.columns, ranks);
  if (column == trials.columns.end())
    return {};
  FutureRanking ranking{.metric = column->index, .month = column->month};
  for (std::size_t path = 0; path < trials.paths(); ++path)
    ranking.values.push_back(
        trials.at(path, static_cast<std::size_t>(column - trials.columns.begin())));
  return ranking;
}

void round_trials(TrialTable& trials) {
  for (double& value : trials.values)
    value = with_digits(value, kTrialDigits);
}

Sheet trials_sheet(const RunResult& result, const TrialTable& trials) {
  Sheet sheet{
      .name = "Trials", .frozen_rows = kFirstTrialRow, .frozen_columns = 1, .filtered = true};
  sheet.rows = {{text_cell("The first paths of the run, one in each row", SheetStyle::title)},
                {text_cell("Drivers and parameters as drawn; the metric of each target in its "
                           "month; whether the target is met (1 or 0), and the first month in "
                           "which its condition holds. Empty: none, or n/a. Of a share: 1 is 100%.",
                           SheetStyle::note)}};
  SheetLine labels{text_cell("")}, names{own_cell("path", SheetStyle::header)};
  for (const TrialColumn& column : trials.columns) {
    const std::string unit = unit_of_column(result, column);
    labels.push_back(label_of(result, column));
    names.push_back(
        own_cell(column.name + (unit.empty() ? "" : " (" + unit + ")"), SheetStyle::header));
    sheet.widths.push_back(16);
  }
  sheet.widths.push_back(16);
  sheet.rows.push_back(std::move(labels));
  sheet.rows.push_back(std::move(names));
  SheetNumbers& numbers = sheet.numbers.emplace_back();
  numbers.first_row = kFirstTrialRow;
  numbers.columns = trials.columns.size() + kFirstTrialColumn;
  numbers.missing = SheetNumbers::Missing::blank;
  for (std::size_t path = 0; path < trials.paths(); ++path) {
    numbers.values.push_back(static_cast<double>(path));
    const auto row =
        trials.values.begin() + static_cast<std::ptrdiff_t>(path * trials.columns.size());
    numbers.values.insert(numbers.values.end(), row,
                          row + static_cast<std::ptrdiff_t>(trials.columns.size()));
  }
  return sheet;
}

} // namespace escala
