// SPDX-License-Identifier: Apache-2.0
// The metrics that answers show are metrics of the plan.
#include <fmt/format.h>

#include <algorithm>

#include "escala/core/names.h"
#include "scenario/check/checks.h"

namespace escala {

namespace {

// The metric of a parameter, or the nearest name.
std::string shown_remedy(const std::string& name, const std::vector<std::string>& names) {
  const std::string owner(owner_of(name));
  if (owner != name && std::ranges::find(names, owner) != names.end())
    return "write " + owner;
  return did_you_mean(name, names, "as in " + names.front());
}

} // namespace

void check_output(const ValidScenario& valid, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const Metric& metric : valid.scenario.metrics) {
    names.push_back(metric.name.text);
    names.push_back(metric.full_name());
  }
  const std::vector<LocatedText>& show = valid.scenario.output.show;
  for (auto shown = show.begin(); shown != show.end(); ++shown) {
    const bool twice = std::any_of(
        show.begin(), shown, [&](const LocatedText& name) { return name.text == shown->text; });
    if (twice)
      diagnostics.error(shown->span, fmt::format("{} is shown twice", shown->text), "",
                        "remove one");
    else if (std::ranges::find(names, shown->text) == names.end())
      diagnostics.error(shown->span, fmt::format("there is no metric '{}' to show", shown->text),
                        "", shown_remedy(shown->text, names));
  }
}

} // namespace escala
