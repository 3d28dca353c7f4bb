// SPDX-License-Identifier: Apache-2.0
// Makes a DistributionSpec from a class for one distribution with fixed parameters.
//
// Such a class has
//   static constexpr std::array<DistributionParameter, N> kParameters;
//   static std::string_view requirement(DistributionArguments);   as in DistributionSpec
//   explicit Class(DistributionArguments);                         only acceptable ones
//   double draw(double input);                                     the quantile function
// and, for mixtures,
//   double cdf(double x) const;   double quantile(double probability);
// and, if it can be truncated,
//   double upper(double x) const; double upper_quantile(double probability) const;
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "escala/catalog/distribution.h"
#include "escala/core/undefined.h"

namespace escala {

inline bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

// 0 if the parameters are acceptable; otherwise the value of the draw: n/a or kInvalid.
inline double unusable(std::string_view (*requirement)(DistributionArguments),
                       DistributionArguments arguments) {
  if (std::ranges::any_of(arguments, is_undefined))
    return kUndefined;
  if (std::ranges::any_of(arguments, is_invalid) || std::ranges::any_of(arguments, is_too_large))
    return kInvalid;
  return requirement(arguments).empty() ? 0 : kInvalid;
}

// ln(x / y) of positive numbers; also where their ratio is beyond the doubles.
inline double log_ratio(double x, double y) {
  const double ratio = x / y;
  return std::isnormal(ratio) ? std::log(ratio) : std::log(x) - std::log(y);
}

template <std::size_t N>
std::array<double, N> arguments_at(const ConstColumnList& parameters, std::size_t lane) {
  std::array<double, N> arguments;
  for (std::size_t j = 0; j < N; ++j)
    arguments[j] = parameters[j][lane];
  return arguments;
}

template <std::size_t N>
bool holds(const std::array<double, N>& arguments, const ConstColumnList& parameters,
           std::size_t lane) {
  bool same = true;
  for (std::size_t j = 0; j < N; ++j)
    same &= same_bits(arguments[j], parameters[j][lane]);
  return same;
}

template <class Distribution>
void draw_lanes(DistributionArguments arguments, ConstColumn input, Column out) {
  const double instead = unusable(&Distribution::requirement, arguments);
  if (instead != 0) {
    out = instead;
    return;
  }
  Distribution distribution(arguments);
  out = input.unaryExpr([&](double at) { return distribution.draw(at); });
}

// Neighbouring lanes with the same parameters share one Distribution, and so everything that it
// computes in advance. Usually all lanes of a block have the same parameters.
template <class Distribution>
void draw_block(ConstColumn input, const ConstColumnList& parameters, Column out) {
  constexpr std::size_t kCount = Distribution::kParameters.size();
  for (std::size_t begin = 0; begin < out.lanes();) {
    const std::array<double, kCount> arguments = arguments_at<kCount>(parameters, begin);
    std::size_t end = begin + 1;
    while (end < out.lanes() && holds(arguments, parameters, end))
      ++end;
    draw_lanes<Distribution>(arguments, input.part(begin, end), out.part(begin, end));
    begin = end;
  }
}

// The part of a DistributionSpec that does not come from the class.
struct DistributionText {
  std::string_view name;
  std::string_view doc;
  std::string_view formula;
  std::string_view source;
  std::string_view example;
  DrawInput input;
  DrawResult result;
  bool has_atoms = false;
  std::span<const double> standard = {};
  // A special kernel; null: neighbouring lanes with the same parameters share one D.
  void (*quantiles)(ConstColumn, const ConstColumnList&, Column) = nullptr;
  void (*fixed_quantiles)(DistributionArguments, ConstColumn, Column) = nullptr;
};

template <class D>
constexpr DistributionSpec describe(const DistributionText& text) {
  DistributionSpec spec{.name = text.name,
                        .doc = text.doc,
                        .formula = text.formula,
                        .source = text.source,
                        .example = text.example,
                        .parameters = D::kParameters,
                        .input = text.input,
                        .result = text.result,
                        .requirement = &D::requirement,
                        .quantiles = text.quantiles == nullptr ? &draw_block<D> : text.quantiles,
                        .fixed_quantiles = text.fixed_quantiles,
                        .standard = text.standard,
                        .has_atoms = text.has_atoms};
  if constexpr (requires { &D::cdf; }) {
    spec.cdf = [](double x, DistributionArguments at) { return D(at).cdf(x); };
    spec.quantile = [](double p, DistributionArguments at) { return D(at).quantile(p); };
  }
  if constexpr (requires { &D::upper; }) {
    spec.upper = [](double x, DistributionArguments at) { return D(at).upper(x); };
    spec.upper_quantile = [](double p, DistributionArguments at) {
      return D(at).upper_quantile(p);
    };
  }
  return spec;
}

} // namespace escala
