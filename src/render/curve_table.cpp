// SPDX-License-Identifier: Apache-2.0
#include "escala/render/curve_table.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "escala/render/display.h"
#include "escala/render/grid.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

struct Band {
  const char* label;
  std::size_t quantile;
};
constexpr Band kBands[] = {{"95%", 6}, {"median", kMedian}, {"5%", 0}};

constexpr int kLeastLabel = 12;
constexpr std::size_t kFewestColumns = 3;

// A column of the page.
struct Column {
  int month = 0;
  std::string heading;
};

using Columns = std::vector<Column>;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

// "Users (people)"; money and percent show in the numbers.
std::string title_of(const Curve& curve, bool utf8) {
  std::string title = printable(curve.label, utf8);
  const std::string unit = printable(curve.unit.text, utf8);
  if (curve.unit.style == DisplayUnit::Style::plain && !unit.empty() &&
      !equal_ignoring_case(unit, title))
    title += " (" + unit + ")";
  return title;
}

// The entry of a month; none where the curve has none.
std::optional<std::size_t> entry_of(const Curve& curve, int month) {
  const auto found = std::lower_bound(curve.months.begin(), curve.months.end(), month);
  if (found == curve.months.end() || *found != month)
    return std::nullopt;
  return static_cast<std::size_t>(found - curve.months.begin());
}

std::string cell_text(const Curve& curve, std::size_t quantile, int month, bool utf8) {
  const auto entry = entry_of(curve, month);
  return entry ? display(curve.quantiles[quantile][*entry], curve.unit, utf8) : std::string();
}

std::string share_text(double share) {
  return display(
      share, {.text = "%", .style = DisplayUnit::Style::percent, .symbol = "", .per = ""}, true);
}

int widest_cell(const Report& report, const Columns& columns, bool utf8) {
  int widest = 0;
  for (const Column& column : columns) {
    widest = std::max(widest, display_width(column.heading));
    for (const Curve& curve : report.curves)
      for (const Band& band : kBands)
        widest =
            std::max(widest, display_width(cell_text(curve, band.quantile, column.month, utf8)));
  }
  return widest;
}

int widest_title(const Report& report, bool utf8) {
  int widest = kLeastLabel;
  for (const Curve& curve : report.curves)
    widest = std::max(widest, display_width(title_of(curve, utf8)));
  return widest;
}

int room_for_cells(const Report& report, const Columns& columns, const RenderOptions& options) {
  const int gap = GridColumn{}.gap;
  const int most_for_title = std::max(kLeastLabel, options.width * 2 / 5);
  const int title = std::min(widest_title(report, options.utf8), most_for_title);
  const int cell = gap + widest_cell(report, columns, options.utf8);
  return std::max(1, (options.width - gap - title) / cell);
}

// Months: those that are worth a column and fit on the page.
Columns month_columns(const Report& report, const RenderOptions& options) {
  const auto columns_of = [&](const std::vector<int>& months) {
    Columns columns;
    for (const int month : months)
      columns.push_back({month, to_text(report.calendar.at(month))});
    return columns;
  };
  const std::vector<int> months = shown_ends(report.calendar, report.horizon);
  return columns_of(thinned(months, room_for_cells(report, columns_of(months), options)));
}

// Periods: all of them, behind the opening where there are levels.
Columns period_columns(const Report& report) {
  Columns columns;
  if (std::ranges::any_of(report.curves,
                          [](const Curve& curve) { return entry_of(curve, 0).has_value(); }))
    columns.push_back({0, "opening"});
  int before = 0;
  for (const int end : period_ends(report.calendar, report.horizon, report.every)) {
    const bool partial = end - std::exchange(before, end) < months_in(report.every);
    columns.push_back(
        {end, period_name(report.calendar, end, report.every) + (partial ? "*" : "")});
  }
  return columns;
}

// The columns of the page, one strip below the other.
std::vector<Columns> strips_of(const Report& report, const RenderOptions& options) {
  if (report.every == Every::month)
    return {month_columns(report, options)};
  const Columns all = period_columns(report);
  const auto room = static_cast<std::size_t>(room_for_cells(report, all, options));
  std::vector<Columns> strips;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % room == 0)
      strips.emplace_back();
    strips.back().push_back(all[i]);
  }
  return strips;
}

bool is_certain(const Curve& curve) {
  constexpr double kRounding = 1e-9; // what summing the same number over many paths may leave
  for (std::size_t i = 0; i < curve.sd.size(); ++i)
    if (curve.sd[i] && *curve.sd[i] > kRounding * std::abs(curve.mean[i].value_or(0)))
      return false;
  return true;
}

void add_titles(Grid& grid, std::string title, const Columns& columns) {
  std::vector<GridCell> row{{std::move(title), Ink::bold}};
  for (const Column& column : columns)
    row.push_back({column.heading, Ink::dim});
  grid.rows.push_back(std::move(row));
}

