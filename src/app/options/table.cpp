// SPDX-License-Identifier: Apache-2.0
#include "app/options/table.h"

#include <fmt/format.h>

#include <vector>

#include "app/options/list.h"
#include "app/options/words.h"
#include "escala/report/run_data.h"

namespace escala::app {
namespace {

const std::vector<std::string>& table_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const DataTable& table : run_tables())
      names.push_back(table.name);
    names.emplace_back(kTrialsTable);
    return names;
  }();
  return kNames;
}

std::string doc() { return fmt::format("What csv holds: {}", fmt::join(table_names(), ", ")); }

} // namespace

// Each command decides which table csv has if the option is not given.
const Option<std::string>
    option::table({.name = "--table", .shape = "NAME", .doc = doc, .example = "targets"},
                  [](const OptionSpec& option, const std::string& text) {
                    std::vector<Word<std::string>> words;
                    for (const std::string& name : table_names())
                      words.push_back({name, name});
                    return resolve_word<std::string>(option, text, "table", words);
                  });

} // namespace escala::app
