// SPDX-License-Identifier: Apache-2.0
// Inputs that are meant to exhaust the reader. Each must be answered at once.
#include <chrono>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "escala/input/yaml.h"

namespace escala {

namespace {

std::string mebibyte_of(const std::string& unit) {
  std::string text;
  text.reserve(kMaxScenarioBytes + unit.size());
  while (text.size() < kMaxScenarioBytes)
    text += unit;
  text.resize(kMaxScenarioBytes);
  return text;
}

Diagnostics answer(std::string text) {
  const auto sources = std::make_shared<Sources>();
  Diagnostics diagnostics;
  read_yaml(sources->add("f", std::move(text)), diagnostics);
  diagnostics.own(sources);
  return diagnostics;
}

std::string first_problem(std::string text) {
  const Diagnostics diagnostics = answer(std::move(text));
  return diagnostics.empty() ? "" : diagnostics.sorted().front().problem;
}

std::string nested_block(std::size_t levels) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i)
    text += std::string(i, ' ') + "a:\n";
  return text;
}

} // namespace

TEST_CASE("a mebibyte of anything is answered") {
  for (const char* unit : {"[",     "{",     "? ",     "a: ",     "- ",   ",",         "'",
                           "\"",    "&a ",   "*a ",    "!a ",     "a\n",  "a: b\n",    "\n",
                           ":",     "|\n",   "[a,",    "{a: ",    "# \n", "%a\n",      "---\n",
                           "...\n", "- a\n", " ",      "?\n",     ":\n",  "a:\n",      "a ",
                           "> ",    "\t",    "\r",     "[]",      "[],",  "\\",        "'' ",
                           "- -\n", "\"a\n", "a: |\n", "{\"a\":", "(,",   "a: {b: f(,"}) {
    const auto start = std::chrono::steady_clock::now();
    const Diagnostics diagnostics = answer(mebibyte_of(unit));
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    INFO("unit " << unit << ": " << taken.count() << " s");
    CHECK(diagnostics.all().size() <= 101);
    CHECK(taken.count() < 20); // a second at most, by a release build on a quiet machine
  }
}

TEST_CASE("more than a mebibyte is refused") {
  const std::string whole = mebibyte_of("# comment\n");
  CHECK(answer(whole).empty());
  CHECK(first_problem(whole + "a") == "this text is larger than 1 MiB");
}

TEST_CASE("nesting is bounded, however it is written") {
  const std::string said = "this is nested too deeply";
  CHECK(first_problem(nested_block(64)).empty());
  CHECK(first_problem(nested_block(66)) == said);
  CHECK(first_problem(std::string(64, '[') + std::string(64, ']')).empty());
  CHECK(first_problem(std::string(65, '[') + std::string(65, ']')) == said);
  CHECK(first_problem(std::string(100'000, '[')) == said);
  CHECK(first_problem(std::string(100'000, '{')) == said);
  std::string dashes;
  for (int i = 0; i < 100'000; ++i)
    dashes += "- ";
  CHECK(first_problem(dashes) == said);
}

TEST_CASE("the number of values is bounded") {
  CHECK(first_problem(mebibyte_of("a: 1\n")) == "too many values");
  CHECK(first_problem("[" + mebibyte_of("a,").substr(1)) == "too many values");
}

TEST_CASE("brackets in texts don't count as nesting") {
  std::string text;
  for (int i = 0; i < 200; ++i)
    text += "k" + std::to_string(i) + ": users in [0, 10) or \"[[\n";
  text += "b: |\n";
  for (int i = 0; i < 200; ++i)
    text += "  [ {\n";
  CHECK(first_problem(text).empty());
}

TEST_CASE("aliases can't multiply") {
  CHECK(first_problem("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n") ==
        "anchors, aliases and tags are not supported");
}

} // namespace escala
