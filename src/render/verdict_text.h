// SPDX-License-Identifier: Apache-2.0
// Words about a verdict that several formats use. All of it is printable text on one line.
#pragma once

#include <string>
#include <vector>

#include "escala/report/verdicts.h"

namespace escala {

// "$1B ARR: missed"; of all together, where the plan does not judge them, the label alone.
std::string headline_of(const TargetVerdict& target);
std::vector<std::string> sentences_of(const TargetVerdict& target);

// "plan.yaml (cautious) with horizon=3y"
std::string plan_text(const Provenance& from);
// "plan.yaml:12:3"; empty if the place is not in a file.
std::string place_text(const FilePlace& place);

} // namespace escala
