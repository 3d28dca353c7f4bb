// SPDX-License-Identifier: Apache-2.0
// A report for people, on a terminal.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/render/curve_table.h"
#include "escala/render/display.h"
#include "escala/render/glyphs.h"
#include "escala/render/grid.h"
#include "escala/render/render.h"
#include "escala/render/risk_tables.h"
#include "escala/render/target_table.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

constexpr int kNarrowest = 20;
constexpr int kHeaderWidth = 80; // on a wider terminal too: the right edge stays near the tables

std::string dim_lines(std::string_view text, const RenderOptions& options) {
  std::string out;
  for (const std::string& line : wrapped(text, options.width))
    out += inked(line, Ink::dim, options) + "\n";
  return out;
}

// Where only targets were judged, paths were added until each was decided.
std::uint64_t paths_used(const Report& report) {
  if (!report.curves.empty() || report.targets.empty())
    return report.provenance.paths;
  std::uint64_t most = 0;
  for (const TargetResult& target : report.targets)
    most = std::max(most, target.estimate.paths);
  return most;
}

std::string_view month_name(const Calendar& calendar) {
  static constexpr std::array<std::string_view, kMonthsInYear> kNames{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return kNames[static_cast<std::size_t>(calendar.fiscal_first - 1)];
}

// "60 months from 2026-01 · 100,000 paths · seed 2026"
std::string settings_of(const Report& report, bool utf8) {
  const Provenance& from = report.provenance;
  const std::uint64_t paths = paths_used(report);
  const std::string separator = " " + std::string(glyphs(utf8).separator) + " ";
  std::string text = std::to_string(report.horizon);
  text += report.horizon == 1 ? " month" : " months";
  text += " from " + to_text(report.calendar.start) + separator;
  if (report.calendar.fiscal_first != 1)
    text.append("fiscal years from ").append(month_name(report.calendar)).append(separator);
  text += display_count(paths);
  if (from.sampler != "random")
    text += " " + from.sampler;
  text += paths == 1 ? " path" : " paths";
  text += separator + "seed " + std::to_string(from.seed);
  if (from.quantile_error > 0)
    text += separator + fmt::format("quantiles within {:.1f}%", 100 * from.quantile_error);
  return text;
}

std::string title_of(const Provenance& from, bool utf8) {
  std::string title = printable(from.scenario, utf8);
  if (!from.variant.empty())
    title += " (" + printable(from.variant, utf8) + ")";
  return title;
}

std::string first_lines(const Report& report, const RenderOptions& options) {
  const std::string title = title_of(report.provenance, options.utf8);
  const std::string settings = settings_of(report, options.utf8);
  const int room =
      std::min(options.width, kHeaderWidth) - display_width(title) - display_width(settings);
  if (room < 2)
    return inked(clipped(title, options.width, options.utf8), Ink::bold, options) + "\n" +
           dim_lines(settings, options);
  return inked(title, Ink::bold, options) + std::string(static_cast<std::size_t>(room), ' ') +
         inked(settings, Ink::dim, options) + "\n";
}

// "with drivers.arr_growth=150%, horizon=3y"
std::string changes_of(const Provenance& from) {
  std::string text;
  for (const auto& [path, expression] : from.set)
    text.append(text.empty() ? "with " : ", ").append(path).append("=").append(expression);
  return text;
}

std::string header(const Report& report, const RenderOptions& options) {
  const Provenance& from = report.provenance;
  return first_lines(report, options) +
         dim_lines(printable(from.description, options.utf8), options) +
         dim_lines(printable(changes_of(from), options.utf8), options);
}

std::string one_table(const Report& report, const RenderOptions& options) {
  std::string out = header(report, options);
  for (const std::string& part :
       {target_table(report, options), curve_table(report, options), risk_table(report, options),
        mitigation_table(report, options), investment_table(report, options)})
    if (!part.empty())
      out += "\n" + part;
  return out;
}

bool is_estimated(const TargetResult& target) { return target.estimate.low < target.estimate.high; }

bool shows_errors(const Report& report) {
  return std::any_of(report.targets.begin(), report.targets.end(), is_estimated);
}

bool shows_bands(const Report& report) {
  return std::any_of(report.curves.begin(), report.curves.end(), has_band);
}

bool shows_periods(const Report& report) {
  return !report.curves.empty() && report.every != Every::month;
}

// "FY2027: the fiscal year to 2027-03."; empty where fiscal years are calendar years.
std::string fiscal_year_note(const Report& report) {
  if (!shows_periods(report) || report.calendar.fiscal_first == 1)
    return {};
  const int first = (report.calendar.fiscal_first - report.calendar.start.month() + kMonthsInYear) %
                    kMonthsInYear; // the month that ends the first fiscal year, or 0
  const int end = first == 0 ? kMonthsInYear : first;
  return period_name(report.calendar, end, Every::year) + ": the fiscal year to " +
         to_text(report.calendar.at(end)) + ".";
}

bool shows_parts(const Report& report) {
  if (!shows_periods(report))
    return false;
  int before = 0;
  for (const int end : period_ends(report.calendar, report.horizon, report.every))
    if (end - std::exchange(before, end) < months_in(report.every))
      return true;
  return false;
}

bool shows_medians(const Report& report) {
  const auto has_median = [](const TargetResult& target) {
    return target.median_there.has_value();
  };
  return !report.curves.empty() &&
         std::any_of(report.targets.begin(), report.targets.end(), has_median);
}

bool shows_months(const Report& report) {
  const auto is_reached = [](const TargetResult& target) {
    return target.median_month.has_value();
  };
  return std::any_of(report.targets.begin(), report.targets.end(), is_reached);
}

bool shows_gains(const Report& report) {
  const auto is_mitigated = [](const RiskResult& risk) { return risk.mitigation.has_value(); };
  return report.investment || std::any_of(report.risks.begin(), report.risks.end(), is_mitigated);
}

std::string joined(const std::vector<std::string>& notes) {
  std::string text;
  for (const std::string& note : notes)
    text += (text.empty() ? "" : " ") + note;
  return text;
}

std::string legend(std::span<const Report> reports, const RenderOptions& options) {
  const auto any = [&](auto shows) { return std::any_of(reports.begin(), reports.end(), shows); };
  std::vector<std::string> periods, columns, ranges, risks;
  if (any(shows_periods))
    periods.push_back("Levels at the end of a period, flows summed over it.");
  if (any(shows_parts))
    periods.push_back("*: a part of a period.");
  if (const std::string note = reports.empty() ? "" : fiscal_year_note(reports.front());
      !note.empty())
    periods.push_back(note);
  if (any(shows_medians))
    columns.push_back("Median: the metric's, when judged.");
  if (any(shows_months))
    columns.push_back("Reached: when half of all paths have met it.");
  if (any(shows_errors))
    ranges.push_back(std::string(glyphs(options.utf8).plus_minus) +
                     ": the 99% Monte Carlo interval.");
  if (any(shows_bands))
    ranges.push_back("5% to 95%: the middle 90% of paths.");
  if (any([](const Report& report) { return !report.risks.empty(); }))
    risks.push_back("Risk: events over the plan, and the share of the metric lost at its end; "
                    "(bare): without mitigation.");
  if (any(shows_gains))
    risks.push_back("Gains: means on the same paths with and without, " +
                    std::string(glyphs(options.utf8).plus_minus) + " the standard error.");
  const std::string out = dim_lines(joined(periods), options) +
                          dim_lines(joined(columns), options) + dim_lines(joined(ranges), options) +
                          dim_lines(joined(risks), options);
  return out.empty() ? out : "\n" + out;
}

} // namespace

std::string render_table(std::span<const Report> reports, const RenderOptions& options) {
  RenderOptions page = options;
  page.width = std::max(page.width, kNarrowest);
  std::string out;
  for (const Report& report : reports)
    out += (out.empty() ? "" : "\n") + one_table(report, page);
  return out + legend(reports, page);
}

} // namespace escala
