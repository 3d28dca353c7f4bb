// SPDX-License-Identifier: Apache-2.0
// What answers show by default.
#include <fmt/format.h>

#include <algorithm>

#include "escala/core/locales.h"
#include "escala/core/names.h"
#include "escala/expression/number_words.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"

namespace escala {
namespace {

// The parts of "arr, users", each with its place.
std::vector<LocatedText> split_names(const LocatedText& text) {
  std::vector<LocatedText> names;
  for (std::size_t begin = 0; begin <= text.text.size();) {
    const std::size_t end = std::min(text.text.find(',', begin), text.text.size());
    const std::size_t first = std::min(text.text.find_first_not_of(' ', begin), end);
    std::size_t last = end;
    while (last > first && text.text[last - 1] == ' ')
      --last;
    names.push_back({composed(text.text.substr(first, last - first)), text.at(first, last), {}});
    begin = end + 1;
  }
  return names;
}

// A list of names, or the text of --show: names with commas between them.
void bind_show(const Node& node, Binder& binder) {
  std::vector<LocatedText>& show = binder.scenario.output.show;
  if (node.kind == Node::Kind::scalar && !node.text.text.empty()) {
    show = split_names(node.text);
    return;
  }
  if (require_list(node, "show", binder.diagnostics) == nullptr)
    return;
  for (const Node& item : node.items)
    if (require_text(item, "a metric in show", binder.diagnostics) != nullptr)
      show.push_back(item.text);
}

// "quarterly", "3mo" and "year" are q, q and y.
std::string period_remedy(const std::string& word) {
  const std::string unit = word.substr(std::min(word.find_first_not_of("0123456789"), word.size()));
  const std::string count = word.substr(0, word.size() - unit.size());
  const std::string_view every = every_period_meant(unit);
  const std::string period(every.empty() ? period_meant(unit) : every);
  if (count == "3" && period == "mo")
    return "write q";
  if ((count == "12" && period == "mo") || (count == "4" && period == "q"))
    return "write y";
  const bool known = std::ranges::find(kReportPeriods, period) != kReportPeriods.end();
  return known && (count.empty() || count == "1") ? "write " + period : "as in y";
}

void bind_every(const Node& node, Binder& binder) {
  const std::string word = binder.text(node, "every");
  const auto found = std::ranges::find(kReportPeriods, word);
  if (found != kReportPeriods.end())
    binder.scenario.output.every = static_cast<ReportPeriod>(found - kReportPeriods.begin());
  else if (!word.empty())
    binder.diagnostics.error(
        node.span, fmt::format("unknown period '{}'", word),
        "the periods are mo, q and y: months, fiscal quarters and fiscal years",
        period_remedy(word));
}

void bind_locale(const Node& node, Binder& binder) {
  const std::string word = binder.text(node, "locale");
  if (is_locale(word))
    binder.scenario.output.locale = word;
  else if (!word.empty())
    binder.diagnostics.error(node.span, fmt::format("unknown locale '{}'", word),
                             std::string(kLocaleReason), locale_remedy(word));
}

} // namespace

void bind_output(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::null)
    return;
  if (require_map(node, "output", binder.diagnostics) == nullptr)
    return;
  check_keys(node, kOutputKeys, node.span, binder.diagnostics);
  if (const Node* show = node.find("show"))
    bind_show(*show, binder);
  if (const Node* every = node.find("every"))
    bind_every(*every, binder);
  if (const Node* percentiles = node.find("percentiles"))
    bind_percentiles(*percentiles, binder);
  if (const Node* locale = node.find("locale"))
    bind_locale(*locale, binder);
}

} // namespace escala
