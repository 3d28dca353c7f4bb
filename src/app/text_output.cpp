// SPDX-License-Identifier: Apache-2.0
#include "app/text_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include "app/exit_code.h"
#include "app/files.h"
#include "app/messages.h"
#include "app/signals.h"

namespace escala::app {

int put_text(const std::string& text, const std::string& path) {
  const std::string why = path.empty() ? write_stream(STDOUT_FILENO, text) : write_file(path, text);
  die_if_interrupted();
  if (why.empty())
    return kDone;
  say_error(path.empty() ? "standard output cannot be written"
                         : fmt::format("{} cannot be written", path),
            why);
  return kCouldNotFinish;
}

} // namespace escala::app
