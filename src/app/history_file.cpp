// SPDX-License-Identifier: Apache-2.0
#include "app/history_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "app/files.h"
#include "app/history_schema.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "escala/report/names.h"

namespace escala::app {
namespace {

constexpr int kNewestVersion = static_cast<int>(kHistorySteps.size());

HistoryProblem not_a_history(std::string why) {
  return {std::move(why), "name a file that escala run -o history.sqlite has written", true};
}

HistoryProblem newer_version(int version) {
  return {fmt::format("its tables have version {} of a newer escala, and this one knows {}",
                      version, kNewestVersion),
          "use that escala, or another file", true};
}

// Throws unless a history of this application and version can be used.
void require_known_version(std::int64_t application, std::int64_t version) {
  if (application != kHistoryApplication)
    throw not_a_history("it is a database of another program");
  if (version > kNewestVersion)
    throw newer_version(static_cast<int>(version));
  if (version < 1)
    throw not_a_history(fmt::format("its tables have version {}, which is unknown", version));
}

// Waits for a lock until the patience ends or a signal waits to end the program.
struct Patience {
  std::chrono::steady_clock::time_point end;

  static int wait(void* patience, int) {
    constexpr int kPause = 10'000; // microseconds
    if (SignalsWait::is_signal_waiting() ||
        std::chrono::steady_clock::now() >= static_cast<Patience*>(patience)->end)
      return 0;
    ::usleep(kPause);
    return 1;
  }
};

class HistoryDatabase {
 public:
  HistoryDatabase(const std::string& path, int flags, std::chrono::milliseconds patience)
      : patience_{std::chrono::steady_clock::now() + patience} {
    const int code =
        ::sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_EXRESCODE, nullptr);
    if (code != SQLITE_OK) {
      const HistoryProblem why = problem(code);
      ::sqlite3_close(handle_);
      throw why;
    }
    ::sqlite3_busy_handler(handle_, &Patience::wait, &patience_);
  }
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
  std::int64_t number(const char* query) const;

  void require(int code) const {
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
      throw problem(code);
  }

