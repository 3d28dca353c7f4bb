// SPDX-License-Identifier: Apache-2.0
// Reading histories.
#include "app/history_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "app/files.h"
#include "app/history_database.h"
#include "app/history_schema.h"
#include "escala/report/names.h"

namespace escala::app {
namespace {

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

int history_version() { return static_cast<int>(kHistorySteps.size()); }

void require_history(const std::string& path) {
  if (is_being_undone(path))
    return; // SQLite decides
  if (const std::string header = header_of(path); !header.empty())
    require_header(header);
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
