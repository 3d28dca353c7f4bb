// SPDX-License-Identifier: Apache-2.0
// Any text as an expression, in each of the places where expressions stand.
#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "escala/input/yaml.h"
#include "escala/scenario/bind.h"
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

class Plan {
 public:
  Plan() {
    Diagnostics diagnostics;
    const Source& source = sources_.add("plan.yaml", std::string(kAround));
    root_ = read_yaml(source, diagnostics);
    if (!root_ || !bind(*root_, diagnostics) || diagnostics.has_errors())
      throw std::logic_error("the plan around the expression is wrong");
  }
  // Without what stands in the other places.
  Scenario with(std::size_t place, const Expression& expression) const {
    Diagnostics none;
    Scenario scenario = std::move(*bind(*root_, none));
    std::size_t at = 0;
    const auto keep = [&](Expression& here) {
      const bool kept = at++ == place;
      if (kept)
        here = expression;
      return kept;
    };
    keep_where(scenario.drivers,
               [&](Driver& driver) { return driver.name.text != "here" || keep(driver.draw); });
    keep_where(scenario.metrics, [&](Metric& metric) {
      return metric.name.text.size() > 1 || keep(metric.arguments.back().values.front());
    });
    keep_where(scenario.risks, [&](Risk& risk) { return keep(risk.impacts.front().size); });
    keep_where(scenario.targets, [&](Target& target) { return keep(target.when); });
    return scenario;
  }

 private:
  template <typename Item, typename Keep>
  static void keep_where(std::vector<Item>& items, Keep keep) {
    std::erase_if(items, [&](Item& item) { return !keep(item); });
  }

  Sources sources_;
  std::optional<Node> root_;
};

constexpr std::size_t kPlaces = 6;

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Plan plan;
  Sources sources;
  const Source& source = sources.add("expression", fuzz::text_of(data, size));
  const auto end = static_cast<std::uint32_t>(source.text.size());
  Diagnostics diagnostics;
  const auto expression =
      parse_expression({source.text, {&source, 0, end}, {}}, "USD", diagnostics);
  fuzz::require(expression.has_value() != diagnostics.has_errors());
  fuzz::show(diagnostics);
  for (std::size_t place = 0; expression && place < kPlaces; ++place) {
    Diagnostics found;
    fuzz::finish(plan.with(place, *expression), found);
  }
  return 0;
}
