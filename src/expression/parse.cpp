// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/core/names.h"
#include "escala/expression/syntax.h"
#include "escala/expression/token.h"
#include "expression/parser.h"
#include "expression/repair.h"

namespace escala {
namespace {

struct OperatorName {
  std::string_view text;
  Operator op;
};
constexpr std::array kComparisons{
    OperatorName{"<", Operator::less},    OperatorName{"<=", Operator::less_equal},
    OperatorName{">", Operator::greater}, OperatorName{">=", Operator::greater_equal},
    OperatorName{"==", Operator::equal},  OperatorName{"!=", Operator::not_equal},
};
constexpr std::array kSums{OperatorName{"+", Operator::add}, OperatorName{"-", Operator::subtract}};
constexpr std::array kProducts{OperatorName{"*", Operator::multiply},
                               OperatorName{"/", Operator::divide}};

struct Failure {}; // thrown to parse_expression after a mistake is reported

// Recursive descent with one function for each level of precedence, lowest first. Only nested
// constructs (parentheses, arguments, signs, not, ^) recurse, at most kMaxExpressionDepth deep.
class Parser {
 public:
  Parser(const LocatedText& source, std::vector<Token> tokens, Diagnostics& diagnostics)
      : source_(source), tokens_(std::move(tokens)), diagnostics_(diagnostics) {}

  Syntax run() {
    parse_or();
    if (here().kind != Token::Kind::end)
      fail_leftover();
    return std::move(syntax_);
  }

 private:
  using Level = NodeIndex (Parser::*)();

  const Token& here() const { return tokens_[at_]; }
  bool is_symbol(std::string_view text) const {
    return here().kind == Token::Kind::symbol && here().text == text;
  }
  bool is_word(std::string_view text) const {
    return here().kind == Token::Kind::name && here().text == text;
  }
  bool take_symbol(std::string_view text) {
    if (!is_symbol(text))
      return false;
    ++at_;
    return true;
  }

  [[noreturn]] void fail(const Token& token, std::string problem, std::string reason = {},
                         std::string suggestion = {}) {
    const std::size_t end = std::max<std::size_t>(token.end, token.begin + 1);
    diagnostics_.error(source_.at(token.begin, end), std::move(problem), std::move(reason),
                       std::move(suggestion));
    throw Failure{};
  }

  [[noreturn]] void fail_leftover() {
    const Token& token = here();
    if (is_symbol("="))
      fail(token, "'=' is not a comparison", "two of them are", "write ==");
    if (is_symbol(")"))
      fail(token, "')' has no opening '('", "", "remove it, or add a '('");
    if (is_symbol(","))
      fail(token, "',' is outside the arguments of a function");
    fail_unexpected(token, "an operator is missing before it");
  }

  [[noreturn]] void fail_unexpected(const Token& token, std::string reason) {
    fail(token, fmt::format("unexpected '{}'", token_text(token)), std::move(reason));
  }

  std::string token_text(const Token& token) const {
    return source_.text.substr(token.begin, token.end - token.begin);
  }

  NodeIndex add(SyntaxNode node, std::span<const Child> children) {
    node.first_child = static_cast<std::uint32_t>(syntax_.children.size());
    node.child_count = static_cast<std::uint32_t>(children.size());
    syntax_.children.insert(syntax_.children.end(), children.begin(), children.end());
    syntax_.nodes.push_back(std::move(node));
    return syntax_.root();
  }

  NodeIndex add_binary(Operator op, NodeIndex left, NodeIndex right) {
    SyntaxNode node;
    node.kind = SyntaxNode::Kind::binary;
    node.op = op;
    node.begin = begin_of(left);
    node.end = syntax_.nodes[right].end;
    return add(std::move(node), std::array{Child{left, {}}, Child{right, {}}});
  }

  NodeIndex add_unary(Operator op, std::uint32_t begin, NodeIndex operand) {
    SyntaxNode node;
    node.kind = SyntaxNode::Kind::unary;
    node.op = op;
    node.begin = begin;
    node.end = syntax_.nodes[operand].end;
    return add(std::move(node), std::array{Child{operand, {}}});
  }

  std::uint32_t begin_of(NodeIndex index) const { return syntax_.nodes[index].begin; }

  // left (op right)*, for the operators of one level of precedence.
  NodeIndex parse_chain(std::span<const OperatorName> operators, Level next) {
    NodeIndex left = (this->*next)();
    for (;;) {
      const OperatorName* found = nullptr;
      for (const OperatorName& candidate : operators)
        if (is_symbol(candidate.text))
          found = &candidate;
      if (found == nullptr)
        return left;
      ++at_;
      left = add_binary(found->op, left, (this->*next)());
    }
  }