  HistoryProblem problem(int code) const {
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

 private:
  sqlite3* handle_ = nullptr;
  Patience patience_;
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

std::int64_t HistoryDatabase::number(const char* query) const {
  HistoryStatement statement(*this, query);
  return statement.next() ? statement.integer(0) : 0;
}

bool is_empty(const HistoryDatabase& database) {
  return database.number("SELECT count(*) FROM sqlite_master") == 0;
}

// Within a transaction: makes the tables of an empty database, or those of this version from those
// of an older one.
void bring_up_to_date(const HistoryDatabase& database) {
  std::int64_t version = database.number("PRAGMA user_version");
  if (!is_empty(database) || version != 0)
    require_known_version(database.number("PRAGMA application_id"), version);
  if (version == kNewestVersion)
    return;
  for (; version < kNewestVersion; ++version)
    database.run(kHistorySteps.at(static_cast<std::size_t>(version)));
  database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                           kHistoryApplication, version)
                   .c_str());
}

// Now; SOURCE_DATE_EPOCH where it is set, for outputs that are the same on repeat.
std::string time_of_run() {
  const std::string fixed = environment("SOURCE_DATE_EPOCH");
  char* end = nullptr;
  const long long seconds = std::strtoll(fixed.c_str(), &end, 10);
  constexpr long long kEndOfYear9999 = 253'402'300'799;
  const bool is_fixed = !fixed.empty() && *end == '\0' && seconds >= 0 && seconds <= kEndOfYear9999;
  const std::time_t time = is_fixed ? static_cast<std::time_t>(seconds) : std::time(nullptr);
  std::tm date = {};
  ::gmtime_r(&time, &date);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", date);
}

// Adds to a JSON object of the run.
void add_setting(const HistoryDatabase& database, const char* update, const std::string& name,
                 const std::string& value, std::int64_t run) {
  HistoryStatement(database, update).run(name, value, run);
}

std::int64_t add_run_row(const HistoryDatabase& database, const HistoryRun& run,
                         const std::string& time) {
  const Provenance& from = run.provenance;
  HistoryStatement(database, "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, '{}', '{}', ?, ?, ?, "
                             "?, ?, ?, ?, ?, ?)")
      .run(time, from.scenario, from.file, from.sha256, from.variant, run.version, from.paths,
           from.seed, from.sampler, from.isa, run.start, run.horizon, run.currency, run.every);
  const std::int64_t id = ::sqlite3_last_insert_rowid(database.get());
  for (const auto& [path, expression] : from.set)
    add_setting(database,
                "UPDATE runs SET changes = json_patch(changes, json_object(?, ?)) WHERE id = ?",
                path, expression, id);
  for (const DataProvenance& data : from.data)
    add_setting(database, "UPDATE runs SET data = json_patch(data, json_object(?, ?)) WHERE id = ?",
                data.file, data.sha256, id);
  return id;
}

void add_run(const HistoryDatabase& database, const HistoryRun& run, const std::string& time) {
  const std::int64_t id = add_run_row(database, run, time);
  HistoryStatement target(database,
                          "INSERT INTO targets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  int position = 0;
  for (const HistoryTarget& one : run.targets) {
    const Judgement& found = one.judgement;
    const std::optional<std::string_view> verdict =
        one.confidence ? std::optional(name_of(found.verdict)) : std::nullopt;
    target.run(id, one.name, one.label, one.when, one.timing, one.confidence, found.probability,
               found.std_error, found.interval.low, found.interval.high, verdict, one.median_month,
               position++);
  }
  HistoryStatement curve(database, "INSERT INTO curves VALUES (?, ?, ?, ?, ?, ?, ?)");
  for (const HistoryCurvePoint& one : run.curves)
    curve.run(id, one.metric, one.unit, one.month, one.mean, one.sd, one.quantiles);
  HistoryStatement driver(database, "INSERT INTO drivers VALUES (?, ?, ?, ?, ?, ?)");
  for (const HistoryDriver& one : run.drivers)
    driver.run(id, one.name, one.unit, one.p5, one.p50, one.p95);
}

void add_all(const HistoryDatabase& database, const std::vector<HistoryRun>& runs) {
  bring_up_to_date(database);
  const std::string time = time_of_run();
  for (const HistoryRun& run : runs)
    add_run(database, run, time);
}

// The bytes of a database that has a write-ahead log as soon as something is added to it: the
// versions for writing and reading in its header (offsets 18 and 19) are 2.
std::string bytes_with_log(const HistoryDatabase& database) {
  constexpr std::size_t kWriteVersion = 18, kReadVersion = 19;
  sqlite3_int64 size = 0;
  unsigned char* bytes = ::sqlite3_serialize(database.get(), "main", &size, 0);
  if (bytes == nullptr)
    throw HistoryProblem{"there is not enough memory"};
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  ::sqlite3_free(bytes);
  text.at(kWriteVersion) = text.at(kReadVersion) = 2;
  return text;
}

class HistoryAddition : public Addition {
 public:
  HistoryAddition(std::vector<HistoryRun> runs, std::chrono::milliseconds patience)
      : runs_(std::move(runs)), patience_(patience) {}

  std::string new_file() override {
    const HistoryDatabase database(":memory:", SQLITE_OPEN_READWRITE, patience_);
    database.run("PRAGMA foreign_keys = ON; BEGIN");
    add_all(database, runs_);
    database.run("COMMIT");
    return bytes_with_log(database);
  }

  std::optional<NotAdded> begin(const std::string& path) override {
    return attempt([&] {
      database_ = std::make_unique<HistoryDatabase>(path, SQLITE_OPEN_READWRITE, patience_);
      database_->run("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; BEGIN IMMEDIATE");
      add_all(*database_, runs_);
    });
  }

  std::optional<NotAdded> commit() override {
    auto refusal = attempt([&] { database_->run("COMMIT"); });
    if (!refusal) // of one that was empty; without a log it works, too
      database_->try_to("PRAGMA journal_mode = WAL");
    database_ = nullptr; // undoes what is not committed, and merges the log
    return refusal;
  }

 private:
  template <class Work>
  std::optional<NotAdded> attempt(const Work& work) {
    try {
      work();
      return std::nullopt;
    } catch (const HistoryProblem& problem) {
      return NotAdded{problem.why, problem.suggestion};
    }
  }

  std::vector<HistoryRun> runs_;
  std::chrono::milliseconds patience_;
  std::unique_ptr<HistoryDatabase> database_;
};

// A path in the form of a URI, for a database that cannot change.
std::string unchanging_uri(const std::string& path) {
  std::string uri = "file:";
  for (const char c : path)
    uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02x}", c) : std::string(1, c);
  return uri + "?immutable=1";
}

// For reading. Where a log can't be made beside it, as in a folder without write access, a database
// without a log is read as one that does not change.
std::unique_ptr<HistoryDatabase> open_to_read(const std::string& path) {
  const bool has_log = ::access((path + "-wal").c_str(), F_OK) == 0;
  const bool folder_writable =
      ::access((path + "-shm").c_str(), W_OK) == 0 ||
      ::access(path.find('/') == std::string::npos ? "."
                                                   : path.substr(0, path.rfind('/') + 1).c_str(),
               W_OK) == 0;
  if (!has_log && !folder_writable)
    return std::make_unique<HistoryDatabase>(
        unchanging_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, kHistoryPatience);
  return std::make_unique<HistoryDatabase>(path, SQLITE_OPEN_READWRITE, kHistoryPatience);
}

Verdict verdict_named(const std::string& name) {
  for (const Verdict verdict : {Verdict::met, Verdict::missed})
    if (name_of(verdict) == name)
      return verdict;
  return Verdict::undecided;
}

HistoryTarget target_in(const HistoryStatement& row) {
  HistoryTarget target{.name = row.text(1),
                       .label = row.text(2),
                       .when = row.text(3),
                       .timing = row.text(4),
                       .confidence = std::nullopt,
                       .judgement = {.probability = row.real(6),
                                     .std_error = row.real(7),
                                     .interval = {row.real(8), row.real(9)},
                                     .verdict = verdict_named(row.text(10))},
                       .median_month = std::nullopt};
  if (!row.is_null(5))
    target.confidence = row.real(5);
  if (!row.is_null(11))
    target.median_month = static_cast<int>(row.integer(11));
  return target;
}

HistoryRun run_in(const HistoryStatement& row) {
  HistoryRun run;
  run.id = static_cast<std::uint64_t>(row.integer(0));
  run.time = row.text(1);
  Provenance& from = run.provenance;
  from.scenario = row.text(2);
  from.file = row.text(3);
  from.sha256 = row.text(4);
  from.variant = row.text(5);
  run.version = row.text(6);
  from.paths = static_cast<std::uint64_t>(row.integer(7));
  from.seed = std::strtoull(row.text(8).c_str(), nullptr, 10);
  from.sampler = row.text(9);
  from.isa = row.text(10);
  run.start = row.text(11);
  run.horizon = static_cast<int>(row.integer(12));
  run.currency = row.text(13);
  run.every = row.text(14);
  return run;
}

std::vector<HistoryRun> read_runs(const HistoryDatabase& database) {
  std::vector<HistoryRun> runs;
  HistoryStatement rows(database, "SELECT id, time, name, file, sha256, variant, version, paths, "
                                  "seed, sampler, isa, start, horizon, currency, every "
                                  "FROM runs ORDER BY id");
  while (rows.next())
    runs.push_back(run_in(rows));
  return runs;
}

// Calls `visit` with the run of each row, whose first column is the run's id, in ascending order.
template <class Visit>
void for_each_of_run(const HistoryDatabase& database, const char* query,
                     std::vector<HistoryRun>& runs, const Visit& visit) {
  HistoryStatement rows(database, query);
  auto run = runs.begin();
  while (rows.next()) {
    while (run != runs.end() && run->id < static_cast<std::uint64_t>(rows.integer(0)))
      ++run;
    if (run != runs.end() && run->id == static_cast<std::uint64_t>(rows.integer(0)))
      visit(rows, *run);
  }
}

// Empty where the file is empty or too short for a header.
std::string header_of(const std::string& path) {
  constexpr std::size_t kHeader = 100;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    if (errno == ENOENT)
      return {};
    throw HistoryProblem{system_error_text()};
  }
  std::array<char, kHeader> bytes{};
  ssize_t size = 0;
  do
    size = ::read(file, bytes.data(), bytes.size());
  while (size < 0 && errno == EINTR);
  const std::string why = size < 0 ? system_error_text() : "";
  ::close(file);
  if (!why.empty())
    throw HistoryProblem{why};
  return {bytes.data(), static_cast<std::size_t>(size)};
}

