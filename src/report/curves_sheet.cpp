// SPDX-License-Identifier: Apache-2.0
// The sheet Curves: metrics down, months across, fiscal years beside; the quantiles of each metric
// below its median, and charts of them below all.
#include <algorithm>
#include <array>
#include <cmath>

#include "escala/report/run_sheets.h"
#include "report/curve_chart.h"
#include "report/curve_facts.h"
#include "report/period_heading.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

constexpr std::size_t kCurveHeaderRow = 3;
constexpr std::size_t kMonthColumn = 3; // of the opening
constexpr double kNumberWidth = 15;
constexpr std::size_t kMostCurveCharts = 60; // a sheet with more opens slowly
constexpr std::array<double, 5> kChartPercents{5, 25, 50, 75, 95};

// Where the rows of one curve lie.
struct CurvePlace {
  const Curve* curve = nullptr;
  std::vector<std::pair<double, std::size_t>> quantiles = {}; // a percentage, and its row
  std::vector<std::size_t> levels = {};                       // rows of targets
};

class CurvesSheet {
 public:
  explicit CurvesSheet(const RunResult& result)
      : result_(result), curves_(result.monthly.empty() ? result.curves : result.monthly) {}

  Sheet make() {
    sheet_ = {.name = "Curves",
              .frozen_rows = kCurveHeaderRow + 1,
              .frozen_columns = kMonthColumn,
              .widths = {34, 10, 20}};
    sheet_.widths.resize(year_column(), kNumberWidth);
    sheet_.widths.back() = 3;
    sheet_.widths.resize(year_column() + year_ends().size(), kNumberWidth);
    sheet_.rows = {{text_cell("Curves", SheetStyle::title)},
                   {text_cell("Open a metric's group for its mean and quantiles. Charts are below "
                              "the last metric.",
                              SheetStyle::note)},
                   {}};
    sheet_.rows.back().resize(kMonthColumn);
    sheet_.rows.back().push_back(
        {.style = SheetStyle::note, .side = SheetCell::Side::right, .text = "opening"});
    sheet_.rows.push_back(header());
    for (std::size_t i = 0; i < curves_.size(); ++i)
      add(curves_[i], i < result_.yearly.size() ? &result_.yearly[i] : nullptr);
    add_charts();
    return std::move(sheet_);
  }

 private:
  std::size_t months() const { return static_cast<std::size_t>(result_.horizon) + 1; }
  std::size_t year_column() const { return kMonthColumn + months() + 1; }

  SheetLine header() const {
    SheetLine line{text_cell("Metric", SheetStyle::heading), text_cell("Unit", SheetStyle::heading),
                   text_cell("Statistic", SheetStyle::heading)};
    for (int month = 0; month <= result_.horizon; ++month)
      line.push_back(month_cell(result_.calendar.at(month)));
    line.emplace_back();
    for (const int month : year_ends())
      line.push_back(text_cell(period_heading(result_.calendar, month, ReportPeriod::year),
                               SheetStyle::header));
    return line;
  }

  std::vector<int> year_ends() const {
    return period_ends(result_.calendar, result_.horizon, ReportPeriod::year);
  }

  // The values of a statistic by months, and by fiscal years.
  template <class Values>
  void put(const Curve& curve, const Curve* yearly, Phrase statistic, const Values& values_of) {
    SheetLine line{text_cell(title(curve)), own_cell(curve.unit.text),
                   text_cell(std::move(statistic), SheetStyle::note)};
    line.resize(kMonthColumn + months());
    put_values(curve, values_of(curve), line,
               [](int month) { return kMonthColumn + static_cast<std::size_t>(month); });
    if (yearly != nullptr) {
      const std::vector<int> ends = year_ends();
      line.resize(year_column() + ends.size());
      put_values(*yearly, values_of(*yearly), line, [&](int month) {
        const auto found = std::ranges::find(ends, month);
        return found == ends.end()
                   ? std::optional<std::size_t>()
                   : std::optional(year_column() + static_cast<std::size_t>(found - ends.begin()));
      });
    }
    sheet_.rows.push_back(std::move(line));
  }

  static Phrase title(const Curve& curve) {
    return curve.spent ? Phrase(curve.label) : Phrase(OwnText{curve.label});
  }

  template <class Place>
  static void put_values(const Curve& curve, const std::vector<MaybeNumber>& values,
                         SheetLine& line, const Place& place_of) {
    double largest = 0;
    bool whole = true;
    for (const MaybeNumber& value : values)
      if (value) {
        largest = std::max(largest, std::abs(*value));
        whole = whole && *value == std::round(*value);
      }
    const NumberLook look = look_of(curve.unit, largest, whole);
    for (std::size_t i = 0; i < values.size() && i < curve.months.size(); ++i)
      if (const std::optional<std::size_t> place = place_of(curve.months[i]))
        line[*place] = number_cell(values[i].value_or(std::nan("")), look);
  }

