// SPDX-License-Identifier: Apache-2.0
// An expression as a syntax tree. Names are not resolved yet.
//
// Nodes are kept in one vector in postorder: children before their parent, the root last. Later
// stages process the nodes in a loop, without recursion, so a chain of 100,000 additions is not
// limited by the stack.
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

// The operator as it is written: "<=", "and".
std::string_view operator_text(Operator op);
// Whether it is <, <=, >, >=, == or !=.
bool is_comparison(Operator op);

using NodeIndex = std::uint32_t;

// One literal, name, operator or call.
struct SyntaxNode {
  // A schedule is the root of its tree; its children are its values.
  enum class Kind : std::uint8_t {
    number,
    calendar_month,
    boolean,
    name,
    unary,
    binary,
    call,
    schedule,
  };

  Kind kind = Kind::number;
  Operator op = Operator::add; // of unary and binary
  std::uint32_t begin = 0;     // in the expression's text
  std::uint32_t end = 0;
  double value = 0;              // of a number, in canonical units; of a boolean, 1 or 0
  Quantity quantity;             // of a literal
  CalendarMonth month;           // of a calendar month
  std::string text;              // of a name, dots included; of a call, the function's name
  std::uint32_t first_child = 0; // in Syntax::children
  std::uint32_t child_count = 0;
  std::optional<std::uint32_t> hole = {}; // number of the hole, if the node is its value
};

// An operand or argument.
struct Child {
  NodeIndex node = 0;
  std::string argument; // the name of a named argument: min=
};

// A syntax tree. It has at least one node.
struct Syntax {
  std::vector<SyntaxNode> nodes;
  std::vector<Child> children;

  NodeIndex root() const { return static_cast<NodeIndex>(nodes.size() - 1); }
  std::span<const Child> children_of(NodeIndex index) const {
    const SyntaxNode& node = nodes[index];
    return {children.data() + node.first_child, node.child_count};
  }
};

// One value of a schedule: the month from which it holds, and where it is written. Each value may
// come from a source of its own (the file, or an option).
struct ScheduleEntry {
  CalendarMonth from;
  std::uint32_t begin = 0; // offset of the value's text in the schedule's text
  LocatedText source = {};
};

// An expression with its text, so that each node has a place in the raw text of the file.
struct Expression {
  LocatedText source = {};
  Syntax syntax = {};
  std::vector<ScheduleEntry> schedule = {}; // of each child of the root, months ascending; or empty

  bool is_schedule() const { return !schedule.empty(); }
  // The index of the entry that holds in a month. The first entry also holds before its month.
  std::size_t entry_at(CalendarMonth month) const;
  // The place and the text of a node.
  Span span_of(NodeIndex index) const;
  std::string text_of(NodeIndex index) const {
    const SyntaxNode& node = syntax.nodes[index];
    return source.text.substr(node.begin, node.end - node.begin);
  }
};

// Reports the first mistake of the text. Money must be in `currency` (empty: any currency). Holes
// of the text's source are marked in the tree; each must be a value by itself.
std::optional<Expression> parse_expression(const LocatedText& text, std::string_view currency,
                                           Diagnostics& diagnostics);

// A value that holds from a month on, until the next value of the schedule.
struct ScheduledValue {
  CalendarMonth from;
  Expression value;
};
// Joins at least one value with unique months, in any order, into one expression whose root chooses
// by month. `place` is where the schedule is written.
Expression make_schedule(std::vector<ScheduledValue> values, Span place);

} // namespace escala
