// SPDX-License-Identifier: Apache-2.0
// Distributions, each describing itself once: name, parameters, quantile function.
//
// A draw is the quantile of exactly one uniform in (0, 1), or of the standard normal score of that
// uniform, whichever the distribution computes from; so correlation and truncation work on every
// one of them. A distribution is one file in src/catalog/distributions and one line in the list of
// src/catalog/distributions.cpp.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace escala {

// What a parameter measures: the unit of the draw itself, or a plain number.
enum class DistributionRole { value, plain };

struct DistributionParameter {
  std::string_view name;
  DistributionRole role;
  std::string_view doc;   // one line
  std::string_view range; // what it must be: "above 0"; empty: anything
};

enum class DrawInput { uniform, standard_normal };

// Of one distribution, its parameters; of discrete, pairs of a value and a probability; of a
// mixture, pairs of a distribution and a weight.
enum class DistributionForm { single, pairs, mixture };

// The unit of a draw: that of its `value` parameters, a plain number, or a condition.
enum class DrawResult { value, plain, condition };

// The parameters of one lane, in the order of the spec.
using DistributionArguments = std::span<const double>;

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

  // Empty where the parameters make a distribution; otherwise what they must be:
  // "sd must be 0 or more". Parameters are finite.
  std::string_view (*requirement)(DistributionArguments arguments) = nullptr;

  // The quantile function over a block: out[i] = F^-1(input[i]) where input holds uniforms, or
  // F^-1(Phi(input[i])) where it holds normal scores. parameters[j] is the column of parameter j.
  // n/a parameters give n/a, unacceptable ones kInvalid.
  void (*quantiles)(const double* input, const double* const* parameters, double* out,
                    std::size_t lanes) = nullptr;
  // The same of one set of parameters, which the plan fixes: from a table
  // (catalog/quantile_table.h) that is right to 1e-13 relative, where the quantile function takes
  // long. Not where parameters happen to be the same on all lanes: a lane's value would depend on
  // the others.
  void (*fixed_quantiles)(DistributionArguments arguments, const double* input, double* out,
                          std::size_t lanes) = nullptr;
  // The quantile function over a block of pairs.
  void (*pair_quantiles)(const double* input, const double* const* parameters, std::size_t count,
                         double* out, std::size_t lanes) = nullptr;

  // Parameters with which a draw is its input: 0 and 1 of normal. Empty: there are none.
  std::span<const double> standard = {};

  // At one lane, for mixtures and truncation. `cdf` and `upper` are F(x) and 1 - F(x); `quantile`
  // and `upper_quantile` invert them. Each is accurate where its value is small, so that no tail
  // loses its digits; what isn't truncated has no `upper` and `upper_quantile`. Parameters are
  // acceptable.
  double (*cdf)(double x, DistributionArguments arguments) = nullptr;
  double (*upper)(double x, DistributionArguments arguments) = nullptr;
  double (*quantile)(double probability, DistributionArguments arguments) = nullptr;
  double (*upper_quantile)(double probability, DistributionArguments arguments) = nullptr;

  // Whether min= and max= are taken.
  bool truncates() const { return upper != nullptr; }

  // Values that hold some of the probability each: whole numbers, or those listed.
  bool has_atoms = false;
};

std::span<const DistributionSpec* const> distributions();
const DistributionSpec* find_distribution(std::string_view name);
// Those that the language draws from by itself.
const DistributionSpec& normal_distribution();  // shocks
const DistributionSpec& poisson_distribution(); // arrivals of a risk
const DistributionSpec& range_distribution();   // low to high

// Quantiles of the distribution truncated to [low, high] (not clipped): the uniform is mapped into
// [F(low), F(high)]. An absent bound is an infinite column. kInvalid where the interval holds no
// mass or is empty.
void truncated_quantiles(const DistributionSpec& spec, const double* uniform,
                         const double* const* parameters, const double* low, const double* high,
                         double* out, std::size_t lanes);

// True if [low, high] holds some of the distribution's mass.
bool has_mass(const DistributionSpec& spec, DistributionArguments arguments, double low,
              double high);

} // namespace escala
