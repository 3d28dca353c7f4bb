// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/distribution_remedy.h"

#include <algorithm>

#include "scenario/check/percent_remedy.h"

namespace escala {
namespace {

// Whether a parameter is bounded by another one, as b in "a or more".
bool are_ordered(const DistributionSpec& spec) {
  const auto mentions = [](std::string_view range, std::string_view name) {
    const std::size_t at = range.find(name);
    const std::size_t end = at + name.size();
    return at != std::string_view::npos && (at == 0 || range[at - 1] == ' ') &&
           (end == range.size() || range[end] == ' ');
  };
  return std::ranges::any_of(spec.parameters, [&](const DistributionParameter& parameter) {
    return std::ranges::any_of(spec.parameters, [&](const DistributionParameter& other) {
      return &other != &parameter && mentions(parameter.range, other.name);
    });
  });
}

} // namespace

DistributionRemedy::DistributionRemedy(const Expression& expression,
                                       const std::vector<NodeFacts>& facts, NodeIndex node,
                                       const DistributionSpec& spec)
    : expression_(expression), node_(expression.syntax.nodes[node]), spec_(spec) {
  for (const Child& child : expression.syntax.children_of(node)) {
    if (!child.argument.empty())
      continue;
    const std::size_t i = values_.size();
    const bool probability =
        spec.form == DistributionForm::pairs
            ? i % 2 == 1
            : i < spec.parameters.size() &&
                  spec.parameters[i].range.find("100%") != std::string_view::npos;
    values_.push_back({&expression.syntax.nodes[child.node], expression.text_of(child.node),
                       *facts[child.node].constant, probability});
  }
}

std::optional<std::string> DistributionRemedy::run() const {
  if (auto text = with_all_signs())
    return text;
  if (auto text = ascending())
    return text;
  return in_percent();
}

// "2 to 4%/mo" most likely means 2%/mo to 4%/mo.
std::optional<std::string> DistributionRemedy::with_all_signs() const {
  std::vector<Value> values = values_;
  std::optional<PercentLiteral> literal;
  double one = 0; // of these signs
  for (const Value& value : values)
    if (const auto found = percent_literal(value.text); found && found->number > 0) {
      literal = found;
      one = value.number / found->number;
    }
  if (!literal)
    return std::nullopt;
  for (Value& value : values)
    if (!value.probability && is_digits(value.text)) {
      value.text += literal->sign;
      value.number *= one;
    }
  return with(values);
}

std::optional<std::string> DistributionRemedy::ascending() const {
  if (spec_.form != DistributionForm::single || !are_ordered(spec_))
    return std::nullopt;
  std::vector<Value> sorted = values_;
  const auto values_end =
      sorted.begin() + static_cast<std::ptrdiff_t>(std::ranges::count_if(
                           spec_.parameters, [](const DistributionParameter& parameter) {
                             return parameter.role == DistributionRole::value;
                           }));
  std::ranges::stable_sort(sorted.begin(), std::min(values_end, sorted.end()), {}, &Value::number);
  return with(sorted);
}

// "bernoulli(30)" most likely means 30%.
std::optional<std::string> DistributionRemedy::in_percent() const {
  std::vector<Value> values = values_;
  for (Value& value : values)
    if (value.probability && value.node->kind == SyntaxNode::Kind::number &&
        value.text.find('%') == std::string::npos) {
      value.text += "%";
      value.number /= 100;
    }
  return with(values);
}

std::optional<std::string> DistributionRemedy::with(const std::vector<Value>& values) const {
  std::vector<double> numbers;
  for (const Value& value : values)
    numbers.push_back(value.number);
  spec_.complete(numbers);
  if (!spec_.requirement(numbers).empty())
    return std::nullopt;
  std::string text = expression_.source.text.substr(node_.begin, node_.end - node_.begin);
  for (std::size_t i = values_.size(); i-- > 0;)
    text.replace(values_[i].node->begin - node_.begin,
                 values_[i].node->end - values_[i].node->begin, values[i].text);
  return text;
}

} // namespace escala