  void add(const Curve& curve, const Curve* yearly) {
    CurvePlace& place = places_.emplace_back();
    place.curve = &curve;
    place.quantiles.emplace_back(50, sheet_.rows.size());
    put(curve, yearly, is_certain(curve) ? Phrase("value") : Phrase("median"),
        [](const Curve& of) { return of.quantile(50); });
    const std::size_t first = sheet_.rows.size();
    if (!is_certain(curve))
      add_spread(curve, yearly, place);
    for (const TargetResult* target : targets_on(result_, curve))
      add_levels(curve, *target, place);
    if (sheet_.rows.size() > first)
      sheet_.details.push_back({first, 0, sheet_.rows.size() - 1, 0});
  }

  void add_spread(const Curve& curve, const Curve* yearly, CurvePlace& place) {
    put(curve, yearly, "mean", [](const Curve& of) { return of.mean; });
    put(curve, yearly, "standard deviation", [](const Curve& of) { return of.sd; });
    for (const CurveQuantile& quantile : curve.quantiles) {
      if (quantile.percent == 50)
        continue;
      place.quantiles.emplace_back(quantile.percent, sheet_.rows.size());
      put(curve, yearly, label_of_quantile(quantile.percent),
          [&](const Curve& of) { return of.quantile(quantile.percent); });
    }
  }

  void add_levels(const Curve& curve, const TargetResult& target, CurvePlace& place) {
    const bool at = target.timing.kind == TargetTiming::Kind::at;
    const int from = at ? target.timing.to : std::max(0, target.timing.from);
    for (const double level : target.thresholds) {
      place.levels.push_back(sheet_.rows.size());
      SheetLine line{text_cell(title(curve)), own_cell(curve.unit.text),
                     text_cell(filled("target: {}", {target.label}), SheetStyle::note)};
      line.resize(kMonthColumn + months());
      for (int month = from; month <= target.timing.to; ++month)
        line[kMonthColumn + static_cast<std::size_t>(month)] =
            number_cell(level, look_of(curve.unit, level, level == std::round(level)));
      sheet_.rows.push_back(std::move(line));
    }
  }

  SheetArea months_of(std::size_t row) const {
    return {row, kMonthColumn, row, kMonthColumn + months() - 1};
  }

  void add_charts() {
    constexpr std::size_t kRowsOfChart = 17, kChartsAcross = 2, kColumnsOfChart = 5;
    const std::size_t first = sheet_.rows.size() + 2;
    for (const CurvePlace& place : places_) {
      if (!is_worth_a_chart(*place.curve) || sheet_.charts.size() == kMostCurveCharts)
        continue;
      const std::size_t index = sheet_.charts.size();
      SheetChart chart{.title = curve_title(result_, *place.curve),
                       .labels = months_of(kCurveHeaderRow),
                       .series = series_of(place),
                       .row = first + index / kChartsAcross * kRowsOfChart,
                       .column = index % kChartsAcross * kColumnsOfChart};
      const FanChart fan = curve_chart(result_, *place.curve, targets_on(result_, *place.curve));
      chart.log = fan.log;
      chart.label_look = {.kind = NumberLook::Kind::month};
      chart.look = axis_look(place.curve->unit, fan.quantiles.back());
      sheet_.charts.push_back(std::move(chart));
    }
  }

  // Whether a row of levels has one of them.
  static bool is_one(const SheetLine& line) {
    return std::ranges::count_if(
               line, [](const SheetCell& cell) { return cell.number.has_value(); }) == 1;
  }

  std::vector<ChartSeries> series_of(const CurvePlace& place) const {
    std::vector<ChartSeries> series;
    for (const double percent : kChartPercents)
      for (const auto& [of, row] : place.quantiles)
        if (of == percent)
          series.push_back({.name = label_of_quantile(percent),
                            .values = months_of(row),
                            .role = percent == 50                    ? ChartSeries::Role::median
                                    : percent == 25 || percent == 75 ? ChartSeries::Role::inner
                                                                     : ChartSeries::Role::outer});
    for (const std::size_t row : place.levels)
      series.push_back(
          {.name = sheet_.rows[row][2].text,
           .values = months_of(row),
           .role = is_one(sheet_.rows[row]) ? ChartSeries::Role::point : ChartSeries::Role::mark});
    return series;
  }

  const RunResult& result_;
  const std::vector<Curve>& curves_;
  std::vector<CurvePlace> places_;
  Sheet sheet_;
};

} // namespace

Sheet curves_sheet(const RunResult& result) { return CurvesSheet(result).make(); }

} // namespace escala
