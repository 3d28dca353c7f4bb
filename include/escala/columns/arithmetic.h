// SPDX-License-Identifier: Apache-2.0
// Arithmetic and comparisons over columns, where n/a and mistakes (core/undefined.h) go through.
//
// `out` may be one of the inputs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace escala {

void sums(const double* a, const double* b, double* out, std::size_t lanes);
void differences(const double* a, const double* b, double* out, std::size_t lanes);
void products(const double* a, const double* b, double* out, std::size_t lanes);
// n/a where b is 0.
void quotients(const double* a, const double* b, double* out, std::size_t lanes);
// (a b) c.
void products_of_three(const double* a, const double* b, const double* c, double* out,
                       std::size_t lanes);

// The same with one number for every lane; it is finite, and no 0 to divide by.
void add_constant(const double* a, double constant, double* out, std::size_t lanes);
void subtract_from_constant(const double* a, double constant, double* out, std::size_t lanes);
void multiply_by_constant(const double* a, double constant, double* out, std::size_t lanes);
void divide_by_constant(const double* a, double constant, double* out, std::size_t lanes);

// out = own * out + the sum of factors[k] * the k-th of the columns, which begin `stride` numbers
// apart; of numbers.
void add_multiples(std::span<const double> factors, const double* columns, std::size_t stride,
                   double own, double* out, std::size_t lanes);

// 1 or 0. Values within kTolerance of each other, relative to the larger, are equal; n/a comes out
// as n/a, and an infinity can be compared with nothing.
inline constexpr double kTolerance = 1e-12;
enum class Comparison { less, less_equal, greater, greater_equal, equal, not_equal };
void comparisons(Comparison comparison, const double* a, const double* b, double* out,
                 std::size_t lanes);

// The same as bits, 64 lanes to a word: 0 for n/a and behind the last lane. False where an infinity
// was compared.
bool comparison_bits(Comparison comparison, const double* a, const double* b, std::uint64_t* words,
                     std::size_t lanes);

// The larger and the smaller of two, where a value that is no number wins (core/order.h).
void larger_of(const double* a, const double* b, double* out, std::size_t lanes);
void smaller_of(const double* a, const double* b, double* out, std::size_t lanes);

// True if no value is an infinity or a NaN.
bool all_finite(const double* values, std::size_t lanes);
// The place of the first value that is outside [low, high] and no NaN; `lanes` where there is none.
std::size_t first_outside(const double* values, double low, double high, std::size_t lanes);

} // namespace escala
