// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/read_actuals.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <utility>

#include "escala/input/folded.h"
#include "scenario/bind/actual_sheet.h"

namespace escala {

// A table, and what there was to say of it. One without mistakes depends on the file and on the
// fiscal year alone, one with mistakes also on the `actual` at which they are told.
struct ActualSheets::Tables {
  struct Table {
    ActualSheet sheet;
    Diagnostics found;
  };
  using SoundKey = std::pair<std::string, int>;
  using Key = std::tuple<std::string, std::string, const Source*, std::uint32_t, int>;

  DataFiles& files;
  std::mutex mutex;
  std::map<SoundKey, std::unique_ptr<Table>> sound;
  std::map<Key, std::unique_ptr<Table>> flawed;
};

ActualSheets::ActualSheets(DataFiles& files) : tables_(new Tables{files, {}, {}, {}}) {}
ActualSheets::~ActualSheets() = default;

namespace {

constexpr std::size_t kReportedMistakes = 20; // of one column

// Whether an expression is a number, with or without a sign, and no duration.
bool is_literal(const Expression& expression) {
  const Syntax& syntax = expression.syntax;
  const SyntaxNode& root = syntax.nodes[syntax.root()];
  const bool negative = root.kind == SyntaxNode::Kind::unary && root.op == Operator::negate;
  return syntax.nodes.size() == (negative ? 2U : 1U) &&
         syntax.nodes.front().kind == SyntaxNode::Kind::number &&
         syntax.nodes.front().quantity.dimension.time <= 0;
}

} // namespace

class ActualReader {
 public:
  ActualReader(Scenario& scenario, ActualSheets& sheets, Diagnostics& diagnostics)
      : scenario_(scenario), tables_(*sheets.tables_), diagnostics_(diagnostics),
        reports_(diagnostics) {}

  ReadActuals run() {
    for (Metric& metric : scenario_.metrics) {
      if (!metric.actual)
        continue;
      read(*metric.actual);
      for (Actual& segment : metric.actual->by_segment)
        read(segment);
    }
    return std::move(found_);
  }

 private:
  const ActualSheet& sheet_of(const Actual& actual) {
    const ActualSheet*& sheet = sheets_[actual.file];
    if (sheet != nullptr)
      return *sheet;
    const ActualSheets::Tables::Table& table = table_of(actual);
    for (const Diagnostic& each : table.found.all())
      diagnostics_.add(each);
    sheet = &table.sheet;
    if (sheet->was_read)
      found_.files.push_back(actual.file);
    return *sheet;
  }

  const ActualSheets::Tables::Table& table_of(const Actual& actual) {
    const std::lock_guard lock(tables_.mutex);
    const int fiscal = scenario_.calendar().fiscal_first;
    auto& sound = tables_.sound[{actual.file, fiscal}];
    if (sound != nullptr)
      return *sound;
    auto& flawed =
        tables_.flawed[{actual.file, actual.column, actual.span.source, actual.span.begin, fiscal}];
    if (flawed != nullptr)
      return *flawed;
    auto table = std::make_unique<ActualSheets::Tables::Table>();
    ActualReports reports(table->found);
    read_actual_sheet(actual, scenario_.calendar(), tables_.files, reports, table->sheet);
    found_.new_bytes += table->sheet.text.size();
    auto& kept = table->found.empty() ? sound : flawed;
    kept = std::move(table);
    return *kept;
  }

  // Whether the plan may still read that many cells.
  bool fits(const Actual& actual, std::size_t cells) {
    const bool fitted = cells_ <= kActualCellLimit;
    cells_ += cells;
    if (cells_ <= kActualCellLimit)
      return true;
    if (fitted)
      fail_cells(actual, reports_);
    return false;
  }

