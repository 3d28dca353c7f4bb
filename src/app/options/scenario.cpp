// SPDX-License-Identifier: Apache-2.0
// Options that change a scenario, and options for its warnings. Mistakes in the changes are
// reported together with those of the scenario.
#include "app/options/list.h"

namespace escala::app {

const Option<std::string>
    option::set({.name = "--set",
                 .shape = "PATH=EXPR",
                 .doc = "Replace or add a value ('drivers.arr_growth=150%'); null removes",
                 .example = "'drivers.arr_growth=150%'",
                 .repeatable = true},
                as_typed);

const Option<std::string> option::variant({.name = "--variant",
                                           .shape = "NAME",
                                           .doc = "Use a variant of the scenario",
                                           .example = "cautious"},
                                          as_typed);

const Flag option::all_variants{.name = "--all-variants", .doc = "Judge every variant too"};
// For escala validate.
const Flag option::every_variant{.name = "--all-variants",
                                 .doc = "Look at every variant, which it does anyway"};

const Flag option::strict{.name = "--strict", .doc = "Treat warnings as errors"};
const Flag option::quiet{.name = "--quiet",
                         .doc = "Print no warnings, and results only where --format is given"};

} // namespace escala::app
