// SPDX-License-Identifier: Apache-2.0
#include "describe/words.h"

#include <fmt/format.h>

namespace escala {
namespace {

std::string choice(std::span<const std::string_view> words) {
  return fmt::format("one of {}", fmt::join(words, ", "));
}

std::string quantity(const Dimension& dimension) {
  if (dimension == kTime)
    return "a duration";
  if (dimension == kRate)
    return "a number per time";
  if (dimension == kMoney)
    return "money";
  if (dimension == kMoneyRate)
    return "money per time";
  return "a number or percentage";
}

std::string written_as(const ParameterSpec& parameter) {
  switch (parameter.form) {
  case ParameterForm::choice:
    return choice(parameter.words);
  case ParameterForm::month_counts:
    return "a map of months to counts";
  case ParameterForm::survival:
    return "sbg(alpha, beta), or a list of shares by age in months";
  case ParameterForm::by_age:
    return value_in_words(parameter.unit) + ", or a list by age in months";
  case ParameterForm::yearly:
    return value_in_words(parameter.unit) + ", or a list with one for each year";
  case ParameterForm::expression:
    break;
  }
  if (parameter.unit == ParameterUnit::plain && parameter.percent)
    return "a percentage";
  return value_in_words(parameter.unit);
}

std::string written_as(const KeySpec& key) {
  switch (key.kind) {
  case ValueKind::version:
    return "the number 1";
  case ValueKind::text:
    return "text";
  case ValueKind::lists:
    return "a segment list, or a list of two of them";
  case ValueKind::names:
    return "a list of names";
  case ValueKind::metric:
    return "the name of a metric";
  case ValueKind::percentiles:
    return "a list of numbers";
  case ValueKind::choice:
    return key.words.empty() ? "the name of a growth model" : choice(key.words);
  case ValueKind::flag:
    return "true or false";
  case ValueKind::currency:
    return "a currency's code";
  case ValueKind::month:
    return "a month";
  case ValueKind::whole:
    return "a whole number";
  case ValueKind::quantity:
    return quantity(key.dimension);
  case ValueKind::condition:
    return "a condition";
  case ValueKind::time:
    return "a month or a duration";
  case ValueKind::times:
    return "true, or two months or durations: 2y to 3y";
  case ValueKind::years:
    return fmt::format("a list with {} for each year", quantity(key.dimension));
  case ValueKind::actuals:
    return "a map of months to values, or FILE.csv#COLUMN";
  case ValueKind::effects:
    return "a map from what is acted on to its size";
  case ValueKind::overlay:
    return "a map of dotted paths to values";
  case ValueKind::map:
    return "a map";
  }
  return {};
}

// "it must be 0 or more" without "it", because it follows the description of the value here.
std::string range_of(const KeySpec& key) {
  constexpr std::string_view kSubject = "it ";
  if (!key.range_text.starts_with(kSubject))
    return {};
  return fmt::format("; {}", key.range_text.substr(kSubject.size()));
}

} // namespace

std::string value_in_words(ParameterUnit unit) {
  switch (unit) {
  case ParameterUnit::level:
    return "in the metric's unit";
  case ParameterUnit::level_per_time:
    return "in the metric's unit, per time";
  case ParameterUnit::worth:
    return "a number, or in the metric's unit";
  case ParameterUnit::plain:
    return "a number";
  case ParameterUnit::growth:
    return "a percentage a year";
  case ParameterUnit::rate:
    return "a number or percentage per time";
  case ParameterUnit::duration:
    return "a duration";
  }
  return {};
}

std::string value_in_words(const ParameterSpec& parameter) {
  std::string words = written_as(parameter);
  const std::string range = range_in_words(parameter);
  if (!range.empty())
    words += fmt::format("; must be {}", range);
  if (parameter.whole_months)
    words += "; a whole number of months";
  if (parameter.constant && parameter.form == ParameterForm::expression)
    words += "; a constant";
  return words;
}

std::string value_in_words(const DistributionParameter& parameter) {
  std::string words =
      parameter.role == DistributionRole::value ? "in the unit of the draw" : "a number";
  if (!parameter.range.empty())
    words += fmt::format("; must be {}", parameter.range);
  return words;
}

std::string value_in_words(const KeySpec& key) {
  std::string one = written_as(key) + range_of(key);
  if (key.arity == Arity::named)
    return fmt::format("a map from names; each holds {}", one);
  if (key.arity == Arity::listed)
    return fmt::format("a list; each entry is {}", one);
  return one;
}

} // namespace escala
