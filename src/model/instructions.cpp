// SPDX-License-Identifier: Apache-2.0
#include "model/instructions.h"

#include <algorithm>

namespace escala {

using Op = Instruction::Kind;

std::size_t stack_depth(const Program& program) {
  std::size_t now = 0;
  std::size_t most = 0;
  for (const Instruction& instruction : program.code) {
    if (instruction.kind == Op::apply)
      now -= instruction.argument_count;
    most = std::max(most, ++now);
  }
  return most;
}

void push_scale(double scale, NodeIndex node, Program& program) {
  if (scale == 1)
    return;
  push_constant(scale, node, program);
  push_operator("*", node, program);
}

void push_source(const Model& model, const ParameterSource& source, NodeIndex node,
                 Program& program) {
  switch (source.kind) {
  case ParameterSource::Kind::absent:
  case ParameterSource::Kind::constant:
    return push_constant(source.constant, node, program);
  case ParameterSource::Kind::series:
    return push_series(source.index, node, program);
  case ParameterSource::Kind::history: // in an expression, this month's value
    return push_series(model.histories[source.index].index, node, program);
  }
}

} // namespace escala
