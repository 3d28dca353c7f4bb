// SPDX-License-Identifier: Apache-2.0
// Options of escala optimize.
#include "app/options/list.h"

namespace escala::app {

const Option<std::string>
    option::subject_to({.name = "--subject-to",
                        .shape = "NAME>=P",
                        .doc = "A probability that another target, or all, must keep; repeatable",
                        .example = "'solvent>=95%'",
                        .repeatable = true},
                       as_typed);

const Option<std::string> option::bounds({.name = "--bounds",
                                          .shape = "PILLAR=A..B",
                                          .doc = "The share that a pillar may have; repeatable",
                                          .example = "product=10%..40%",
                                          .repeatable = true},
                                         as_typed);

const Option<std::string> option::frontier({.name = "--frontier",
                                            .shape = "budget={A..B:N}",
                                            .doc = "Also show what each of these budgets buys",
                                            .example = "'budget={$50M..$400M:8}'"},
                                           as_typed);

const Flag option::least{.name = "--least",
                         .doc = "Find the smallest budget that reaches the confidence"};

} // namespace escala::app
