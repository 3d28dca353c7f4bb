// SPDX-License-Identifier: Apache-2.0
// The formats of cells in one workbook: each is made once.
#pragma once

#include <xlsxwriter.h>

#include <map>
#include <string>
#include <tuple>

#include "escala/render/page.h"
#include "escala/report/workbook.h"

namespace escala {

// "#,##0.00", "$"#,##0", "0.0%". Such codes are the same in every language; the spreadsheet shows
// them in its own.
std::string format_code(const NumberLook& look, NumberStyle style);

class XlsxFormats {
 public:
  XlsxFormats(lxw_workbook* book, NumberStyle style) : book_(book), style_(style) {}

  // Null: nothing of it differs from a plain cell.
  lxw_format* of(const SheetCell& cell);
  // What an emphasis adds to a cell.
  lxw_format* colouring(Emphasis emphasis);

 private:
  using Key = std::tuple<SheetCell::Style, SheetCell::Side, Emphasis, std::string>;
  lxw_format* make(const Key& key);

  lxw_workbook* book_;
  NumberStyle style_;
  std::map<Key, lxw_format*> formats_;
  std::map<Emphasis, lxw_format*> colourings_;
};

} // namespace escala
