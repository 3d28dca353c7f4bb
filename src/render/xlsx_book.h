// SPDX-License-Identifier: Apache-2.0
// A workbook as the bytes of an .xlsx file, by libxlsxwriter.
#pragma once

#include <string>

#include "escala/render/page.h"
#include "escala/report/workbook.h"

namespace escala {

// Texts are in the page's language. Throws a std::system_error if it cannot be made.
std::string write_workbook(const Workbook& book, const Page& page);

} // namespace escala
