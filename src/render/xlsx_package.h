// SPDX-License-Identifier: Apache-2.0
// The package of a workbook: a zip file of XML parts.
//
// libxlsxwriter writes an address in each cell, which is most of a sheet with half a million
// numbers. The format needs none where cells and rows have no gaps (ECMA-376 part 1, 18.3.1.4 and
// 18.3.1.73), so such rows are put into its package without them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "escala/report/workbook.h"

namespace escala {

// The package with the sheets' numbers in their rows. Throws a std::system_error if a part of the
// package is not whole: libxlsxwriter does not tell when its temporary files cannot be written.
std::string with_numbers(std::string_view package, const Workbook& book,
                         const std::function<std::string(const Phrase&)>& text_of);

} // namespace escala
