// SPDX-License-Identifier: Apache-2.0
// The rows of the Model sheet while they are made. A month's cell holds a formula, or a value where
// nothing can be computed, and the value on the future that is shown first.
//
// The numbers of rows are known only at the end. Until then a text has a mark in their place, so
// rows can be made in any order, and laid out in the one that is easiest to read.
#pragma once

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/catalog/sheet_month.h"
#include "escala/report/replay.h"

namespace escala {

// The columns of the sheet, from 0: label, unit, how, check, all months, then the months.
inline constexpr std::size_t kFixedColumn = 4;
inline constexpr std::size_t kFirstMonthColumn = 5;

class GridRow final : public SheetRow {
 public:
  GridRow(std::size_t id, int horizon, ReplayRow& row) : id_(id), row_(row) {
    row_.months.resize(static_cast<std::size_t>(horizon) + 1);
  }

  SheetTerm cell(int month) const override;
  SheetRange range(int from, int to) const override;
  bool has(int month) const override;
  void put(int month, const SheetTerm& formula) override;
  // A value that is the same in all months.
  void put_fixed(const SheetTerm& formula);
  void put_value(int month, double value, ReplayCell::Kind kind);

  ReplayRow& row() { return row_; }

 private:
  SheetTerm reference(const std::string& column, const ReplayCell& cell) const;

  std::size_t id_;
  ReplayRow& row_;
  bool may_lack_ = false;
};

// A formula with the numbers of rows in place of their marks.
std::string with_row_numbers(std::string_view formula, const std::vector<std::size_t>& numbers);
// A formula whose result is a number, not TRUE or FALSE.
SheetTerm as_number(const SheetTerm& term);

} // namespace escala
