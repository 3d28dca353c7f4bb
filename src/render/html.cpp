// SPDX-License-Identifier: Apache-2.0
// Documents as one page of HTML that needs nothing else: words and numbers first, then charts as
// pictures, which a script makes interactive, then the plan and where the figures come from.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/version.h"
#include "escala/render/format.h"
#include "escala/render/phrase_text.h"
#include "escala/report/provenance_lines.h"
#include "render/content_policy.h"
#include "render/html_chart.h"
#include "render/html_table.h"
#include "render/html_text.h"
#include "render/html_words.h"
#include "render/page_assets.h"

namespace escala {
namespace {

std::string tag(std::string_view name, const std::string& content, std::string_view classes = {}) {
  if (content.empty())
    return {};
  std::string out = "<" + std::string(name);
  if (!classes.empty())
    out += " class=\"" + std::string(classes) + "\"";
  return out + ">" + content + "</" + std::string(name) + ">\n";
}

// Lines of a text, without their line ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r'))
      line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

class HtmlPage {
 public:
  HtmlPage(std::span<const Document> documents, const Page& page)
      : documents_(documents), page_(page), charts_(page_) {}

  std::string text() {
    std::string body;
    for (std::size_t i = 0; i < documents_.size(); ++i)
      body += document(documents_[i], i);
    if (documents_.size() > 1)
      body = tag("h1", title()) + overview() + body;
    return head() + "<body>\n<main>\n" + body + "</main>\n" + scripts() + "</body>\n</html>\n";
  }

 private:
  std::string title() const {
    if (documents_.size() == 1)
      return html_text(documents_.front().title);
    return html_added(filled(html_words::kResults, {count(documents_.size())}), page_);
  }

  // Of several documents: what each has found.
  std::string overview() const {
    std::string items;
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      const std::string summary = html_phrase(documents_[i].summary, page_);
      items += tag("li", "<a href=\"#d" + std::to_string(i + 1) + "\">" +
                             html_text(documents_[i].title) + "</a>" +
                             (summary.empty() ? "" : ": " + summary));
    }
    return "<ul>\n" + items + "</ul>\n";
  }

  std::string head() const {
    const std::string language = page_.numbers == NumberStyle::spanish ? "es" : "en";
    return "<!DOCTYPE html>\n<html lang=\"" + language +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
           "content=\"" +
           content_policy() +
           "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" "
           "content=\"escala " +
           std::string(kVersion) + "\">\n" + tag("title", title()) + "<style>" +
           std::string(page_style().text) + "</style>\n</head>\n";
  }

  std::string scripts() const {
    return "<script type=\"application/json\" id=\"data\">" + charts_.data() +
           "</script>\n<script>" + std::string(chart_library().text) + "</script>\n<script>" +
           std::string(page_script().text) + "</script>\n";
  }

  // Headings are one level lower where several documents share a page.
  std::string heading(int level, const std::string& text) const {
    return tag("h" + std::to_string(level + (documents_.size() > 1 ? 1 : 0)), text);
  }

  std::string document(const Document& document, std::size_t index) {
    const bool alone = documents_.size() == 1;
    number_ = alone ? "" : " " + std::to_string(index + 1);
    prefix_ = alone ? "" : "d" + std::to_string(index + 1) + "-";
    links_.clear();
    shown_notes_.clear();
    std::string sections;
    std::set<std::string> names;
    for (const Section& section : document.sections)
      sections += section_text(section, names);
    sections += plan_text(document.provenance);
    sections += provenance_text(document.provenance);
    return "<article" + (alone ? "" : " id=\"d" + std::to_string(index + 1) + "\"") +
           ">\n<header>\n" + heading(1, html_text(document.title)) + introduction(document) +
           "</header>\n" + contents() + sections + "</article>\n";
  }

  std::string introduction(const Document& document) const {
    std::string settings;
    for (const Phrase& setting : document.settings)
      settings += (settings.empty() ? "" : " · ") + html_phrase(setting, page_);
    std::string out = tag("p", html_phrase(document.summary, page_), "summary");
    for (const Phrase& paragraph : document.introduction)
      out += tag("p", html_phrase(paragraph, page_));
    return out + tag("p", settings, "settings");
  }

