// SPDX-License-Identifier: Apache-2.0
// Whole commands: a .case file is one readable text that says what to write, what to run and what
// must come out.
//
//   # what this shows
//   === file plan.yaml          also: file NAME hex (bytes), file NAME noeol (no last newline)
//   escala: 1
//   === run escala validate plan.yaml
//   === stdout                  also: stdout any, stdout contains, stdout noeol
//   ok
//   === exit 2                  also: exit signal 9
//
// Every run has its own stdout, stderr and exit. An absent stdout or stderr must be empty, an
// absent exit is 0. `contains` wants each of its lines somewhere in the output. All runs of a case
// share one fresh directory. A shell reports a signal N as the status 128 + N; both fit
// `exit signal N`. With ESCALA_UPDATE_CASES=1 expectations that are compared whole are rewritten.
//
//   case_runner DIRECTORY_OF_ESCALA SCENARIOS CASE...
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/core.h>

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kTimeout{60};
constexpr std::size_t kShownLines = 20; // of each side of a difference
constexpr std::string_view kMark = "=== ";

// ---- The text of a case

enum class Mode { exact, noeol, any, contains };

struct Expected {
  Mode mode = Mode::exact;
  std::string body; // lines, each ended
};

struct Exit {
  bool signal = false;
  int number = 0;
  bool operator==(const Exit&) const = default;
};

struct File {
  std::string name;
  std::string form; // "", "hex" or "noeol"
  std::string body;
};

struct Run {
  std::string command;
  std::optional<Expected> out;
  std::optional<Expected> err;
  std::optional<Exit> exit;
};

struct Case {
  std::string preamble;
  std::vector<std::variant<File, Run>> steps;
};

struct Section {
  std::string word;
  std::string rest;
  std::string body;
  std::size_t line = 0;
};

