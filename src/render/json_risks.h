// SPDX-License-Identifier: Apache-2.0
// The members of "escala/result/1" about risks, their mitigation and the investment.
#pragma once

#include "escala/render/json_writer.h"
#include "escala/report/report.h"

namespace escala {

// risks, risk_categories, mitigation and investment.
void write_risks(JsonWriter& json, const Report& report);

} // namespace escala
