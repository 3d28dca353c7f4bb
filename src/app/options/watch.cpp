// SPDX-License-Identifier: Apache-2.0
#include "app/options/list.h"

namespace escala::app {

const Flag option::watch{.name = "--watch",
                         .doc = "Run again whenever the scenario or its data is saved"};

} // namespace escala::app
