// SPDX-License-Identifier: Apache-2.0
// Charts of a spreadsheet, which draw the cells of a sheet.
#pragma once

#include <xlsxwriter.h>

#include <functional>
#include <string>

#include "escala/render/page.h"
#include "escala/report/workbook.h"

namespace escala {

// `text_of`: a phrase in the page's language.
void insert_chart(lxw_workbook* book, lxw_worksheet* sheet, const std::string& sheet_name,
                  const SheetChart& chart, NumberStyle style,
                  const std::function<std::string(const Phrase&)>& text_of);

} // namespace escala