// Whether SQLite will undo a part of the file first: a program was killed while it added the first
// run to an empty file.
bool is_being_undone(const std::string& path) {
  return ::access((path + "-journal").c_str(), F_OK) == 0;
}

// A number of four bytes, the highest first.
std::int64_t number_in_header(const std::string& header, std::size_t offset) {
  std::int64_t number = 0;
  for (std::size_t i = offset; i < offset + 4; ++i)
    number = number * 256 + static_cast<unsigned char>(header.at(i));
  return number;
}

void require_header(const std::string& header) {
  constexpr std::string_view kMagic{"SQLite format 3\0", 16};
  constexpr std::size_t kUserVersion = 60, kApplication = 68, kHeader = 100;
  if (header.size() < kHeader || !header.starts_with(kMagic))
    throw not_a_history("it is not an SQLite database");
  require_known_version(number_in_header(header, kApplication),
                        number_in_header(header, kUserVersion));
}

} // namespace

int history_version() { return kNewestVersion; }

void require_history(const std::string& path) {
  if (is_being_undone(path))
    return; // SQLite decides
  if (const std::string header = header_of(path); !header.empty())
    require_header(header);
}

std::shared_ptr<Addition> history_addition(std::vector<HistoryRun> runs,
                                           std::chrono::milliseconds patience) {
  return std::make_shared<HistoryAddition>(std::move(runs), patience);
}

