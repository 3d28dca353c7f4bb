// SPDX-License-Identifier: Apache-2.0
#include "app/options/list.h"
#include "app/options/words.h"

namespace escala::app {

// Whether an undecided target passes.
const Option<bool>
    option::undecided({.name = "--undecided",
                       .shape = "fail|pass",
                       .doc = "Whether an undecided target fails (the default) or passes",
                       .example = "pass"},
                      [](const OptionSpec& option, const std::string& text) {
                        constexpr Word<bool> kPolicies[] = {{"fail", false}, {"pass", true}};
                        return resolve_word<bool>(option, text, "answer", kPolicies,
                                                  "write fail or pass");
                      });

} // namespace escala::app
