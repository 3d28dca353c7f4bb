// SPDX-License-Identifier: Apache-2.0
// Documents as sheets of a workbook: their sentences and tables on Summary, their charts, with the
// numbers that they show, on Charts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "escala/report/document.h"
#include "escala/report/replay_sheets.h"
#include "escala/report/workbook.h"

namespace escala {

// How a number of a document looks: with as many digits as a text would show.
NumberLook look_of(const Number& number);

// `choice`: the cell that chooses the future of the sheet Model, in row 3. Sections in `elsewhere`
// have a sheet of their own.
Sheet summary_sheet(std::span<const Document> documents, const std::optional<ReplayChoice>& choice,
                    std::span<const std::string> elsewhere = {});

// nullopt if the documents have no charts.
std::optional<Sheet> charts_sheet(std::span<const Document> documents,
                                  std::span<const std::string> elsewhere = {});

} // namespace escala
