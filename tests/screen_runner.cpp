// SPDX-License-Identifier: Apache-2.0
// Holds what `run` and `check` show of a scenario to this, in every language: on a page of 40, 80
// or 120 columns no line is wider, without UTF-8 all is ASCII, and an answer in another language
// has no English word but those of the plan.
//
//   screen_runner ESCALA SCENARIO...
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "escala/core/locales.h"
#include "escala/render/text_width.h"
#include "escala/report/dictionary.h"
#include "sanitized.h"

namespace {

namespace fs = std::filesystem;

constexpr std::array kWidths{40, 80, 120};
constexpr int kFirstVerdict = 3; // of the exit codes of check
constexpr int kPaths = escala::test::kSanitized ? 50 : 1000;

// What the styles of numbers and dates say, which no file of words holds.
const std::set<std::string> kWordsOfNumbers{"ene", "feb", "mar",  "abr", "may", "jun", "jul", "ago",
                                            "sep", "oct", "nov",  "dic", "n",   "d",   "M",   "Ej",
                                            "T",   "mes", "trim", "sem", "año", "día"};

std::string quoted(const std::string& text) { return "'" + text + "'"; }

// What a command of a shell prints. A verdict is no failure.
std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr)
    throw std::runtime_error("no shell");
  std::string text;
  std::array<char, 65536> buffer;
  for (std::size_t count = 1; count > 0;) {
    count = std::fread(buffer.data(), 1, buffer.size(), pipe);
    text.append(buffer.data(), count);
  }
  const int status = ::pclose(pipe);
  if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) < kFirstVerdict))
    throw std::runtime_error(command + " fails");
  return text;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The text without comments.
std::string plan_in(const std::string& yaml) {
  std::string text;
  for (std::size_t at = 0; at < yaml.size();) {
    const std::size_t end = std::min(yaml.find('\n', at), yaml.size());
    const std::string line = yaml.substr(at, end - at);
    text += line.substr(0, std::min(line.find("# "), line.size())) + "\n";
    at = end + 1;
  }
  return text;
}

bool is_letter(char32_t value) {
  return value < 0x80 ? std::isalpha(static_cast<int>(value)) != 0 : value >= 0xC0 && value < 0x250;
}

// The words of a text. Names with a dot, such as investment.spent, are no words unless `names`.
std::set<std::string> words_of(std::string_view text, bool names) {
  std::set<std::string> words;
  std::string word;
  bool in_name = false;
  const auto end_word = [&] {
    if (!word.empty() && (names || !in_name))
      words.insert(word);
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const escala::CodePoint next = escala::code_point_at(text, at);
    const std::size_t after = at + next.bytes;
    if (is_letter(next.value)) {
      word.append(text.substr(at, next.bytes));
    } else {
      const bool dot = next.value == '.' && after < text.size() &&
                       is_letter(escala::code_point_at(text, after).value);
      in_name = in_name || (dot && !word.empty());
      end_word();
      in_name = in_name && (dot || next.value == '_');
    }
    at = after;
  }
  end_word();
  return words;
}

class Screens {
 public:
  Screens(std::string program, fs::path scenario)
      : program_(std::move(program)), scenario_(std::move(scenario)) {}

  int mistakes() {
    for (const std::string_view locale : escala::kLocales) {
      for (const int width : kWidths)
        for (const bool utf8 : {true, false})
          for (const char* command : {"run", "run --full --every q", "check --all-variants"})
            check_lines(command, locale, width, utf8);
      if (const escala::Dictionary* dictionary = escala::dictionary_of(locale))
        check_words(locale, *dictionary);
    }
    return mistakes_;
  }

 private:
  // The shell stands in the folder of the scenario, so that its name is no path.
  std::string run(const std::string& environment, const std::string& command,
                  const std::string& options) const {
    const char* paths = command.starts_with("check") ? "--max-paths" : "--paths";
    return output_of(fmt::format("cd {} && {} {} {} {} --quiet {} {} {}",
                                 quoted(scenario_.parent_path().string()), environment,
                                 quoted(program_), command, quoted(scenario_.filename().string()),
                                 paths, kPaths, options));
  }

  void report(const std::string& where, const std::string& what) {
    ++mistakes_;
    fmt::print("{}, {}: {}\n", scenario_.filename().string(), where, what);
  }

  void check_lines(const std::string& command, std::string_view locale, int width, bool utf8) {
    const std::string where =
        fmt::format("{} in {} on {} columns{}", command, locale, width, utf8 ? "" : ", ASCII");
    const std::string text = run(fmt::format("LC_ALL={} COLUMNS={}", utf8 ? "C.UTF-8" : "C", width),
                                 command, fmt::format("--format table --locale {}", locale));
    if (text.empty())
      report(where, "nothing is shown");
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string line = text.substr(at, end - at);
      if (escala::display_width(line) > width)
        report(where, "too wide: " + line);
      if (!utf8 && std::ranges::any_of(line, [](unsigned char c) { return c >= 0x80; }))
        report(where, "not ASCII: " + line);
      at = end + 1;
    }
  }

  // Markdown cuts no word.
  void check_words(std::string_view locale, const escala::Dictionary& dictionary) {
    std::set<std::string> known = words_of(plan_in(bytes_of(scenario_)), true);
    known.merge(words_of(scenario_.filename().string(), true));
    known.insert(kWordsOfNumbers.begin(), kWordsOfNumbers.end());
    known.insert("text"); // of a block of Markdown
    for (const auto& [english, translation] : dictionary.entries())
      known.merge(words_of(translation, true));
    for (const char* command :
         {"run --full", "run --full --every q", "run --full --every y", "check --all-variants"}) {
      const std::string text =
          run("LC_ALL=C.UTF-8", command, fmt::format("--format markdown --locale {}", locale));
      for (const std::string& word : words_of(text, false))
        if (!known.contains(word))
          report(fmt::format("{} in {}", command, locale),
                 fmt::format("\"{}\" is no word of it", word));
    }
  }

  std::string program_;
  fs::path scenario_;
  int mistakes_ = 0;
};

} // namespace

int main(int count, char** arguments) {
  int mistakes = count > 2 ? 0 : 1;
  for (int i = 2; i < count; ++i)
    mistakes += Screens(fs::absolute(arguments[1]), fs::absolute(arguments[i])).mistakes();
  fmt::print("{} mistakes\n", mistakes);
  return mistakes == 0 ? 0 : 1;
}
