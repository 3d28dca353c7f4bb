// SPDX-License-Identifier: Apache-2.0
// Kernels made of operations on columns, and of functions of one or two numbers.
#pragma once

#include <cstddef>

#include "escala/catalog/kernel.h"

namespace escala {

// Gives an operation on columns the form of a kernel.
template <void (*Columns)(ConstColumn, Column)>
void unary_columns(const ConstColumnList& arguments, Column out) {
  Columns(arguments[0], out);
}

template <void (*Columns)(ConstColumn, ConstColumn, Column)>
void binary_columns(const ConstColumnList& arguments, Column out) {
  Columns(arguments[0], arguments[1], out);
}

template <void (*Columns)(ConstColumn, ConstColumn, Column)>
void fold_columns(const ConstColumnList& arguments, Column out) {
  if (arguments.size() == 1) {
    out = arguments[0];
    return;
  }
  Columns(arguments[0], arguments[1], out);
  for (std::size_t k = 2; k < arguments.size(); ++k)
    Columns(out, arguments[k], out);
}

// Applies a function of one or two numbers to each lane.
template <double (*F)(double)>
void unary(const ConstColumnList& arguments, Column out) {
  out = arguments[0].unaryExpr([](double a) { return F(a); });
}

template <double (*F)(double, double)>
void binary(const ConstColumnList& arguments, Column out) {
  out = arguments[0].binaryExpr(arguments[1], [](double a, double b) { return F(a, b); });
}

} // namespace escala
