// SPDX-License-Identifier: Apache-2.0
// Adding runs to a history.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string_view>
#include <utility>

#include "app/history_database.h"
#include "app/history_file.h"
#include "app/history_schema.h"
#include "app/terminal.h"
#include "escala/report/names.h"

namespace escala::app {
namespace {

// Within a transaction: makes the tables of an empty database, or those of this version from those
// of an older one.
void bring_up_to_date(const HistoryDatabase& database) {
  std::int64_t version = database.number("PRAGMA user_version");
  if (!is_empty(database) || version != 0)
    require_known_version(database.number("PRAGMA application_id"), version);
  if (version == history_version())
    return;
  for (; version < history_version(); ++version)
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

} // namespace

std::shared_ptr<Addition> history_addition(std::vector<HistoryRun> runs,
                                           std::chrono::milliseconds patience) {
  return std::make_shared<HistoryAddition>(std::move(runs), patience);
}

} // namespace escala::app
