// SPDX-License-Identifier: Apache-2.0
// The files of src/report/locales, embedded when escala is built.
#pragma once

#include <string_view>

namespace escala {

std::string_view spanish_words();

} // namespace escala
