// SPDX-License-Identifier: Apache-2.0
// The quantiles that curves show, in percent.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "escala/core/numbers.h"
#include "escala/scenario/keys.h"
#include "scenario/bind/binder.h"
#include "scenario/bind/map_reader.h"

namespace escala {
namespace {

constexpr std::size_t kMostPercentiles = 99;

const KeySpec& percentiles_key() { return key_of(kOutputKeys, "percentiles"); }

// The parts of "10, 50, 90", each with its place, without those that are empty.
std::vector<LocatedText> split_numbers(const LocatedText& text) {
  std::vector<LocatedText> parts;
  constexpr std::string_view kBetween = ", \t";
  for (std::size_t begin = 0; begin < text.text.size();) {
    const std::size_t first =
        std::min(text.text.find_first_not_of(kBetween, begin), text.text.size());
    const std::size_t last = std::min(text.text.find(',', first), text.text.size());
    const std::size_t end = text.text.find_last_not_of(kBetween, last - 1) + 1;
    if (first < end)
      parts.push_back({text.text.substr(first, end - first), text.at(first, end), {}});
    begin = last;
  }
  return parts;
}

// "p10", "10%", "10th" and "median" are 10 and 50.
std::optional<double> percent_meant(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (text == "median")
    return 50;
  text.erase(0, text.starts_with("p") ? 1 : 0);
  for (const std::string_view ending : {"%", "st", "nd", "rd", "th"})
    if (text.ends_with(ending))
      text.resize(text.size() - ending.size());
  return parse_decimal(text);
}

bool is_in(const Range& range, double value) { return value >= range.low && value <= range.high; }

// A share was meant where a hundred times as much is a percentile; else the nearest one.
double nearest_percentile(double value) {
  const Range& range = percentiles_key().range;
  return value > 0 && is_in(range, value * 100) ? value * 100
                                                : std::clamp(value, range.low, range.high);
}

std::string percentile_remedy(const std::string& text) {
  if (const auto meant = percent_meant(text))
    return fmt::format("write {:.12g}", nearest_percentile(*meant));
  std::string listed = text; // "10 50 90"
  std::ranges::replace_if(
      listed, [](char c) { return c == ' ' || c == ';' || c == '/'; }, ',');
  const bool all =
      std::ranges::all_of(split_numbers({listed, {}, {}}), [](const LocatedText& part) {
        return parse_decimal(part.text).has_value();
      });
  return all && listed != text ? "write " + listed : "as in 10, 50, 90";
}

void add_percentile(const LocatedText& item, Binder& binder) {
  const KeySpec& key = percentiles_key();
  const auto value = parse_decimal(item.text);
  if (value && is_in(key.range, *value))
    binder.scenario.output.percentiles.push_back(*value);
  else
    binder.diagnostics.error(
        item.span, fmt::format("'{}' is not a percentile", item.text),
        fmt::format("percentiles are numbers from {} to {}", key.range.low, key.range.high),
        percentile_remedy(item.text));
}

void sort_percentiles(std::vector<double>& percentiles) {
  std::ranges::sort(percentiles);
  percentiles.erase(std::unique(percentiles.begin(), percentiles.end()), percentiles.end());
}

// [0.1, 0.5, 0.9] are percentiles, but probably not those that are wanted.
void warn_shares(Span place, Binder& binder) {
  std::vector<std::string> meant;
  for (const double percentile : binder.scenario.output.percentiles) {
    if (percentile >= 1)
      return;
    meant.push_back(fmt::format("{:.12g}", nearest_percentile(percentile)));
  }
  binder.diagnostics.warning(place, "these percentiles are all below 1%",
                             "0.5 has half a percent of the paths below it",
                             fmt::format("write {} if they are shares", fmt::join(meant, ", ")));
}

std::vector<LocatedText> written_percentiles(const Node& node, Binder& binder) {
  if (node.kind == Node::Kind::scalar)
    return split_numbers(node.text);
  std::vector<LocatedText> items;
  if (require_list(node, "percentiles", binder.diagnostics) == nullptr)
    return items;
  for (const Node& item : node.items)
    if (require_text(item, "a percentile", binder.diagnostics) != nullptr)
      items.push_back(item.text);
  return items;
}

} // namespace

void bind_percentiles(const Node& node, Binder& binder) {
  const std::size_t mistakes = binder.diagnostics.error_count();
  for (const LocatedText& item : written_percentiles(node, binder))
    add_percentile(item, binder);
  if (binder.diagnostics.error_count() > mistakes)
    return;
  std::vector<double>& percentiles = binder.scenario.output.percentiles;
  sort_percentiles(percentiles);
  if (percentiles.empty())
    binder.diagnostics.error(node.span, "percentiles has no number", "", "as in [10, 50, 90]");
  else if (percentiles.size() > kMostPercentiles)
    binder.diagnostics.error(
        node.span, fmt::format("percentiles has {} numbers", percentiles.size()),
        fmt::format("at most {} are computed", kMostPercentiles), "keep those that you read");
  else
    warn_shares(node.span, binder);
}

} // namespace escala
