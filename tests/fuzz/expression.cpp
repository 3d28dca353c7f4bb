// SPDX-License-Identifier: Apache-2.0
// Any text as an expression, in each of the places where expressions stand.
#include <array>
#include <string>
#include <string_view>

#include "escala/expression/syntax.h"
#include "fuzz/target.h"

using namespace escala;

namespace {

// A plan whose `HERE` stands where the expression goes.
constexpr std::string_view kAround = R"yaml(escala: 1
name: One expression
horizon: 24mo
drivers:
  rate: normal(20%, 5%)
  price: $10 to $20
  demand: {draw: "normal(0, 1)", every: month}
  here: HERE
metrics:
  users: {unit: users, model: compound, initial: 100k, growth: rate, persistence: 90%}
  arr: {unit: USD, model: waterfall, initial: $5M, new: $100k/mo, expansion: 2%/mo, churn: 1%/mo}
  x: {initial: 1, next: HERE}
  y: {formula: HERE}
  z: {unit: USD, formula: HERE}
risks:
  outage: {frequency: 2/y, impact: {users: HERE}, duration: 1mo to 2mo}
targets:
  reached: {when: HERE}
)yaml";

// Where the expression goes. The other places are emptied, so that each place is tried alone.
constexpr std::array<std::string_view, 6> kPlaces{"drivers.here",
                                                  "metrics.x.next",
                                                  "metrics.y.formula",
                                                  "metrics.z.formula",
                                                  "risks.outage.impact.users",
                                                  "targets.reached.when"};
constexpr std::array<std::string_view, 6> kParts{"drivers.here", "metrics.x",    "metrics.y",
                                                 "metrics.z",    "risks.outage", "targets.reached"};

Changes changes_with(std::size_t place, const std::string& expression) {
  Changes changes;
  for (std::size_t other = 0; other < kParts.size(); ++other)
    if (other != place)
      changes.sets.push_back(std::string(kParts[other]) + "=null");
  changes.expressions.push_back({.path = std::string(kPlaces[place]), .expression = expression});
  return changes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Plan plan = Plan::read("plan.yaml", std::string(kAround));
  Sources sources;
  const Source& source = sources.add("expression", fuzz::text_of(data, size));
  const auto end = static_cast<std::uint32_t>(source.text.size());
  Diagnostics diagnostics;
  const auto expression =
      parse_expression({source.text, {&source, 0, end}, {}}, "USD", diagnostics);
  fuzz::require(expression.has_value() != diagnostics.has_errors());
  fuzz::show(diagnostics);
  for (std::size_t place = 0; expression && place < kPlaces.size(); ++place)
    fuzz::compile_and_run(plan, changes_with(place, source.text));
  return 0;
}