std::runtime_error mistake(const Section& section, std::string_view what) {
  return std::runtime_error(fmt::format("line {}: {}", section.line, what));
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw std::runtime_error(fmt::format("cannot read {}", path.string()));
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_file(const fs::path& path, const std::string& bytes) {
  if (path.has_parent_path())
    fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << bytes << std::flush;
  if (!out)
    throw std::runtime_error(fmt::format("cannot write {}", path.string()));
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

Section parse_heading(const std::string& line, std::size_t number) {
  const std::string heading = line.substr(kMark.size());
  const std::size_t space = std::min(heading.find(' '), heading.size());
  Section section{heading.substr(0, space), {}, {}, number};
  if (space < heading.size())
    section.rest = heading.substr(space + 1);
  return section;
}

std::vector<Section> split_sections(const std::string& text, std::string& preamble) {
  std::vector<Section> sections;
  std::size_t number = 0;
  for (const std::string& line : split_lines(text)) {
    ++number;
    if (line.starts_with(kMark))
      sections.push_back(parse_heading(line, number));
    else
      (sections.empty() ? preamble : sections.back().body) += line + "\n";
  }
  return sections;
}

File parse_file(const Section& section) {
  for (const char* form : {"hex", "noeol"})
    if (section.rest.ends_with(std::string(" ") + form)) {
      const std::size_t length = section.rest.size() - std::strlen(form) - 1;
      return {section.rest.substr(0, length), form, section.body};
    }
  if (section.rest.empty())
    throw mistake(section, "a file needs a name");
  return {section.rest, "", section.body};
}

Expected parse_expected(const Section& section) {
  if (section.rest.empty())
    return {Mode::exact, section.body};
  if (section.rest == "noeol")
    return {Mode::noeol, section.body};
  if (section.rest == "any")
    return {Mode::any, section.body};
  if (section.rest == "contains")
    return {Mode::contains, section.body};
  throw mistake(section, "expected nothing more, `noeol`, `any` or `contains`");
}

Exit parse_exit(const Section& section) {
  std::string_view text = section.rest;
  Exit exit;
  if (text.starts_with("signal ")) {
    exit.signal = true;
    text.remove_prefix(7);
  }
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, exit.number);
  if (error != std::errc() || stopped != end)
    throw mistake(section, "expected `exit N` or `exit signal N`");
  return exit;
}

// Puts a section that belongs to a run where it belongs.
void add_expectation(Case& parsed, const Section& section) {
  Run* run = parsed.steps.empty() ? nullptr : std::get_if<Run>(&parsed.steps.back());
  if (run == nullptr)
    throw mistake(section, "there is no run that this belongs to");
  const auto put = [&](auto& slot, auto value) {
    if (slot)
      throw mistake(section, "this run has one already");
    slot = std::move(value);
  };
  if (section.word == "stdout")
    return put(run->out, parse_expected(section));
  if (section.word == "stderr")
    return put(run->err, parse_expected(section));
  if (section.word == "exit")
    return put(run->exit, parse_exit(section));
  throw mistake(section, "unknown section `" + section.word + "`");
}

Case parse_case(const std::string& text) {
  Case parsed;
  for (const Section& section : split_sections(text, parsed.preamble)) {
    if (section.word == "file")
      parsed.steps.emplace_back(parse_file(section));
    else if (section.word == "run")
      parsed.steps.emplace_back(Run{section.rest, {}, {}, {}});
    else
      add_expectation(parsed, section);
    const bool bare = section.word == "run" || section.word == "exit";
    if (bare && section.body.find_first_not_of('\n') != std::string::npos)
      throw mistake(section, "text below a run or an exit");
  }
  return parsed;
}

std::string_view mode_suffix(Mode mode) {
  switch (mode) {
  case Mode::noeol:
    return " noeol";
  case Mode::any:
    return " any";
  case Mode::contains:
    return " contains";
  case Mode::exact:
    break;
  }
  return "";
}

std::string to_text(std::string_view word, const std::optional<Expected>& expected) {
  if (!expected)
    return {};
  return fmt::format("=== {}{}\n{}", word, mode_suffix(expected->mode), expected->body);
}

std::string to_text(const Exit& exit) {
  return fmt::format("{}{}", exit.signal ? "signal " : "", exit.number);
}

std::string to_text(const File& file) {
  return fmt::format("=== file {}{}{}\n{}", file.name, file.form.empty() ? "" : " ", file.form,
                     file.body);
}

std::string to_text(const Run& run) {
  const std::string exit = run.exit ? fmt::format("=== exit {}\n", to_text(*run.exit)) : "";
  return fmt::format("=== run {}\n{}{}{}", run.command, to_text("stdout", run.out),
                     to_text("stderr", run.err), exit);
}

std::string to_text(const Case& parsed) {
  std::string text = parsed.preamble;
  for (const auto& step : parsed.steps)
    text += std::visit([](const auto& each) { return to_text(each); }, step);
  return text;
}

// ---- What happens

struct Outcome {
  std::string out;
  std::string err;
  Exit exit;
  bool timed_out = false;
};

// A fresh directory, removed at the end.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "escala-case-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("cannot make a directory");
    path_ = fs::canonical(name);
    fs::create_directories(work());
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  fs::path work() const { return path_ / "case"; }
  fs::path out() const { return path_ / "stdout"; }
  fs::path err() const { return path_ / "stderr"; }

 private:
  fs::path path_;
};

