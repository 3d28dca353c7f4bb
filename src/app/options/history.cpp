// SPDX-License-Identifier: Apache-2.0
// Options of escala history.
#include "app/options/count.h"
#include "app/options/list.h"

namespace escala::app {

const Option<std::string> option::plan_of_history({.name = "--plan",
                                                   .shape = "NAME",
                                                   .doc = "Only the runs of the plan of this name",
                                                   .example = "'Five-year plan'"},
                                                  as_typed);

const Option<std::string>
    option::target_of_history({.name = "--target",
                               .shape = "NAME",
                               .doc = "Only this target; all: all of them together",
                               .example = "billion_arr"},
                              as_typed);

const Option<std::uint64_t> option::limit(
    {.name = "--limit",
     .shape = "N",
     .doc = "Only the newest N runs of each plan and variant (default: 10 in tables, else all)",
     .example = "10"},
    [](const OptionSpec& option, const std::string& text) {
      constexpr std::uint64_t kMost = 1'000'000;
      return resolve_count(option, text, 1, kMost);
    });

} // namespace escala::app
