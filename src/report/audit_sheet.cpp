// SPDX-License-Identifier: Apache-2.0
// The sheet Audit: escala's figures, computed anew from the sheet Trials by formulas.
//
//   A  the figure
//   B  paths that have a value
//   C  the figure, from Trials
//   D  its Monte Carlo error, from Trials
//   E  escala's figure of the same paths
//   F  relative difference of C and E
//   G  escala's answer, from all paths of the run
//   H  difference of C and G, in Monte Carlo errors
//
// The error of a quantile is half the distance of the two order statistics that are one standard
// deviation of a binomial rank away (David and Nagaraja, Order Statistics, section 7.1).
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/core/undefined.h"
#include "escala/report/run_sheets.h"
#include "escala/summarize/sorted_quantile.h"
#include "report/curve_facts.h"
#include "report/sheet_cells.h"
#include "report/trial_places.h"

namespace escala {
namespace {

constexpr std::array<double, 5> kAuditPercents{5, 25, 50, 75, 95};
constexpr std::array<double, 3> kDriverPercents{5, 50, 95};
constexpr std::array<double, 3> kTimePercents{10, 50, 90};

// A figure of some paths.
struct Estimate {
  std::string formula;
  std::string error_formula;
  double value = 0;
  double error = 0;
  std::size_t count = 0; // of paths
};

struct AuditLine {
  Phrase label;
  std::string count_formula;
  Estimate from_trials;       // of numbers as Trials shows them
  double own = 0;             // escala's figure of the same paths
  std::optional<double> told; // escala's answer
  NumberLook look;
};

// A column of trials without n/a, ascending.
std::vector<double> sorted_values(const TrialTable& trials, std::size_t column) {
  std::vector<double> values;
  for (std::size_t path = 0; path < trials.paths(); ++path)
    if (!std::isnan(trials.at(path, column)))
      values.push_back(trials.at(path, column));
  std::ranges::sort(values);
  return values;
}

double relative_difference(double a, double b) {
  return a == b ? 0 : (a - b) / std::max(std::abs(b), 1e-300);
}

class Audit {
 public:
  Audit(const RunResult& result, const TrialTable& exact, const TrialTable& shown)
      : result_(result), exact_(exact), trials_(shown) {
    sheet_.name = "Audit";
    sheet_.frozen_rows = 4;
    sheet_.frozen_columns = 1;
    sheet_.widths = {58, 10, 16, 16, 18, 14, 16, 14};
    sheet_.one_page_wide = true;
    sheet_.rows = {
        {text_cell("Check escala's figures", SheetStyle::title)},
        {text_cell("Column C computes each figure from the paths on the sheet Trials, by a formula "
                   "of this workbook. Column E is what escala found on the same paths, column G "
                   "its answer from all paths.",
                   SheetStyle::note)},
        {text_cell("A difference of C and G beyond 3 errors is rare: 1 of 370 figures.",
                   SheetStyle::note)},
        {text_cell("Figure", SheetStyle::heading), text_cell("Paths", SheetStyle::header),
         text_cell("From Trials", SheetStyle::header), text_cell("Its error", SheetStyle::header),
         text_cell("escala, same paths", SheetStyle::header),
         text_cell("Difference", SheetStyle::header),
         text_cell("escala, all paths", SheetStyle::header),
         text_cell("In errors", SheetStyle::header)}};
  }

  Sheet finish() {
    probabilities();
    quantiles();
    first_months();
    drivers();
    return std::move(sheet_);
  }

 private:
  void heading(const char* text) {
    sheet_.rows.emplace_back();
    sheet_.rows.push_back({text_cell(text, SheetStyle::heading)});
  }

  // The cell of a column in the row that is added next.
  std::string here(std::size_t column) const { return cell_name(sheet_.rows.size(), column); }