std::vector<HistoryRun> read_history(const std::string& path) {
  if (::access(path.c_str(), R_OK) != 0)
    throw HistoryProblem{system_error_text(), "check the path"};
  const std::string header = header_of(path);
  if (header.empty())
    return {};
  if (!is_being_undone(path))
    require_header(header);
  const auto database = open_to_read(path);
  database->run("BEGIN");
  if (is_empty(*database))
    return {};
  require_known_version(database->number("PRAGMA application_id"),
                        database->number("PRAGMA user_version"));
  std::vector<HistoryRun> runs = read_runs(*database);
  for_each_of_run(*database,
                  "SELECT run, name, label, condition, timing, confidence, probability, std_error, "
                  "low, high, verdict, median_month FROM targets ORDER BY run, position",
                  runs, [](const HistoryStatement& row, HistoryRun& run) {
                    run.targets.push_back(target_in(row));
                  });
  for_each_of_run(*database,
                  "SELECT runs.id, key, value FROM runs, json_each(runs.changes) ORDER BY runs.id",
                  runs, [](const HistoryStatement& row, HistoryRun& run) {
                    run.provenance.set.emplace_back(row.text(1), row.text(2));
                  });
  for_each_of_run(*database,
                  "SELECT runs.id, key, value FROM runs, json_each(runs.data) ORDER BY runs.id",
                  runs, [](const HistoryStatement& row, HistoryRun& run) {
                    run.provenance.data.push_back({row.text(1), row.text(2)});
                  });
  return runs;
}

} // namespace escala::app