void add_band(Grid& grid, std::string_view label, const Curve& curve, std::size_t quantile,
              const Columns& columns, bool utf8) {
  const Ink ink = quantile == kMedian ? Ink::plain : Ink::dim;
  std::vector<GridCell> row{{"  " + std::string(label), Ink::dim}};
  for (const Column& column : columns)
    row.push_back({cell_text(curve, quantile, column.month, utf8), ink});
  grid.rows.push_back(std::move(row));
}

// "up to 12% of paths, in months 0 to 3": of months that have no column.
std::string hidden_undefined(const Curve& curve) {
  const auto has_value = [](double share) { return share > 0; };
  const auto begin = curve.undefined.begin(), end = curve.undefined.end();
  const auto first = std::find_if(begin, end, has_value) - begin;
  const auto last = curve.undefined.rend() -
                    std::find_if(curve.undefined.rbegin(), curve.undefined.rend(), has_value) - 1;
  const std::string share = share_text(*std::max_element(begin, end)) + " of paths, ";
  if (first == last)
    return share + "in month " + std::to_string(first);
  return "up to " + share + "in months " + std::to_string(first) + " to " + std::to_string(last);
}

void add_undefined(Grid& grid, const Curve& curve, const Columns& columns) {
  std::vector<GridCell> row{{"  n/a", Ink::dim}};
  bool any = false;
  for (const Column& column : columns) {
    const auto entry = entry_of(curve, column.month);
    const double share = entry ? curve.undefined[*entry] : 0;
    any = any || share > 0;
    row.push_back({entry ? share_text(share) : std::string(), Ink::dim});
  }
  if (any)
    grid.rows.push_back(std::move(row));
}

void add_hidden_undefined(Grid& grid, const Curve& curve, const Columns& columns) {
  const auto is_shown = [&](const Column& column) {
    const auto entry = entry_of(curve, column.month);
    return entry && curve.undefined[*entry] > 0;
  };
  const auto has_value = [](double share) { return share > 0; };
  if (std::ranges::any_of(curve.undefined, has_value) && std::ranges::none_of(columns, is_shown))
    grid.rows.push_back({{"  n/a for " + hidden_undefined(curve), Ink::dim}});
}

void add_strip(Grid& grid, const Curve& curve, const Columns& columns, bool utf8) {
  if (has_band(curve))
    for (const Band& band : kBands)
      add_band(grid, band.label, curve, band.quantile, columns, utf8);
  else
    add_band(grid, is_certain(curve) ? "certain" : "5% to 95%", curve, kMedian, columns, utf8);
  add_undefined(grid, curve, columns);
}

void add_block(Grid& grid, const Curve& curve, const Calendar& calendar,
               const std::vector<Columns>& strips, bool utf8) {
  std::string title = title_of(curve, utf8);
  for (const Columns& columns : strips) {
    add_titles(grid, std::exchange(title, {}), columns);
    add_strip(grid, curve, columns, utf8);
  }
  if (curve.last_actual >= 0)
    grid.rows.push_back({{"  actual to " + to_text(calendar.at(curve.last_actual)), Ink::dim}});
  if (strips.size() == 1)
    add_hidden_undefined(grid, curve, strips.front());
}

} // namespace

std::vector<int> shown_ends(const Calendar& calendar, int horizon) {
  for (const Every every : {Every::year, Every::quarter}) {
    std::vector<int> months = period_ends(calendar, horizon, every);
    if (months.size() >= kFewestColumns)
      return months;
  }
  return period_ends(calendar, horizon, Every::month);
}

std::vector<int> thinned(const std::vector<int>& months, int room) {
  const auto most = static_cast<std::size_t>(std::max(1, room));
  const std::size_t step = (months.size() + most - 1) / most;
  std::vector<int> kept;
  for (std::size_t i = 0; i < months.size(); ++i)
    if ((months.size() - 1 - i) % step == 0)
      kept.push_back(months[i]);
  return kept;
}

bool has_band(const Curve& curve) {
  const auto& low = curve.quantiles.front();
  return low != curve.quantiles[kMedian] || low != curve.quantiles.back();
}

std::string curve_table(const Report& report, const RenderOptions& options) {
  if (report.curves.empty())
    return {};
  const std::vector<Columns> strips = strips_of(report, options);
  Grid grid;
  grid.columns.push_back({.least = kLeastLabel});
  grid.columns.resize(1 + strips.front().size(), {.right = true});
  for (const Curve& curve : report.curves) {
    if (!grid.rows.empty())
      grid.rows.emplace_back();
    add_block(grid, curve, report.calendar, strips, options.utf8);
  }
  return to_text(std::move(grid), options);
}

} // namespace escala
