// SPDX-License-Identifier: Apache-2.0
// Options for the draws. They set keys of the scenario, and the rules of these keys apply.
#include "app/options/list.h"

namespace escala::app {

const Option<std::string> option::seed({.name = "--seed",
                                        .shape = "N",
                                        .doc = "Seed of the draws",
                                        .example = "7",
                                        .lays_at = "simulation.seed"},
                                       as_typed);

const Option<std::string> option::sampler({.name = "--sampler",
                                           .shape = "NAME",
                                           .doc = "How paths are drawn: random, antithetic, sobol",
                                           .example = "random",
                                           .lays_at = "simulation.sampler"},
                                          as_typed);

} // namespace escala::app
