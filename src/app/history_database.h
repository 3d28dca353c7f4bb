// SPDX-License-Identifier: Apache-2.0
// An SQLite database and its statements, which close themselves. Whatever fails throws a
// HistoryProblem.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "app/history_file.h"

namespace escala::app {

// Waits for a lock until the patience ends or a signal waits to end the program.
struct LockPatience {
  std::chrono::steady_clock::time_point end;

  static int wait(void* patience, int calls);
};

class HistoryDatabase {
 public:
  // Opens it by SQLite's flags. Throws a HistoryProblem.
  HistoryDatabase(const std::string& path, int flags, std::chrono::milliseconds patience);
  ~HistoryDatabase() { ::sqlite3_close(handle_); }
  HistoryDatabase(const HistoryDatabase&) = delete;
  HistoryDatabase& operator=(const HistoryDatabase&) = delete;

  sqlite3* get() const { return handle_; }

  // Several statements. Throws a HistoryProblem.
  void run(const char* statements) const {
    require(::sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr));
  }
  bool try_to(const char* statements) const {
    return ::sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr) == SQLITE_OK;
  }
  // The only value of a query.
  std::int64_t number(const char* query) const;

  void require(int code) const {
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
      throw problem(code);
  }

  HistoryProblem problem(int code) const;

 private:
  sqlite3* handle_ = nullptr;
  LockPatience patience_;
};

class HistoryStatement {
 public:
  HistoryStatement(const HistoryDatabase& database, const char* text) : database_(database) {
    database.require(::sqlite3_prepare_v2(database.get(), text, -1, &handle_, nullptr));
  }
  ~HistoryStatement() { ::sqlite3_finalize(handle_); }
  HistoryStatement(const HistoryStatement&) = delete;
  HistoryStatement& operator=(const HistoryStatement&) = delete;

  // Runs it with these values.
  template <class... Values>
  void run(const Values&... values) {
    ::sqlite3_reset(handle_);
    int index = 0;
    (bind(++index, values), ...);
    next();
  }
  // Steps to the next row; false if there is none.
  bool next() {
    const int code = ::sqlite3_step(handle_);
    database_.require(code);
    return code == SQLITE_ROW;
  }

  std::int64_t integer(int column) const { return ::sqlite3_column_int64(handle_, column); }
  double real(int column) const { return ::sqlite3_column_double(handle_, column); }
  bool is_null(int column) const { return ::sqlite3_column_type(handle_, column) == SQLITE_NULL; }
  std::string text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(::sqlite3_column_text(handle_, column));
    return bytes == nullptr ? std::string() : std::string(bytes);
  }

 private:
  void bind(int index, const std::string& text) {
    database_.require(::sqlite3_bind_text(handle_, index, text.data(),
                                          static_cast<int>(text.size()), SQLITE_TRANSIENT));
  }
  void bind(int index, std::string_view text) { bind(index, std::string(text)); }
  void bind(int index, double number) {
    database_.require(::sqlite3_bind_double(handle_, index, number));
  }
  void bind(int index, std::int64_t number) {
    database_.require(::sqlite3_bind_int64(handle_, index, number));
  }
  void bind(int index, int number) { bind(index, std::int64_t{number}); }
  // A number too large for an integer of SQLite is text.
  void bind(int index, std::uint64_t number) {
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      bind(index, std::to_string(number));
    else
      bind(index, static_cast<std::int64_t>(number));
  }
  template <class T>
  void bind(int index, const std::optional<T>& maybe) {
    if (maybe)
      bind(index, *maybe);
    else
      database_.require(::sqlite3_bind_null(handle_, index));
  }

  const HistoryDatabase& database_;
  sqlite3_stmt* handle_ = nullptr;
};

// Whether it has no tables.
bool is_empty(const HistoryDatabase& database);

HistoryProblem not_a_history(std::string why);
// Throws unless a history of this application and version can be used.
void require_known_version(std::int64_t application, std::int64_t version);

} // namespace escala::app
