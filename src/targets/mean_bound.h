// SPDX-License-Identifier: Apache-2.0
// The upper end of a confidence interval for the mean of independent values, by Gaffke (2005).
//
// To the values that were seen one more is added, the largest that there can be. Their mean is
// taken with random weights, drawn from Dirichlet(1, ..., 1); its upper quantile is the end. For
// values 0 and 1 that is the end of Clopper and Pearson; for many values it nears that of the
// normal interval. No case is known in which it fails more often than it may (Learned-Miller and
// Thomas 2020).
#pragma once

#include <span>

namespace escala {

// A value, and how many times it is there.
struct Repeated {
  double value = 0;
  double times = 0;
};

// The end above which the weighted mean is with this probability, below 1/2. `values` has the
// added one.
double upper_mean_bound(std::span<const Repeated> values, double error);

} // namespace escala