  NodeIndex parse_words(std::string_view word, Operator op, Level next) {
    NodeIndex left = (this->*next)();
    while (is_word(word)) {
      ++at_;
      left = add_binary(op, left, (this->*next)());
    }
    return left;
  }

  NodeIndex parse_or() { return parse_words("or", Operator::logical_or, &Parser::parse_and); }
  NodeIndex parse_and() { return parse_words("and", Operator::logical_and, &Parser::parse_not); }

  NodeIndex parse_not() {
    if (!is_word("not"))
      return parse_comparison();
    const Nesting nesting(*this);
    const std::uint32_t begin = here().begin;
    ++at_;
    return add_unary(Operator::logical_not, begin, parse_not());
  }

  const OperatorName* comparison_here() const {
    for (const OperatorName& candidate : kComparisons)
      if (is_symbol(candidate.text))
        return &candidate;
    return nullptr;
  }

  NodeIndex parse_comparison() {
    const NodeIndex left = parse_to();
    const OperatorName* comparison = comparison_here();
    if (comparison == nullptr)
      return left;
    ++at_;
    const NodeIndex result = add_binary(comparison->op, left, parse_to());
    if (comparison_here() != nullptr) {
      fail(here(), "comparisons cannot be chained", "a < b < c would compare a condition with c");
    }
    return result;
  }

  NodeIndex parse_to() {
    const NodeIndex left = parse_sum();
    if (!is_word("to"))
      return left;
    ++at_;
    const NodeIndex result = add_binary(Operator::to, left, parse_sum());
    if (is_word("to"))
      fail(here(), "'to' cannot be chained", "it has two ends");
    return result;
  }

  NodeIndex parse_sum() { return parse_chain(kSums, &Parser::parse_product); }
  NodeIndex parse_product() { return parse_chain(kProducts, &Parser::parse_sign); }

  NodeIndex parse_sign() {
    if (!is_symbol("-") && !is_symbol("+"))
      return parse_power();
    const Nesting nesting(*this);
    const bool minus = is_symbol("-");
    const std::uint32_t begin = here().begin;
    ++at_;
    const NodeIndex operand = parse_sign();
    return minus ? add_unary(Operator::negate, begin, operand) : operand;
  }

  NodeIndex parse_power() {
    const NodeIndex base = parse_primary();
    if (!is_symbol("^"))
      return base;
    const Nesting nesting(*this);
    ++at_;
    return add_binary(Operator::power, base, parse_sign());
  }

  NodeIndex parse_primary() {
    const Token& token = here();
    switch (token.kind) {
    case Token::Kind::number:
      return add_literal(SyntaxNode::Kind::number);
    case Token::Kind::calendar_month:
      return add_literal(SyntaxNode::Kind::calendar_month);
    case Token::Kind::name:
      return parse_name();
    case Token::Kind::end:
      fail(token, tokens_.size() == 1 ? "the expression is empty" : "the expression ends too early",
           "a value is missing");
    case Token::Kind::symbol:
      break;
    }
    if (!is_symbol("(")) {
      fail(token, fmt::format("unexpected '{}'", token_text(token)),
           "a value is missing before it");
    }
    return parse_parenthesis();
  }

  NodeIndex parse_parenthesis() {
    const Nesting nesting(*this);
    const Token open = here();
    ++at_;
    const NodeIndex inner = parse_or();
    const std::uint32_t end = here().end;
    if (!take_symbol(")"))
      fail_unclosed(open);
    syntax_.nodes[inner].begin = open.begin;
    syntax_.nodes[inner].end = end;
    return inner;
  }

  [[noreturn]] void fail_unclosed(const Token& open) {
    if (is_symbol("="))
      fail(here(), "'=' is not a comparison", "two of them are", "write ==");
    if (here().kind == Token::Kind::end)
      fail(open, "this '(' is never closed", "", "add a ')'");
    fail_unexpected(here(), "a ')' or an operator is missing");
  }

  NodeIndex add_literal(SyntaxNode::Kind kind) {
    const Token& token = here();
    SyntaxNode node;
    node.kind = kind;
    node.begin = token.begin;
    node.end = token.end;
    node.value = token.value;
    node.quantity = token.quantity;
    node.month = token.month;
    ++at_;
    return add(std::move(node), {});
  }

