// SPDX-License-Identifier: Apache-2.0
// Runs commands while one system call of them fails, for each call, and holds them to this: a file
// is as before or complete, nothing is left beside it, the exit code is that of success or of
// "could not finish", or the program ends by the signal that came; it says why in one line, and
// never hangs.
//
//   fault_runner ESCALA SHIM
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "escala/render/format.h"

namespace {

namespace fs = std::filesystem;

constexpr auto kTimeout = std::chrono::seconds(20);

struct Command {
  std::string line;                 // for sh; $E is the program
  std::vector<std::string> results; // files that it replaces
  bool partial = false;             // it writes what it could judge, and the exit code says so
  bool together = false;            // all of its results are replaced, or none
};

const std::vector<Command> kSingleCommands{
    {"$E run plan.yaml --threads 2 -o curves.csv -o result.json -o table.txt",
     {"curves.csv", "result.json", "table.txt"}},
    {"$E run plan.yaml --quiet -o csv:link.csv", {"target.csv"}},
    {.line = "$E run plan.yaml --quiet -o table.txt -o new.csv -o new.json",
     .results = {"table.txt", "new.csv", "new.json"},
     .together = true},
    {"$E run plan.yaml --format json", {}},
    {"$E run - --format csv < plan.yaml", {}},
    {"$E check plan.yaml --all-variants -o verdicts.csv", {"verdicts.csv"}, true},
    {"$E check plan.yaml --format json -o check.json", {"check.json"}, true},
    {.line = "$E run plan.yaml --quiet -o history.sqlite -o table.txt -o new.json",
     .results = {"history.sqlite", "table.txt", "new.json"},
     .together = true},
    {.line = "$E run plan.yaml --quiet -o new.sqlite -o table.txt",
     .results = {"new.sqlite", "table.txt"},
     .together = true},
    {.line = "$E check plan.yaml --all-variants --quiet -o history.sqlite",
     .results = {"history.sqlite"},
     .together = true},
    {"$E history history.sqlite", {}},
    {"$E validate plan.yaml", {}},
    {"$E init saas -o new.yaml", {"new.yaml"}},
    {"$E explain compound -o compound.txt", {"compound.txt"}},
    {"$E schema -o schema.json", {"schema.json"}},
};

// Whether it isn't there before.
bool is_new(const std::string& result) { return result.starts_with("new."); }

// A file that `run` writes, and the option without which it holds something else.
struct ResultFile {
  std::string name;
  std::string option;
};

std::vector<ResultFile> result_files() {
  std::vector<ResultFile> files{{"trials.csv", " --table trials"}};
  for (const std::string& extension : escala::format_extensions())
    files.push_back({"result" + extension, ""});
  return files;
}

// Every two of the files that one `run` can write.
std::vector<Command> pair_commands() {
  const std::vector<ResultFile> files = result_files();
  std::vector<Command> commands;
  for (std::size_t i = 0; i < files.size(); ++i)
    for (std::size_t j = i + 1; j < files.size(); ++j)
      if (files[i].option.empty() || !files[j].name.ends_with(".csv")) // which would be the same
        commands.push_back({.line = fmt::format("$E run plan.yaml --quiet --paths 50 -o {} -o {}{}",
                                                files[i].name, files[j].name, files[i].option),
                            .results = {files[i].name, files[j].name},
                            .together = true});
  return commands;
}

const std::vector<std::string> kCalls{
    "open",     "mkostemp",  "read",        "write",     "fsync",          "close",
    "rename",   "fchmod",    "fchown",      "stat",      "lstat",          "fstat",
    "access",   "realpath",  "readlink",    "renameat2", "pthread_create", "pread64",
    "pwrite64", "fdatasync", "ftruncate64", "unlink",    "mmap64",         "link"};
// From the first byte of a result to the last file that is replaced.
const std::vector<std::string> kWritingCalls{"mkostemp", "write",     "fsync",    "close",
                                             "rename",   "renameat2", "pwrite64", "fdatasync"};

// What a call can fail with.
std::vector<std::string> kinds_of(const std::string& call) {
  const auto number = [](int error) { return std::to_string(error); };
  if (call == "pthread_create")
    return {number(EAGAIN), "signal"};
  std::vector<std::string> kinds{number(EIO), "signal"};
  if (call == "read" || call == "write")
    kinds.push_back(number(EINTR));
  if (call == "write" || call == "fsync" || call == "close" || call == "mkostemp" ||
      call == "rename" || call == "pwrite64" || call == "fdatasync")
    kinds.push_back(number(ENOSPC));
  if (call == "renameat2")
    kinds.push_back(number(EINVAL)); // as of a file system that cannot exchange files
  if (call == "write")
    kinds.insert(kinds.end(), {"short", "none"});
  return kinds;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool is_history(const fs::path& path) { return path.extension() == ".sqlite"; }

// How many rows a history has, since its bytes depend on what was merged when.
std::string rows_of_history(const fs::path& path) {
  if (!fs::exists(path))
    return "";
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  std::string text = "no history\n";
  if (::sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK &&
      ::sqlite3_prepare_v2(database,
                           "SELECT (SELECT integrity_check FROM pragma_integrity_check) || ': ' || "
                           "(SELECT count(*) FROM runs) || ' runs, ' || (SELECT count(*) FROM "
                           "targets) || ' targets, ' || (SELECT count(*) FROM curves) || "
                           "' curves, ' || (SELECT count(*) FROM drivers) || ' drivers'",
                           -1, &statement, nullptr) == SQLITE_OK &&
      ::sqlite3_step(statement) == SQLITE_ROW)
    text = fmt::format("{}\n", reinterpret_cast<const char*>(::sqlite3_column_text(statement, 0)));
  ::sqlite3_finalize(statement);
  ::sqlite3_close(database);
  return text;
}

// What a result holds: a history its rows, any other file its bytes.
std::string content_of(const fs::path& path) {
  return is_history(path) ? rows_of_history(path) : read(path);
}

// A place in memory where there is one: a disk takes longer for an fsync than escala for a run.
fs::path memory_folder() {
  const char* shared = "/dev/shm";
  return ::access(shared, W_OK) == 0 ? fs::path(shared) : fs::temp_directory_path();
}

void write(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

struct Outcome {
  bool hung = false;
  int signal = 0;
  int code = 0;
  std::string out, err;
};

class Runner {
 public:
  Runner(std::string program, std::string shim)
      : program_(std::move(program)), shim_(std::move(shim)) {
    std::string name = (memory_folder() / "escala-faults-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  ~Runner() { fs::remove_all(folder_); }

  int run() {
    for (const Command& command : kSingleCommands)
      for (const std::string& call : kCalls)
        try_call(command, call, kinds_of(call));
    const std::vector<Command> pairs = pair_commands();
    for (const Command& command : pairs)
      for (const std::string& call : kWritingCalls)
        try_call(command, call, {std::to_string(ENOSPC), "signal"});
    try_full_pipe();
    fmt::print("{} faults in {} commands, {} wrong\n", faults_,
               kSingleCommands.size() + pairs.size(), wrong_);
    return wrong_ == 0 ? 0 : 1;
  }

 private:
  void prepare(const Command& command) {
    fs::remove_all(work());
    fs::create_directory(work());
    write(work() / "plan.yaml", R"(escala: 1
name: Faults
horizon: 1y
simulation: {paths: 500}
metrics:
  arr: {unit: USD, model: compound, initial: $5M, growth: 100% to 200%, persistence: 85%}
  paid: {unit: USD, model: compound, growth: 10%, actual: history.csv#paid}
targets: {big: {when: arr >= $5.1M, confidence: 50%}}
variants: {low: {metrics.arr.growth: 20%}}
)");
    write(work() / "history.csv", "month,paid\n2026-01,$1M\n2026-02,$1.1M\n");
    write(work() / "target.csv", "old target.csv\n");
    fs::create_symlink("target.csv", work() / "link.csv");
    if (command.line.find("history.sqlite") != std::string::npos)
      put_history("history.sqlite");
    for (const std::string& result : command.results)
      if (!is_new(result) && !is_history(result))
        write(work() / result, "old " + result + "\n");
      else if (!is_new(result))
        put_history(result);
  }

  // A history of one run, which is made once.
  void put_history(const std::string& name) {
    const fs::path kept = folder_ / "kept.sqlite";
    if (!fs::exists(kept)) {
      const std::string line =
          fmt::format("cd '{}' && '{}' run plan.yaml --paths 50 --quiet -o '{}'", work().string(),
                      program_, kept.string());
      if (std::system(line.c_str()) != 0)
        throw std::runtime_error("no history");
      rows_before_ = rows_of_history(kept);
    }
    fs::copy_file(kept, work() / name, fs::copy_options::overwrite_existing);
  }

  // What a result holds before the command.
  std::string before(const std::string& result) const {
    return is_history(result) ? rows_before_ : "old " + result + "\n";
  }

  Outcome perform(const Command& command, const std::map<std::string, std::string>& faults) {
    const pid_t child = ::fork();
    if (child == 0)
      become(command, faults);
    ::setpgid(child, child);
    Outcome outcome;
    int status = 0;
    const auto deadline = std::chrono::steady_clock::now() + kTimeout;
    while (::waitpid(child, &status, WNOHANG) == 0) {
      if (std::chrono::steady_clock::now() > deadline) {
        ::kill(-child, SIGKILL);
        ::waitpid(child, &status, 0);
        outcome.hung = true;
        break;
      }
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
    outcome.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    outcome.out = read(folder_ / "out");
    outcome.err = read(folder_ / "err");
    return outcome;
  }

  // `out` is where it prints; the file of this name if there is none.
  [[noreturn]] void become(const Command& command, const std::map<std::string, std::string>& faults,
                           int out = -1) {
    ::setpgid(0, 0);
    fs::current_path(work());
    const auto redirect = [&](const char* name, int to) {
      const int file =
          ::open((folder_ / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
      ::dup2(file, to);
    };
    if (out >= 0)
      ::dup2(out, STDOUT_FILENO);
    else
      redirect("out", STDOUT_FILENO);
    redirect("err", STDERR_FILENO);
    ::setenv("E", program_.c_str(), 1);
    std::string line = command.line;
    // The shell itself runs without the shim.
    std::string environment = "export LD_PRELOAD=" + shim_;
    for (const auto& [name, value] : faults)
      environment += fmt::format(" {}={}", name, value);
    line.replace(line.find("$E"), 2, environment + "; exec $E");
    ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    std::_Exit(127);
  }

  // Far more than a pipe holds, into one that does not block and is read late and slowly.
  void try_full_pipe() {
    Command command{"$E run long.yaml --format csv", {}};
    prepare(command);
    write(work() / "long.yaml", R"(escala: 1
name: Long
horizon: 100y
simulation: {paths: 10}
drivers: {shift: 1 to 2}
metrics:
  a: {initial: 5, next: a * 1.001}
  b: {initial: 5, next: b + shift}
  c: {formula: a + b}
  d: {formula: a - b}
  e: {formula: a * b}
  f: {formula: c * d}
  g: {formula: c * e}
)");
    const std::string whole = perform(command, {}).out;
    constexpr std::size_t kMegabyte = 1'000'000;
    if (whole.size() < kMegabyte)
      return report(command, "write", "0", "pipe", "its output is small");
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0 || ::fcntl(ends[1], F_SETFL, O_NONBLOCK) != 0)
      throw std::runtime_error("no pipe");
    const pid_t child = ::fork();
    if (child == 0)
      become(command, {}, ends[1]);
    ::close(ends[1]);
    const std::string read = read_slowly(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ++faults_;
    if (status != 0 || read != whole)
      report(command, "write", "0", "pipe",
             fmt::format("it ends with status {} after {} of {} bytes", status, read.size(),
                         whole.size()));
  }

  static std::string read_slowly(int descriptor) {
    constexpr auto kPause = std::chrono::milliseconds(5);
    std::this_thread::sleep_for(20 * kPause); // until it is full
    std::string text;
    std::vector<char> buffer(20'000);
    for (ssize_t count = 1; count > 0;) {
      std::this_thread::sleep_for(kPause);
      count = ::read(descriptor, buffer.data(), buffer.size());
      text.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    ::close(descriptor);
    return text;
  }

  void try_call(const Command& command, const std::string& call,
                const std::vector<std::string>& kinds) {
    prepare(command);
    const fs::path count = folder_ / "count";
    fs::remove(count);
    const Outcome usual =
        perform(command, {{"FAULT_CALL", call}, {"FAULT_NTH", "0"}, {"FAULT_COUNT", count}});
    if (usual.code != 0 || usual.signal != 0)
      return report(command, call, "0", "none", "it fails without a fault: " + usual.err);
    const long calls = std::atol(read(count).c_str());
    std::map<std::string, std::string> complete;
    for (const std::string& result : command.results)
      complete[result] = content_of(work() / result);
    constexpr long kMostCalls = 40;
    for (const std::string& kind : kinds)
      for (long nth = 1; nth <= std::min(calls, kMostCalls); ++nth) {
        ++faults_;
        prepare(command);
        const Outcome outcome = perform(
            command,
            {{"FAULT_CALL", call}, {"FAULT_NTH", std::to_string(nth)}, {"FAULT_KIND", kind}});
        judge(command, call, std::to_string(nth), kind, outcome, usual, complete);
      }
  }

  void judge(const Command& command, const std::string& call, const std::string& nth,
             const std::string& kind, const Outcome& outcome, const Outcome& usual,
             const std::map<std::string, std::string>& complete) {
    const auto wrong = [&](const std::string& what) { report(command, call, nth, kind, what); };
    if (outcome.hung)
      wrong("it hangs");
    if (outcome.signal != 0 && !(kind == "signal" && outcome.signal == SIGTERM))
      wrong(fmt::format("it ends by signal {}", outcome.signal));
    if (outcome.signal == 0 && outcome.code != 0 && outcome.code != 1)
      wrong(fmt::format("exit {}: {}", outcome.code, outcome.err));
    if (outcome.err.find("internal error") != std::string::npos ||
        outcome.err.find("Success") != std::string::npos)
      wrong(outcome.err);
    const bool message_can_fail = call == "write";
    if (outcome.code == 1 && outcome.err.empty() && !message_can_fail)
      wrong("it fails without a word");
    if (outcome.signal == 0 && outcome.code == 0 && outcome.out != usual.out)
      wrong("it succeeds with another output");
    check_files(command, complete, outcome, wrong);
  }

  template <typename Wrong>
  void check_files(const Command& command, const std::map<std::string, std::string>& complete,
                   const Outcome& outcome, const Wrong& wrong) {
    for (const auto& entry : fs::directory_iterator(work()))
      if (entry.path().filename().string().starts_with(".escala-"))
        wrong("it leaves " + entry.path().filename().string());
    for (const auto& [name, text] : complete) {
      const std::string found = content_of(work() / name);
      const bool as_before = is_new(name) ? !fs::exists(work() / name) : found == before(name);
      const bool whole = found.ends_with('\n') && (found[0] != '{' || found.ends_with("\n}\n"));
      const bool judged_part = command.partial && outcome.code == 1 && whole;
      if (found != text && !as_before && !judged_part)
        wrong(name + " is neither as before nor complete");
      if (outcome.signal == 0 && outcome.code == 0 && found != text)
        wrong(name + " is not written, and the exit is 0");
    }
    if (command.together)
      check_together(complete, outcome, wrong);
  }

  // All files are as before, or all are complete; after a failure that was told, as before.
  template <typename Wrong>
  void check_together(const std::map<std::string, std::string>& complete, const Outcome& outcome,
                      const Wrong& wrong) {
    const auto replaced = std::ranges::count_if(complete, [&](const auto& entry) {
      return content_of(work() / entry.first) == entry.second;
    });
    if (replaced != 0 && replaced != std::ssize(complete))
      wrong(fmt::format("{} of {} files are replaced", replaced, complete.size()));
    if (replaced != 0 && outcome.code == 1)
      wrong("it fails, and files are replaced");
  }

  void report(const Command& command, const std::string& call, const std::string& nth,
              const std::string& kind, const std::string& what) {
    ++wrong_;
    fmt::print("{}\n  call {} of {} ({}): {}\n", command.line, nth, call, kind, what);
  }

  fs::path work() const { return folder_ / "work"; }

  std::string program_;
  std::string shim_;
  fs::path folder_;
  std::string rows_before_; // of a history
  std::size_t faults_ = 0;
  std::size_t wrong_ = 0;
};

} // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: fault_runner ESCALA SHIM\n");
    return 2;
  }
  return Runner(fs::absolute(argv[1]), fs::absolute(argv[2])).run();
}
