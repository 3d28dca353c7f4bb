// SPDX-License-Identifier: Apache-2.0
// Options of analyses.
#include "app/options/count.h"
#include "app/options/list.h"
#include "app/options/plan_time.h"
#include "escala/scenario/scenario.h"

namespace escala::app {
namespace {

std::uint64_t count_of_paths(const OptionSpec& option, const std::string& text) {
  return resolve_count(option, text, 1, kPathLimit);
}

} // namespace

const Option<std::uint64_t>
    option::paths_of_study({.name = "--paths",
                            .shape = "N",
                            .doc = "Paths of each run (default: as many as the errors need)",
                            .example = "100k"},
                           count_of_paths);

const Option<std::uint64_t> option::most_paths(
    {.name = "--max-paths", .shape = "N", .doc = "The most paths of each run", .example = "1M"},
    count_of_paths);

const Option<std::string> option::target({.name = "--target",
                                          .shape = "NAME",
                                          .doc = "The target to study; all: all of them together",
                                          .example = "billion_arr"},
                                         as_typed);

const Option<std::string> option::studied_metric({.name = "--metric",
                                                  .shape = "METRIC",
                                                  .doc = "The metric to study, in the month --at",
                                                  .example = "arr"},
                                                 as_typed);

const Option<std::string>
    option::at_month({.name = "--at",
                      .shape = "D",
                      .doc = "The month that metrics are read in (default: the last one)",
                      .example = "2027-12"},
                     require_plan_time);

// Of escala compare, where each is a scenario of its own.
const Option<std::string> option::compared_variant({.name = "--variant",
                                                    .shape = "NAME",
                                                    .doc = "Compare a variant too; repeatable",
                                                    .example = "cautious",
                                                    .repeatable = true},
                                                   as_typed);

const Flag option::compared_variants{.name = "--all-variants", .doc = "Compare every variant"};

const Option<std::string> option::base({.name = "--base",
                                        .shape = "NAME",
                                        .doc = "The scenario that others are compared with",
                                        .example = "cautious"},
                                       as_typed);

const Flag option::bridge{.name = "--bridge",
                          .doc = "What each changed value does, of two scenarios"};

const Option<std::string> option::vary(
    {.name = "--vary",
     .shape = "PATH=EXPR",
     .doc = "A value to vary, with its values in {}: a range and how many, or a list; repeatable",
     .example = "'metrics.arr.initial={$5M..$20M:7}'",
     .repeatable = true},
    as_typed);

} // namespace escala::app
