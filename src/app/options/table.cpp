// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "app/options/list.h"
#include "app/options/words.h"
#include "escala/report/run_data.h"

namespace escala::app {
namespace {

constexpr std::array<std::string_view, 4> kPlanned{"trials", "first-months", "risks", "drivers"};

std::string doc() {
  std::vector<std::string> names;
  for (const DataTable& table : run_tables())
    names.push_back(table.name);
  return fmt::format("What csv holds: {}", fmt::join(names, ", "));
}

std::vector<Word<std::string>> words() {
  std::vector<Word<std::string>> words;
  for (const DataTable& table : run_tables())
    words.push_back({table.name, table.name});
  return words;
}

} // namespace

// Each command decides which table csv has if the option is not given.
const Option<std::string> option::table(
    {.name = "--table", .shape = "NAME", .doc = doc, .example = "targets"},
    [](const OptionSpec& option, const std::string& text) {
      if (std::ranges::find(kPlanned, text) != kPlanned.end())
        throw UsageError{fmt::format("{}: {} is not supported yet", option.name, text)};
      return resolve_word<std::string>(option, text, "table", words());
    });

} // namespace escala::app
