// SPDX-License-Identifier: Apache-2.0
// A replay as an Office Open XML workbook (ISO/IEC 29500): Summary, whose cell chooses the future,
// Inputs, Model and Shocks. The same replay gives the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "escala/report/replay_sheets.h"

namespace escala {

// `title`: the plan's name. `places`: those that the replay was made with.
std::string write_replay_workbook(const Replay& replay, const ReplayPlaces& places,
                                  std::string_view title);

} // namespace escala
