// SPDX-License-Identifier: Apache-2.0
#include "app/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string>
#include <system_error>

#include "app/files.h"

namespace escala::app {
namespace {

constexpr int kNarrowest = 40;
constexpr int kWidest = 120;

// The first of these that is set decides, as in the C library.
bool has_utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    std::string value = environment(name);
    if (value.empty())
      continue;
    std::ranges::transform(value, value.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return value.find("utf-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

// COLUMNS decides where it is a width, whether or not standard output is a terminal.
std::optional<int> columns_asked_for() {
  constexpr int kFew = 20, kMany = 1000;
  const std::string text = environment("COLUMNS");
  int columns = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), columns);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || columns <= 0)
    return std::nullopt;
  return std::clamp(columns, kFew, kMany);
}

} // namespace

std::string environment(const char* name) {
  const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): before any thread
  return value == nullptr ? "" : value;
}

Terminal standard_output(bool no_color) {
  Terminal terminal;
  terminal.utf8 = has_utf8_locale();
  const std::optional<int> columns = columns_asked_for();
  if (columns)
    terminal.width = *columns;
  if (::isatty(STDOUT_FILENO) == 0)
    return terminal;
  terminal.color = !no_color && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  winsize size = {};
  if (!columns && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    terminal.width = std::clamp<int>(size.ws_col, kNarrowest, kWidest);
  return terminal;
}

void clear_screen() {
  if (::isatty(STDOUT_FILENO) != 0 && environment("TERM") != "dumb")
    write_stream(STDOUT_FILENO, "\x1b[H\x1b[2J\x1b[3J");
}

bool shows_progress() { return ::isatty(STDERR_FILENO) != 0 && environment("TERM") != "dumb"; }

} // namespace escala::app
