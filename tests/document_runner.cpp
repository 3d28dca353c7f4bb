// SPDX-License-Identifier: Apache-2.0
// Runs a document: writes its files and performs its commands, in order, in one fresh directory.
//
//   ```yaml plan.yaml        a block whose first line ends with a file's name is that file
//   ```console               commands behind "$ ", each with what it prints on both streams
//   $ escala run plan.yaml
//   ...                      any number of lines
//
// With ESCALA_UPDATE_CASES=1 outputs that differ are rewritten in the document.
//
//   document_runner DIRECTORY_OF_ESCALA DOCUMENT...
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

constexpr std::string_view kFence = "```";
constexpr std::string_view kPrompt = "$ ";
constexpr std::string_view kAnything = "...";

Lines read_lines(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw std::runtime_error(fmt::format("cannot read {}", path.string()));
  Lines lines;
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

void write_lines(const fs::path& path, const Lines& lines) {
  std::ofstream out(path, std::ios::binary);
  for (const std::string& line : lines)
    out << line << '\n';
  if (!out.flush())
    throw std::runtime_error(fmt::format("cannot write {}", path.string()));
}

// A fresh directory, the current one until the end.
class Scratch {
 public:
  Scratch() : before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "escala-document-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw std::runtime_error("cannot make a directory");
    path_ = name;
    fs::create_directory(path_ / "work");
    fs::current_path(path_ / "work");
  }
  ~Scratch() {
    std::error_code ignored;
    fs::current_path(before_, ignored);
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  // What a command prints.
  Lines perform(const std::string& command) const {
    const fs::path script = path_ / "command";
    const fs::path output = path_ / "output";
    write_lines(script, {command});
    const std::string call =
        fmt::format("sh '{}' >'{}' 2>&1 </dev/null", script.string(), output.string());
    if (std::system(call.c_str()) == -1)
      throw std::runtime_error("cannot start a process");
    return read_lines(output);
  }

 private:
  fs::path before_;
  fs::path path_;
};

bool matches(Lines::const_iterator wanted, Lines::const_iterator wanted_end,
             Lines::const_iterator actual, Lines::const_iterator actual_end) {
  for (; wanted != wanted_end; ++wanted, ++actual) {
    if (*wanted == kAnything) {
      for (; actual != actual_end; ++actual)
        if (matches(wanted + 1, wanted_end, actual, actual_end))
          return true;
      return wanted + 1 == wanted_end;
    }
    if (actual == actual_end || *wanted != *actual)
      return false;
  }
  return actual == actual_end;
}

class Document {
 public:
  Document(fs::path path, bool updating) : path_(std::move(path)), updating_(updating) {}

  bool run() {
    const Lines lines = read_lines(path_);
    for (at_ = lines.begin(), end_ = lines.end(); at_ != end_;) {
      const std::string opening = keep();
      if (!opening.starts_with(kFence))
        continue;
      const std::size_t space = opening.find(' ');
      if (opening == "```console")
        run_commands();
      else if (space != std::string::npos)
        write_block(opening.substr(space + 1));
      else
        while (at_ != end_ && !keep().starts_with(kFence)) {
        }
    }
    if (updating_ && written_ != lines)
      write_lines(path_, written_);
    return passed_ || updating_;
  }

 private:
  const std::string& keep() {
    written_.push_back(*at_);
    return *at_++;
  }

  void write_block(const fs::path& name) {
    Lines block;
    while (at_ != end_ && !at_->starts_with(kFence))
      block.push_back(keep());
    if (at_ != end_)
      keep();
    if (name.has_parent_path())
      fs::create_directories(name.parent_path());
    write_lines(name, block);
  }

  void run_commands() {
    while (at_ != end_ && !at_->starts_with(kFence))
      run_command();
    if (at_ != end_)
      keep();
  }

  void run_command() {
    if (!at_->starts_with(kPrompt))
      throw std::runtime_error(fmt::format("{}: '{}' is no command", path_.string(), *at_));
    const std::string command = keep().substr(kPrompt.size());
    const Lines::const_iterator begin = at_;
    while (at_ != end_ && !at_->starts_with(kFence) && !at_->starts_with(kPrompt))
      ++at_;
    const Lines actual = scratch_.perform(command);
    const bool same = matches(begin, at_, actual.begin(), actual.end());
    if (!same)
      report(command, {begin, at_}, actual);
    if (same || !updating_)
      written_.insert(written_.end(), begin, at_);
    else
      written_.insert(written_.end(), actual.begin(), actual.end());
  }

  void report(const std::string& command, const Lines& wanted, const Lines& actual) {
    passed_ = false;
    fmt::print("{}: $ {}\n", path_.string(), command);
    for (const std::string& line : wanted)
      fmt::print("  -{}\n", line);
    for (const std::string& line : actual)
      fmt::print("  +{}\n", line);
  }

  fs::path path_;
  bool updating_;
  Scratch scratch_;
  Lines::const_iterator at_, end_;
  Lines written_;
  bool passed_ = true;
};

int run(int argc, char** argv) {
  if (argc < 3)
    throw std::runtime_error("usage: document_runner DIRECTORY_OF_ESCALA DOCUMENT...");
  const char* path = std::getenv("PATH");
  setenv("PATH",
         fmt::format("{}:{}", fs::absolute(argv[1]).string(), path == nullptr ? "" : path).c_str(),
         1);
  setenv("LC_ALL", "C.UTF-8", 1);
  const bool updating = std::getenv("ESCALA_UPDATE_CASES") != nullptr;
  bool passed = true;
  for (int i = 2; i < argc; ++i)
    passed = Document(fs::absolute(argv[i]), updating).run() && passed;
  return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char** argv) try {
  return run(argc, argv);
} catch (const std::exception& error) {
  fmt::print("document_runner: {}\n", error.what());
  return EXIT_FAILURE;
}
