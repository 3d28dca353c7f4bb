// SPDX-License-Identifier: Apache-2.0
// The text of a CSV file as UTF-8, and the line `sep=;` that spreadsheets put at its top.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/input/csv.h"

namespace escala {

// Without a byte-order mark. Text of UTF-16 with a byte-order mark is converted into `storage`.
// nullopt with a mistake if the bytes are no text.
std::optional<std::string_view> csv_text(std::string_view bytes, std::deque<std::string>& storage,
                                         std::vector<CsvMistake>& mistakes);

// The separator that a first line `sep=;` names, and removes that line; nullopt if there is none.
std::optional<char> take_separator_line(std::string_view& text);

} // namespace escala
