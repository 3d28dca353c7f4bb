// SPDX-License-Identifier: Apache-2.0
#include "report/chart_numbers.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <variant>

#include "report/curve_facts.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

double largest_of(const ChartValues& values) {
  double largest = 0;
  for (const std::optional<double>& value : values)
    largest = std::max(largest, std::abs(value.value_or(0)));
  return largest;
}

// The numbers of one chart: a label and values in each row, from a column on.
class ChartRows {
 public:
  ChartRows(const Chart& chart, std::size_t first_row, std::size_t first_column, Sheet& sheet)
      : sheet_(sheet), first_row_(first_row), first_column_(first_column) {
    chart_.title = chart.title;
    place(first_row_, 0) = text_cell(chart.title, SheetStyle::heading);
    std::visit([&](const auto& kind) { add(kind); }, chart.kind);
    finish();
  }

  // Behind its rows.
  std::size_t next_row() const { return first_row_ + count_ + 3; }

 private:
  void add(const FanChart& chart) {
    labels(chart.along);
    for (std::size_t i = 0; i < chart.quantiles.size(); ++i)
      column(label_of_quantile(chart.probabilities[i] * 100), chart.quantiles[i], chart.unit,
             role_of(i, chart.quantiles.size()));
    for (const ChartMark& mark : chart.marks) {
      ChartValues level(chart.along.labels.size());
      std::fill(level.begin() + static_cast<std::ptrdiff_t>(mark.first),
                level.begin() + static_cast<std::ptrdiff_t>(mark.last) + 1, mark.level);
      column(filled("target: {}", {part(mark.label)}), level, chart.unit,
             mark.first == mark.last ? ChartSeries::Role::point : ChartSeries::Role::mark);
    }
    chart_.log = chart.log;
  }

  static ChartSeries::Role role_of(std::size_t index, std::size_t count) {
    if (index == count / 2)
      return ChartSeries::Role::median;
    return index == 0 || index + 1 == count ? ChartSeries::Role::outer : ChartSeries::Role::inner;
  }

  void add(const LineChart& chart) { add_lines(chart.along, chart.lines, chart.unit); }
  void add(const StepChart& chart) { add_lines(chart.along, chart.lines, chart.unit); }

  void add_lines(const ChartAxis& along, const std::vector<ChartLine>& lines,
                 const DisplayUnit& unit) {
    labels(along);
    for (const ChartLine& line : lines)
      column(line.name, line.values, unit, ChartSeries::Role::line);
  }

  void add(const BarChart& chart) {
    chart_.kind = SheetChart::Kind::bars;
    std::vector<Phrase> names;
    ChartValues from, to, low, high;
    bool floats = false, has_interval = false;
    for (const ChartBar& bar : chart.bars) {
      names.push_back(bar.label);
      to.push_back(bar.value);
      from.push_back(bar.from);
      floats = floats || bar.from;
      has_interval = has_interval || bar.interval;
      low.push_back(bar.interval ? std::optional(bar.interval->first) : std::nullopt);
      high.push_back(bar.interval ? std::optional(bar.interval->second) : std::nullopt);
    }
    labels({.labels = std::move(names)});
    if (floats) {
      column("from", from, chart.unit, std::nullopt);
      column("to", to, chart.unit, std::nullopt);
      floating(from, to, chart.unit);
    } else {
      column("value", to, chart.unit, ChartSeries::Role::gain);
    }
    if (has_interval) {
      column("low", low, chart.unit, std::nullopt);
      column("high", high, chart.unit, std::nullopt);
    }
  }

  void add(const WaterfallChart& chart) {
    chart_.kind = SheetChart::Kind::columns;
    std::vector<Phrase> names{chart.first_label};
    ChartValues from{0.0}, to{chart.first};
    double level = chart.first;
    for (const WaterfallStep& step : chart.steps) {
      names.push_back(step.label);
      from.emplace_back(level);
      to.emplace_back(level += step.change);
    }
    names.push_back(chart.last_label);
    from.emplace_back(0.0);
    to.emplace_back(level);
    labels({.labels = std::move(names)});
    column("from", from, chart.unit, std::nullopt);
    column("to", to, chart.unit, std::nullopt);
    floating(from, to, chart.unit);
  }

