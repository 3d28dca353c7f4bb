// SPDX-License-Identifier: Apache-2.0
// Functions that add instructions to programs.
#pragma once

#include <string_view>

#include "escala/catalog/function.h"
#include "escala/model/model.h"

namespace escala {

inline void push_constant(double value, NodeIndex node, Program& program) {
  program.code.push_back({.kind = Instruction::Kind::constant, .value = value, .node = node});
}

inline void push_apply(const FunctionSpec& function, std::uint32_t count, NodeIndex node,
                       Program& program) {
  program.code.push_back({.kind = Instruction::Kind::apply,
                          .argument_count = count,
                          .function = &function,
                          .node = node});
}

// A binary operator for the two columns on top of the stack.
inline void push_operator(std::string_view symbol, NodeIndex node, Program& program) {
  push_apply(*find_operator(symbol), 2, node, program);
}

inline void push_series(std::uint32_t index, NodeIndex node, Program& program) {
  program.code.push_back({.kind = Instruction::Kind::series, .index = index, .node = node});
}

// This month's column of a source, also if the source is a history.
void push_source(const Model& model, const ParameterSource& source, NodeIndex node,
                 Program& program);

// Multiplies the top of the stack by the scale. Adds nothing if the scale is 1.
void push_scale(double scale, NodeIndex node, Program& program);

// The number of columns that a program's stack needs.
std::size_t stack_depth(const Program& program);

} // namespace escala
