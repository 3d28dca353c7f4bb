// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/expression/syntax.h"

namespace escala {

namespace {

struct Parsing {
  explicit Parsing(std::string text) : source(sources.add("f", std::move(text))) {
    const auto size = static_cast<std::uint32_t>(source.text.size());
    expression = parse_expression({source.text, {&source, 0, size}, {}}, "USD", diagnostics);
  }

  std::string problem() const {
    REQUIRE_FALSE(expression.has_value());
    REQUIRE(diagnostics.all().size() == 1);
    return diagnostics.all().front().problem;
  }

  std::string marked() const {
    REQUIRE_FALSE(expression.has_value());
    const Span& span = diagnostics.all().front().span;
    return source.text.substr(span.begin, span.end - span.begin);
  }

  Sources sources;
  const Source& source;
  Diagnostics diagnostics;
  std::optional<Expression> expression;
};

std::string joined(const Expression& expression, NodeIndex index,
                   const std::vector<std::string>& printed, std::string_view between) {
  std::string text;
  for (const Child& child : expression.syntax.children_of(index)) {
    text += text.empty() ? "" : between;
    text += child.argument.empty() ? "" : child.argument + "=";
    text += printed[child.node];
  }
  return text;
}

std::string printed_node(const Expression& expression, NodeIndex index,
                         const std::vector<std::string>& printed) {
  const SyntaxNode& node = expression.syntax.nodes[index];
  const std::string op(operator_text(node.op));
  switch (node.kind) {
  case SyntaxNode::Kind::unary:
    return "(" + op + " " + joined(expression, index, printed, "") + ")";
  case SyntaxNode::Kind::binary:
    return "(" + joined(expression, index, printed, " " + op + " ") + ")";
  case SyntaxNode::Kind::call:
    return node.text + "(" + joined(expression, index, printed, ", ") + ")";
  case SyntaxNode::Kind::name:
    return node.text;
  default:
    return expression.source.text.substr(node.begin, node.end - node.begin);
  }
}

// With every pair of parentheses written.
std::string parenthesised(const std::string& text) {
  const Parsing parsing(text);
  if (!parsing.expression)
    return to_text(parsing.diagnostics.all().front());
  std::vector<std::string> printed;
  for (NodeIndex i = 0; i < parsing.expression->syntax.nodes.size(); ++i)
    printed.push_back(printed_node(*parsing.expression, i, printed));
  return printed.back();
}

std::string problem(const std::string& text) { return Parsing(text).problem(); }

std::string repeated(std::string_view part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += part;
  return text;
}

constexpr std::string_view kTooDeep = "nested more than 256 levels deep";

} // namespace

TEST_CASE("operators bind as the contract lists them") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"a + b + c", "((a + b) + c)"},
      {"a - b - c", "((a - b) - c)"},
      {"a - b + c", "((a - b) + c)"},
      {"a / b / c", "((a / b) / c)"},
      {"a / b * c", "((a / b) * c)"},
      {"a * b / c", "((a * b) / c)"},
      {"a + b * c", "(a + (b * c))"},
      {"a * b + c", "((a * b) + c)"},
      {"a * b ^ c", "(a * (b ^ c))"},
      {"a ^ b ^ c", "(a ^ (b ^ c))"},
      {"-a ^ b", "(- (a ^ b))"},
      {"a ^ -b", "(a ^ (- b))"},
      {"a ^ -b ^ c", "(a ^ (- (b ^ c)))"},
      {"-a * b", "((- a) * b)"},
      {"a * -b", "(a * (- b))"},
      {"a - -b", "(a - (- b))"},
      {"--a", "(- (- a))"},
      {"+a", "a"},
      {"-+-a", "(- (- a))"},
      {"a to b + c", "(a to (b + c))"},
      {"-a to b", "((- a) to b)"},
      {"a to b > c", "((a to b) > c)"},
      {"a + b > c * d", "((a + b) > (c * d))"},
      {"a > b and c < d", "((a > b) and (c < d))"},
      {"a or b and c", "(a or (b and c))"},
      {"a and b or c", "((a and b) or c)"},
      {"a and b and c", "((a and b) and c)"},
      {"a or b or c", "((a or b) or c)"},
      {"not a and b", "((not a) and b)"},
      {"not a or not b", "((not a) or (not b))"},
      {"not not a", "(not (not a))"},
      {"not a == b", "(not (a == b))"},
      {"a and not b > c", "(a and (not (b > c)))"},
      {"(a + b) * c", "((a + b) * c)"},
      {"a - (b - c)", "(a - (b - c))"},
      {"(a ^ b) ^ c", "((a ^ b) ^ c)"},
      {"(-a) ^ b", "((- a) ^ b)"},
      {"((a))", "a"},
      {"f(a, b + c, g())", "f(a, (b + c), g())"},
      {"normal(0, 1, min=-2, max=a + b)", "normal(0, 1, min=(- 2), max=(a + b))"},
      {"if(a > b, a, b) * 2", "(if((a > b), a, b) * 2)"},
      {"a != b", "(a != b)"},
      {"true and false", "(true and false)"},
      {"arr.shock * 2%", "(arr.shock * 2%)"},
      {"$5M to $7M", "($5M to $7M)"},
      {"t < 2028-01 or t >= 2y", "((t < 2028-01) or (t >= 2y))"},
      {"arr / 12mo - 12%/mo * arr", "((arr / 12mo) - (12%/mo * arr))"},
  };
  for (const auto& [written, expected] : table) {
    CAPTURE(written);
    CHECK(parenthesised(written) == expected);
    CHECK(parenthesised(expected) == expected);
  }
}

