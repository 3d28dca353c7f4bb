// SPDX-License-Identifier: Apache-2.0
// An expression as a syntax tree, names not yet resolved.
//
// Nodes are kept in one vector in postorder: children before their parent, the root last. Later
// stages walk it with a loop, so that a chain of 100,000 additions needs no stack.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/calendar.h"
#include "escala/core/diagnostics.h"
#include "escala/core/units.h"

namespace escala {

inline constexpr int kMaxExpressionDepth = 256;

enum class Operator : std::uint8_t {
  logical_or,
  logical_and,
  logical_not,
  less,
  less_equal,
  greater,
  greater_equal,
  equal,
  not_equal,
  to,
  add,
  subtract,
  multiply,
  divide,
  negate,
  power,
};

std::string_view operator_text(Operator op);
bool is_comparison(Operator op);

using NodeIndex = std::uint32_t;

struct SyntaxNode {
  enum class Kind : std::uint8_t { number, calendar_month, boolean, name, unary, binary, call };

  Kind kind = Kind::number;
  Operator op = Operator::add; // of unary and binary
  std::uint32_t begin = 0;     // in the expression's text
  std::uint32_t end = 0;
  double value = 0;              // of a number, in canonical units; a boolean's 1 or 0
  Quantity quantity;             // of a literal
  CalendarMonth month;           // of a calendar month
  std::string text;              // a name with its dots; what a call calls
  std::uint32_t first_child = 0; // in Syntax::children
  std::uint32_t child_count = 0;
};

struct Child {
  NodeIndex node = 0;
  std::string argument; // the name of a named argument: min=
};

struct Syntax {
  std::vector<SyntaxNode> nodes;
  std::vector<Child> children;

  NodeIndex root() const { return static_cast<NodeIndex>(nodes.size() - 1); }
  std::span<const Child> children_of(NodeIndex index) const {
    const SyntaxNode& node = nodes[index];
    return {children.data() + node.first_child, node.child_count};
  }
};

// An expression with its text, so that each node maps back to the raw text of the file.
struct Expression {
  LocatedText source;
  Syntax syntax;

  Span span_of(NodeIndex index) const {
    return source.at(syntax.nodes[index].begin, syntax.nodes[index].end);
  }
  std::string text_of(NodeIndex index) const {
    const SyntaxNode& node = syntax.nodes[index];
    return source.text.substr(node.begin, node.end - node.begin);
  }
};

// Reports the first mistake of the text. Money must fit `currency` (empty: any does).
std::optional<Expression> parse_expression(const LocatedText& text, std::string_view currency,
                                           Diagnostics& diagnostics);

} // namespace escala
