// SPDX-License-Identifier: Apache-2.0
// Options for the threads and the instruction set. Results never depend on threads.
#include "app/options/machine.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/options/count.h"
#include "app/options/list.h"
#include "app/usage_error.h"
#include "escala/columns/instruction_set.h"
#include "escala/core/names.h"

namespace escala::app {
namespace {

constexpr std::uint64_t kThreadLimit = 1024;

std::string list_sets() {
  return fmt::format("Instruction set, at most this machine's: {}",
                     fmt::join(instruction_sets(), ", "));
}

std::string resolve_set(const OptionSpec& option, const std::string& text) {
  const auto sets = instruction_sets();
  if (std::ranges::find(sets, text) != sets.end())
    return text;
  const std::vector<std::string> names(sets.begin(), sets.end());
  throw UsageError{fmt::format("{}: unknown instruction set '{}'", option.name, text),
                   fmt::format("the sets are {}", fmt::join(names, ", ")),
                   did_you_mean(text, names)};
}

} // namespace

// 0: as many as the machine has processors.
const Option<std::size_t> option::threads({.name = "--threads",
                                           .shape = "N",
                                           .doc = "Threads; results never depend on them",
                                           .example = "4"},
                                          [](const OptionSpec& option,
                                             const std::string& text) -> std::size_t {
                                            return resolve_count(option, text, 1, kThreadLimit);
                                          });

// Empty: the best instruction set of the machine.
const Option<std::string>
    option::isa({.name = "--isa", .shape = "NAME", .doc = list_sets, .example = "portable"},
                resolve_set);

void use_instruction_set(const std::string& name) {
  if (name.empty() || select_instruction_set(name))
    return;
  throw UsageError{fmt::format("{}: this machine has no {}", option::isa.name, name),
                   fmt::format("the sets are {}", fmt::join(instruction_sets(), ", ")),
                   fmt::format("leave it out: {} is used here", instruction_set())};
}

} // namespace escala::app
