// SPDX-License-Identifier: Apache-2.0
// Where a function crosses zero between two values, by the rule of Illinois (Dowell and Jarratt
// 1971) with bisections in between, so that jumps and flat parts only cost time.
#pragma once

#include <optional>

namespace escala {

class Crossing {
 public:
  struct End {
    double value = 0;
    double height = 0; // below 0 at `below`, 0 or more at `above`
  };

  // Either end may be the larger value. `tolerance`: a height at `above` that is low enough.
  // `whole_step`: only multiples of it are tried.
  Crossing(End below, End above, double tolerance, std::optional<double> whole_step)
      : below_(below), above_(above), tolerance_(tolerance), whole_step_(whole_step) {}

  // The value to try next; nullopt if `above` is close enough to the crossing.
  std::optional<double> next() const;
  void take(double value, double height);
  // Whether the ends are as close as they can be, but their heights are not.
  bool jumps() const { return !next() && above_.height > tolerance_; }
  // A value to try first instead, if it lies between the ends.
  void guess(double value);

  const End& below() const { return below_; }
  const End& above() const { return above_; }

 private:
  bool is_between(double value) const;
  double middle() const;
  double interpolated() const;

  End below_;
  End above_;
  double tolerance_;
  std::optional<double> whole_step_;
  std::optional<double> guess_;
  int tried_ = 0;
  int same_side_ = 0; // how often in a row one end stayed: above 0: `below` stayed
};

} // namespace escala
