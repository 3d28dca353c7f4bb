// SPDX-License-Identifier: Apache-2.0
#include "app/run_to_end.h"

#include <fmt/format.h>

#include <new>
#include <system_error>

#include "app/exit_code.h"
#include "app/messages.h"
#include "app/usage_error.h"

namespace escala::app {
namespace {

int fail_memory() {
  say_error("out of memory", "", "use fewer threads or paths: --threads 1, --paths 10k");
  return kCouldNotFinish;
}

} // namespace

int run_to_end(const std::function<int()>& command) {
  try {
    return command();
  } catch (const Exit& exit) {
    return exit.code;
  } catch (const UsageError& error) {
    say_error(error.problem, error.reason, error.suggestion);
    return kInvalid;
  } catch (const std::bad_alloc&) {
    return fail_memory();
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::not_enough_memory ||
        error.code() == std::errc::resource_unavailable_try_again)
      return fail_memory();
    say_error(error.what());
  } catch (const std::exception& error) {
    say_error(fmt::format("internal error: {}", error.what()), "this is a mistake of escala's",
              "please report it");
  }
  return kCouldNotFinish;
}

} // namespace escala::app
