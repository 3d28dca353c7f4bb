// SPDX-License-Identifier: Apache-2.0
#include "report/document_head.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace escala {
namespace {

std::string_view month_name(const Calendar& calendar) {
  static constexpr std::array<std::string_view, kMonthsInYear> kNames{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return kNames[static_cast<std::size_t>(calendar.fiscal_first - 1)];
}

Phrase path_text(const DocumentOrigin& origin) {
  if (origin.paths == 0)
    return Phrase(std::string("1 path (certain)"));
  const std::string& sampler = origin.provenance.sampler;
  return {count(origin.paths),
          (sampler == "random" ? "" : " " + sampler) + (origin.paths == 1 ? " path" : " paths")};
}

// "60 months from 2026-01", "100,000 paths", "seed 2026"
std::vector<Phrase> settings_of(const DocumentOrigin& origin) {
  const Provenance& from = origin.provenance;
  std::vector<Phrase> settings;
  settings.push_back(filled(origin.horizon == 1 ? "{} month from {}" : "{} months from {}",
                            {std::to_string(origin.horizon), PlanMonth{1, origin.calendar.at(1)}}));
  if (origin.calendar.fiscal_first != 1)
    settings.push_back(
        filled("fiscal years from {}", {part(std::string(month_name(origin.calendar)))}));
  settings.push_back(path_text(origin));
  settings.push_back(filled("seed {}", {std::to_string(from.seed)}));
  if (from.quantile_error > 0)
    settings.push_back(
        filled("quantiles within {}", {share(from.quantile_error, Precision::tenths)}));
  return settings;
}

// "with drivers.arr_growth=150%, horizon=3y"; empty without changes
Phrase changes_of(const Provenance& from) {
  std::string text;
  for (const auto& [path, expression] : from.set)
    text.append(text.empty() ? "" : ", ").append(path).append("=").append(expression);
  return text.empty() ? Phrase() : filled("with {}", {text});
}

} // namespace

Document document_head(const DocumentOrigin& origin) {
  const Provenance& from = origin.provenance;
  Document document;
  document.title = from.scenario;
  if (!from.variant.empty())
    document.title += " (" + from.variant + ")";
  document.settings = settings_of(origin);
  document.provenance = from;
  if (!from.description.empty())
    document.introduction.emplace_back(OwnText{from.description});
  if (Phrase changes = changes_of(from); !changes.empty())
    document.introduction.push_back(std::move(changes));
  return document;
}

} // namespace escala
