// SPDX-License-Identifier: Apache-2.0
// The parts of a report about risks, their mitigation and the investment.
#pragma once

#include <string>

#include "escala/report/make_report.h"

namespace escala {

DisplayUnit display_unit(const OutputUnit& unit, const std::string& currency);

void add_risks(const Model& model, const Findings& findings, Report& report);

} // namespace escala
