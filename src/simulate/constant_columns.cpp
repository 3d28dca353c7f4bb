// SPDX-License-Identifier: Apache-2.0
#include "simulate/constant_columns.h"

#include <algorithm>
#include <bit>
#include <set>

#include "simulate/programs_of.h"

namespace escala {
namespace {

std::vector<std::uint64_t> constants_of(const Model& model) {
  constexpr std::size_t kColumnLimit = 32;
  std::set<std::uint64_t> found;
  const auto add = [&](double value) {
    if (found.size() < kColumnLimit)
      found.insert(std::bit_cast<std::uint64_t>(value));
  };
  for (const ModelMetric& metric : model.metrics)
    for (const ParameterSource& source : metric.parameters)
      if (source.kind == ParameterSource::Kind::constant)
        add(source.constant);
  for_each_program(model, [&](const Program& program) {
    for (const Instruction& instruction : program.code)
      if (instruction.kind == Instruction::Kind::constant)
        add(instruction.value);
  });
  return {found.begin(), found.end()};
}

} // namespace

ConstantColumns::ConstantColumns(const Model& model) : bits_(constants_of(model)) {
  for (std::uint64_t bits : bits_)
    columns_.insert(columns_.end(), kBlockPaths, std::bit_cast<double>(bits));
}

ConstColumn ConstantColumns::spread(double value, Column own) const {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const auto found = std::ranges::lower_bound(bits_, bits);
  if (found != bits_.end() && *found == bits)
    return {columns_.data() + (found - bits_.begin()) * kBlockPaths, own.lanes()};
  own = value;
  return own;
}

} // namespace escala
