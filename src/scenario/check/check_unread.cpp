// SPDX-License-Identifier: Apache-2.0
// Drivers that nothing reads.
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "escala/core/names.h"
#include "scenario/check/checks.h"
#include "scenario/each_expression.h"

namespace escala {
namespace {

// Whether the path of a variant or option created the name.
bool is_created_by_overlay(const LocatedText& name) {
  const Source* source = name.span.source;
  return source != nullptr &&
         (source->is_option || (name.span.begin > 0 && source->text[name.span.begin - 1] == '.'));
}

bool is_correlated(const std::string& name, const Scenario& scenario) {
  for (const Correlation& correlation : scenario.correlations)
    for (const LocatedText& member : correlation.between)
      if (owner_of(member.text) == name)
        return true;
  return false;
}

} // namespace

void warn_unread_drivers(const ValidScenario& valid, Diagnostics& diagnostics) {
  std::set<std::string, std::less<>> read;
  for_each_expression(valid.scenario, [&](const Expression& expression) {
    for (const SyntaxNode& node : expression.syntax.nodes)
      if (node.kind == SyntaxNode::Kind::name)
        read.emplace(owner_of(node.text));
  });
  std::vector<std::string> names; // of drivers that are read
  for (const Driver& driver : valid.scenario.drivers)
    if (read.contains(driver.name.text))
      names.push_back(driver.name.text);
  std::set<std::string, std::less<>> told; // a split driver is one
  constexpr std::size_t kTold = 100;       // as many as are shown
  for (const Driver& driver : valid.scenario.drivers) {
    if (told.size() == kTold)
      return;
    const LocatedText& name = driver.name;
    if (read.contains(name.text) || !told.insert(name.text).second)
      continue;
    const bool path = is_created_by_overlay(name);
    diagnostics.warning(
        name.span, fmt::format("nothing reads the driver {}", name.text),
        path                                       ? "it is added by this path"
        : is_correlated(name.text, valid.scenario) ? "a correlation with it moves nothing"
                                                   : "it has no effect",
        path ? did_you_mean(name.text, names, "use it, or leave it out") : "use it, or remove it");
  }
}

} // namespace escala
