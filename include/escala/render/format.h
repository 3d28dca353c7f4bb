// SPDX-License-Identifier: Apache-2.0
// Output formats, which write documents or data as bytes. Each format is described in one file of
// src/render and has one line in the list of formats.cpp.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "escala/render/page.h"
#include "escala/report/data.h"
#include "escala/report/diagnostics_report.h"
#include "escala/report/document.h"
#include "escala/report/history.h"
#include "escala/report/replay_sheets.h"
#include "escala/report/verdicts.h"

namespace escala {

// For people: several documents one after the other.
using WriteDocuments = std::string (*)(std::span<const Document> documents, const Page& page);
struct RenderOptions;
struct Answer;

// For programs.
using WriteData = std::string (*)(const Data& data, const RenderOptions& options);

// For CI and monitoring.
using WriteVerdicts = std::string (*)(const Verdicts& verdicts);
// Adds runs to a file that others may add to as well. It makes no bytes: the program adds them.
struct AddsRuns {};
// For spreadsheets: documents, data and sheets that compute.
using WriteWorkbook = std::string (*)(const Answer& answer, const RenderOptions& options);
// For the mistakes that validate finds.
using WriteDiagnostics = std::string (*)(const DiagnosticsReport& report);

struct Format {
  std::string_view name;      // of --format
  std::string_view extension; // for -o, with its dot; empty if none selects the format
  std::string_view purpose;   // in a few words, for --help
  std::variant<std::monostate, WriteDocuments, WriteData, WriteVerdicts, WriteWorkbook, AddsRuns>
      write;                    // of results
  std::string_view hash = "# "; // how "#" is written where "##[" would be a command of a CI log
  // Of documents: takes all of each, whatever part is asked for on the terminal.
  bool whole = false;
  WriteDiagnostics write_diagnostics = nullptr; // null: does not hold diagnostics
  bool has_commands = false; // its lines are commands of a CI log, with what is quoted made inert
  bool holds_one_table = false; // that of RenderOptions

  template <class Write>
  bool takes() const {
    return std::holds_alternative<Write>(write);
  }
  bool takes_results() const { return !takes<std::monostate>(); }
  bool takes_data() const { return takes<WriteData>(); }
};

// The sheets of a run's workbook that compute its figures anew.
struct RunSheets {
  std::vector<Sheet> sheets = {};
  std::optional<ReplayChoice> choice = {};
};

// The input of formats. A format needs only the part that it writes.
struct Answer {
  std::vector<Document> documents = {};
  Data data = {};
  std::vector<Document> whole_documents = {}; // for the formats that take all of each
  Verdicts verdicts = {};
  std::vector<HistoryRun> runs = {}; // for the formats that add them
  RunSheets run_sheets = {};
};

enum class CsvDialect {
  rfc,      // RFC 4180: commas, and decimal points
  excel_eu, // of spreadsheets in most of Europe: a byte-order mark, semicolons, decimal commas
};
enum class CsvLayout {
  tidy, // a row for each entry
  wide, // a row for each series of values, and a column for each date
};

struct RenderOptions {
  Page page = {};
  std::string table = {}; // the one to write, for formats that hold only one
  CsvDialect dialect = CsvDialect::rfc;
  CsvLayout layout = CsvLayout::tidy;
};

std::string render(const Format& format, const Answer& answer, const RenderOptions& options);

std::span<const Format* const> formats();
const Format* find_format(std::string_view name);
const Format* format_of_extension(std::string_view extension);

// What a format may hold, which decides the commands that take it.
enum class Holding { results, diagnostics };
bool holds(const Format& format, Holding holding);

std::vector<std::string>
format_names(Holding holding = Holding::results); // in the order of the list
std::vector<std::string> format_extensions(Holding holding = Holding::results); // sorted

} // namespace escala