  std::string contents() const {
    std::string items;
    for (const auto& [id, text] : links_)
      items += "<li><a href=\"#" + id + "\">" + text + "</a></li>\n";
    return links_.size() < 3 ? std::string()
                             : "<nav aria-label=\"" + html_added(html_words::kContents, page_) +
                                   number_ + "\">\n<ul>\n" + items + "</ul>\n</nav>\n";
  }

  std::string titled(const std::string& id, const std::string& title, const std::string& content) {
    if (title.empty())
      return "<section id=\"" + id + "\">\n" + content + "</section>\n";
    links_.emplace_back(id, title);
    return "<section id=\"" + id + "\">\n" + heading(2, title) + content + "</section>\n";
  }

  // `names`: of sections before it, because names on a page are unique.
  std::string section_text(const Section& section, std::set<std::string>& names) {
    std::string id = prefix_ + section.name;
    for (int i = 2; !names.insert(id).second; ++i)
      id = prefix_ + section.name + "-" + std::to_string(i);
    const std::string title = html_text(section.title.empty() ? section.heading : section.title);
    return titled(id, title, content_of(section, title));
  }

  std::string content_of(const Section& section, const std::string& title) {
    std::string out = sentences(section.sentences);
    for (const Table& table : section.tables)
      if (!table.columns.empty())
        out +=
            html_table(table, title.empty() ? html_added(html_words::kTable, page_) : title, page_);
    out += notes(section);
    std::string figures;
    for (const Chart& chart : section.charts)
      figures += charts_.figure(chart);
    if (figures.empty())
      return out;
    return out + "<div class=\"" + (section.charts.size() > 1 ? "charts" : "chart") + "\">\n" +
           figures + "</div>\n";
  }

  std::string sentences(const std::vector<Phrase>& phrases) const {
    if (phrases.size() == 1)
      return tag("p", html_phrase(phrases.front(), page_));
    std::string items;
    for (const Phrase& phrase : phrases)
      items += tag("li", html_phrase(phrase, page_));
    return items.empty() ? items : "<ul>\n" + items + "</ul>\n";
  }

  std::string notes(const Section& section) {
    std::string out;
    for (const Note& note : section.notes)
      if (std::string text = html_phrase(note.text, page_); shown_notes_.insert(text).second)
        out += (out.empty() ? "" : " ") + text;
    return tag("p", out, "note");
  }

  std::string plan_text(const Provenance& from) {
    if (from.text == nullptr || !shown_plans_.insert(from.sha256).second)
      return {};
    std::string items;
    for (const std::string_view line : lines_of(*from.text))
      items += "<li><code>" + html_text(line) + "</code></li>\n";
    return titled(prefix_ + "plan", html_added(html_words::kPlan, page_),
                  "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"" +
                      html_added(html_words::kPlan, page_) + "\">\n<ol class=\"plan\">\n" + items +
                      "</ol>\n</div>\n");
  }

  std::string provenance_text(const Provenance& from) {
    std::string items;
    for (const ProvenanceLine& line : provenance_lines(from))
      items += "<dt>" + html_added(line.name, page_) + "</dt><dd>" + html_added(line.value, page_) +
               "</dd>\n";
    return titled(prefix_ + "provenance", html_added(kProvenanceHeading, page_),
                  "<dl>\n" + items + "</dl>\n");
  }

  std::span<const Document> documents_;
  const Page page_;
  HtmlCharts charts_;
  std::string number_;                                     // of this document, if there are several
  std::string prefix_;                                     // of its ids
  std::vector<std::pair<std::string, std::string>> links_; // ids and titles of its sections
  std::set<std::string> shown_notes_;                      // of this document
  std::set<std::string> shown_plans_; // the SHA-256 of each; variants share one
};

std::string write_html(std::span<const Document> documents, const Page& page) {
  return HtmlPage(documents, page).text();
}

} // namespace

extern const Format format_html;
const Format format_html{.name = "html",
                         .extension = ".html",
                         .purpose = "one page that needs no network",
                         .write = write_html,
                         .whole = true};

} // namespace escala
