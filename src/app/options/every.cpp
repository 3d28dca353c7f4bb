// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "app/options/list.h"
#include "app/options/words.h"

namespace escala::app {
namespace {

constexpr std::array kPeriods{Word<ReportPeriod>{"mo", ReportPeriod::month},
                              Word<ReportPeriod>{"q", ReportPeriod::quarter},
                              Word<ReportPeriod>{"y", ReportPeriod::year}};

ReportPeriod period_of(const OptionSpec& option, const std::string& text) {
  const auto found = std::ranges::find(kPeriods, text, &Word<ReportPeriod>::word);
  if (found != kPeriods.end())
    return found->value;
  // "month", "quarterly", "Y": the first letter decides what is suggested.
  const char first = text.empty() ? '\0' : static_cast<char>(std::tolower(text.front()));
  const auto meant = std::ranges::find(
      kPeriods, first, [](const Word<ReportPeriod>& period) { return period.word.front(); });
  throw UsageError{fmt::format("{}: unknown period '{}'", option.name, text),
                   "the periods are mo, q and y: months, fiscal quarters and fiscal years",
                   meant == kPeriods.end() ? fmt::format("write {} {}", option.name, option.example)
                                           : fmt::format("did you mean '{}'?", meant->word)};
}

} // namespace

const Option<ReportPeriod> option::every(
    {.name = "--every",
     .shape = "mo|q|y",
     .doc = "Periods of the curves: mo (default), q, y; levels at their end, flows summed",
     .example = "q"},
    period_of, ReportPeriod::month);

const Option<std::string> option::show({.name = "--show",
                                        .shape = "METRIC,...",
                                        .doc = "Show these metrics' curves, in this order",
                                        .example = "arr,users",
                                        .lays_at = "output.show"},
                                       as_typed);

const Option<std::string> option::percentiles({.name = "--percentiles",
                                               .shape = "P,...",
                                               .doc = "Quantiles of curves in percent: 10,50,90",
                                               .example = "10,50,90",
                                               .lays_at = "output.percentiles"},
                                              as_typed);

} // namespace escala::app
