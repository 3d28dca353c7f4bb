// SPDX-License-Identifier: Apache-2.0
// docs/reference.md: every topic, in Markdown.
#pragma once

#include <string>

namespace escala {

std::string reference();

} // namespace escala
