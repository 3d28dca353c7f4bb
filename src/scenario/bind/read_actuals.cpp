// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/read_actuals.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "escala/input/folded.h"
#include "scenario/bind/actual_sheet.h"

namespace escala {
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

class ActualReader {
 public:
  ActualReader(Scenario& scenario, DataFiles& files, Diagnostics& diagnostics)
      : scenario_(scenario), files_(files), reports_(diagnostics) {}

  void run() {
    for (Metric& metric : scenario_.metrics) {
      if (!metric.actual)
        continue;
      read(*metric.actual);
      for (Actual& segment : metric.actual->by_segment)
        read(segment);
    }
  }

 private:
  const ActualSheet& sheet_of(const Actual& actual) {
    std::unique_ptr<ActualSheet>& sheet = sheets_[actual.file];
    if (sheet == nullptr) {
      sheet = std::make_unique<ActualSheet>();
      read_actual_sheet(actual, scenario_.calendar(), files_, reports_, *sheet);
    }
    return *sheet;
  }

  void read(Actual& actual) {
    if (actual.file.empty())
      return;
    const ActualSheet& sheet = sheet_of(actual);
    if (!sheet.table || !sheet.table->has_months())
      return;
    const auto series = find_series(actual, *sheet.table, reports_);
    if (!series)
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
  DataFiles& files_;
  ActualReports reports_;
  std::map<std::string, std::unique_ptr<ActualSheet>> sheets_;
};

} // namespace

void read_actuals(Scenario& scenario, DataFiles& files, Diagnostics& diagnostics) {
  ActualReader(scenario, files, diagnostics).run();
}

} // namespace escala
