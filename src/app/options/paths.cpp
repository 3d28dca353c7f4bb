// SPDX-License-Identifier: Apache-2.0
// Options for the number of paths.
#include "app/options/count.h"
#include "app/options/list.h"

namespace escala::app {
namespace {

std::uint64_t paths_of(const OptionSpec& option, const std::string& text) {
  return resolve_count(option, text, 1, kPathLimit);
}

constexpr std::string_view kPaths = "simulation.paths";

} // namespace

const Option<std::uint64_t> option::paths({.name = "--paths",
                                           .shape = "N",
                                           .doc = "Paths to simulate (100k)",
                                           .example = "100k",
                                           .lays_at = kPaths},
                                          paths_of);

// For escala validate.
const Option<std::uint64_t> option::paths_of_run({.name = "--paths",
                                                  .shape = "N",
                                                  .doc = "Paths that a run would simulate",
                                                  .example = "100k",
                                                  .lays_at = kPaths},
                                                 paths_of);

// For escala check, which does not use the scenario's number of paths.
const Option<std::uint64_t> option::first_look(
    {.name = "--paths", .shape = "N", .doc = "Paths of the first look (4096)", .example = "100k"},
    paths_of);

const Option<std::uint64_t> option::max_paths({.name = "--max-paths",
                                               .shape = "N",
                                               .doc = "Give up undecided after so many (10M)",
                                               .example = "100k"},
                                              paths_of);

} // namespace escala::app
