// SPDX-License-Identifier: Apache-2.0
#include "app/history_file.h"

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

using namespace escala;
using namespace escala::app;

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class HistoryFolder {
 public:
  HistoryFolder() {
    std::string name = (fs::temp_directory_path() / "escala-history-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~HistoryFolder() { fs::remove_all(path_); }
  HistoryFolder(const HistoryFolder&) = delete;
  HistoryFolder& operator=(const HistoryFolder&) = delete;

  std::string at(const std::string& name) const { return (path_ / name).string(); }
  std::size_t size() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), {}));
  }

 private:
  fs::path path_;
};

HistoryRun sample_run(const std::string& plan = "Plan") {
  HistoryRun run;
  run.provenance.scenario = plan;
  run.provenance.file = "plan.yaml";
  run.provenance.sha256 = "ab12";
  run.provenance.variant = "low";
  run.provenance.set = {{"drivers.x", "\"quoted\" 5%"}, {"horizon", "3y"}};
  run.provenance.data = {{"data.csv", "cd34"}};
  run.provenance.paths = 1000;
  run.provenance.seed = 18'446'744'073'709'551'615U;
  run.provenance.sampler = "sobol";
  run.provenance.isa = "portable";
  run.version = "0.1.0";
  run.start = "2026-01";
  run.horizon = 36;
  run.every = "mo";
  run.currency = "USD";
  run.targets = {{.name = "big",
                  .label = "Big",
                  .when = "arr > $5M",
                  .timing = "by 36",
                  .confidence = 0.5,
                  .judgement = {.probability = 0.1,
                                .std_error = 0.01,
                                .interval = {0.08, 0.12},
                                .verdict = Verdict::missed},
                  .median_month = 7},
                 {.name = "all",
                  .label = {},
                  .when = {},
                  .timing = {},
                  .confidence = std::nullopt,
                  .judgement = {.probability = 1, .std_error = 0, .interval = {1, 1}},
                  .median_month = std::nullopt}};
  for (int month = 0; month <= 36; ++month)
    run.curves.push_back({"arr", "USD", month, 1.5, std::nullopt, R"({"p50":1.5})"});
  run.drivers = {{"x", "%", 0.1, 0.2, 0.3}};
  return run;
}

// Empty if it was added.
std::string add(const std::string& path, std::chrono::milliseconds patience = 10s,
                const std::vector<Writing>& others = {}) {
  std::string why;
  const auto place = find_place(path, why);
  if (!place)
    return why;
  std::vector<Writing> writings = others;
  writings.push_back(
      {.place = *place, .bytes = {}, .addition = history_addition({sample_run()}, patience)});
  const auto failure = write_all_places(writings);
  return failure ? failure->why : "";
}

std::string ask(const std::string& path, const std::string& query) {
  sqlite3* database = nullptr;
  std::string answer;
  ::sqlite3_open(path.c_str(), &database);
  ::sqlite3_exec(
      database, query.c_str(),
      [](void* to, int, char** values, char**) {
        *static_cast<std::string*>(to) += values[0] == nullptr ? "null" : values[0];
        return 0;
      },
      &answer, nullptr);
  ::sqlite3_close(database);
  return answer;
}

std::string problem_of(const std::string& path) {
  try {
    require_history(path);
    return "";
  } catch (const HistoryProblem& problem) {
    return problem.why + (problem.unfit ? "!" : "");
  }
}

// Runs `work` in another process.
template <class Work>
pid_t in_process(const Work& work) {
  const pid_t child = ::fork();
  if (child == 0)
    std::_Exit(work() ? 0 : 1);
  return child;
}

int status_of(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

} // namespace

TEST_CASE("A run in a history is read back as it was added") {
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  REQUIRE(add(path).empty());
  REQUIRE(add(path).empty());
  CHECK(folder.size() == 1); // no log is left beside it
  const std::vector<HistoryRun> runs = read_history(path);
  REQUIRE(runs.size() == 2);
  const HistoryRun run = sample_run();
  const HistoryRun& read = runs.back();
  CHECK(read.id == 2);
  CHECK(read.time.size() == std::string("2026-12-01T06:45:00Z").size());
  CHECK(read.provenance.set == run.provenance.set);
  CHECK(read.provenance.seed == run.provenance.seed);
  CHECK(read.provenance.data.front().sha256 == "cd34");
  REQUIRE(read.targets.size() == 2);
  CHECK(read.targets[0].name == "big");
  CHECK(read.targets[0].judgement.interval.high == 0.12);
  CHECK(read.targets[0].judgement.verdict == Verdict::missed);
  CHECK(read.targets[0].median_month == 7);
  CHECK_FALSE(read.targets[1].confidence.has_value());
  CHECK(folder.size() == 1);
  CHECK(ask(path, "SELECT count(*) FROM curves") == "74");
  CHECK(ask(path, "PRAGMA journal_mode") == "wal");
  CHECK(ask(path, "PRAGMA user_version") == std::to_string(history_version()));
  CHECK(ask(path, "PRAGMA foreign_keys = ON; DELETE FROM runs WHERE id = 1; "
                  "SELECT count(*) FROM targets") == "2");
}

