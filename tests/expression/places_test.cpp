// SPDX-License-Identifier: Apache-2.0
// From a node of an expression back to the characters of the file, through every kind of scalar.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/expression/syntax.h"
#include "escala/input/yaml.h"

namespace escala {

namespace {

struct Formula {
  explicit Formula(std::string yaml) : source(sources.add("f", std::move(yaml))) {
    const auto root = read_yaml(source, diagnostics);
    REQUIRE(root);
    const Node* found = root->find("x");
    REQUIRE(found != nullptr);
    expression = parse_expression(found->text, "USD", diagnostics);
  }

  // What the file has where each name of the expression stands.
  std::vector<std::string> names() const {
    REQUIRE(expression);
    std::vector<std::string> found;
    for (NodeIndex i = 0; i < expression->syntax.nodes.size(); ++i)
      if (expression->syntax.nodes[i].kind == SyntaxNode::Kind::name)
        found.push_back(raw(expression->span_of(i)));
    return found;
  }

  std::string whole() const {
    REQUIRE(expression);
    return raw(expression->span_of(expression->syntax.root()));
  }

  std::string raw(const Span& span) const {
    return source.text.substr(span.begin, span.end - span.begin);
  }

  std::string error() const {
    REQUIRE(diagnostics.all().size() == 1);
    return to_text(diagnostics.all().front());
  }

  Sources sources;
  const Source& source;
  Diagnostics diagnostics;
  std::optional<Expression> expression;
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("through a plain scalar") {
  const Formula formula("x:   alpha + beta * gamma_2  # and a comment\n");
  CHECK(formula.names() == Names{"alpha", "beta", "gamma_2"});
  CHECK(formula.whole() == "alpha + beta * gamma_2");
}

TEST_CASE("through quotes") {
  CHECK(Formula("x: \"alpha + beta\"\n").names() == Names{"alpha", "beta"});
  CHECK(Formula("x: 'alpha + beta'\n").whole() == "alpha + beta");
  CHECK(Formula("\"x\": 'alpha + beta'\n").names() == Names{"alpha", "beta"});
}

TEST_CASE("through escapes") {
  const Formula formula("x: \"alpha \\u002b beta\\t* \\x67amma + de\\\n    lta\"\n");
  CHECK(formula.names() == Names{"alpha", "beta", "\\x67amma", "de\\\n    lta"});
}

TEST_CASE("through folded lines") {
  CHECK(Formula("x: alpha +\n   beta\n  * gamma_2\n").names() == Names{"alpha", "beta", "gamma_2"});
  CHECK(Formula("x: 'alpha +\n\n   beta'\n").names() == Names{"alpha", "beta"});
  CHECK(Formula("x: >-\n  alpha +\n  beta\n").names() == Names{"alpha", "beta"});
  CHECK(Formula("x: |\n  alpha +\n    beta\n").names() == Names{"alpha", "beta"});
  CHECK(Formula("x: >+2\n    alpha\n   + beta\n\n").names() == Names{"alpha", "beta"});
}

TEST_CASE("through flow collections, carriage returns and a byte order mark") {
  CHECK(Formula("{a: 1, x: alpha * (beta), b: 2}\n").names() == Names{"alpha", "(beta)"});
  CHECK(Formula("a: 1\r\nx: alpha +\r\n   beta\r\n").names() == Names{"alpha", "beta"});
  CHECK(Formula("\xEF\xBB\xBFx: alpha + beta\n").names() == Names{"alpha", "beta"});
}

TEST_CASE("a caret counts characters, not bytes") {
  CHECK(Formula("x: €5 + alpha\n").error() == "f:1:4: error: € does not fit the plan's currency "
                                              "(the plan is in USD); give the amount in USD, or "
                                              "set currency: EUR at the top\n"
                                              "  x: €5 + alpha\n"
                                              "     ^\n");
  CHECK(Formula("{\"é€\": 1, x: 1 + 5K}\n").error() ==
        "f:1:18: error: '5K' has an unknown suffix 'K' (the suffixes are k M B T, % and the "
        "durations ms s min h d w mo q y); write 5k\n"
        "  {\"é€\": 1, x: 1 + 5K}\n"
        "                   ^~\n");
}

TEST_CASE("a mistake on a later line is shown there") {
  CHECK(Formula("x: >-\n  alpha +\n  5K\n").error() ==
        "f:3:3: error: '5K' has an unknown suffix 'K' (the suffixes are k M B T, % and the "
        "durations ms s min h d w mo q y); write 5k\n"
        "    5K\n"
        "    ^~\n");
}

} // namespace escala
