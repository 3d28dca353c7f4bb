// SPDX-License-Identifier: Apache-2.0
#include "render/round_values.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace escala {
namespace {

constexpr std::size_t kMostValues = 5;

// The multiples of a step.
std::vector<double> multiples(double low, double high, double step) {
  std::vector<double> values;
  const double first = std::ceil(low / step);
  for (std::size_t i = 0; i <= kMostValues; ++i) {
    const double value = (first + static_cast<double>(i)) * step;
    if (value <= high)
      values.push_back(value);
  }
  return values;
}

std::vector<double> in_equal_steps(double low, double high) {
  const double length = high - low;
  if (!(length > 0) || !std::isfinite(length))
    return {};
  const double power = std::pow(10, std::floor(std::log10(length)) - 1);
  if (!(power > 0))
    return {};
  for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0}) {
    std::vector<double> values = multiples(low, high, factor * power);
    if (values.size() <= kMostValues)
      return values;
  }
  return {};
}

// The powers of ten, each with its multiples by some factors.
template <std::size_t Count>
std::vector<double> powers(double low, double high, const std::array<double, Count>& factors) {
  std::vector<double> values;
  const int last = static_cast<int>(std::floor(std::log10(high)));
  for (int power = static_cast<int>(std::floor(std::log10(low))); power <= last; ++power)
    for (const double factor : factors)
      if (const double value = factor * std::pow(10, power); value >= low && value <= high)
        values.push_back(value);
  return values;
}

// Every second, third or further one, so that few are left.
std::vector<double> thinned_out(std::vector<double> values) {
  const std::size_t step = (values.size() + kMostValues - 1) / kMostValues;
  std::vector<double> kept;
  for (std::size_t i = 0; i < values.size(); i += step)
    kept.push_back(values[i]);
  return kept;
}

} // namespace

std::vector<double> round_values(double low, double high, bool log) {
  if (!log)
    return in_equal_steps(low, high);
  std::vector<double> values = powers(low, high, std::array{1.0});
  if (values.size() < 3)
    values = powers(low, high, std::array{1.0, 2.0, 5.0});
  return values.size() < 2 ? in_equal_steps(low, high) : thinned_out(std::move(values));
}

} // namespace escala