TEST_CASE("spaces and line ends mean nothing between tokens") {
  CHECK(parenthesised("a+b*c") == parenthesised("  a\n+\tb  *\r\n c "));
}

TEST_CASE("a mistake is named where it is") {
  CHECK(problem("") == "the expression is empty");
  CHECK(problem("1 +") == "the expression ends too early");
  CHECK(problem("* 2") == "unexpected '*'");
  CHECK(problem("(1") == "a '(' is never closed");
  CHECK(problem("f(1, (2)") == "a '(' is never closed");
  CHECK(problem("1)") == "')' has no opening '('");
  CHECK(problem("a = 1") == "'=' is not a comparison");
  CHECK(problem("f(a == b = c)") == "'=' is not a comparison");
  CHECK(problem("1 < t < 5") == "comparisons cannot be chained");
  CHECK(problem("1 to 2 to 3") == "'to' cannot be chained");
  CHECK(problem("1 + not a") == "'not' is inside arithmetic");
  CHECK(problem("and 1") == "a value is missing before 'and'");
  CHECK(problem("null") == "null is not a value here");
  CHECK(problem("f(,)") == "unexpected ','");
  CHECK(problem("f(1,)") == "unexpected ')'");
  CHECK(Parsing("a * (b + c").marked() == "a * (b + c");
  CHECK(Parsing("1 < t < 5").marked() == "1 < t < 5");
  CHECK(Parsing("a ≥ 1").marked() == "≥");
}

TEST_CASE("what nests may do so 256 deep") {
  const std::vector<std::pair<std::string, std::string>> wraps{
      {"(", ")"}, {"-", ""}, {"+", ""}, {"not ", ""}, {"f(", ")"}, {"2 ^ ", ""}};
  for (const auto& [open, close] : wraps) {
    CAPTURE(open);
    CHECK(Parsing(repeated(open, 256) + "1" + repeated(close, 256)).expression);
    CHECK(problem(repeated(open, 257) + "1" + repeated(close, 257)) == kTooDeep);
  }
  CHECK(problem(repeated("-(f(2 ^ ", 65) + "1" + repeated("))", 65)) == kTooDeep);
  CHECK(problem(repeated("(", 100000)) == kTooDeep);
  CHECK(problem(repeated("not ", 100000)) == kTooDeep);
  CHECK(problem(repeated("-", 100000)) == kTooDeep);
  CHECK(problem(repeated("2^", 100000)) == kTooDeep);
  CHECK(problem(repeated("f(1, ", 100000)) == kTooDeep);
}

TEST_CASE("what stands in a row does not nest") {
  for (const char* part : {"1 + ", "1 - ", "2 * ", "2 / ", "a and ", "a or ", "(1) + ", "-1 + "}) {
    CAPTURE(part);
    const Parsing parsing(repeated(part, 100000) + "1");
    REQUIRE(parsing.expression);
    CHECK(parsing.expression->syntax.root() >= 200000);
  }
  CHECK(Parsing("max(" + repeated("1, ", 100000) + "1)").expression);
}

TEST_CASE("nodes stand after their children") {
  const Parsing parsing("if(a > 1, -b ^ 2, max(c, 3) + d)");
  REQUIRE(parsing.expression);
  const Syntax& syntax = parsing.expression->syntax;
  for (NodeIndex i = 0; i < syntax.nodes.size(); ++i)
    for (const Child& child : syntax.children_of(i))
      CHECK(child.node < i);
  CHECK(parsing.expression->text_of(syntax.root()) == "if(a > 1, -b ^ 2, max(c, 3) + d)");
}

} // namespace escala
