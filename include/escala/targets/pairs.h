// SPDX-License-Identifier: Apache-2.0
// Intervals for a probability that is estimated from antithetic pairs.
//
// A pair is one trial, whose value is 0, 1/2 or 1: the share of its two paths that hit. Pairs are
// independent of each other, and their values say themselves how much the two paths of a pair
// offset each other (x > 0 of a symmetric x) or agree (|x| > c).
#pragma once

#include <array>
#include <cstdint>

#include "escala/targets/interval.h"

namespace escala {

// Numbers of pairs.
struct Pairs {
  std::uint64_t none = 0; // neither path hits
  std::uint64_t one = 0;
  std::uint64_t both = 0;

  std::uint64_t count() const { return none + one + both; }
  // The estimated probability, and its standard error; 0 for a single pair.
  double mean() const;
  double std_error() const;
};

// For a number of pairs that was fixed in advance: Gaffke's ends (2005) for means of bounded
// values, with one more pair that hits with both paths or with neither. Where the paths of every
// pair agree that is Clopper and Pearson's interval over pairs.
Interval pair_interval(const Pairs& pairs, double error = kIntervalError);

// Valid for all numbers of pairs at the same time. Robbins' mixture (interval.h) bets on a
// probability q against p: a hit multiplies the stake by q/p, a miss by (1 - q)/(1 - p), a pair by
// the mean of both its paths, which keeps it fair. The sequence is all p against which the mean
// over q of the gains stays below 1 / error (Waudby-Smith and Ramdas 2024).
Interval pair_sequence(const Pairs& pairs);

// Numbers of pairs by how many more of their paths hit in one run than in another, from -2 to 2. A
// pair is one trial, whose value is half of that.
using PairDifferences = std::array<std::uint64_t, 5>;

// The standard error of the mean difference; 0 for a single pair.
double pair_difference_error(const PairDifferences& pairs);
// Gaffke's ends, with one more pair that differs in both paths.
Interval pair_difference_interval(const PairDifferences& pairs, double error = kIntervalError);

} // namespace escala
