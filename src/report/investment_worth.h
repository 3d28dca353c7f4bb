// SPDX-License-Identifier: Apache-2.0
// What the investment is worth, in sentences.
#pragma once

#include "escala/report/document.h"
#include "escala/report/run_result.h"

namespace escala {

// Adds net present value, payback and rate of return to the section, with a note on how they are
// measured.
void add_value(const RunResult& result, const InvestmentValue& value, Section& section);

} // namespace escala
