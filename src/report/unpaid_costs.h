// SPDX-License-Identifier: Apache-2.0
// What a plan spends and no metric pays: it lowers no cash.
#pragma once

#include <vector>

#include "escala/model/model.h"
#include "escala/model/notes.h"
#include "escala/report/run_result.h"

namespace escala {

// The investment and the costs of mitigation that no metric and no target reads. None where no
// target is about money.
std::vector<UnpaidCost> unpaid_costs(const Model& model, const Notes& notes);

} // namespace escala
