// SPDX-License-Identifier: Apache-2.0
#include "app/history_database.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstring>
#include <utility>

#include "app/signals.h"

namespace escala::app {
namespace {

HistoryProblem newer_version(int version) {
  return {fmt::format("its tables have version {} of a newer escala, and this one knows {}",
                      version, history_version()),
          "use that escala, or another file", true};
}

} // namespace

int LockPatience::wait(void* patience, int) {
  constexpr int kPause = 10'000; // microseconds
  if (SignalsWait::is_signal_waiting() ||
      std::chrono::steady_clock::now() >= static_cast<LockPatience*>(patience)->end)
    return 0;
  ::usleep(kPause);
  return 1;
}

HistoryDatabase::HistoryDatabase(const std::string& path, int flags,
                                 std::chrono::milliseconds patience)
    : patience_{std::chrono::steady_clock::now() + patience} {
  const int code =
      ::sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  if (code != SQLITE_OK) {
    const HistoryProblem why = problem(code);
    ::sqlite3_close(handle_);
    throw why;
  }
  ::sqlite3_busy_handler(handle_, &LockPatience::wait, &patience_);
}
HistoryProblem HistoryDatabase::problem(int code) const {
  constexpr int kPrimary = 0xff;
  switch (code & kPrimary) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return {"another program keeps it locked", "try again when that has ended"};
  case SQLITE_NOTADB:
    return not_a_history("it is not an SQLite database");
  case SQLITE_CORRUPT:
    return {"the database is damaged", "restore it, or choose another file"};
  case SQLITE_FULL:
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
    if (const int error = handle_ == nullptr ? 0 : ::sqlite3_system_errno(handle_); error != 0)
      return {std::strerror(error)};
    break;
  default:
    break;
  }
  return {handle_ == nullptr ? ::sqlite3_errstr(code) : ::sqlite3_errmsg(handle_)};
}

std::int64_t HistoryDatabase::number(const char* query) const {
  HistoryStatement statement(*this, query);
  return statement.next() ? statement.integer(0) : 0;
}

bool is_empty(const HistoryDatabase& database) {
  return database.number("SELECT count(*) FROM sqlite_master") == 0;
}

HistoryProblem not_a_history(std::string why) {
  return {std::move(why), "name a file that escala run -o history.sqlite has written", true};
}

void require_known_version(std::int64_t application, std::int64_t version) {
  if (application != kHistoryApplication)
    throw not_a_history("it is a database of another program");
  if (version > history_version())
    throw newer_version(static_cast<int>(version));
  if (version < 1)
    throw not_a_history(fmt::format("its tables have version {}, which is unknown", version));
}

} // namespace escala::app
