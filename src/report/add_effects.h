// SPDX-License-Identifier: Apache-2.0
// The parts of a result about risks, their mitigation and the investment.
#pragma once

#include "escala/report/make_result.h"

namespace escala {

void add_effects(const Model& model, const Notes& notes, const Findings& findings,
                 RunResult& result);

} // namespace escala
