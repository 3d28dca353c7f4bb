// SPDX-License-Identifier: Apache-2.0
// Scenarios to start from: the files of src/app/templates, embedded when escala is built.
#pragma once

#include <span>
#include <string_view>

namespace escala::app {

struct Template {
  std::string_view name;
  std::string_view text; // of the file; its `description` is on one line
};

std::span<const Template> templates();

} // namespace escala::app
