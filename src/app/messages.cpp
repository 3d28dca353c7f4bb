// SPDX-License-Identifier: Apache-2.0
#include "app/messages.h"

#include <fmt/format.h>
#include <unistd.h>

#include "app/files.h"
#include "app/log_text.h"

namespace escala::app {
namespace {

constexpr std::size_t kShownMessages = 100;

void say(const Diagnostic& diagnostic) {
  put_message(fmt::format("escala: {}", to_text(diagnostic)));
}

} // namespace

void put_message(const std::string& text) { write_stream(STDERR_FILENO, for_log(text)); }

void say_warning(const std::string& problem, const std::string& reason,
                 const std::string& suggestion) {
  say({Severity::warning, {}, problem, reason, suggestion});
}

void say_error(const std::string& problem, const std::string& reason,
               const std::string& suggestion) {
  say({Severity::error, {}, problem, reason, suggestion});
}

void show(const Diagnostics& diagnostics, bool quiet, bool strict, const std::string& file) {
  std::size_t shown = 0;
  std::size_t hidden = 0;
  std::string text;
  for (Diagnostic diagnostic : diagnostics.sorted()) {
    if (strict)
      diagnostic.severity = Severity::error;
    const Source* source = diagnostic.span.source;
    if (!file.empty() && source != nullptr && source->is_option)
      diagnostic.reason += fmt::format("{}in {}", diagnostic.reason.empty() ? "" : ", ", file);
    if (diagnostic.severity == Severity::warning && quiet)
      continue;
    if (shown == kShownMessages) {
      ++hidden;
      continue;
    }
    ++shown;
    text += (source == nullptr ? "escala: " : "") + to_text(diagnostic);
  }
  if (hidden > 0)
    text += fmt::format("... and {} more\n", hidden);
  put_message(text);
}

} // namespace escala::app
