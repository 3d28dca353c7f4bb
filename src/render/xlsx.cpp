// SPDX-License-Identifier: Apache-2.0
// Answers as a workbook: Summary and Charts of the documents; of a run the sheets that compute its
// figures anew; and the flat tables of the data.
#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "escala/render/format.h"
#include "escala/report/dictionary.h"
#include "escala/report/document_sheets.h"
#include "escala/report/table_sheet.h"
#include "render/xlsx_book.h"

namespace escala {
namespace {

constexpr std::string_view kTidy = "Tidy"; // the flat table of curves

// Sections that have a sheet of their own in the workbook of a run.
const std::array<std::string, 2> kOnCurves{"curves", "charts"};

// "first-months" as "First months".
std::string sheet_name_of(std::string name) {
  std::ranges::replace(name, '-', ' ');
  if (!name.empty())
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  return name;
}

std::vector<Document> in_language(std::span<const Document> documents, const Page& page) {
  std::vector<Document> all(documents.begin(), documents.end());
  if (page.words != nullptr)
    for (Document& document : all)
      document = translated(std::move(document), *page.words);
  return all;
}

// The flat tables that have rows. Several results of one form share them.
void add_tables(const Data& data, std::vector<Sheet>& sheets) {
  for (const DataTable& table : data.tables) {
    Sheet sheet = table_sheet(
        table.name == "curves" ? std::string(kTidy) : sheet_name_of(table.name), data, table);
    if (sheet.rows.size() > 1)
      sheets.push_back(std::move(sheet));
  }
}

// Behind Curves stands the flat table of the same numbers.
void add_run(const Answer& answer, std::vector<Sheet>& sheets) {
  const auto curves = std::ranges::find(answer.data.tables, "curves", &DataTable::name);
  for (const Sheet& sheet : answer.run_sheets.sheets) {
    sheets.push_back(sheet);
    if (sheet.name == "Curves" && curves != answer.data.tables.end())
      sheets.push_back(table_sheet(std::string(kTidy), answer.data, *curves));
  }
}

std::string write_xlsx(const Answer& answer, const RenderOptions& options) {
  const std::vector<Document> documents = in_language(answer.whole_documents, options.page);
  const bool of_run = !answer.run_sheets.sheets.empty();
  const std::span<const std::string> elsewhere =
      of_run ? std::span<const std::string>(kOnCurves) : std::span<const std::string>();
  Workbook book{.title = documents.empty() ? "" : documents.front().title, .sheets = {}};
  book.sheets.push_back(summary_sheet(documents, answer.run_sheets.choice, elsewhere));
  if (of_run)
    add_run(answer, book.sheets);
  if (auto charts = charts_sheet(documents, elsewhere))
    book.sheets.insert(book.sheets.begin() + (of_run ? 2 : 1), *std::move(charts));
  if (!of_run || !answer.data.table("curves"))
    add_tables(answer.data, book.sheets); // of an analysis
  return write_workbook(book, options.page);
}

} // namespace

extern const Format format_xlsx;
const Format format_xlsx{.name = "xlsx",
                         .extension = ".xlsx",
                         .purpose = "a workbook: verdicts, curves, trials, an audit",
                         .write = write_xlsx,
                         .whole = true};

} // namespace escala