  void read(Actual& actual) {
    if (actual.file.empty())
      return;
    const ActualSheet& sheet = sheet_of(actual);
    if (!sheet.table || !sheet.table->has_months())
      return;
    const auto series = find_series(actual, sheet, reports_);
    if (!series)
      return;
    if (!fits(actual, sheet.table->months_across() ? sheet.table->month_columns.size()
                                                   : sheet.table->rows.size()))
      return;
    const std::vector<CsvCell> cells = sheet.table->series_cells(*series);
    std::vector<CsvMistake> mistakes;
    const auto numbers = decide_numbers(cells, sheet.table->separator, mistakes);
    if (numbers && sheet.months)
      keep(actual, sheet, cells, *numbers, mistakes);
    const bool empty = mistakes.empty() && sheet.months && actual.values.empty();
    reports_.fail(actual, std::move(mistakes));
    if (empty)
      reports_.fail(actual,
                    fmt::format("{} has no value {} {}", actual.file,
                                sheet.table->months_across() ? "beside" : "under", actual.column),
                    "every cell is empty");
  }

  // An empty cell gives no value for its month.
  void keep(Actual& actual, const ActualSheet& sheet, const std::vector<CsvCell>& cells,
            const std::vector<std::string>& numbers, std::vector<CsvMistake>& mistakes) const {
    const std::vector<CsvCell> months = sheet.table->month_cells();
    std::map<CalendarMonth, std::size_t> first_cells; // of each month
    for (std::size_t i = 0; i < cells.size() && mistakes.size() < kReportedMistakes; ++i) {
      if (numbers[i].empty())
        continue;
      const CalendarMonth month = sheet.months->months[i];
      const auto [first, is_new] = first_cells.emplace(month, i);
      if (!is_new && months[i].text != months[first->second].text) {
        mistakes.push_back(several_days(months[first->second], months[i]));
        return; // every day after it would be one
      }
      if (is_new)
        add(actual, sheet, month, cells[i], numbers[i], mistakes);
      else
        mistakes.push_back({months[i].line, fmt::format("{} appears twice", to_text(month)),
                            fmt::format("it is also on line {}", months[first->second].line),
                            "remove one"});
    }
  }

  void add(Actual& actual, const ActualSheet& sheet, CalendarMonth month, const CsvCell& cell,
           const std::string& number, std::vector<CsvMistake>& mistakes) const {
    LocatedText located{number, actual.span, {}};
    located.offsets.assign(number.size(), actual.span.begin);
    Diagnostics found;
    auto value = parse_expression(located, scenario_.currency, found);
    if (value && is_literal(*value)) {
      actual.values.push_back({month, std::move(*value), actual.span,
                               ActualReports::place(actual, cell.line),
                               months_in(sheet.months->span), sheet.months->month_ends});
      return;
    }
    CsvMistake mistake{cell.line, fmt::format("'{}' is not a value", excerpt(cell.text)),
                       "a value is a number such as 1234.5, 12% or $5M"};
    if (!found.empty()) {
      mistake.reason = found.all().front().problem;
      mistake.suggestion = found.all().front().suggestion;
    }
    mistakes.push_back(std::move(mistake));
  }

  static CsvMistake several_days(const CsvCell& first, const CsvCell& again) {
    return {again.line,
            fmt::format("'{}' is in the same month as '{}' on line {}", excerpt(again.text),
                        excerpt(first.text), first.line),
            "each month has one value", "keep one row for each month"};
  }

  Scenario& scenario_;
  ActualSheets::Tables& tables_;
  Diagnostics& diagnostics_;
  ActualReports reports_;
  std::map<std::string, const ActualSheet*> sheets_; // by file
  ReadActuals found_;
  std::size_t cells_ = 0;
};

ReadActuals read_actuals(Scenario& scenario, ActualSheets& sheets, Diagnostics& diagnostics) {
  return ActualReader(scenario, sheets, diagnostics).run();
}

void read_actuals(Scenario& scenario, DataFiles& files, Diagnostics& diagnostics) {
  ActualSheets sheets(files);
  read_actuals(scenario, sheets, diagnostics);
}

} // namespace escala
