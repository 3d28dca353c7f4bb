// SPDX-License-Identifier: Apache-2.0
#include "app/log_text.h"

#include <cstdlib>
#include <string_view>

namespace escala::app {
namespace {

bool in_github_log() {
  const char* value = std::getenv("GITHUB_ACTIONS"); // NOLINT(concurrency-mt-unsafe)
  return value != nullptr && *value != '\0';
}

// Whether only white space stands between the start of the line and `at`. What is not ASCII may be
// white space too.
bool begins_line(std::string_view text, std::size_t at) {
  const auto is_printed = [](unsigned char c) { return c > ' ' && c < 0x7F; };
  while (at > 0 && !is_printed(static_cast<unsigned char>(text[at - 1])) && text[at - 1] != '\n')
    --at;
  return at == 0 || text[at - 1] == '\n';
}

} // namespace

std::string for_log(std::string text, std::string_view hash) {
  if (!in_github_log())
    return text;
  std::string inert;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i);
    if (rest.starts_with("##["))
      inert += hash;
    else
      inert += text[i];
    if (rest.starts_with("::") && begins_line(text, i))
      inert += ' ';
  }
  return inert;
}

} // namespace escala::app
