// SPDX-License-Identifier: Apache-2.0
// The words that outputs use for verdicts and for when a target is judged.
#pragma once

#include <string_view>

#include "escala/scenario/scenario.h"
#include "escala/targets/interval.h"

namespace escala {

std::string_view name_of(Verdict verdict);           // "met", "missed", "undecided"
std::string_view name_of(TargetTiming::Kind timing); // "by", "at", "throughout"

} // namespace escala
