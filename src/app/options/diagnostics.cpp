// SPDX-License-Identifier: Apache-2.0
// Options of escala validate: the form of what it finds, and whether it mends it.
#include "app/options/list.h"

namespace escala::app {

const Flag option::fix{.name = "--fix",
                       .doc = "Write what is certain to be meant into the file, and show it"};

} // namespace escala::app
