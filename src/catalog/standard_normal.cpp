// SPDX-License-Identifier: Apache-2.0
#include "escala/catalog/standard_normal.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace escala {
namespace {

constexpr int kTerms = 8;
// Lanes computed side by side; a fixed number, so that compilers vectorise without run-time checks.
constexpr std::size_t kGroup = 16;

// A ratio of two polynomials of degree 7, constant terms first.
struct Rational {
  double above[kTerms];
  double below[kTerms];

  constexpr double operator()(double r) const { return horner(above, r) / horner(below, r); }

  // Written out: a loop here keeps compilers from vectorising the loop over lanes.
  static constexpr double horner(const double (&c)[kTerms], double r) {
    return ((((((c[7] * r + c[6]) * r + c[5]) * r + c[4]) * r + c[3]) * r + c[2]) * r + c[1]) * r +
           c[0];
  }
};

// Where |p - 1/2| <= kCentral, in r = kCentral^2 - (p - 1/2)^2.
constexpr double kCentral = 0.425;
constexpr double kCentralSquared = 0.180625;
constexpr Rational kCentre = {
    {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
     1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
     3.3430575583588128105e4, 2.5090809287301226727e3},
    {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
     2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
     5.2264952788528545610e3}};

// In r = sqrt(-ln(tail)): about 1.6 where r <= 5, about 5 beyond.
constexpr double kFar = 5.0;
constexpr double kNearTailOrigin = 1.6;
constexpr Rational kNearTail = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9}};
constexpr Rational kFarTail = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15}};

double central_score(double centred) {
  return centred * kCentre(kCentralSquared - centred * centred);
}

double tail_score(double probability) {
  const bool lower = probability < 0.5;
  const double tail = lower ? probability : 1 - probability; // exact above 1/2
  if (tail == 0)
    return std::copysign(std::numeric_limits<double>::infinity(), probability - 0.5);
  const double r = std::sqrt(-std::log(tail));
  const double size = r <= kFar ? kNearTail(r - kNearTailOrigin) : kFarTail(r - kFar);
  return lower ? -size : size;
}

// The central formula for every lane first: it has no branch, and fits seven lanes of eight.
void score_group(const double* uniforms, double* out) {
  double centred[kGroup];
  double scores[kGroup];
  for (std::size_t i = 0; i < kGroup; ++i)
    centred[i] = uniforms[i] - 0.5;
  for (std::size_t i = 0; i < kGroup; ++i)
    scores[i] = central_score(centred[i]);
  for (std::size_t i = 0; i < kGroup; ++i) {
    if (std::abs(centred[i]) > kCentral)
      scores[i] = tail_score(uniforms[i]);
  }
  std::copy_n(scores, kGroup, out);
}

} // namespace

double normal_score(double probability) {
  const double centred = probability - 0.5;
  return std::abs(centred) > kCentral ? tail_score(probability) : central_score(centred);
}

void normal_scores(const double* uniforms, double* out, std::size_t lanes) {
  std::size_t i = 0;
  for (; i + kGroup <= lanes; i += kGroup)
    score_group(uniforms + i, out + i);
  for (; i < lanes; ++i)
    out[i] = normal_score(uniforms[i]);
}

double normal_probability(double score) {
  return 0.5 * std::erfc(-score * (1 / std::numbers::sqrt2));
}

void normal_probabilities(const double* scores, double* out, std::size_t lanes) {
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = normal_probability(scores[i]);
}

} // namespace escala
