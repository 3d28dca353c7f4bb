// SPDX-License-Identifier: Apache-2.0
// CSV of numbers that is written piece by piece, because it may be larger than memory.
#pragma once

#include <span>
#include <string>

#include "escala/render/format.h"

namespace escala {

// The first line: a name for each column.
std::string csv_header(std::span<const std::string> names, CsvDialect dialect);

// Appends a line with these numbers. What is not finite is an empty cell.
void append_csv_row(std::string& out, std::span<const double> numbers, CsvDialect dialect);

} // namespace escala
