// SPDX-License-Identifier: Apache-2.0
#include "app/start_workers.h"

#include <fmt/format.h>

#include "app/messages.h"
#include "app/options/list.h"
#include "app/signals.h"

namespace escala::app {

std::unique_ptr<Workers> start_workers(const Arguments& arguments) {
  const std::size_t wanted = arguments.value(option::threads);
  std::unique_ptr<Workers> workers;
  {
    const SignalsWait wait; // threads inherit it
    workers = std::make_unique<Workers>(wanted);
  }
  if (workers->count() < wanted)
    say_warning(fmt::format("{} of {} threads could be started", workers->count(), wanted),
                "the system has a limit of processes or memory; results are the same",
                fmt::format("use --threads {}", workers->count()));
  return workers;
}

} // namespace escala::app
