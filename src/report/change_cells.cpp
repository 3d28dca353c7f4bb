// SPDX-License-Identifier: Apache-2.0
#include "report/change_cells.h"

#include <algorithm>
#include <utility>

namespace escala {
namespace {

// The larger part of the interval, which need not be symmetric.
Number change_of(const Difference& difference) {
  const double delta = difference.delta;
  Number number{.value = delta, .precision = Precision::points};
  number.error = std::max(difference.interval.high - delta, delta - difference.interval.low);
  return number;
}

} // namespace

void add_change(const std::optional<Difference>& difference, bool dropped, const Phrase& lacking,
                std::vector<Cell>& cells) {
  if (!difference) {
    cells.push_back({Nothing{}});
    cells.push_back({lacking});
    return;
  }
  cells.push_back({share(difference->before, Precision::tenths)});
  const bool risen = difference->interval.low > 0;
  cells.push_back({change_of(*difference), dropped ? Emphasis::bad
                                           : risen ? Emphasis::good
                                                   : Emphasis::plain});
}

void say_changed(const std::optional<Difference>& difference, bool dropped,
                 std::vector<Phrase>& remarks) {
  if (!difference)
    return;
  std::vector<Phrase> parts;
  if (dropped)
    parts.emplace_back("dropped");
  if (const auto& changed = difference->changed; changed && changed->lost + changed->gained > 0)
    parts.push_back(filled("{} lost, {} gained of {} paths",
                           {count(changed->lost), count(changed->gained), count(changed->paths)}));
  if (!parts.empty())
    remarks.push_back(joined(parts, ": "));
}

void add_change_notes(const RunResult& result, Section& section) {
  const BaselineOfResult& baseline = *result.baseline;
  section.notes.push_back(
      {NoteTopic::columns, filled("Change: in points, from {}.", {baseline.file})});
  const auto has_changed = [](const TargetResult& target) {
    return target.baseline && target.baseline->changed &&
           target.baseline->changed->lost + target.baseline->changed->gained > 0;
  };
  if (std::ranges::any_of(result.targets, has_changed))
    section.notes.push_back(
        {NoteTopic::columns, "Lost, gained: paths that met it there only, and here only."});
  if (!baseline.paired)
    section.notes.push_back(
        {NoteTopic::intervals, "A change from an earlier result has the error of both runs."});
}

bool shows_only_changes(const RunResult& result) {
  return result.baseline && result.baseline->only_changes;
}

bool is_shown(const RunResult& result, const std::optional<Difference>& difference) {
  return !shows_only_changes(result) || !difference || has_moved(*difference);
}

} // namespace escala
