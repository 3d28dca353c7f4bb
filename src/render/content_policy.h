// SPDX-License-Identifier: Apache-2.0
// What a page may load and run: its own style and scripts, and nothing else.
#pragma once

#include <string>

namespace escala {

// A Content-Security-Policy that names the style and scripts by their hashes.
std::string content_policy();

} // namespace escala
