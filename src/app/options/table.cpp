// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "app/options/list.h"
#include "app/options/words.h"

namespace escala::app {
namespace {

constexpr std::array kTables{Word<Table>{"curves", Table::curves},
                             Word<Table>{"targets", Table::targets}};
constexpr std::array<std::string_view, 4> kPlanned{"trials", "first-months", "risks", "drivers"};

std::string doc() {
  std::vector<std::string_view> names;
  for (const Word<Table>& table : kTables)
    names.push_back(table.word);
  return fmt::format("What csv holds: {}", fmt::join(names, ", "));
}

} // namespace

// The command says what csv holds where the option is not given.
const Option<Table> option::table(
    {.name = "--table", .shape = "NAME", .doc = doc, .example = "targets"},
    [](const OptionSpec& option, const std::string& text) {
      if (std::ranges::find(kPlanned, text) != kPlanned.end())
        throw UsageError{fmt::format("{}: {} is not supported yet", option.name, text)};
      return resolve_word<Table>(option, text, "table", kTables);
    });

} // namespace escala::app
