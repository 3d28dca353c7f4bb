// SPDX-License-Identifier: Apache-2.0
#include "app/options/count.h"

#include <fmt/format.h>

#include <cmath>

#include "app/usage_error.h"
#include "escala/core/diagnostics.h"
#include "escala/expression/syntax.h"
#include "escala/scenario/scenario.h"

namespace escala::app {
namespace {

// The number in a text; -1 if it is not a plain number.
double number_in(const std::string& name, const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const Source& source = sources.add(name, text, true);
  const auto size = static_cast<std::uint32_t>(text.size());
  const auto expression = parse_expression({text, {&source, 0, size}, {}}, "", diagnostics);
  if (!expression)
    return -1;
  const SyntaxNode& node = expression->syntax.nodes.back();
  return node.kind == SyntaxNode::Kind::number && node.quantity.literal ? node.value : -1;
}

} // namespace

std::uint64_t resolve_count(const OptionSpec& option, const std::string& text, std::uint64_t low,
                            std::uint64_t high) {
  const double value = number_in(std::string(option.name), text);
  if (value == std::round(value) && value >= static_cast<double>(low) &&
      value <= static_cast<double>(high))
    return static_cast<std::uint64_t>(value);
  throw UsageError{fmt::format("{}: '{}' is not a count", option.name, text),
                   fmt::format("it is a whole number from {} to {}", low,
                               high == kPathLimit ? "1B" : std::to_string(high)),
                   fmt::format("write {} {}", option.name, option.example)};
}

} // namespace escala::app
