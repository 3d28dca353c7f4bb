// SPDX-License-Identifier: Apache-2.0
#include "escala/scenario/read_actuals.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "escala/core/names.h"
#include "escala/input/csv.h"

namespace escala {
namespace {

constexpr std::size_t kReportedMistakes = 20; // of one column
constexpr std::string_view kMonthColumn = "month";

bool leads_out(const std::string& path) {
  return path.starts_with('/') || path == ".." || path.starts_with("../") ||
         path.ends_with("/..") || path.find("/../") != std::string::npos;
}

bool is_number(std::string_view digits, std::size_t length) {
  return digits.size() == length &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

// Reads "2026-01", a day such as "2026-01-31", or "01/2026".
std::optional<CalendarMonth> month_of_cell(std::string_view cell) {
  const bool slash = cell.size() == 7 && cell[2] == '/';
  if (slash)
    return parse_calendar_month(fmt::format("{}-{}", cell.substr(3), cell.substr(0, 2)));
  const bool day = cell.size() == 10 && cell[7] == '-' && is_number(cell.substr(8), 2) &&
                   cell.substr(8) >= "01" && cell.substr(8) <= "31";
  return parse_calendar_month(day ? cell.substr(0, 7) : cell);
}

// Whether an expression is a number literal, with or without a sign.
bool is_literal(const Expression& expression) {
  const Syntax& syntax = expression.syntax;
  const SyntaxNode& root = syntax.nodes[syntax.root()];
  const bool negative = root.kind == SyntaxNode::Kind::unary && root.op == Operator::negate;
  return syntax.nodes.size() == (negative ? 2U : 1U) &&
         syntax.nodes.front().kind == SyntaxNode::Kind::number;
}

class ActualReader {
 public:
  ActualReader(Scenario& scenario, DataFiles& files, Diagnostics& diagnostics)
      : scenario_(scenario), files_(files), diagnostics_(diagnostics) {}

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
  struct Sheet {
    std::string text;
    std::optional<CsvTable> table; // views into the text; none: its mistakes are reported
  };

  void fail(const Actual& actual, std::string problem, std::string reason,
            std::string suggestion = {}) {
    diagnostics_.error(actual.span, std::move(problem), std::move(reason), std::move(suggestion));
  }

  static std::string place(const std::string& file, std::uint32_t line) {
    return line == 0 ? fmt::format("{}: ", file) : fmt::format("{}, line {}: ", file, line);
  }

  const Sheet& sheet_of(const Actual& actual) {
    std::unique_ptr<Sheet>& sheet = sheets_[actual.file];
    if (sheet == nullptr) {
      sheet = std::make_unique<Sheet>();
      fill(actual, *sheet);
    }
    return *sheet;
  }

  void fill(const Actual& actual, Sheet& sheet) {
    if (leads_out(actual.file))
      return fail(actual, fmt::format("{} is outside the scenario's folder", actual.file),
                  "a CSV file must be in the scenario's folder or below it",
                  "copy it to this folder");
    DataFile file = files_.read(actual.file);
    if (!file.text)
      return fail(actual, fmt::format("{} cannot be read", actual.file), file.why,
                  "a CSV file must be in the scenario's folder or below it");
    sheet.text = std::move(*file.text);
    std::vector<CsvMistake> mistakes;
    sheet.table = read_csv(sheet.text, mistakes);
    for (CsvMistake& mistake : mistakes)
      fail(actual, place(actual.file, mistake.line) + mistake.problem, std::move(mistake.reason),
           std::move(mistake.suggestion));
  }

  void read(Actual& actual) {
    if (actual.file.empty())
      return;
    const Sheet& sheet = sheet_of(actual);
    if (!sheet.table)
      return;
    const auto months = find_column(actual, *sheet.table, std::string(kMonthColumn));
    const auto values = find_column(actual, *sheet.table, actual.column);
    if (!months || !values)
      return;
    mistakes_ = 0;
    first_lines_.clear();
    for (std::size_t row = 0; row < sheet.table->row_count() && mistakes_ < kReportedMistakes;
         ++row)
      read_row(actual, *sheet.table, row, *months, *values);
    if (mistakes_ == 0 && actual.values.empty())
      fail(actual, fmt::format("{} has no value under {}", actual.file, actual.column),
           "every cell is empty");
  }

  std::optional<std::size_t> find_column(const Actual& actual, const CsvTable& table,
                                         const std::string& name) {
    const auto found = std::ranges::find(table.columns, name);
    if (found == table.columns.end()) {
      const std::vector<std::string> names(table.columns.begin(), table.columns.end());
      constexpr std::size_t kShown = 12;
      const auto shown = std::span(names).first(std::min(kShown, names.size()));
      fail(actual, fmt::format("{} has no column '{}'", actual.file, name),
           fmt::format("its columns are {}{}", fmt::join(shown, ", "),
                       shown.size() < names.size() ? ", ..." : ""),
           did_you_mean(name, names));
      return std::nullopt;
    }
    if (std::ranges::find(found + 1, table.columns.end(), name) != table.columns.end()) {
      fail(actual, fmt::format("{} has two columns '{}'", actual.file, name), "",
           "rename one of them");
      return std::nullopt;
    }
    return static_cast<std::size_t>(found - table.columns.begin());
  }

  // An empty cell gives no value for its month.
  void read_row(Actual& actual, const CsvTable& table, std::size_t row, std::size_t month_column,
                std::size_t value_column) {
    const std::string at = place(actual.file, table.lines[row]);
    const std::string_view month_text = table.cell(row, month_column);
    const std::string_view cell = table.cell(row, value_column);
    const auto month = month_of_cell(month_text);
    if (!month) {
      ++mistakes_;
      return fail(actual, fmt::format("{}'{}' is not a month", at, excerpt(month_text)), "",
                  "write it as 2026-03");
    }
    if (cell.empty())
      return;
    const auto [first, is_new] = first_lines_.emplace(month->index, table.lines[row]);
    if (!is_new) {
      ++mistakes_;
      return fail(actual, fmt::format("{}{} appears twice", at, to_text(*month)),
                  fmt::format("it is also on line {}", first->second), "remove one");
    }
    auto value = parse_cell(actual, cell, table.separator);
    if (!value) {
      ++mistakes_;
      return fail(actual, fmt::format("{}'{}' is not a value", at, excerpt(cell)),
                  table.separator == ';' ? "a value is a number such as 1234,5, 12% or $5M"
                                         : "a value is a number such as 1234.5, 12% or $5M");
    }
    actual.values.push_back({*month, std::move(*value), actual.span, at});
  }

  static std::string excerpt(std::string_view cell) {
    constexpr std::size_t kShown = 40;
    if (cell.size() <= kShown)
      return std::string(cell);
    std::size_t cut = kShown;
    while (cut > 0 && (static_cast<unsigned char>(cell[cut]) & 0xC0) == 0x80)
      --cut;
    return std::string(cell.substr(0, cut)) + "...";
  }

  std::optional<Expression> parse_cell(const Actual& actual, std::string_view cell,
                                       char separator) const {
    const auto text = plain_number(cell, separator);
    if (!text)
      return std::nullopt;
    LocatedText located{*text, actual.span, {}};
    located.offsets.assign(text->size(), actual.span.begin);
    Diagnostics ignored; // a bad cell is reported with its line
    auto expression = parse_expression(located, scenario_.currency, ignored);
    return expression && is_literal(*expression) ? std::move(expression) : std::nullopt;
  }

  Scenario& scenario_;
  DataFiles& files_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::unique_ptr<Sheet>> sheets_;
  // Of the current column:
  std::size_t mistakes_ = 0;
  std::map<int, std::uint32_t> first_lines_; // line of each month
};

} // namespace

void read_actuals(Scenario& scenario, DataFiles& files, Diagnostics& diagnostics) {
  ActualReader(scenario, files, diagnostics).run();
}

} // namespace escala
