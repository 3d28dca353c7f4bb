// SPDX-License-Identifier: Apache-2.0
#include "app/text_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include "app/exit_code.h"
#include "app/files.h"
#include "app/messages.h"
#include "app/output_place.h"

namespace escala::app {

int put_text(const std::string& text, const std::string& path) {
  std::string why;
  if (path.empty()) {
    why = write_stream(STDOUT_FILENO, text);
  } else if (const auto place = find_place(path, why)) {
    if (const auto failure = write_all_places({{*place, text}}))
      why = failure->why;
  }
  if (why.empty())
    return kDone;
  say_error(path.empty() ? "standard output cannot be written"
                         : fmt::format("{} cannot be written", path),
            why, path.empty() ? "" : "choose another place");
  return kCouldNotFinish;
}

} // namespace escala::app
