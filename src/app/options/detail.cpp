// SPDX-License-Identifier: Apache-2.0
// How much of a result is shown, in tables and texts for people.
#include "app/options/list.h"

namespace escala::app {

const Flag option::brief{.name = "--brief", .doc = "Show verdicts and findings only"};
const Flag option::full{.name = "--full",
                        .doc = "Show every target and every metric, however many there are"};

} // namespace escala::app