// `hex`: pairs of digits; white space is ignored.
std::string from_hex(const std::string& text) {
  std::string digits;
  std::remove_copy_if(text.begin(), text.end(), std::back_inserter(digits),
                      [](char c) { return c == ' ' || c == '\n'; });
  std::string bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    unsigned value = 0;
    const char* end = digits.data() + std::min(i + 2, digits.size());
    const auto [stopped, error] = std::from_chars(digits.data() + i, end, value, 16);
    if (error != std::errc() || stopped != digits.data() + i + 2)
      throw std::runtime_error("hex bytes are pairs of digits");
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::string without_last_newline(std::string text) {
  if (text.ends_with('\n'))
    text.pop_back();
  return text;
}

std::string bytes_of(const File& file) {
  if (file.form == "hex")
    return from_hex(file.body);
  return file.form == "noeol" ? without_last_newline(file.body) : file.body;
}

void redirect(const char* path, int flags, int descriptor) {
  const int opened = open(path, flags, 0600);
  if (opened < 0 || dup2(opened, descriptor) < 0)
    _exit(126);
  close(opened);
}

[[noreturn]] void become(const std::string& command, const Scratch& scratch) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  setpgid(0, 0);
  if (chdir(scratch.work().c_str()) != 0)
    _exit(126);
  redirect("/dev/null", O_RDONLY, STDIN_FILENO);
  redirect(scratch.out().c_str(), O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
  redirect(scratch.err().c_str(), O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
  execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  _exit(127);
}

// Waits for a child, SIGCHLD being blocked; nothing where the time is over.
std::optional<int> wait_for(pid_t child) {
  const auto deadline = std::chrono::steady_clock::now() + kTimeout;
  sigset_t ended;
  sigemptyset(&ended);
  sigaddset(&ended, SIGCHLD);
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() >= deadline)
      return std::nullopt;
    const timespec second{1, 0};
    sigtimedwait(&ended, nullptr, &second);
  }
  return status;
}

Exit exit_of(int status) {
  if (WIFSIGNALED(status))
    return {true, WTERMSIG(status)};
  return {false, WEXITSTATUS(status)};
}

Outcome perform(const Run& run, const Scratch& scratch) {
  const pid_t child = fork();
  if (child < 0)
    throw std::runtime_error("cannot start a process");
  if (child == 0)
    become(run.command, scratch);
  setpgid(child, child);
  const std::optional<int> status = wait_for(child);
  kill(-child, SIGKILL); // also whatever the command left behind
  if (!status)
    waitpid(child, nullptr, 0);
  Outcome outcome{read_file(scratch.out()), read_file(scratch.err()), {}, !status};
  if (status)
    outcome.exit = exit_of(*status);
  return outcome;
}

// ---- What should have happened

// Control characters made visible.
std::string visible(const std::string& line) {
  std::string shown;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    shown += byte < 0x20 || byte == 0x7f ? fmt::format("\\x{:02x}", byte) : std::string(1, c);
  }
  return shown;
}

void print_lines(char sign, const std::vector<std::string>& lines, std::size_t begin,
                 std::size_t end) {
  for (std::size_t i = begin; i < std::min(end, begin + kShownLines); ++i)
    fmt::print("    {}{}\n", sign, visible(lines[i]));
  if (end > begin + kShownLines)
    fmt::print("    {}... {} more lines\n", sign, end - begin - kShownLines);
}

// The lines between a common beginning and a common end.
void print_difference(const std::string& expected, const std::string& actual) {
  const std::vector<std::string> a = split_lines(expected);
  const std::vector<std::string> b = split_lines(actual);
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0;
  while (head < shorter && a[head] == b[head])
    ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  if (head > 0)
    fmt::print("     {} equal lines\n", head);
  print_lines('-', a, head, a.size() - tail);
  print_lines('+', b, head, b.size() - tail);
  if (a == b)
    fmt::print("     only the last newline differs\n");
}

bool contains_lines(std::string_view stream, const std::string& lines, const std::string& actual) {
  bool all = true;
  for (const std::string& line : split_lines(lines)) {
    if (actual.find(line) != std::string::npos)
      continue;
    fmt::print("  {} does not contain: {}\n", stream, visible(line));
    all = false;
  }
  if (!all)
    print_lines('+', split_lines(actual), 0, split_lines(actual).size());
  return all;
}

bool fits(std::string_view stream, const std::optional<Expected>& expected,
          const std::string& actual) {
  const Expected wanted = expected.value_or(Expected{});
  if (wanted.mode == Mode::any)
    return true;
  if (wanted.mode == Mode::contains)
    return contains_lines(stream, wanted.body, actual);
  const bool noeol = wanted.mode == Mode::noeol;
  const std::string text = noeol ? without_last_newline(wanted.body) : wanted.body;
  if (text == actual)
    return true;
  fmt::print("  {} differs (- expected, + actual):\n", stream);
  print_difference(text, actual);
  return false;
}

