// SPDX-License-Identifier: Apache-2.0
#include "analysis/sensitivity_sums.h"

#include <algorithm>
#include <cmath>

#include "escala/core/undefined.h"

namespace escala {
namespace {

double value_of(std::span<const double> values, std::uint64_t path) {
  return values[values.size() == 1 ? 0 : path];
}

double square(double value) { return value * value; }

} // namespace

SensitivitySums::SensitivitySums(const RedrawPlan& plan, const std::vector<RandomInput>& inputs)
    : plan_(plan), inputs_(inputs), squares_(plan.runs.size()), mirrored_(inputs.size()) {}

void SensitivitySums::add(const RunValues& values, std::uint64_t first, std::uint64_t paths) {
  for (std::uint64_t path = 0; path < paths; ++path) {
    const std::size_t replicate = replicate_of(first + path);
    const double origin = value_of(values.front(), path);
    rows_[replicate] += 1;
    add_values(origin, value_of(values[plan_.all], path));
    for (std::size_t run = 1; run < values.size(); ++run) {
      const double distance = origin - value_of(values[run], path);
      squares_[run].add(replicate, square(distance));
      constant_ = constant_ && !(distance != 0 && !std::isnan(distance));
    }
    for (std::size_t input = 0; input < inputs_.size(); ++input)
      if (!inputs_[input].correlated)
        add_mirrored(values, input, path, replicate);
  }
}

void SensitivitySums::add_values(double first, double second) {
  for (const double value : {first, second}) {
    ++values_;
    if (std::isnan(value)) {
      ++undefined_;
      continue;
    }
    if (!begun_)
      origin_ = value;
    begun_ = true;
    met_ += value != 0 ? 1 : 0;
    constant_ = constant_ && value == origin_;
    sum_ += value - origin_;
    sum_of_squares_ += square(value - origin_);
  }
}

// Paths on which one of the four values is n/a are left out.
void SensitivitySums::add_mirrored(const RunValues& values, std::size_t input, std::uint64_t path,
                                   std::size_t replicate) {
  const double a = value_of(values.front(), path);
  const double b = value_of(values[plan_.all], path);
  const double a_with = value_of(values[plan_.only[input]], path);
  const double b_with = value_of(values[plan_.but[input]], path);
  const double all = a + b + a_with + b_with;
  if (std::isnan(all))
    return;
  mirrored_[input].first.add(replicate, 2 * (b_with - b) * (a - a_with));
  mirrored_[input].total.add(replicate, square(b - b_with) + square(a - a_with));
  mirrored_[input].both.add(replicate, square(a - b) + square(b_with - a_with));
}

double SensitivitySums::mean() const {
  const auto count = static_cast<double>(values_ - undefined_);
  return count > 0 ? origin_ + sum_ / count : kUndefined;
}

double SensitivitySums::variance() const {
  const auto count = static_cast<double>(values_ - undefined_);
  return count > 0 ? std::max(0.0, sum_of_squares_ / count - square(sum_ / count)) : kUndefined;
}

std::size_t SensitivitySums::replicates() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(rows_, [](double rows) { return rows > 0; }));
}

ByReplicate SensitivitySums::squares_of(std::size_t run) const {
  return squares_[run].scaled(rows_);
}

RatioEstimate SensitivitySums::first_order(std::size_t input) const {
  const Mirrored& sums = mirrored_[input];
  if (!inputs_[input].correlated)
    return ratio_of(sums.first.scaled(rows_), sums.both.scaled(rows_));
  const ByReplicate all = squares_of(plan_.all);
  ByReplicate explained = squares_of(plan_.but[input]);
  for (std::size_t r = 0; r < kReplicates; ++r)
    explained[r] = all[r] - explained[r];
  return ratio_of(explained, all);
}

RatioEstimate SensitivitySums::total(std::size_t input) const {
  const Mirrored& sums = mirrored_[input];
  if (!inputs_[input].correlated)
    return ratio_of(sums.total.scaled(rows_), sums.both.scaled(rows_));
  return ratio_of(squares_of(plan_.only[input]), squares_of(plan_.all));
}

RatioEstimate SensitivitySums::shapley(std::size_t input) const {
  ByReplicate part = {};
  for (const ShapleyStep& step : plan_.steps) {
    if (step.input != input)
      continue;
    const ByReplicate with = squares_of(step.with);
    const ByReplicate without = squares_of(step.without);
    for (std::size_t r = 0; r < kReplicates; ++r)
      part[r] += step.weight * (with[r] - without[r]);
  }
  return ratio_of(part, squares_of(plan_.all));
}

// An order and its reverse are one draw.
double SensitivitySums::error_of_orders(std::size_t input) const {
  const std::size_t pairs = plan_.orders / 2;
  std::vector<double> of_pair(pairs);
  const double all = squares_[plan_.all].mean();
  double mean = 0;
  for (const ShapleyStep& step : plan_.steps) {
    if (step.input != input)
      continue;
    const double with = squares_[step.with].mean();
    const double without = step.without == 0 ? 0 : squares_[step.without].mean();
    of_pair[step.order / 2] += (with - without) / all / 2;
    mean += (with - without) / all / 2 / static_cast<double>(pairs);
  }
  double squares = 0;
  for (const double part : of_pair)
    squares += square(part - mean);
  const auto count = static_cast<double>(pairs);
  return std::sqrt(squares / (count - 1) / count);
}

double SensitivitySums::shapley_error(std::size_t input) const {
  const double between_replicates = shapley(input).std_error(replicates());
  return plan_.orders == 0 ? between_replicates
                           : std::hypot(between_replicates, error_of_orders(input));
}

} // namespace escala
