// SPDX-License-Identifier: Apache-2.0
// Options for the form of CSV files.
#include <array>

#include "app/options/list.h"
#include "app/options/words.h"

namespace escala::app {
namespace {

constexpr std::array kDialects{Word<CsvDialect>{"rfc", CsvDialect::rfc},
                               Word<CsvDialect>{"excel-eu", CsvDialect::excel_eu}};
constexpr std::array kLayouts{Word<CsvLayout>{"tidy", CsvLayout::tidy},
                              Word<CsvLayout>{"wide", CsvLayout::wide}};

} // namespace

const Option<CsvDialect> option::csv_dialect(
    {.name = "--csv-dialect",
     .shape = "NAME",
     .doc = "rfc (default), or excel-eu: a byte-order mark, semicolons, decimal commas",
     .example = "excel-eu"},
    [](const OptionSpec& option, const std::string& text) {
      return resolve_word<CsvDialect>(option, text, "dialect", kDialects);
    },
    CsvDialect::rfc);

const Option<CsvLayout> option::csv_layout(
    {.name = "--csv-layout",
     .shape = "NAME",
     .doc = "tidy (default), or wide: metrics down and months across",
     .example = "wide"},
    [](const OptionSpec& option, const std::string& text) {
      return resolve_word<CsvLayout>(option, text, "layout", kLayouts);
    },
    CsvLayout::tidy);

} // namespace escala::app
