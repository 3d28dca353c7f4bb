// SPDX-License-Identifier: Apache-2.0
// Options of escala sensitivity.
#include "app/options/list.h"

namespace escala::app {

const Option<std::string> option::inputs(
    {.name = "--inputs",
     .shape = "NAME,...",
     .doc = "Only these of what is drawn: drivers, parameters, METRIC.shock, risks; repeatable",
     .example = "arr_growth,arr.shock",
     .repeatable = true},
    as_typed);

const Flag option::shapley({.name = "--shapley",
                            .doc = "Shapley effects, which share out what correlated inputs have "
                                   "in common; up to 12 inputs"});

} // namespace escala::app
