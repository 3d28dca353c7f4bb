// SPDX-License-Identifier: Apache-2.0
#include "escala/render/curve_table.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
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

std::vector<int> ends_of(const Calendar& calendar, int horizon, int period) {
  std::vector<int> months;
  for (int month = 1; month <= horizon; ++month) {
    const int of_year = (calendar.at(month).month() - calendar.fiscal_first + 12) % 12;
    if (of_year % period == period - 1 || month == horizon)
      months.push_back(month);
  }
  return months;
}

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

std::string cell_text(const Curve& curve, std::size_t quantile, int month, bool utf8) {
  return display(curve.quantiles[quantile][static_cast<std::size_t>(month)], curve.unit, utf8);
}

std::string share_text(double share) {
  return display(
      share, {.text = "%", .style = DisplayUnit::Style::percent, .symbol = "", .per = ""}, true);
}

int widest_cell(const Report& report, const std::vector<int>& months, bool utf8) {
  int widest = display_width(to_text(report.calendar.at(report.horizon)));
  for (const Curve& curve : report.curves)
    for (const int month : months)
      for (const Band& band : kBands)
        widest = std::max(widest, display_width(cell_text(curve, band.quantile, month, utf8)));
  return widest;
}

int widest_title(const Report& report, bool utf8) {
  int widest = kLeastLabel;
  for (const Curve& curve : report.curves)
    widest = std::max(widest, display_width(title_of(curve, utf8)));
  return widest;
}

std::vector<int> shown_months(const Report& report, const RenderOptions& options) {
  const std::vector<int> months = period_ends(report.calendar, report.horizon);
  const int gap = GridColumn{}.gap;
  const int most_for_title = std::max(kLeastLabel, options.width * 2 / 5);
  const int title = std::min(widest_title(report, options.utf8), most_for_title);
  const int cell = gap + widest_cell(report, months, options.utf8);
  return thinned(months, (options.width - gap - title) / cell);
}

bool is_certain(const Curve& curve) {
  constexpr double kRounding = 1e-9; // what summing the same number over many paths may leave
  for (std::size_t i = 0; i < curve.sd.size(); ++i)
    if (curve.sd[i] && *curve.sd[i] > kRounding * std::abs(curve.mean[i].value_or(0)))
      return false;
  return true;
}

void add_titles(Grid& grid, const Curve& curve, const Calendar& calendar,
                const std::vector<int>& months, bool utf8) {
  std::vector<GridCell> row{{title_of(curve, utf8), Ink::bold}};
  for (const int month : months)
    row.push_back({to_text(calendar.at(month)), Ink::dim});
  grid.rows.push_back(std::move(row));
}

void add_band(Grid& grid, std::string_view label, const Curve& curve, std::size_t quantile,
              const std::vector<int>& months, bool utf8) {
  const Ink ink = quantile == kMedian ? Ink::plain : Ink::dim;
  std::vector<GridCell> row{{"  " + std::string(label), Ink::dim}};
  for (const int month : months)
    row.push_back({cell_text(curve, quantile, month, utf8), ink});
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

void add_undefined(Grid& grid, const Curve& curve, const std::vector<int>& months) {
  const auto has_value = [](double share) { return share > 0; };
  if (std::none_of(curve.undefined.begin(), curve.undefined.end(), has_value))
    return;
  std::vector<GridCell> row{{"  n/a", Ink::dim}};
  bool any = false;
  for (const int month : months) {
    const double share = curve.undefined[static_cast<std::size_t>(month)];
    any = any || share > 0;
    row.push_back({share_text(share), Ink::dim});
  }
  if (!any)
    row = {{"  n/a for " + hidden_undefined(curve), Ink::dim}};
  grid.rows.push_back(std::move(row));
}

void add_block(Grid& grid, const Report& report, const Curve& curve, const std::vector<int>& months,
               bool utf8) {
  add_titles(grid, curve, report.calendar, months, utf8);
  if (has_band(curve))
    for (const Band& band : kBands)
      add_band(grid, band.label, curve, band.quantile, months, utf8);
  else
    add_band(grid, is_certain(curve) ? "certain" : "5% to 95%", curve, kMedian, months, utf8);
  add_undefined(grid, curve, months);
}

} // namespace

std::vector<int> period_ends(const Calendar& calendar, int horizon) {
  constexpr int kYear = 12, kQuarter = 3, kMonth = 1;
  for (const int period : {kYear, kQuarter}) {
    std::vector<int> months = ends_of(calendar, horizon, period);
    if (months.size() >= kFewestColumns)
      return months;
  }
  return ends_of(calendar, horizon, kMonth);
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
  const std::vector<int> months = shown_months(report, options);
  Grid grid;
  grid.columns.push_back({.least = kLeastLabel});
  grid.columns.resize(1 + months.size(), {.right = true});
  for (const Curve& curve : report.curves) {
    if (!grid.rows.empty())
      grid.rows.emplace_back();
    add_block(grid, report, curve, months, options.utf8);
  }
  return to_text(std::move(grid), options);
}

} // namespace escala
