// SPDX-License-Identifier: Apache-2.0
// Distributions. Each describes itself in one place: name, parameters, quantile function.
//
// A draw is the quantile function at exactly one uniform in (0, 1). A distribution is computed from
// this uniform or from its standard normal score. So every distribution can be correlated and
// truncated. A distribution is one file in src/catalog/distributions and one line in the list of
// src/catalog/distributions.cpp.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "escala/columns/column.h"

namespace escala {

// What a parameter measures: the unit of the draw itself, or a plain number.
enum class DistributionRole { value, plain };

struct DistributionParameter {
  std::string_view name;
  DistributionRole role;
  std::string_view doc;                // one line
  std::string_view range;              // what it must be: "above 0"; empty: any number
  std::optional<double> fallback = {}; // its value where it is left out; only of the last ones
};

enum class DrawInput { uniform, standard_normal };

// What a distribution takes: its parameters; pairs of a value and a probability (discrete); or
// pairs of a distribution and a weight (mixture).
enum class DistributionForm { single, pairs, mixture };

// The unit of a draw: that of its `value` parameters, a plain number, or a condition.
enum class DrawResult { value, plain, condition };

// The parameters of one lane, in the order of the spec.
using DistributionArguments = std::span<const double>;

// The largest parameter or bound, without its sign. Differences of two, and spreads times the
// scores that occur, then stay below the largest double: none of them overflows unnoticed.
inline constexpr double kLargestArgument = 1e307;

// Whether a parameter or bound is finite and larger than that.
inline bool is_too_large(double argument) {
  return std::isfinite(argument) && std::abs(argument) > kLargestArgument;
}

struct DistributionSpec {
  std::string_view name;
  std::string_view doc;     // one line
  std::string_view formula; // the quantile function of u or, at a normal score, of z
  std::string_view source;
  std::string_view example; // a draw
  std::span<const DistributionParameter> parameters;
  DrawInput input;
  DrawResult result;

  DistributionForm form = DistributionForm::single;

  // Empty if the parameters are acceptable; otherwise what they must be: "sd must be 0 or more".
  // Parameters are finite.
  std::string_view (*requirement)(DistributionArguments arguments) = nullptr;

  // The quantile function of each lane: out[i] = F^-1(input[i]) if the input is uniforms, or
  // F^-1(Phi(input[i])) if it is normal scores. parameters[j] is the column of parameter j. n/a
  // parameters give n/a, unacceptable ones kInvalid.
  void (*quantiles)(ConstColumn input, const ConstColumnList& parameters, Column out) = nullptr;
  // The same for parameters that the plan or the run fixes, for distributions with a slow quantile
  // function: from a table (catalog/quantile_table.h) with a relative error of 1e-13. Not used for
  // parameters that only happen to be the same in all lanes, because the value of a lane would then
  // depend on the other lanes.
  void (*fixed_quantiles)(DistributionArguments arguments, ConstColumn input, Column out) = nullptr;
  // The quantile function of a distribution that takes pairs.
  void (*pair_quantiles)(ConstColumn input, const ConstColumnList& parameters,
                         Column out) = nullptr;

  // Parameters with which a draw equals its input, such as 0 and 1 of normal. Empty: there are
  // none.
  std::span<const double> standard = {};

  // For mixtures and truncation, with acceptable parameters. `cdf` is F(x), `upper` is 1 - F(x),
  // and `quantile` and `upper_quantile` are their inverses. Each is accurate where its value is
  // small, so that both tails are accurate. `upper` and `upper_quantile` are null if the
  // distribution cannot be truncated.
  double (*cdf)(double x, DistributionArguments arguments) = nullptr;
  double (*upper)(double x, DistributionArguments arguments) = nullptr;
  double (*quantile)(double probability, DistributionArguments arguments) = nullptr;
  double (*upper_quantile)(double probability, DistributionArguments arguments) = nullptr;

  // Adds the values of the parameters that are left out.
  void complete(std::vector<double>& arguments) const {
    while (arguments.size() < parameters.size() && parameters[arguments.size()].fallback)
      arguments.push_back(*parameters[arguments.size()].fallback);
  }

  // How many parameters must be written.
  std::size_t required() const {
    std::size_t count = 0;
    while (count < parameters.size() && !parameters[count].fallback)
      ++count;
    return count;
  }

  // Whether it takes min= and max=.
  bool truncates() const { return upper != nullptr; }

  // Whether single values have a probability above 0: whole numbers, or listed values.
  bool has_atoms = false;
};

std::span<const DistributionSpec* const> distributions();
const DistributionSpec* find_distribution(std::string_view name);
// Distributions that the language uses for draws that a plan does not write by name.
const DistributionSpec& normal_distribution();  // shocks
const DistributionSpec& poisson_distribution(); // arrivals of a risk
const DistributionSpec& range_distribution();   // low to high

// Quantiles of the distribution truncated to [low, high] (not clipped): the uniform is mapped to
// [F(low), F(high)]. An infinite bound is no bound. kInvalid where the interval is empty or has no
// mass.
void truncated_quantiles(const DistributionSpec& spec, ConstColumn uniform,
                         const ConstColumnList& parameters, ConstColumn low, ConstColumn high,
                         Column out);

// True if [low, high] has some of the distribution's mass.
bool has_mass(const DistributionSpec& spec, DistributionArguments arguments, double low,
              double high);

} // namespace escala
