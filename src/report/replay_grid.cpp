// SPDX-License-Identifier: Apache-2.0
#include "report/replay_grid.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/core/undefined.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

constexpr char kRowMark = '\x01'; // around the row's id

} // namespace

std::string with_row_numbers(std::string_view formula, const std::vector<std::size_t>& numbers) {
  std::string text;
  while (true) {
    const std::size_t begin = formula.find(kRowMark);
    text += formula.substr(0, begin);
    if (begin == std::string_view::npos)
      return text;
    const std::size_t end = formula.find(kRowMark, begin + 1);
    text += std::to_string(
        numbers[std::stoul(std::string(formula.substr(begin + 1, end - begin - 1)))]);
    formula.remove_prefix(end + 1);
  }
}

SheetTerm as_number(const SheetTerm& term) {
  const std::string& text = term.text();
  const bool condition = term.at(SheetTerm::Strength::sum) != text || text.starts_with("AND(") ||
                         text.starts_with("OR(") || text.starts_with("NOT(");
  return condition ? choice(term, 1, 0) : term;
}

SheetTerm GridRow::reference(const std::string& column, const ReplayCell& cell) const {
  return SheetTerm(column + kRowMark + std::to_string(id_) + kRowMark, cell.value)
      .lacking(may_lack_);
}

SheetTerm GridRow::cell(int month) const {
  if (row_.fixed.kind != ReplayCell::Kind::none)
    return reference("$" + sheet_column(kFixedColumn), row_.fixed);
  const auto at = static_cast<std::size_t>(std::max(0, month));
  return reference(sheet_column(kFirstMonthColumn + at), row_.months[at]);
}

SheetRange GridRow::range(int from, int to) const {
  SheetRange range{cell(from).text(), {}, may_lack_};
  if (to > from)
    range.text += ":" + cell(to).text();
  for (int month = from; month <= to; ++month)
    range.values.push_back(cell(month).value());
  return range;
}

bool GridRow::has(int month) const {
  return month >= 0 && row_.months[static_cast<std::size_t>(month)].kind != ReplayCell::Kind::none;
}

namespace {

// A cell that is n/a says #N/A, not which mistake a spreadsheet sees in its formula.
SheetTerm shown_as(const SheetTerm& formula) {
  const SheetTerm number = as_number(formula);
  if (!std::isnan(number.value()) || number.is_constant() || number.text() == "NA()")
    return number;
  return SheetTerm("IFERROR(" + number.text() + ",NA())", number.value()).lacking(true);
}

} // namespace

void GridRow::put(int month, const SheetTerm& formula) {
  const SheetTerm number = shown_as(formula);
  may_lack_ = may_lack_ || number.may_lack();
  row_.months[static_cast<std::size_t>(month)] = {
      number.is_constant() && std::isfinite(number.value()) ? ReplayCell::Kind::value
                                                            : ReplayCell::Kind::formula,
      number.text(), number.value()};
}

void GridRow::put_fixed(const SheetTerm& formula) {
  const SheetTerm number = shown_as(formula);
  may_lack_ = may_lack_ || number.may_lack();
  row_.fixed = {ReplayCell::Kind::formula, number.text(), number.value()};
}

void GridRow::put_value(int month, double value, ReplayCell::Kind kind) {
  may_lack_ = may_lack_ || std::isnan(value);
  row_.months[static_cast<std::size_t>(month)] = {kind, SheetTerm(value).text(), value};
}

} // namespace escala
