// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "app/options/list.h"
#include "app/options/words.h"

namespace escala::app {
namespace {

constexpr std::array kTables{Word<Table>{"curves", Table::curves},
                             Word<Table>{"targets", Table::targets}};
constexpr std::string_view kPlanned = "trials";

} // namespace

// The command says what csv holds where the option is not given.
const Option<Table> option::table({.name = "--table",
                                   .shape = "NAME",
                                   .doc = "What csv holds: curves, targets",
                                   .example = "targets"},
                                  [](const OptionSpec& option, const std::string& text) {
                                    if (text == kPlanned)
                                      throw UsageError{fmt::format("{}: {} is not supported yet",
                                                                   option.name, text)};
                                    return resolve_word<Table>(option, text, "table", kTables);
                                  });

} // namespace escala::app
