// SPDX-License-Identifier: Apache-2.0
// Mean and standard deviation of a column, the same bits however it is computed: fixed blocks,
// each about its own mean, merged in order (Chan, Golub and LeVeque 1983).
#pragma once

#include <cstddef>
#include <span>

namespace escala {

struct Moments {
  double mean = 0;
  double sd = 0; // with n - 1; n/a of fewer than two values
};

// Values have no n/a and are at least one. Equal values give exactly that mean, and 0.
Moments moments(std::span<const double> values);

// The same in steps, for who looks at each part of the values anyway.
class MomentSums {
 public:
  // Parts but the last are whole blocks.
  static constexpr std::size_t kBlock = 512;
  void add(std::span<const double> part);
  // The mean so far is no number: n/a is among the values, or their sum overflows.
  bool is_lost() const { return mean_ != mean_; }
  // `values` are all that were added: they are looked at again where their squares are too large
  // or too small.
  Moments finish(std::span<const double> values) const;

 private:
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0; // of deviations from the mean
};

} // namespace escala
