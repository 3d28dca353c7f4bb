// SPDX-License-Identifier: Apache-2.0
#include "simulate/condition_runner.h"

#include <algorithm>

#include "escala/catalog/function.h"
#include "escala/columns/arithmetic.h"
#include "escala/columns/bits.h"
#include "escala/core/undefined.h"

namespace escala {

ConditionRunner::ConditionRunner(BlockMonth& at, Evaluator& evaluator)
    : at_(at), evaluator_(evaluator), bits_(at.model.targets.size()), values_(kBlockPaths) {
  for (const ModelTarget& target : at.model.targets)
    comparisons_.push_back(last_comparison(target.condition));
}

ConditionRunner::LastComparison ConditionRunner::last_comparison(const Program& condition) {
  const auto& code = condition.code;
  LastComparison last;
  if (code.back().kind == Instruction::Kind::apply)
    last.comparison = code.back().function->comparison;
  if (!last.comparison)
    return last;
  const Instruction& right = code[code.size() - 2];
  if (right.kind == Instruction::Kind::constant)
    last.threshold = threshold_of(*last.comparison, right.value);
  return last;
}

std::optional<Failure> ConditionRunner::run() {
  for (std::uint32_t i = 0; i < at_.model.targets.size(); ++i)
    if (auto failure = evaluate(i))
      return failure;
  return std::nullopt;
}

// If the condition ends with a comparison, computes the bits directly from the two sides, or from
// the left side and a threshold.
std::optional<Failure> ConditionRunner::evaluate(std::uint32_t target) {
  const Program& program = at_.model.targets[target].condition;
  std::uint64_t* bits = bits_[target].data();
  const auto all_but = [&](std::size_t count) {
    return std::span(program.code).first(program.code.size() - count);
  };
  if (const auto& threshold = comparisons_[target].threshold) {
    evaluator_.evaluate_part(all_but(2));
    if (threshold_bits(*threshold, evaluator_.operand(0), bits))
      return std::nullopt;
  }
  if (const auto comparison = comparisons_[target].comparison) {
    evaluator_.evaluate_part(all_but(1));
    if (comparison_bits(*comparison, evaluator_.operand(0), evaluator_.operand(1), bits))
      return std::nullopt;
  }
  const ConstColumn values = evaluator_.evaluate(program, at_.column(values_, 0));
  pack_conditions(values, bits);
  if (all_finite(values))
    return std::nullopt;
  const auto bad = std::ranges::find_if(values, is_invalid);
  if (bad == values.end())
    return std::nullopt;
  return Failure{.kind = Failure::Kind::condition,
                 .index = target,
                 .lane = static_cast<std::size_t>(bad - values.begin())};
}

} // namespace escala
