// SPDX-License-Identifier: Apache-2.0
// What the documents show is valid.
#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <string>

#include "escala/plan/plan.h"

namespace {

using namespace escala;

std::string read(const std::string& name) {
  std::ifstream file(std::string(ESCALA_SOURCE_DIR) + "/" + name);
  REQUIRE(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The first block of a language in a document.
std::string block(const std::string& document, const std::string& language) {
  const std::string open = "```" + language + "\n";
  const std::size_t begin = document.find(open);
  REQUIRE(begin != std::string::npos);
  return document.substr(begin + open.size(),
                         document.find("```", begin + open.size()) - begin - open.size());
}

CompiledPlan compiled(const std::string& text) {
  Diagnostics diagnostics;
  const Plan plan = Plan::read("plan.yaml", text);
  auto compilation = plan.compile({}, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    UNSCOPED_INFO(to_text(diagnostic));
  REQUIRE(compilation.compiled);
  CHECK(diagnostics.empty());
  return std::move(*compilation.compiled);
}

} // namespace

TEST_CASE("the plan of the language's page is valid") {
  compiled(block(read("docs/language.md"), "yaml"));
}
