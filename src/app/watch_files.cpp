// SPDX-License-Identifier: Apache-2.0
#include "app/watch_files.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "app/messages.h"
#include "app/options/list.h"
#include "app/options/words.h"
#include "app/processes.h"
#include "app/run_to_end.h"
#include "app/terminal.h"
#include "app/usage_error.h"

namespace escala::app {
namespace {

void check_watchable(const Arguments& arguments) {
  if (arguments.operands.front() == "-")
    throw UsageError{"--watch: standard input cannot be watched", "it can be read only once",
                     "name a file"};
  if (processes().count() > 1)
    throw UsageError{"--watch runs in one process", "mpirun started several",
                     "leave out --watch, or mpirun"};
}

void say_watched(const FilesRead& files) {
  std::vector<std::string> names;
  for (const auto& [name, look] : files)
    names.push_back(name);
  put_message(fmt::format("Watching {}. Ctrl-C ends.\n", listed(names)));
}

} // namespace

int watch_files(const Arguments& arguments, FileCommand command) {
  check_watchable(arguments);
  const std::string& name = arguments.operands.front();
  FilesRead files;
  if (const int code = command(arguments, files); !files.contains(name))
    return code;
  while (true) {
    if (!arguments.has(option::quiet))
      say_watched(files);
    FilesRead saved = wait_for_change(files);
    clear_screen();
    FilesRead read;
    run_to_end([&] { return command(arguments, read); });
    files = read.contains(name) ? std::move(read) : std::move(saved);
  }
}

} // namespace escala::app