  void add(AuditLine line) {
    const Estimate& found = line.from_trials;
    const double difference = relative_difference(found.value, line.own);
    SheetLine row{
        text_cell(std::move(line.label)),
        formula_cell(line.count_formula, static_cast<double>(found.count), decimals(0)),
        formula_cell(found.formula, found.value, line.look),
        formula_cell(found.error_formula, found.error, error_look(line.look)),
        value_cell(line.own, line.look),
        formula_cell(fmt::format("IF({0}={1},0,({0}-{1})/MAX(ABS({1}),1E-300))", here(2), here(4)),
                     difference, {.kind = NumberLook::Kind::general})};
    if (line.told) {
      row.push_back(value_cell(*line.told, line.look));
      const double distance = found.error > 0 ? (found.value - *line.told) / found.error : 0;
      row.push_back(
          formula_cell(fmt::format("IF({0}>0,({1}-{2})/{0},0)", here(3), here(2), here(6)),
                       distance, decimals(2)));
    }
    sheet_.rows.push_back(std::move(row));
  }

  static NumberLook error_look(NumberLook look) {
    if (look.kind != NumberLook::Kind::general)
      look.decimals = std::min(look.decimals + 2, 8);
    return look;
  }

  // The mean of 0 and 1.
  Estimate share(std::size_t met, std::string formula) const {
    const auto paths = static_cast<double>(trials_.paths());
    const double share = static_cast<double>(met) / paths;
    return {.formula = std::move(formula),
            .error_formula = fmt::format("SQRT({0}*(1-{0})/{1})", here(2), here(1)),
            .value = share,
            .error = std::sqrt(share * (1 - share) / paths),
            .count = trials_.paths()};
  }

  void probabilities() {
    if (result_.targets.empty())
      return;
    heading("Probability of each target");
    std::vector<std::size_t> columns;
    for (std::uint32_t i = 0; i < result_.targets.size(); ++i) {
      const TargetResult& target = result_.targets[i];
      columns.push_back(*trials_.find(TrialColumn::Kind::met, i));
      const std::string range = trial_range(trials_, columns.back());
      const std::size_t met = paths_that_meet({&columns.back(), 1});
      add({.label = OwnText{target.label},
           .count_formula = "COUNT(" + range + ")",
           .from_trials = share(met, "AVERAGE(" + range + ")"),
           .own = static_cast<double>(met) / static_cast<double>(trials_.paths()),
           .told = target.judgement.probability,
           .look = percentage(2)});
    }
    if (result_.targets.size() > 1)
      all_together(columns);
  }

  std::size_t paths_that_meet(std::span<const std::size_t> columns) const {
    std::size_t met = 0;
    for (std::size_t path = 0; path < exact_.paths(); ++path)
      met += std::ranges::all_of(columns,
                                 [&](std::size_t column) { return exact_.at(path, column) == 1; });
    return met;
  }

  void all_together(const std::vector<std::size_t>& columns) {
    std::string factors;
    for (const std::size_t column : columns)
      factors += (factors.empty() ? "" : "*") + trial_range(trials_, column);
    if (factors.size() > kLongestFormula)
      return;
    const std::size_t met = paths_that_meet(columns);
    add({.label = "all targets together",
         .count_formula = "COUNT(" + trial_range(trials_, columns.front()) + ")",
         .from_trials = share(met, fmt::format("SUMPRODUCT({})/{}", factors, here(1))),
         .own = static_cast<double>(met) / static_cast<double>(trials_.paths()),
         .told = result_.joint ? std::optional(result_.joint->judgement.probability) : std::nullopt,
         .look = percentage(2)});
  }

  // What the quantile of a column is, and its error.
  Estimate quantile(std::span<const double> sorted, const std::string& range,
                    double percent) const {
    const double p = percent / 100;
    const auto n = static_cast<double>(sorted.size());
    const double width = std::sqrt(n * p * (1 - p));
    const auto at = [&](double rank) {
      return sorted[static_cast<std::size_t>(std::clamp(rank, 1.0, n)) - 1];
    };
    const double above = at(std::round(n * p + width) + 1), below = at(std::round(n * p - width));
    return {.formula = fmt::format("PERCENTILE({},{})", range, p),
            .error_formula = fmt::format("(SMALL({0},MIN({1},ROUND({1}*{2}+SQRT({1}*{2}*(1-{2})),0)"
                                         "+1))-SMALL({0},MAX(1,ROUND({1}*{2}-SQRT({1}*{2}*(1-{2})),"
                                         "0))))/2",
                                         range, here(1), p),
            .value = quantile_of_sorted(sorted, p),
            .error = (above - below) / 2,
            .count = sorted.size()};
  }

