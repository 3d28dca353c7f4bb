// SPDX-License-Identifier: Apache-2.0
// Numbers as they are written in Spanish.
#pragma once

#include <string>
#include <string_view>

#include "escala/core/display_unit.h"
#include "escala/report/phrase.h"

namespace escala {

// From the English text of a number: "$1.45B" to "1.450 M$", "$13.7k/mo" to "13.700 $/mes", "12.5%"
// to "12,5 %", "CHF 5M" to "5 M CHF". Thousands and thousands of millions are written in full,
// because "mil M" and "MM" are read in several ways.
std::string spanish_number(std::string_view english, const DisplayUnit& unit);

// "dic 2026"; "dic" behind another month of its year
std::string spanish_month(const PlanMonth& month);

} // namespace escala
