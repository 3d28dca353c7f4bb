// SPDX-License-Identifier: Apache-2.0
// Arithmetic and comparisons of columns that may contain n/a and mistakes (core/undefined.h). Both
// are passed on to the result. If one lane has both, the result is a mistake.
//
// An Eigen expression gives the same result if at most one of the two columns can contain n/a or
// mistakes. Columns of one call have the same length. `out` may be one of the inputs.
#pragma once

#include <cstddef>
#include <cstdint>

#include "escala/columns/column.h"

namespace escala {

void add(ConstColumn a, ConstColumn b, Column out);
void subtract(ConstColumn a, ConstColumn b, Column out); // a - b
void multiply(ConstColumn a, ConstColumn b, Column out);
void divide(ConstColumn a, ConstColumn b, Column out); // a / b; n/a where b is 0

// The same with a finite constant in every lane; in a division it must not be 0. Eigen expressions
// would compute two lanes at a time instead of four. This would cost 3% of the run time of
// five_curves for the division, and 1% for the others together.
void add_constant(ConstColumn a, double constant, Column out);
void subtract_from_constant(ConstColumn a, double constant, Column out); // constant - a
void multiply_by_constant(ConstColumn a, double constant, Column out);
void divide_by_constant(ConstColumn a, double constant, Column out);

// columns = columns * transpose of the factor, in place: column i becomes the sum of factor(i, k)
// times column k, over k from 0 to i. The factor is lower triangular with factor(0, 0) = 1. No
// value is n/a or a mistake. Eigen's own product adds in another order. Uses fused multiply-add if
// the instruction set has it.
using TriangularFactor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
void multiply_by_triangular(const TriangularFactor& factor, ColumnMatrix columns);

// Comparisons give 1 or 0. Values within kTolerance of each other, relative to the larger, are
// equal. n/a gives n/a, and a comparison with an infinity is a mistake.
inline constexpr double kTolerance = 1e-12;
enum class Comparison { less, less_equal, greater, greater_equal, equal, not_equal };
void compare(Comparison comparison, ConstColumn a, ConstColumn b, Column out);

// The same as bits, 64 lanes in each word: 0 for n/a and after the last lane. Returns false if a
// result is a mistake; then not all words are written.
bool comparison_bits(Comparison comparison, ConstColumn a, ConstColumn b, std::uint64_t* words);

// The larger and the smaller of two values, lane by lane. If one of them is a NaN, it is the result
// (core/order.h).
void larger_of(ConstColumn a, ConstColumn b, Column out);
void smaller_of(ConstColumn a, ConstColumn b, Column out);

// True if no value is an infinity or a NaN.
bool all_finite(ConstColumn values);
// The lane of the first value below `low` or above `high`; the number of lanes if there is none. A
// NaN is neither below nor above.
std::size_t first_outside(ConstColumn values, double low, double high);

} // namespace escala
