// SPDX-License-Identifier: Apache-2.0
// Kernels made of operations over columns, and of functions of one or two numbers.
#pragma once

#include <algorithm>
#include <cstddef>

#include "escala/catalog/kernel.h"

namespace escala {

// Gives an operation over columns the form of a kernel.
template <void (*Columns)(const double*, double*, std::size_t)>
void unary_columns(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  Columns(arguments[0], out, lanes);
}

template <void (*Columns)(const double*, const double*, double*, std::size_t)>
void binary_columns(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  Columns(arguments[0], arguments[1], out, lanes);
}

template <void (*Columns)(const double*, const double*, double*, std::size_t)>
void fold_columns(const double* const* arguments, std::size_t count, double* out,
                  std::size_t lanes) {
  if (count == 1) {
    std::copy_n(arguments[0], lanes, out);
    return;
  }
  Columns(arguments[0], arguments[1], out, lanes);
  for (std::size_t k = 2; k < count; ++k)
    Columns(out, arguments[k], out, lanes);
}

// Lifts a function of one or two numbers to a block.
template <double (*F)(double)>
void unary(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  const double* a = arguments[0];
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = F(a[i]);
}

template <double (*F)(double, double)>
void binary(const double* const* arguments, std::size_t, double* out, std::size_t lanes) {
  const double* a = arguments[0];
  const double* b = arguments[1];
  for (std::size_t i = 0; i < lanes; ++i)
    out[i] = F(a[i], b[i]);
}

} // namespace escala
