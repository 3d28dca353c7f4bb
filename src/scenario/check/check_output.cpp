// SPDX-License-Identifier: Apache-2.0
// The metrics that answers show are metrics of the plan.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "escala/core/names.h"
#include "scenario/check/checks.h"

namespace escala {

namespace {

// The metric of a parameter, or the nearest name.
std::string shown_remedy(const std::string& name, const std::vector<std::string>& names) {
  const std::string owner(owner_of(name));
  if (owner != name && std::ranges::find(names, owner) != names.end())
    return "write " + owner;
  return did_you_mean(name, names, names.empty() ? "" : "as in " + names.front());
}

} // namespace

void check_output(const ValidScenario& valid, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  std::set<std::string_view> unsplit; // their segments are not known
  for (const Metric& metric : valid.scenario.metrics) {
    names.push_back(metric.name.text);
    names.push_back(metric.full_name());
    if (metric.unsplit)
      unsplit.insert(metric.name.text);
  }
  constexpr std::size_t kSuggestionLimit = 100; // each compares all names
  const std::set<std::string_view> known(names.begin(), names.end());
  std::set<std::string_view> seen;
  std::size_t unknown = 0;
  for (const LocatedText& shown : valid.scenario.output.show) {
    if (!seen.insert(shown.text).second)
      diagnostics.error(shown.span, fmt::format("{} is shown twice", shown.text), "", "remove one");
    else if (!known.contains(shown.text) && !unsplit.contains(owner_of(shown.text)))
      diagnostics.error(shown.span, fmt::format("there is no metric '{}' to show", shown.text), "",
                        ++unknown > kSuggestionLimit ? "use the name of a metric"
                                                     : shown_remedy(shown.text, names));
  }
}

} // namespace escala
