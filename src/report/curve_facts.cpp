// SPDX-License-Identifier: Apache-2.0
#include "report/curve_facts.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "report/sections.h"

namespace escala {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

// Whether numbers show the whole unit: money does, and "%", but not "%/mo" of a value that is not a
// rate.
bool is_in_numbers(const DisplayUnit& unit) {
  if (unit.style == DisplayUnit::Style::percent)
    return unit.text == "%" + unit.per;
  return unit.style == DisplayUnit::Style::money;
}

// What rounding leaves of numbers that are equal, as a share of them; and what a percentage does
// not show.
constexpr double kSpreadOfRounding = 1e-9;

double rounding_of(const Curve& curve, MaybeNumber level) {
  const bool percent = curve.unit.style == DisplayUnit::Style::percent;
  return kSpreadOfRounding * std::max(std::abs(level.value_or(0)), percent ? 1.0 : 0.0);
}

// The entries in which some paths have no value.
std::vector<std::size_t> undefined_entries(const Curve& curve) {
  std::vector<std::size_t> entries;
  for (std::size_t i = 0; i < curve.undefined.size(); ++i)
    if (curve.undefined[i] > 0)
      entries.push_back(i);
  return entries;
}

// "in 2026-03", "in 2025-12 to 2026-03", "in 5 months from 2025-12 to 2026-12"
Phrase months_text(const RunResult& result, const Curve& curve,
                   const std::vector<std::size_t>& entries) {
  const auto date = [&](std::size_t entry) {
    return PlanMonth{curve.months[entry], result.calendar.at(curve.months[entry])};
  };
  const PlanMonth first = date(entries.front()), last = date(entries.back());
  if (entries.size() == 1)
    return filled("in {}", {first});
  if (entries.back() - entries.front() + 1 == entries.size())
    return filled("in {} to {}", {first, last});
  return filled("in {} months from {} to {}", {std::to_string(entries.size()), first, last});
}

bool is_judged(const RunResult& result, const Curve& curve) {
  return std::ranges::any_of(result.metrics, [&](const MetricName& metric) {
    return metric.judged && metric.name == curve.name;
  });
}

} // namespace

std::vector<const Curve*> shown_curves(const RunResult& result, Detail detail) {
  std::vector<const Curve*> all, judged;
  for (const Curve& curve : result.curves) {
    all.push_back(&curve);
    if (!result.chosen && detail < Detail::full && result.curves.size() > kMostRows &&
        is_judged(result, curve))
      judged.push_back(&curve);
  }
  return judged.empty() ? all : judged;
}

Phrase title_of(const Curve& curve) {
  if (curve.spent)
    return curve.label; // translated
  const std::string_view label = curve.label;
  const std::string_view whole = label.substr(0, label.find(", "));
  if (!is_in_numbers(curve.unit) && !curve.unit.text.empty() &&
      !equal_ignoring_case(curve.unit.text, whole))
    return filled("{} ({})", {curve.label, curve.unit.text});
  return OwnText{curve.label};
}

std::optional<std::size_t> entry_of(const Curve& curve, int month) {
  const auto found = std::lower_bound(curve.months.begin(), curve.months.end(), month);
  if (found == curve.months.end() || *found != month)
    return std::nullopt;
  return static_cast<std::size_t>(found - curve.months.begin());
}

Phrase actual_text(const RunResult& result, const Curve& curve) {
  return filled("actual to {}",
                {PlanMonth{curve.last_actual, result.calendar.at(curve.last_actual)}});
}

bool has_band(const Curve& curve, double low_percent, double high_percent) {
  const auto &low = curve.quantile(low_percent), &high = curve.quantile(high_percent);
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (low[i].has_value() != high[i].has_value())
      return true;
    if (low[i] && *high[i] - *low[i] > rounding_of(curve, low[i]))
      return true;
  }
  return false;
}

bool has_band(const Curve& curve) { return has_band(curve, curve.shown.low, curve.shown.high); }

namespace {

Number percentage(double percent) { return share(percent / 100, Precision::shortest); }

} // namespace

Phrase label_of_quantile(double percent) {
  return percent == 50 ? Phrase("median") : Phrase(percentage(percent));
}

Phrase name_of_band(const ShownQuantiles& shown) {
  if (shown.low == shown.high)
    return label_of_quantile(shown.low);
  return filled("{} to {}", {percentage(shown.low), percentage(shown.high)});
}

Phrase meaning_of_band(const ShownQuantiles& shown, bool in_last_month) {
  const bool middle = std::abs(shown.low + shown.high - 100) < 1e-9;
  const std::vector<Piece> values{percentage(shown.low), percentage(shown.high),
                                  percentage(shown.high - shown.low)};
  if (in_last_month)
    return filled(middle ? "{} to {}: the middle {} of paths, in the last month."
                         : "{} to {}: {} of paths lie between, in the last month.",
                  values);
  return filled(middle ? "{} to {}: the middle {} of paths." : "{} to {}: {} of paths lie between.",
                values);
}

bool is_certain(const Curve& curve) {
  const auto on_some = [](double undefined) { return undefined > 0 && undefined < 1; };
  if (std::ranges::any_of(curve.undefined, on_some))
    return false;
  for (std::size_t i = 0; i < curve.sd.size(); ++i)
    if (curve.sd[i] && *curve.sd[i] > rounding_of(curve, curve.mean[i]))
      return false;
  return true;
}

Phrase undefined_text(const RunResult& result, const Curve& curve) {
  const std::vector<std::size_t> entries = undefined_entries(curve);
  if (entries.empty())
    return {};
  const Part when = part(months_text(result, curve, entries));
  const auto on_all = [&](std::size_t entry) { return curve.undefined[entry] == 1; };
  if (std::ranges::all_of(entries, on_all))
    return filled("n/a {}", {when});
  const Number most = share(*std::ranges::max_element(curve.undefined), Precision::digits);
  return filled(entries.size() == 1 ? "n/a for {} of paths, {}" : "n/a for up to {} of paths, {}",
                {most, when});
}

} // namespace escala