bool fits(const Exit& expected, const Exit& actual) {
  const Exit reported_by_shell{false, 128 + expected.number};
  if (expected == actual || (expected.signal && actual == reported_by_shell))
    return true;
  fmt::print("  exit differs: expected {}, was {}\n", to_text(expected), to_text(actual));
  return false;
}

bool fits(const Run& run, const Outcome& outcome) {
  if (outcome.timed_out) {
    fmt::print("  still running after {} s\n", kTimeout.count());
    return false;
  }
  const bool exit = fits(run.exit.value_or(Exit{}), outcome.exit);
  const bool out = fits("stdout", run.out, outcome.out);
  const bool err = fits("stderr", run.err, outcome.err);
  return exit && out && err;
}

void update(std::optional<Expected>& expected, const std::string& actual) {
  if (expected && (expected->mode == Mode::any || expected->mode == Mode::contains))
    return;
  if (actual.starts_with(kMark) || actual.find("\n" + std::string(kMark)) != std::string::npos)
    throw std::runtime_error("output that looks like a section cannot be written down");
  expected.reset();
  if (actual.empty())
    return;
  const bool ended = actual.ends_with('\n');
  expected = Expected{ended ? Mode::exact : Mode::noeol, ended ? actual : actual + "\n"};
}

void update(Run& run, const Outcome& outcome) {
  if (outcome.timed_out)
    return;
  update(run.out, outcome.out);
  update(run.err, outcome.err);
  if (outcome.exit == run.exit.value_or(Exit{}))
    return;
  run.exit.reset();
  if (outcome.exit != Exit{})
    run.exit = outcome.exit;
}

// ---- A case from beginning to end

// Performs every step; with `updating`, makes the failed ones expect what they got.
bool perform(Case& parsed, bool updating) {
  const Scratch scratch;
  bool passed = true;
  for (auto& step : parsed.steps) {
    if (const File* file = std::get_if<File>(&step)) {
      write_file(scratch.work() / file->name, bytes_of(*file));
      continue;
    }
    Run& run = std::get<Run>(step);
    fmt::print("run {}\n", run.command);
    const Outcome outcome = perform(run, scratch);
    if (fits(run, outcome))
      continue;
    if (updating)
      update(run, outcome);
    passed = updating && fits(run, outcome) && passed;
  }
  return passed;
}

bool perform_case(const fs::path& path, bool updating) try {
  fmt::print("{}\n", path.string());
  const std::string before = read_file(path);
  Case parsed = parse_case(before);
  const bool passed = perform(parsed, updating);
  if (updating && to_text(parsed) != before)
    write_file(path, to_text(parsed));
  return passed;
} catch (const std::exception& error) {
  fmt::print("{}: {}\n", path.string(), error.what());
  return false;
}

void set_environment(const fs::path& commands, const fs::path& scenarios) {
  const char* path = std::getenv("PATH");
  const std::string searched = fs::absolute(commands).string() + ":" + (path ? path : "");
  setenv("PATH", searched.c_str(), 1);
  setenv("SCENARIOS", fs::absolute(scenarios).c_str(), 1);
  setenv("LC_ALL", "C.UTF-8", 1);
  setenv("TZ", "UTC", 1);
  unsetenv("NO_COLOR");
  unsetenv("COLUMNS");
}

void block_child_signal() {
  sigset_t ended;
  sigemptyset(&ended);
  sigaddset(&ended, SIGCHLD);
  sigprocmask(SIG_BLOCK, &ended, nullptr);
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: case_runner DIRECTORY_OF_ESCALA SCENARIOS CASE...\n");
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const char* update = std::getenv("ESCALA_UPDATE_CASES");
  const bool updating = update != nullptr && std::string_view(update) == "1";
  set_environment(argv[1], argv[2]);
  block_child_signal();
  bool passed = true;
  for (int i = 3; i < argc; ++i)
    passed = perform_case(argv[i], updating) && passed;
  return passed ? 0 : 1;
}
