// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/input/decide_column.h"
#include "escala/input/folded.h"
#include "escala/input/number_cell.h"

namespace escala {
namespace {

constexpr std::size_t kReportedNumbers = 20; // of one column

// Currencies with three decimals: there "1.085" is an amount as well.
constexpr std::array<std::string_view, 7> kThreeDecimals{"BHD", "IQD", "JOD", "KWD",
                                                         "LYD", "OMR", "TND"};

class NumberDecider {
 public:
  NumberDecider(std::span<const CsvCell> cells, char separator, std::vector<CsvMistake>& mistakes)
      : separator_(separator), mistakes_(mistakes) {
    for (const CsvCell& cell : cells)
      if (!cell.text.empty())
        cells_.push_back({cell, {}});
    count_ = cells.size();
    for (std::size_t i = 0, next = 0; i < count_; ++i)
      place_.push_back(cells[i].text.empty() ? kEmpty : next++);
  }

  std::optional<std::vector<std::string>> run() {
    if (!read() || !check_percent())
      return std::nullopt;
    const auto decimal = decide();
    if (!decimal)
      return std::nullopt;
    std::vector<std::string> numbers(count_);
    for (std::size_t i = 0; i < count_; ++i)
      if (place_[i] != kEmpty)
        numbers[i] = *reading(cells_[place_[i]].number, *decimal);
    return numbers;
  }

 private:
  static constexpr std::size_t kEmpty = static_cast<std::size_t>(-1);

  struct Cell {
    CsvCell cell;
    NumberCell number;
  };

  static const std::optional<std::string>& reading(const NumberCell& number, char decimal) {
    return decimal == '.' ? number.point : number.comma;
  }

  bool read() {
    const std::size_t before = mistakes_.size();
    for (Cell& cell : cells_) {
      cell.number = read_number_cell(cell.cell.text);
      if (cell.number.is_number() || mistakes_.size() - before == kReportedNumbers)
        continue;
      mistakes_.push_back(
          {cell.cell.line, fmt::format("'{}' is not a value", excerpt(cell.cell.text)),
           cell.number.why.empty() ? forms() : cell.number.why, cell.number.remedy});
    }
    return mistakes_.size() == before;
  }

  std::string forms() const {
    return fmt::format("a value is a number such as {}, 12% or $5M",
                       separator_ == ';' ? "1234,5" : "1234.5");
  }

  // Beside percentages a number of 1 or more without % may be either; 0.1 is a share.
  bool check_percent() {
    const auto is_percent = [](const Cell& cell) { return cell.number.percent; };
    const auto percent = std::ranges::find_if(cells_, is_percent);
    if (percent == cells_.end())
      return true;
    for (const Cell& cell : cells_) {
      const std::string& text = cell.number.text;
      if (cell.number.percent || is_below_one(cell.number))
        continue;
      mistakes_.push_back({cell.cell.line, fmt::format("'{}' has no %", excerpt(text)),
                           fmt::format("'{}' on line {} has one", excerpt(percent->number.text),
                                       percent->cell.line),
                           fmt::format("write {}%, or leave % out in every cell", excerpt(text))});
      return false;
    }
    return true;
  }

  static bool is_below_one(const NumberCell& number) {
    const std::string& text = number.point ? *number.point : *number.comma;
    const std::size_t digit = text.find_first_of("123456789");
    return digit == std::string::npos || text.find('.') < digit;
  }

  // The decimal mark of the column.
  std::optional<char> decide() {
    const auto point = std::ranges::find_if(cells_, [](const Cell& c) { return !c.number.comma; });
    const auto comma = std::ranges::find_if(cells_, [](const Cell& c) { return !c.number.point; });
    if (point != cells_.end() && comma != cells_.end()) {
      fail_marks(*point, *comma);
      return std::nullopt;
    }
    if (point != cells_.end() || comma != cells_.end())
      return comma == cells_.end() ? '.' : ',';
    return decide_ambiguous();
  }

  void fail_marks(const Cell& point, const Cell& comma) {
    const bool comma_first = comma.cell.line < point.cell.line;
    const Cell& first = comma_first ? comma : point;
    const Cell& other = comma_first ? point : comma;
    mistakes_.push_back({other.cell.line,
                         fmt::format("'{}' has a decimal {}", excerpt(other.number.text),
                                     comma_first ? "point" : "comma"),
                         fmt::format("'{}' on line {} has a decimal {}", excerpt(first.number.text),
                                     first.cell.line, comma_first ? "comma" : "point"),
                         "write both alike"});
  }

  // Every cell can be read both ways. Where that makes a difference, cells may still say which is
  // meant; cells with different marks say nothing.
  std::optional<char> decide_ambiguous() {
    const Cell* first = nullptr;
    char decimal = 0;
    bool agree = true;
    for (const Cell& cell : cells_) {
      if (!cell.number.is_ambiguous())
        continue;
      if (first == nullptr) {
        first = &cell;
        decimal = hint(cell.number);
      }
      agree = agree && cell.number.mark == first->number.mark &&
              (hint(cell.number) == 0 || decimal == 0 || hint(cell.number) == decimal);
      decimal = decimal == 0 ? hint(cell.number) : decimal;
    }
    if (first == nullptr)
      return '.';
    if (agree && decimal != 0)
      return decimal;
    fail_ambiguous(*first);
    return std::nullopt;
  }

  // The mark that decimals have in a table with this separator; 0 if either may be.
  char native() const { return separator_ == ',' ? '.' : separator_ == ';' ? ',' : '\0'; }

  // The decimal mark that an ambiguous number points to; 0 if to none. Money has no three decimals,
  // unless it is a price in the table's own decimals.
  char hint(const NumberCell& number) const {
    if (number.mark == native())
      return native();
    const bool money = !number.currency.empty() &&
                       std::ranges::find(kThreeDecimals, number.currency) == kThreeDecimals.end();
    const bool certain = native() != 0 || (number.mark == ',' && number.currency != "€");
    if (!money || !certain)
      return 0;
    return number.mark == ',' ? '.' : ',';
  }

  void fail_ambiguous(const Cell& cell) {
    const NumberCell& number = cell.number;
    const std::string head = number.text.substr(0, number.digits_end);
    const std::string tail = number.text.substr(number.digits_end);
    const bool points = number.mark == '.';
    const std::string grouped = quoted(head + (points ? ",00" : ".00") + tail);
    const std::string decimal = quoted(head + "0" + tail);
    const std::string& large = points ? *number.comma : *number.point;
    const std::string& small = points ? *number.point : *number.comma;
    mistakes_.push_back(
        {cell.cell.line,
         fmt::format("'{}' can be read as {} or as {}", excerpt(number.text), large, small),
         "no number of the column says whether its mark is decimal",
         fmt::format("write {} for {}, or {} for {}", grouped, large, decimal, small)});
  }

  // A cell as it is written in the file.
  std::string quoted(const std::string& text) const {
    return text.find(separator_) == std::string::npos ? text : fmt::format("\"{}\"", text);
  }

  char separator_;
  std::vector<CsvMistake>& mistakes_;
  std::vector<Cell> cells_;        // those with content
  std::vector<std::size_t> place_; // of each cell, in cells_
  std::size_t count_ = 0;
};

} // namespace

std::optional<std::vector<std::string>>
decide_numbers(std::span<const CsvCell> cells, char separator, std::vector<CsvMistake>& mistakes) {
  return NumberDecider(cells, separator, mistakes).run();
}

} // namespace escala