  void add(const HeatMap& chart) {
    std::vector<Phrase> names;
    for (const ChartLine& row : chart.rows)
      names.push_back(row.name);
    labels({.labels = std::move(names), .title = chart.row_title});
    for (std::size_t i = 0; i < chart.across.labels.size(); ++i) {
      ChartValues values;
      for (const ChartLine& row : chart.rows)
        values.push_back(i < row.values.size() ? row.values[i] : std::nullopt);
      column(chart.across.labels[i], values, chart.unit, std::nullopt);
    }
    sheet_.heats.push_back({first_row_ + 2, first_column_ + 1, first_row_ + 1 + chart.rows.size(),
                            first_column_ + columns_ - 1});
  }

  // Bars that stand on others which are not drawn, above and below 0.
  void floating(const ChartValues& from, const ChartValues& to, const DisplayUnit& unit) {
    ChartValues base, gain, loss, under, gain_under, loss_under;
    for (std::size_t i = 0; i < to.size(); ++i) {
      const double a = from[i].value_or(0), b = to[i].value_or(a);
      const double low = std::min(a, b), high = std::max(a, b);
      const double above = std::max(0.0, high) - std::max(0.0, low);
      const double below = std::min(0.0, low) - std::min(0.0, high);
      base.emplace_back(std::max(0.0, low));
      under.emplace_back(std::min(0.0, high));
      gain.emplace_back(b >= a ? above : 0);
      loss.emplace_back(b >= a ? 0 : above);
      gain_under.emplace_back(b >= a ? below : 0);
      loss_under.emplace_back(b >= a ? 0 : below);
    }
    column("base", base, unit, ChartSeries::Role::base);
    column("up", gain, unit, ChartSeries::Role::gain);
    column("down", loss, unit, ChartSeries::Role::loss);
    if (largest_of(under) + largest_of(gain_under) + largest_of(loss_under) == 0)
      return;
    column("base below 0", under, unit, ChartSeries::Role::base);
    column("up below 0", gain_under, unit, ChartSeries::Role::gain);
    column("down below 0", loss_under, unit, ChartSeries::Role::loss);
  }

  SheetCell& place(std::size_t row, std::size_t column) {
    if (sheet_.rows.size() <= row)
      sheet_.rows.resize(row + 1);
    SheetLine& line = sheet_.rows[row];
    if (line.size() <= first_column_ + column)
      line.resize(first_column_ + column + 1);
    return line[first_column_ + column];
  }

  static SheetCell label_cell(const Phrase& label) {
    const PlanMonth* month = month_of(label);
    return month == nullptr ? text_cell(label) : month_cell(month->date, SheetStyle::plain);
  }

  void labels(const ChartAxis& axis) {
    place(first_row_ + 1, 0) = text_cell(axis.title, SheetStyle::heading);
    count_ = axis.labels.size();
    for (std::size_t i = 0; i < count_; ++i)
      place(first_row_ + 2 + i, 0) = label_cell(axis.labels[i]);
    if (count_ > 0 && month_of(axis.labels.front()) != nullptr)
      chart_.label_look.kind = NumberLook::Kind::month;
  }

  void column(Phrase name, const ChartValues& values, const DisplayUnit& unit,
              std::optional<ChartSeries::Role> role) {
    largest_ = std::max(largest_, largest_of(values));
    const NumberLook look = look_of(unit, largest_of(values), false);
    place(first_row_ + 1, columns_) = text_cell(name, SheetStyle::header);
    for (std::size_t i = 0; i < count_; ++i)
      if (i < values.size() && values[i])
        place(first_row_ + 2 + i, columns_) = number_cell(*values[i], look);
    if (role) {
      const std::size_t at = first_column_ + columns_;
      chart_.series.push_back(
          {std::move(name), {first_row_ + 2, at, first_row_ + 1 + count_, at}, *role});
      chart_.look = axis_look(unit, {largest_});
    }
    ++columns_;
  }

  void finish() {
    if (chart_.series.empty() || count_ == 0)
      return;
    chart_.labels = {first_row_ + 2, first_column_, first_row_ + 1 + count_, first_column_};
    sheet_.charts.push_back(std::move(chart_));
  }

  Sheet& sheet_;
  std::size_t first_row_;
  std::size_t first_column_;
  std::size_t columns_ = 1;
  std::size_t count_ = 0; // of positions
  double largest_ = 0;
  SheetChart chart_;
};

} // namespace

std::size_t add_chart_numbers(const Chart& chart, std::size_t row, std::size_t column,
                              Sheet& sheet) {
  return ChartRows(chart, row, column, sheet).next_row();
}

} // namespace escala
