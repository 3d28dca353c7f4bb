// SPDX-License-Identifier: Apache-2.0
#include "app/reproduce.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "app/options/list.h"

namespace escala::app {
namespace {

bool changes_no_figure(const OptionSpec* option) {
  const std::array<const OptionSpec*, 12> kOptions{
      &option::output,   &option::format,   &option::threads,     &option::quiet,
      &option::no_color, &option::progress, &option::watch,       &option::brief,
      &option::full,     &option::table,    &option::csv_dialect, &option::csv_layout};
  return std::ranges::find(kOptions, option) != kOptions.end();
}

bool is_plain(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-_./:=,+@%").find(c) != std::string_view::npos;
}

std::string quoted(const std::string& text) {
  if (!text.empty() && std::ranges::all_of(text, is_plain))
    return text;
  std::string out = "'";
  for (const char c : text)
    out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

} // namespace

std::string command_to_reproduce(const Arguments& arguments) {
  std::string text = "escala " + arguments.command;
  for (const std::string& operand : arguments.operands)
    text += " " + quoted(operand);
  for (const Arguments::Given& given : arguments.given())
    if (!changes_no_figure(given.option))
      for (const std::string& value : given.texts) {
        text.append(" ").append(given.option->name);
        if (given.option->takes_value())
          text += " " + quoted(value);
      }
  return text;
}

} // namespace escala::app