TEST_CASE("An empty file is a new history") {
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  std::ofstream(path).close();
  CHECK(problem_of(path).empty());
  CHECK(read_history(path).empty());
  REQUIRE(add(path).empty());
  CHECK(read_history(path).size() == 1);
  CHECK(ask(path, "PRAGMA journal_mode") == "wal");
  CHECK(folder.size() == 1);
}

TEST_CASE("Runs that several programs add to a new history at once are all there") {
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  constexpr int kRuns = 40;
  std::vector<pid_t> writers;
  for (int writer = 0; writer < 3; ++writer)
    writers.push_back(in_process([&] {
      for (int i = 0; i < kRuns; ++i)
        if (!add(path).empty())
          return false;
      return true;
    }));
  for (const pid_t writer : writers)
    CHECK(status_of(writer) == 0);
  CHECK(read_history(path).size() == 3 * kRuns);
  CHECK(ask(path, "PRAGMA integrity_check") == "ok");
  CHECK(folder.size() == 1);
}

TEST_CASE("A program that is killed leaves a history with whole runs") {
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  REQUIRE(add(path).empty());
  std::size_t before = 1;
  for (int i = 0; i < 12; ++i) {
    const pid_t writer = in_process([&] {
      while (add(path).empty()) {
      }
      return false;
    });
    std::this_thread::sleep_for(std::chrono::microseconds(20'000 + 1'731 * i));
    ::kill(writer, SIGKILL);
    status_of(writer);
    const std::size_t runs = read_history(path).size();
    CHECK(runs >= before);
    CHECK(ask(path, "PRAGMA integrity_check") == "ok");
    CHECK(ask(path, "SELECT count(*) FROM curves") == std::to_string(37 * runs));
    before = runs;
  }
  CHECK(before > 1);
}

TEST_CASE("A run that finds no room is not added, and no other file is replaced") {
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  REQUIRE(add(path).empty());
  std::ofstream(folder.at("other.txt")) << "before";
  const pid_t writer = in_process([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    constexpr rlim_t kMost = 6000;
    const rlimit limit{kMost, kMost};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::string why;
    return add(path, 10s, {{.place = *find_place(folder.at("other.txt"), why), .bytes = "now"}}) ==
           "File too large";
  });
  CHECK(status_of(writer) == 0);
  CHECK(read_history(path).size() == 1);
  std::string other;
  std::ifstream(folder.at("other.txt")) >> other;
  CHECK(other == "before");
  CHECK(folder.size() == 2);
}

TEST_CASE("A history that another program keeps locked is not waited for forever") {
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  REQUIRE(add(path).empty());
  sqlite3* other = nullptr;
  ::sqlite3_open(path.c_str(), &other);
  ::sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
  CHECK(add(path, 50ms) == "another program keeps it locked");
  CHECK(read_history(path).size() == 1); // reading goes on
  ::sqlite3_close(other);
  CHECK(add(path, 50ms).empty());
}

TEST_CASE("A program that is killed while it fills an empty file leaves it usable") {
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  for (int i = 0; i < 20; ++i) {
    std::ofstream(path, std::ios::trunc).close();
    const pid_t writer = in_process([&] { return add(path).empty(); });
    std::this_thread::sleep_for(std::chrono::microseconds(300 * i));
    ::kill(writer, SIGKILL);
    status_of(writer);
    CHECK(problem_of(path).empty());
    const std::size_t runs = read_history(path).size();
    CHECK(runs <= 1);
    CHECK(add(path).empty());
    CHECK(read_history(path).size() == runs + 1);
    fs::remove(path);
  }
}

TEST_CASE("Files that are no history are refused") {
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  CHECK(problem_of(path).empty()); // a new one
  std::ofstream(path) << "name: Plan\n";
  CHECK(problem_of(path) == "it is not an SQLite database!");
  CHECK(add(path) == "it is not an SQLite database");
  fs::remove(path);
  ask(path, "CREATE TABLE other (x); INSERT INTO other VALUES (1)");
  CHECK(problem_of(path) == "it is a database of another program!");
  CHECK(add(path) == "it is a database of another program");
  fs::remove(path);
  REQUIRE(add(path).empty());
  ask(path, "PRAGMA user_version = 99");
  CHECK(problem_of(path) == "its tables have version 99 of a newer escala, and this one knows 1!");
  CHECK_THROWS_AS(read_history(path), HistoryProblem);
  CHECK_FALSE(add(path).empty());
}

TEST_CASE("A history in a folder without write access is read") {
  if (::geteuid() == 0)
    return; // who may write everywhere
  const HistoryFolder folder;
  const std::string path = folder.at("h.sqlite");
  REQUIRE(add(path).empty());
  fs::permissions(fs::path(path).parent_path(), fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(read_history(path).size() == 1);
  fs::permissions(fs::path(path).parent_path(), fs::perms::owner_all);
}
