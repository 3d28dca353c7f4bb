// SPDX-License-Identifier: Apache-2.0
// Every text of documents has a translation in every language: the strings of the sources that
// write documents are entries of each file of src/report/locales, and the other way round.
//
//   messages_test ROOT
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/locales.h"
#include "escala/report/dictionary.h"
#include "escala/report/names.h"
#include "escala/scenario/scenario.h"

namespace {

namespace fs = std::filesystem;
using escala::Dictionary;

// Whose strings people read. Other sources of these rooms hold names of fields for programs.
constexpr std::array kWriters{"src/report/binding_section.cpp",
                              "src/report/change_cells.cpp",
                              "src/report/check_summary.cpp",
                              "src/report/chart_sections.cpp",
                              "src/report/curve_chart.cpp",
                              "src/report/curve_facts.cpp",
                              "src/report/decides_section.cpp",
                              "src/report/target_titles.cpp",
                              "src/report/timing_section.cpp",
                              "src/report/curve_overview.cpp",
                              "src/report/curve_overview.h",
                              "src/report/curve_section.cpp",
                              "src/report/finding_section.cpp",
                              "src/report/findings.cpp",
                              "src/report/gain_sections.cpp",
                              "src/report/gains.cpp",
                              "src/report/gains.h",
                              "src/report/history_document.cpp",
                              "src/report/history_series.cpp",
                              "src/report/investment_worth.cpp",
                              "src/report/period_heading.cpp",
                              "src/report/risk_effects.cpp",
                              "src/report/risk_section.cpp",
                              "src/report/run_document.cpp",
                              "src/report/study_head.cpp",
                              "src/report/sweep_document.cpp",
                              "src/report/recommendation_section.cpp",
                              "src/report/report_document.cpp",
                              "src/report/sensitivity_document.cpp",
                              "src/report/solve_document.cpp",
                              "src/report/compare_document.cpp",
                              "src/report/optimize_document.cpp",
                              "src/report/document_head.cpp",
                              "src/report/target_section.cpp",
                              "src/report/unpaid_costs.cpp",
                              "src/report/unpaid_section.cpp",
                              "src/report/provenance_lines.cpp",
                              "include/escala/report/provenance_lines.h",
                              "src/report/document_sheets.cpp",
                              "src/report/charts_sheet.cpp",
                              "src/report/chart_numbers.cpp",
                              "src/report/curves_sheet.cpp",
                              "src/report/inputs_sheet.cpp",
                              "src/report/trials_sheet.cpp",
                              "src/report/audit_sheet.cpp",
                              "src/report/replay_metric.cpp",
                              "src/report/replay_months.h",
                              "src/report/replay_program.cpp",
                              "src/report/replay_record.cpp",
                              "src/report/replay_sheets.cpp",
                              "src/report/replay_shocks.cpp",
                              "src/report/replay_walk.cpp",
                              "src/render/chart_bars.cpp",
                              "src/render/chart_heat.cpp",
                              "src/render/chart_plots.cpp",
                              "src/render/chart_text.cpp",
                              "src/render/markdown.cpp",
                              "src/render/html_words.h"};

// A string behind one of these is a name in the program.
constexpr std::array kBeforeNames{"#include ",    ".name = ", ".kind = ", "== ",  "!= ",
                                  "starts_with(", "find(",    "OwnText{", ".row("};

// Parts of texts that other entries hold whole, suffixes of durations, names of costs in paths, and
// what a format says of itself.
const std::set<std::string> kParts{
    " path",      " paths", "all ",  "y",     "mo",
    "FY",         "-Q",     ".year", ".draw", ".cost",
    "risks.cost", "with ",  " ",     ".md",   "for a pull request or the summary of a CI job"};

// Texts that are put together.
std::set<std::string> composed_texts() {
  std::set<std::string> texts{"all together", "Invested"}; // the label of investment.spent
  for (const auto verdict :
       {escala::Verdict::met, escala::Verdict::missed, escala::Verdict::undecided})
    texts.emplace(escala::name_of(verdict));
  for (const std::string_view category : escala::kRiskCategories) {
    texts.emplace(category);
    texts.insert("all " + std::string(category));
  }
  for (const char* sampler : {"", " antithetic", " sobol"})
    for (const char* paths : {" path", " paths"})
      texts.insert("{}" + std::string(sampler) + paths);
  for (const char* period : {"mo", "q", "y", "w", "d"})
    texts.insert("pts/" + std::string(period));
  return texts;
}

// One letter is a sign.
bool has_letters(std::string_view text) {
  return std::ranges::count_if(text, [](unsigned char c) { return std::isalpha(c) != 0; }) > 1;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// "SQRT({0})", "Shocks!{}"
bool is_formula(std::string_view text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  for (std::size_t i = 2; i < text.size(); ++i)
    if (text[i] == '(' && is_capital(text[i - 1]) && is_capital(text[i - 2]))
      return true;
  return text.find('!') != std::string_view::npos;
}

// Reads the strings of a source.
class Strings {
 public:
  explicit Strings(std::string source) : source_(std::move(source)) {}

  // Adjacent ones are joined.
  std::vector<std::string> all() {
    std::vector<std::string> found;
    std::size_t end_of_last = std::string::npos;
    while (skip_to_string()) {
      const std::string before = source_.substr(0, at_);
      const std::string text = read();
      const bool goes_on = end_of_last != std::string::npos &&
                           before.find_first_not_of(" \n", end_of_last) == std::string::npos;
      const bool is_name = std::ranges::any_of(
          kBeforeNames, [&](std::string_view name) { return before.ends_with(name); });
      if (goes_on)
        found.back() += text;
      else
        found.push_back(is_name ? "" : text);
      end_of_last = at_;
    }
    return found;
  }

 private:
  bool skip_to_string() {
    for (; at_ < source_.size(); ++at_) {
      if (source_.compare(at_, 2, "//") == 0)
        at_ = std::min(source_.find('\n', at_), source_.size() - 1);
      else if (source_[at_] == '\'' && std::isalnum(character_before()) == 0) // not in 60'000
        at_ = source_.find('\'', at_ + (source_[at_ + 1] == '\\' ? 3 : 1));
      else if (source_[at_] == '"')
        return true;
    }
    return false;
  }

  unsigned char character_before() const {
    return at_ == 0 ? '\0' : static_cast<unsigned char>(source_[at_ - 1]);
  }

  std::string read() {
    std::string text;
    for (++at_; source_[at_] != '"'; ++at_)
      text += source_[at_] == '\\' ? source_[++at_] : source_[at_];
    ++at_;
    return text;
  }

  std::string source_;
  std::size_t at_ = 0;
};

std::set<std::string> messages(const fs::path& root) {
  std::set<std::string> texts = composed_texts();
  for (const char* writer : kWriters) {
    const std::string source = bytes_of(root / writer);
    if (source.empty())
      std::printf("%s cannot be read\n", writer);
    for (const std::string& text : Strings(source).all())
      if (has_letters(text) && !is_formula(text) && !kParts.contains(text))
        texts.insert(text.substr(text.starts_with(" pts") || text.starts_with(" points") ? 1 : 0));
  }
  return texts;
}

// Without the context of an entry.
std::string text_of(const std::string& entry) {
  const std::size_t context = entry.find('\x04');
  return context == std::string::npos ? entry : entry.substr(context + 1);
}

int compare(const std::set<std::string>& texts, std::string_view locale, const Dictionary& words) {
  int mistakes = 0;
  for (const std::string& text : texts)
    if (words.find(text) == nullptr)
      ++mistakes, std::printf("%s.po lacks \"%s\"\n", locale.data(), text.c_str());
  for (const auto& [entry, translation] : words.entries())
    if (const std::string text = text_of(entry); has_letters(text) && !texts.contains(text))
      ++mistakes, std::printf("%s.po: nothing says \"%s\"\n", locale.data(), text.c_str());
  return mistakes;
}

} // namespace

int main(int count, char** arguments) {
  const std::set<std::string> texts = messages(count > 1 ? arguments[1] : ".");
  int mistakes = texts.size() > 100 ? 0 : 1;
  for (const std::string_view locale : escala::kLocales)
    if (const Dictionary* words = escala::dictionary_of(locale))
      mistakes += compare(texts, locale, *words);
  std::printf("%zu texts, %d mistakes\n", texts.size(), mistakes);
  return mistakes == 0 ? 0 : 1;
}