  NodeIndex parse_name() {
    const Token token = here();
    SyntaxNode node;
    node.begin = token.begin;
    node.end = token.end;
    node.text = token.text;
    for (std::string_view word : {"and", "or", "to"}) {
      if (token.text == word)
        fail(token, fmt::format("a value is missing before '{}'", word));
    }
    if (token.text == "null")
      fail(token, "null is not a value here");
    if (token.text == "not")
      fail(token, "'not' is inside arithmetic", "it has lower precedence than a comparison",
           "put parentheses around it");
    ++at_;
    if (is_symbol("("))
      return parse_call(std::move(node));
    if (token.text == "true" || token.text == "false") {
      node.kind = SyntaxNode::Kind::boolean;
      node.value = token.text == "true" ? 1 : 0;
      node.quantity.condition = true;
    } else {
      node.kind = SyntaxNode::Kind::name;
    }
    return add(std::move(node), {});
  }

  NodeIndex parse_call(SyntaxNode node) {
    const Nesting nesting(*this);
    const Token open = here();
    ++at_;
    std::vector<Child> arguments;
    if (!is_symbol(")")) {
      do
        arguments.push_back(parse_argument());
      while (take_symbol(","));
    }
    node.end = here().end;
    if (!take_symbol(")"))
      fail_unclosed(open);
    node.kind = SyntaxNode::Kind::call;
    return add(std::move(node), arguments);
  }

  Child parse_argument() {
    const bool named = here().kind == Token::Kind::name && at_ + 1 < tokens_.size() &&
                       tokens_[at_ + 1].kind == Token::Kind::symbol && tokens_[at_ + 1].text == "=";
    if (!named)
      return {parse_or(), {}};
    std::string name = here().text;
    at_ += 2;
    return {parse_or(), std::move(name)};
  }

  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser.depth_ > kMaxExpressionDepth) {
        parser.fail(parser.here(),
                    fmt::format("nested more than {} levels deep", kMaxExpressionDepth), "",
                    "split the expression into named drivers or metrics");
      }
    }
    ~Nesting() { --parser_.depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Parser& parser_;
  };

  const LocatedText& source_;
  std::vector<Token> tokens_;
  Diagnostics& diagnostics_;
  Syntax syntax_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

} // namespace

std::string_view operator_text(Operator op) {
  static constexpr std::array<std::string_view, 16> kTexts{
      "or", "and", "not", "<", "<=", ">", ">=", "==", "!=", "to", "+", "-", "*", "/", "-", "^"};
  return kTexts[static_cast<std::size_t>(op)];
}

bool is_comparison(Operator op) { return op >= Operator::less && op <= Operator::not_equal; }

namespace {

// The outermost node whose text is exactly the hole; null if there is none.
SyntaxNode* node_of(const Hole& hole, Expression& expression) {
  SyntaxNode* found = nullptr;
  for (NodeIndex i = 0; i < expression.syntax.nodes.size(); ++i) {
    const Span span = expression.span_of(i);
    if (span.begin == hole.begin && span.end == hole.end)
      found = &expression.syntax.nodes[i];
  }
  return found;
}

bool mark_holes(Expression& expression, Diagnostics& diagnostics) {
  const Source* source = expression.source.span.source;
  if (source == nullptr)
    return true;
  bool whole = true;
  for (const Hole& hole : source->holes) {
    SyntaxNode* node = node_of(hole, expression);
    if (node != nullptr) {
      node->hole = hole.number;
      continue;
    }
    whole = false;
    diagnostics.error({source, hole.begin, hole.end}, "this is not a value by itself", "",
                      "put the braces around one value: {$5M..$20M}");
  }
  return whole;
}

} // namespace

std::optional<Expression> parse_tokens(const LocatedText& text, std::string_view currency,
                                       Diagnostics& diagnostics) {
  auto tokens = tokenize(text, currency, diagnostics);
  if (!tokens)
    return std::nullopt;
  try {
    return Expression{text, Parser(text, std::move(*tokens), diagnostics).run()};
  } catch (const Failure&) {
    return std::nullopt;
  }
}

std::optional<Expression> parse_expression(const LocatedText& text, std::string_view currency,
                                           Diagnostics& diagnostics) {
  Diagnostics found;
  auto expression = parse_tokens(text, currency, found);
  if (!expression) {
    const Diagnostic& first = found.all().front();
    const bool remedied = first.suggestion.starts_with("write ");
    diagnostics.add(remedied ? first : repair(text, currency).value_or(first));
    return std::nullopt;
  }
  return mark_holes(*expression, diagnostics) ? std::move(expression) : std::nullopt;
}

} // namespace escala
