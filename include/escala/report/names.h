// SPDX-License-Identifier: Apache-2.0
// The words that outputs use for what a report holds.
#pragma once

#include <string_view>

#include "escala/report/report.h"

namespace escala {

std::string_view name_of(Verdict verdict); // "met", "missed", "undecided"
std::string_view name_of(TimingKind kind); // "by", "at", "throughout"

} // namespace escala
