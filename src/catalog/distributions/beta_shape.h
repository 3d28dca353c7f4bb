// SPDX-License-Identifier: Apache-2.0
// The beta distribution on [0, 1], used by `beta` and `pert`.
#pragma once

namespace escala {

// Density x^(a-1) (1-x)^(b-1) / B(a, b), a and b above 0.
class BetaShape {
 public:
  BetaShape(double a, double b);

  // The distribution of 1 - x. Values near 1 become small there and keep their digits.
  BetaShape mirrored() const { return {b_, a_, log_beta_}; }

  double cdf(double x) const;
  double quantile(double probability) const;

 private:
  BetaShape(double a, double b, double log_beta) : a_(a), b_(b), log_beta_(log_beta) {}

  double first_guess(double probability) const;
  double step(double x, double reached, double excess) const;

  double a_;
  double b_;
  double log_beta_; // ln B(a, b)
};

} // namespace escala
