// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace escala::app {

// ESCALA_LOCALE; nullopt if it is not set or empty. Throws a UsageError that names it if it is not
// a locale.
std::optional<std::string> locale_of_environment();

} // namespace escala::app
