// SPDX-License-Identifier: Apache-2.0
// A report as bytes, one file per format in src/render and one line in the list of formats.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "escala/report/report.h"

namespace escala {

enum class Table { curves, targets };

struct RenderOptions {
  Table table = Table::curves; // which table CSV holds
  bool several = false;        // the answer to several scenarios, however many there are
  bool color = false;
  bool utf8 = true; // else plain ASCII
  int width = 80;   // columns of the terminal
};

struct Format {
  std::string_view name;      // of --format
  std::string_view extension; // of -o, with its dot; empty where none picks it
  bool shows_all;             // of kQuantiles; else kTableQuantiles
  std::string (*render)(std::span<const Report> reports, const RenderOptions& options);
};

std::span<const Format> formats();
const Format* find_format(std::string_view name);
const Format* format_of_extension(std::string_view extension);

// Formats that the contract names and this version doesn't write yet, and their extensions.
std::span<const std::string_view> planned_formats();
std::span<const std::string_view> planned_extensions();

inline constexpr std::string_view kVersion = "0.1.0";

} // namespace escala
