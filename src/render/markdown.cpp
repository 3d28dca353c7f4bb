// SPDX-License-Identifier: Apache-2.0
// Documents as Markdown, for a comment on a pull request or the summary of a CI job: the verdicts
// in a sentence first.
//
// GitHub refuses a comment of more than 65,536 characters: the text is cut at 60,000 bytes, between
// lines, and says so.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/render/chart_text.h"
#include "escala/render/format.h"
#include "escala/render/phrase_text.h"
#include "render/markdown_table.h"
#include "render/markdown_text.h"

namespace escala {
namespace {

constexpr std::size_t kMostMarkdown = 60'000; // bytes
constexpr std::size_t kRoomForCut = 200;
constexpr int kChartWidth = 80;

// Parts are lines, or blocks of lines that are left out as a whole.
class MarkdownText {
 public:
  explicit MarkdownText(const Page& page) : page_(page) {}

  void add(const std::string& part) {
    is_cut_ = is_cut_ || text_.size() + part.size() > kMostMarkdown - kRoomForCut;
    if (is_cut_)
      left_out_ += static_cast<std::size_t>(std::ranges::count(part, '\n'));
    else
      text_ += part;
  }
  void add_paragraph(const std::string& text) {
    if (!text.empty())
      add("\n" + text + "\n");
  }

  std::string take() {
    if (is_cut_)
      text_ += "\n*" +
               added_text(filled("Cut here: {} more lines do not fit in a comment. The "
                                 "formats table, csv and json leave nothing out.",
                                 {std::to_string(left_out_)}),
                          page_) +
               "*\n";
    return std::move(text_);
  }

 private:
  const Page& page_;
  std::string text_;
  std::size_t left_out_ = 0;
  bool is_cut_ = false;
};

bool is_summary(const Note& note) { return note.topic == NoteTopic::summary; }

// The plan's name; of several plans, each once.
std::string names_of(std::span<const Document> documents) {
  std::vector<std::string> names;
  for (const Document& document : documents) {
    const std::string& plan = document.provenance.scenario;
    const std::string& name = plan.empty() ? document.title : plan;
    if (std::ranges::find(names, name) == names.end())
      names.push_back(name);
  }
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ", ") + name;
  return text;
}

// The line that sums up all documents, or else what each says of itself.
std::string summary_of(std::span<const Document> documents, Script script) {
  std::string of_all;
  std::string of_each;
  for (const Document& document : documents) {
    for (const Section& section : document.sections)
      for (const Note& note : section.notes)
        if (is_summary(note))
          of_all += (of_all.empty() ? "" : " ") + phrase_text(note.text, {}, script);
    const std::string summary = phrase_text(document.summary, Emphasis::plain, script);
    if (!summary.empty())
      of_each += (of_each.empty() ? "" : ". ") + summary;
  }
  const std::string text = markdown_line(of_all.empty() ? of_each : of_all);
  return text.empty() ? text : "**" + text + "**";
}

// "60 months from 2026-01 · 100,000 paths · seed 2026 · plan.yaml"
std::string settings_line(const Document& document, Script script) {
  std::string text;
  for (const Phrase& setting : document.settings)
    text += (text.empty() ? "" : " · ") + phrase_text(setting, Emphasis::plain, script);
  if (!document.provenance.file.empty() && document.provenance.file != "-")
    text += (text.empty() ? "" : " · ") + document.provenance.file;
  return markdown_line(text);
}

void add_section(const Section& section, const Page& page, MarkdownText& out) {
  if (!section.title.empty())
    out.add_paragraph("#### " + markdown_text(section.title));
  for (const Phrase& sentence : section.sentences)
    out.add_paragraph(markdown_line(phrase_text(sentence, Emphasis::plain, page.script())));
  for (const Table& table : section.tables)
    for (const std::string& line : markdown_table(table, page.script()))
      out.add(line);
  for (const Chart& chart : section.charts)
    out.add("\n" + code_block(chart_text(chart, page)));
}

void add_notes(std::span<const Document> documents, Script script, MarkdownText& out) {
  std::map<NoteTopic, std::vector<std::string>> topics;
  for (const Document& document : documents)
    for (const Section& section : document.sections)
      for (const Note& note : section.notes)
        if (std::string text = phrase_text(note.text, {}, script);
            !is_summary(note) &&
            std::ranges::find(topics[note.topic], text) == topics[note.topic].end())
          topics[note.topic].push_back(std::move(text));
  for (const auto& [topic, notes] : topics) {
    std::string text;
    for (const std::string& note : notes)
      text += (text.empty() ? "" : " ") + note;
    out.add_paragraph(markdown_line(text));
  }
}

// The page decides the language alone.
std::string write_markdown(std::span<const Document> documents, const Page& asked) {
  const Page page{.width = kChartWidth, .numbers = asked.numbers, .words = asked.words};
  MarkdownText out(page);
  out.add(hidden_line(names_of(documents)));
  out.add_paragraph(summary_of(documents, page.script()));
  for (const Document& document : documents) {
    out.add_paragraph("### " + markdown_text(document.title));
    out.add_paragraph(settings_line(document, page.script()));
    for (const Phrase& paragraph : document.introduction)
      out.add_paragraph(markdown_line(phrase_text(paragraph, Emphasis::plain, page.script())));
    for (const Section& section : document.sections)
      add_section(section, page, out);
  }
  add_notes(documents, page.script(), out);
  return out.take();
}

} // namespace

extern const Format format_markdown;
const Format format_markdown{.name = "markdown",
                             .extension = ".md",
                             .purpose = "for a pull request or the summary of a CI job",
                             .write = write_markdown};

} // namespace escala
