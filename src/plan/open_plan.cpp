// SPDX-License-Identifier: Apache-2.0
#include "escala/plan/open_plan.h"

#include <algorithm>
#include <utility>

namespace escala {

OpenPlan::OpenPlan(Plan plan, Changes changes, std::vector<OpenValue> values)
    : plan_(std::move(plan)), changes_(std::move(changes)),
      open_(std::make_shared<const std::vector<OpenValue>>(std::move(values))) {
  for (std::size_t i = 0; i < open_->size(); ++i)
    for (std::size_t hole = 0; hole < (*open_)[i].holes.size(); ++hole)
      holes_.push_back({.open = i, .hole = hole, .values = &(*open_)[i].values[hole]});
}

// The first value of a list, or the low end of a range: the first value in the text of the option.
std::vector<double> OpenPlan::defaults() const {
  std::vector<double> values;
  for (const OpenHole& hole : holes_)
    values.push_back(hole.values->is_range ? hole.values->low : hole.values->values.front());
  return values;
}

std::string OpenPlan::currency() const {
  return compiled_ == nullptr ? plan_.currency(changes_) : compiled_->model.currency;
}

Changes OpenPlan::changes_at(std::span<const double> values) const {
  Changes changes = changes_;
  const std::string money = currency();
  std::size_t next = 0; // index in holes_
  for (const OpenValue& open : *open_) {
    ExpressionChange change{.option = open.option, .path = open.path, .expression = {}};
    std::uint32_t copied = 0;
    for (const Hole& place : open.holes) {
      const OpenHole& hole = holes_[next];
      change.expression.append(open.expression, copied, place.begin - copied);
      copied = place.end;
      const auto begin = static_cast<std::uint32_t>(change.expression.size());
      change.expression += literal_text(values[next], hole.values->quantity, money);
      if (hole.input) {
        change.holes.push_back(
            {begin, static_cast<std::uint32_t>(change.expression.size()), *hole.input});
        changes.inputs.push_back({.path = open.path, .value = values[next]});
      }
      ++next;
    }
    change.expression.append(open.expression, copied);
    changes.expressions.push_back(std::move(change));
  }
  return changes;
}

Compilation OpenPlan::compile_at(std::span<const double> values, Diagnostics& diagnostics) const {
  return plan_.compile(changes_at(values), diagnostics);
}

// Inputs are numbered in the order of the holes.
void OpenPlan::number_inputs(const std::vector<bool>& is_input) {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < holes_.size(); ++i)
    holes_[i].input = is_input[i] ? std::optional(count++) : std::nullopt;
}

// Whether the plan compiles with these holes as inputs and every input is read. A hole that nothing
// reads as a value is not an input, even if the plan compiles.
bool OpenPlan::can_be_inputs(const std::vector<bool>& is_input) {
  number_inputs(is_input);
  Diagnostics unused;
  const Compilation compilation = compile_at(defaults(), unused);
  return compilation.compiled &&
         std::ranges::all_of(compilation.compiled->model.inputs, &ModelInput::is_read);
}

// Marks those of the holes [begin, end) that can be inputs. If the plan does not compile with all
// of them open, looks at each half.
void OpenPlan::find_inputs(std::size_t begin, std::size_t end, std::vector<bool>& inputs) {
  std::vector<bool> tried(holes_.size());
  std::fill(tried.begin() + static_cast<std::ptrdiff_t>(begin),
            tried.begin() + static_cast<std::ptrdiff_t>(end), true);
  number_inputs(tried);
  Diagnostics unused;
  const Compilation compilation = compile_at(defaults(), unused);
  if (compilation.compiled) {
    for (std::size_t i = begin; i < end; ++i)
      inputs[i] = compilation.compiled->model.inputs[*holes_[i].input].is_read;
  } else if (end - begin > 1) {
    const std::size_t middle = begin + (end - begin) / 2;
    find_inputs(begin, middle, inputs);
    find_inputs(middle, end, inputs);
  }
}

std::optional<OpenPlan> OpenPlan::open(Plan plan, Changes changes, std::vector<OpenValue> values,
                                       Diagnostics& diagnostics) {
  OpenPlan open(std::move(plan), std::move(changes), std::move(values));
  std::vector<bool> inputs(open.size(), true);
  if (!open.can_be_inputs(inputs)) {
    inputs.assign(inputs.size(), false);
    open.find_inputs(0, inputs.size(), inputs);
    if (!open.can_be_inputs(inputs))
      inputs.assign(inputs.size(), false);
  }
  open.number_inputs(inputs);
  Compilation compilation = open.compile_at(open.defaults(), diagnostics);
  if (!compilation.compiled)
    return std::nullopt;
  open.compiled_ = std::make_shared<const CompiledPlan>(std::move(*compilation.compiled));
  return open;
}

bool OpenPlan::allows(std::span<const double> values) const {
  OpenPlan written = *this;
  written.number_inputs(std::vector<bool>(holes_.size()));
  Diagnostics unused;
  return written.compile_at(values, unused).compiled.has_value();
}

std::optional<OpenPlan::Point> OpenPlan::at(std::span<const double> values,
                                            Diagnostics& diagnostics) const {
  Point point{.plan = compiled_, .inputs = {}};
  bool compiles = false;
  const std::vector<double> defaults = this->defaults();
  for (std::size_t i = 0; i < holes_.size(); ++i) {
    if (holes_[i].input)
      point.inputs.push_back(values[i]);
    else
      compiles = compiles || values[i] != defaults[i];
  }
  if (!compiles)
    return point;
  Compilation compilation = compile_at(values, diagnostics);
  if (!compilation.compiled)
    return std::nullopt;
  point.plan = std::make_shared<const CompiledPlan>(std::move(*compilation.compiled));
  return point;
}

} // namespace escala
