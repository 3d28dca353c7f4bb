// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/fill_actuals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "escala/input/date_cell.h"

namespace escala {
namespace {

constexpr int kQuarter = months_in(DateSpan::quarter);
constexpr int kYear = months_in(DateSpan::year);

// The greatest common divisor of the months between neighbours; 0 of fewer than two values.
int spacing_of(const std::vector<const ActualValue*>& values) {
  int spacing = 0;
  for (std::size_t i = 1; i < values.size(); ++i)
    spacing = std::gcd(spacing, values[i]->month.index - values[i - 1]->month.index);
  return spacing;
}

std::string_view period_text(int period) { return period == kYear ? "year" : "quarter"; }

// Whether a month is the first of a quarter or year from January, or from the fiscal year's month,
// and the last of none.
bool may_name_its_period(CalendarMonth month, int period, const Calendar& calendar) {
  const auto place = [&](int first) {
    return (month.month() - first + kMonthsInYear) % kMonthsInYear % period;
  };
  const int in_calendar = place(1);
  const int in_fiscal = place(calendar.fiscal_first);
  return (in_calendar == 0 || in_fiscal == 0) && in_calendar != period - 1 &&
         in_fiscal != period - 1;
}

// The level k months after `from`, on the way to `to`.
double linear_level(double from, double to, int k, int period) {
  const double gained = (to - from) * k / period;
  return std::isfinite(gained) ? from + gained
                               : std::lerp(from, to, static_cast<double>(k) / period);
}

// The same by a root of the growth, which keeps 8 = 2·2·2 exact.
double geometric_level(double from, double to, int k, int period) {
  const double ratio = to / from;
  const double share = 1.0 / period;
  if (ratio < 1e-300 || ratio > 1e300) // it has lost digits
    return std::pow(from, 1 - share * k) * std::pow(to, share * k);
  return from * std::pow(std::pow(ratio, share), k);
}

class FillChecker {
 public:
  FillChecker(const std::string& metric, const Actual& actual,
              const std::vector<const ActualValue*>& values, int period, Diagnostics& diagnostics)
      : metric_(metric), actual_(actual), values_(values), period_(period),
        diagnostics_(diagnostics) {}

  bool run(const Calendar& calendar) {
    const bool mistaken = !actual_.fill && actual_.fill_span.source != nullptr;
    if (mistaken || values_.empty())
      return false;
    if (period_ == 1)
      return !actual_.fill || fail_needless();
    if (!actual_.fill)
      return fail_missing();
    const ActualValue& first = *values_.front();
    if (first.length > 1 || first.at_end || !may_name_its_period(first.month, period_, calendar))
      return true;
    return fail_unsure(first);
  }

 private:
  bool fail(const ActualValue& value, const std::string& problem, std::string reason,
            std::string suggestion) {
    diagnostics_.error(value.span, value.place + problem, std::move(reason), std::move(suggestion));
    return false;
  }

  bool fail_needless() {
    std::string reason = "one value does not say how long its period is";
    std::string suggestion = "add the one before it, or remove fill";
    for (std::size_t i = 1; i < values_.size(); ++i) {
      const int apart = values_[i]->month.index - values_[i - 1]->month.index;
      reason = fmt::format("{} and {} are {} month{} apart", to_text(values_[i - 1]->month),
                           to_text(values_[i]->month), apart, apart == 1 ? "" : "s");
      suggestion = apart == 1 ? "remove fill" : "give each quarter or each year, or remove fill";
      if (apart % kQuarter != 0)
        break;
    }
    diagnostics_.error(actual_.fill_span,
                       fmt::format("actual of {} has no quarters or years to fill", metric_),
                       std::move(reason), std::move(suggestion));
    return false;
  }

  bool fail_missing() {
    const std::string_view name = period_text(period_);
    const bool written = values_.front()->length > 1;
    return fail(*values_.front(),
                written ? fmt::format("actual of {} is by {}", metric_, name)
                        : fmt::format("actual of {} has one month of each {}", metric_, name),
                "every month is needed",
                fmt::format("{1}add fill: geometric or fill: linear for levels at the end of each "
                            "{0}, or fill: even for amounts of each {0}",
                            name, written ? "" : "add the other months, or "));
  }

  bool fail_unsure(const ActualValue& value) {
    const CalendarMonth end{value.month.index + period_ - 1};
    const std::string month = to_text(value.month);
    const std::string_view name = period_text(period_);
    return fail(
        value, fmt::format("{} can be the month, or the {} that begins with it", month, name),
        fmt::format("the values are {} months apart", period_),
        actual_.file.empty() ? fmt::format("write {} for the {}", to_text(end), name)
                             : fmt::format("write {} for the {}, or its last day for the month",
                                           to_text(end), name));
  }

  const std::string& metric_;
  const Actual& actual_;
  const std::vector<const ActualValue*>& values_;
  int period_;
  Diagnostics& diagnostics_;
};

} // namespace

int period_of_actuals(const std::vector<const ActualValue*>& values) {
  if (!values.empty() && values.front()->length > 1)
    return values.front()->length;
  const int spacing = spacing_of(values);
  if (spacing == 0 || spacing % kQuarter != 0)
    return 1;
  return spacing % kYear == 0 ? kYear : kQuarter;
}

bool check_fill(const std::string& metric, const Actual& actual,
                const std::vector<const ActualValue*>& values, int period, const Calendar& calendar,
                Diagnostics& diagnostics) {
  return FillChecker(metric, actual, values, period, diagnostics).run(calendar);
}

std::vector<double> fill_months(const std::vector<double>& values, std::optional<Fill> fill,
                                int period) {
  if (!fill || values.empty())
    return values;
  std::vector<double> months;
  if (*fill == Fill::even) {
    for (const double value : values)
      months.insert(months.end(), static_cast<std::size_t>(period), value);
    return months;
  }
  for (std::size_t i = 1; i < values.size(); ++i)
    for (int k = 0; k < period; ++k)
      months.push_back(*fill == Fill::linear
                           ? linear_level(values[i - 1], values[i], k, period)
                           : geometric_level(values[i - 1], values[i], k, period));
  months.push_back(values.back());
  return months;
}

} // namespace escala