  // Quantiles of a column, if it has values. `told`: escala's answer at a percentage.
  template <class Told>
  void add_quantiles(std::size_t column, const Phrase& name, std::span<const double> percents,
                     const DisplayUnit* unit, const Told& told) {
    const std::vector<double> shown = sorted_values(trials_, column);
    const std::vector<double> exact = sorted_values(exact_, column);
    if (shown.empty())
      return;
    const std::string range = trial_range(trials_, column);
    for (const double percent : percents) {
      const Estimate found = quantile(shown, range, percent);
      add({.label = Phrase{part(name), ": ", part(label_of_quantile(percent))},
           .count_formula = "COUNT(" + range + ")",
           .from_trials = found,
           .own = quantile_of_sorted(exact, percent / 100),
           .told = told(percent),
           .look = unit == nullptr ? decimals(1) : look_of(*unit, found.value, false)});
    }
  }

  const Curve* curve_of(const MetricName& metric) const {
    for (const Curve& curve : result_.monthly)
      if (curve.name == metric.name)
        return &curve;
    return nullptr;
  }

  // Whether a target before compares the same metric in the same month.
  bool is_repeated(std::size_t column) const {
    const auto same = [&](const TrialColumn& other) {
      return other.kind == TrialColumn::Kind::metric &&
             other.index == trials_.columns[column].index &&
             other.month == trials_.columns[column].month;
    };
    return std::any_of(trials_.columns.begin(),
                       trials_.columns.begin() + static_cast<std::ptrdiff_t>(column), same);
  }

  void quantiles() {
    bool any = false;
    for (std::size_t i = 0; i < trials_.columns.size(); ++i) {
      const TrialColumn& column = trials_.columns[i];
      if (column.kind != TrialColumn::Kind::metric || is_repeated(i))
        continue;
      if (!std::exchange(any, true))
        heading("Quantiles of what targets compare, in their months");
      const MetricName& metric = result_.metrics[column.index];
      const Curve* curve = curve_of(metric);
      add_quantiles(
          i,
          filled("{} in {}",
                 {metric.label, PlanMonth{column.month, result_.calendar.at(column.month)}}),
          kAuditPercents, &metric.unit, [&](double percent) -> std::optional<double> {
            const auto entry = curve == nullptr ? std::nullopt : entry_of(*curve, column.month);
            if (!entry || curve->quantile(percent).empty())
              return std::nullopt;
            return curve->quantile(percent)[*entry];
          });
    }
  }

  void first_months() {
    bool any = false;
    for (std::uint32_t i = 0; i < result_.targets.size(); ++i) {
      const TargetResult& target = result_.targets[i];
      if (!std::exchange(any, true))
        heading("First month of the plan in which each target's condition holds");
      add_quantiles(*trials_.find(TrialColumn::Kind::first_month, i), OwnText{target.label},
                    kTimePercents, nullptr, [&](double percent) {
                      return percent == 10   ? target.first.p10
                             : percent == 50 ? target.first.p50
                                             : target.first.p90;
                    });
    }
  }

  void drivers() {
    bool any = false;
    for (const DriverResult& driver : result_.drivers) {
      const auto column = std::ranges::find(trials_.columns, driver.name, &TrialColumn::name);
      if (column == trials_.columns.end() || column->kind != TrialColumn::Kind::drawn)
        continue;
      if (!std::exchange(any, true))
        heading("Quantiles of drivers and parameters");
      add_quantiles(static_cast<std::size_t>(column - trials_.columns.begin()),
                    OwnText{driver.name}, kDriverPercents, &driver.unit,
                    [&](double percent) -> std::optional<double> {
                      return percent == 5 ? driver.p5 : percent == 50 ? driver.p50 : driver.p95;
                    });
    }
  }

  static constexpr std::size_t kLongestFormula = 7000; // Excel takes 8192 characters

  const RunResult& result_;
  const TrialTable& exact_;
  const TrialTable& trials_; // as the sheet shows them
  Sheet sheet_;
};

} // namespace

Sheet audit_sheet(const RunResult& result, const TrialTable& trials) {
  TrialTable shown = trials;
  round_trials(shown);
  return Audit(result, trials, shown).finish();
}

} // namespace escala
