// SPDX-License-Identifier: Apache-2.0
#include "escala/report/check_summary.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/names.h"
#include "escala/report/result_verdict.h"

namespace escala {
namespace {

constexpr std::size_t kMostNamed = 5;

// A list of targets of several plans: "b.yaml: $1B ARR missed, solvent missed".
class NamedTargets {
 public:
  void begin_plan(std::string name) { plan_ = std::move(name); }
  void add(const Phrase& target) {
    names_.push_back(plan_.empty() ? target : filled("{}: {}", {plan_, part(target)}));
    plan_.clear(); // said once
  }
  std::size_t size() const { return names_.size(); }

  // The first few, and how many more there are.
  Phrase text() const {
    if (names_.size() <= kMostNamed)
      return joined(names_, ", ");
    const std::vector<Phrase> first(names_.begin(), names_.begin() + kMostNamed);
    return filled("{} and {} more",
                  {part(joined(first, ", ")), std::to_string(names_.size() - kMostNamed)});
  }

 private:
  std::string plan_;
  std::vector<Phrase> names_;
};

// What was judged, over all plans.
struct Sum {
  std::size_t judged = 0;
  std::size_t met = 0;
  NamedTargets others;
  NamedTargets dropped;
};

std::string plan_name(const Provenance& from) {
  return from.variant.empty() ? from.file : from.file + " (" + from.variant + ")";
}

void add(const JudgedTarget& target, Sum& sum) {
  ++sum.judged;
  if (target.verdict == Verdict::met)
    ++sum.met;
  else
    sum.others.add(
        filled("{} {}", {part(target.label), part(std::string(name_of(target.verdict)))}));
  if (target.dropped)
    sum.dropped.add(target.label);
}

Sum sum_of(std::span<const RunResult> results) {
  Sum sum;
  for (const RunResult& result : results) {
    const std::string plan = results.size() > 1 ? plan_name(result.provenance) : "";
    sum.others.begin_plan(plan);
    sum.dropped.begin_plan(plan);
    for (const JudgedTarget& target : judged_targets(result))
      add(target, sum);
  }
  return sum;
}

Part plans_text(std::size_t count) {
  return part(filled(count == 1 ? "{} plan" : "{} plans", {std::to_string(count)}));
}

Phrase met_text(const Sum& sum, std::size_t plans) {
  const std::string met = std::to_string(sum.met), judged = std::to_string(sum.judged);
  return plans > 1 ? filled("{} of {} met in {}", {met, judged, plans_text(plans)})
                   : filled("{} of {} met", {met, judged});
}

bool has_undecided(const RunResult& result) {
  return std::ranges::any_of(judged_targets(result), [](const JudgedTarget& target) {
    return target.verdict == Verdict::undecided;
  });
}

bool is_estimated(const RunResult& result) {
  return std::ranges::any_of(result.targets, [](const TargetResult& target) {
    return target.judgement.interval.low < target.judgement.interval.high;
  });
}

} // namespace

Phrase verdict_summary(std::span<const RunResult> results, std::size_t failed) {
  const Sum sum = sum_of(results);
  std::vector<Phrase> parts{met_text(sum, results.size())};
  if (sum.others.size() > 0)
    parts.push_back(sum.others.text());
  if (sum.dropped.size() > 0)
    parts.push_back(
        filled("{} dropped: {}", {std::to_string(sum.dropped.size()), part(sum.dropped.text())}));
  if (failed > 0)
    parts.push_back(filled("{} not judged", {plans_text(failed)}));
  return joined(parts, "; ");
}

Section check_summary(std::span<const RunResult> results, std::size_t failed,
                      const PathsOfCheck& paths) {
  Section section{.name = "summary", .heading = "Summary"};
  if (std::ranges::any_of(results, is_estimated))
    section.notes.push_back({NoteTopic::paths, filled("Paths: as many as verdicts need, {} "
                                                      "(--paths) or more, not simulation.paths.",
                                                      {count(paths.first)})});
  if (std::ranges::any_of(results, has_undecided))
    section.notes.push_back(
        {NoteTopic::paths, filled("Undecided: after --max-paths {}.", {count(paths.most)})});
  section.notes.push_back({NoteTopic::summary, verdict_summary(results, failed)});
  return section;
}

} // namespace escala
