// SPDX-License-Identifier: Apache-2.0
// Rational approximations of the quantile function of the standard normal distribution: in the
// centre fitted by weighted least squares (relative error below 1.4e-16), in the tails those of
// Wichura's algorithm AS 241 (1988), routine PPND16. All coefficients are positive, so that no
// digits are lost by cancellation.
#pragma once

#include <cstddef>

namespace escala {

// A ratio of two polynomials, constant terms first.
template <std::size_t kAbove, std::size_t kBelow = kAbove>
struct Rational {
  double above[kAbove];
  double below[kBelow];
};

// If both tails are 2^-6 or more, z = c (sqrt(2 pi) + c^2 R(r)) with c = p - 1/2 and r = p (1 - p),
// from kCentreLeast to 1/4. Because R is multiplied by c^2, its rounding errors have almost no
// effect near the middle. Wichura's own centre ends at 2^-3.7.
constexpr double kCentreLeast = 0x1p-6 * (1 - 0x1p-6);
constexpr double kRootOfTwoPi = 2.506628274631000502;
constexpr Rational<10, 11> kCentre = {
    {19.030006420570476, 26061.96813212881, 7556274.430130881, 747229310.8686156,
     30084078783.522045, 527875547535.98376, 4046469105257.7114, 12737079323472.342,
     13965089731976.102, 3447058138039.5015},
    {1.0, 1845.3755481237788, 681532.2238646075, 85681401.69838162, 4477349454.604676,
     106149703404.01276, 1173852227289.6226, 5937537297284.529, 12733994988649.875,
     9716812154035.129, 1682771014917.397}};

// The tails use r = sqrt(-ln(tail)): the polynomials are in r - 1.6 if r <= 5, otherwise in r - 5.
constexpr double kFar = 5.0;
constexpr double kNearTailLeast = 1.3887943864964021e-11; // exp(-25)
constexpr double kNearTailOrigin = 1.6;
constexpr Rational<8> kNearTail = {
    {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
     3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9}};
constexpr Rational<8> kFarTail = {
    {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15}};

} // namespace escala
