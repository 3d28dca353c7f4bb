// SPDX-License-Identifier: Apache-2.0
// The instructions that programs are put together from.
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

// A binary operator, on the two columns on top.
inline void push_operator(std::string_view symbol, NodeIndex node, Program& program) {
  push_apply(*find_operator(symbol), 2, node, program);
}

inline void push_series(std::uint32_t index, NodeIndex node, Program& program) {
  program.code.push_back({.kind = Instruction::Kind::series, .index = index, .node = node});
}

// This month's column of a source, history or not.
void push_source(const Model& model, const ParameterSource& source, NodeIndex node,
                 Program& program);

std::size_t stack_depth(const Program& program);

} // namespace escala
