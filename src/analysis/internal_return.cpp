// SPDX-License-Identifier: Apache-2.0
// The internal rate of return of flows by month.
#include <algorithm>
#include <cmath>
#include <cstddef>

#include "escala/analysis/investment_value.h"
#include "escala/core/calendar.h"

namespace escala {
namespace {

// The net present value of flows at the discount exp(-12 u) - 1 a year, up to a positive factor
// that keeps it finite: the powers of exp(u) below 1, and those of exp(-u) above.
double scaled_value(std::span<const double> flows, double u) {
  const double x = std::exp(-std::abs(u));
  double value = 0;
  if (u <= 0)
    for (std::size_t t = flows.size(); t-- > 0;)
      value = value * x + flows[t];
  else
    for (const double flow : flows)
      value = value * x + flow;
  return value;
}

// A root between two values of u at which the signs differ.
double root_between(std::span<const double> flows, double low, double high) {
  const bool rises = scaled_value(flows, low) < 0;
  for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    const double value = scaled_value(flows, middle);
    if (value == 0)
      return middle;
    ((value < 0) == rises ? low : high) = middle;
  }
  return low;
}

int sign_changes(std::span<const double> flows) {
  int changes = 0;
  double last = 0;
  for (const double flow : flows) {
    if (flow == 0)
      continue;
    changes += last != 0 && (flow < 0) != (last < 0) ? 1 : 0;
    last = flow;
  }
  return changes;
}

// Values of u between which roots are looked for: rates from nearly -100% to e^24 a year, so that
// neighbours are 0.6% a year apart near 0%.
constexpr double kWidest = 2;
constexpr int kSteps = 8'000;

double rate_of(double u) { return std::expm1(-kMonthsInYear * u); }

} // namespace

InternalReturn internal_return(std::span<const double> flows) {
  // What rounding leaves of differences that cancel has no sign.
  constexpr double kRounding = 1e-12;
  double size = 0;
  for (const double flow : flows)
    size = std::max(size, std::abs(flow));
  std::vector<double> rounded(flows.begin(), flows.end());
  for (double& flow : rounded)
    flow = std::abs(flow) <= kRounding * size ? 0 : flow;
  InternalReturn found;
  if (sign_changes(rounded) == 0) {
    found.reason = NoReturn::no_sign_change;
    return found;
  }
  double before = -kWidest, value_before = scaled_value(rounded, before);
  for (int step = 1; step <= kSteps; ++step) {
    const double u = kWidest * (2.0 * step / kSteps - 1);
    const double value = scaled_value(rounded, u);
    if (value == 0)
      found.rates.push_back(rate_of(u));
    else if (value_before != 0 && (value < 0) != (value_before < 0))
      found.rates.push_back(rate_of(root_between(rounded, before, u)));
    before = u;
    value_before = value;
  }
  std::ranges::reverse(found.rates);
  if (found.rates.size() == 1)
    found.rate = found.rates.front();
  else
    found.reason = found.rates.empty() ? NoReturn::no_rate : NoReturn::several;
  return found;
}

} // namespace escala
