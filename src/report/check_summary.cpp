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
  void add(const std::string& target) {
    names_.push_back(plan_ + target);
    plan_.clear(); // said once
  }
  std::size_t size() const { return names_.size(); }

  // The first few, and how many more there are.
  std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < std::min(names_.size(), kMostNamed); ++i)
      text += (i == 0 ? "" : ", ") + names_[i];
    if (names_.size() > kMostNamed)
      text += " and " + std::to_string(names_.size() - kMostNamed) + " more";
    return text;
  }

 private:
  std::string plan_;
  std::vector<std::string> names_;
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
    sum.others.add(target.label + " " + std::string(name_of(target.verdict)));
  if (target.dropped)
    sum.dropped.add(target.label);
}

Sum sum_of(std::span<const RunResult> results) {
  Sum sum;
  for (const RunResult& result : results) {
    const std::string plan = results.size() > 1 ? plan_name(result.provenance) + ": " : "";
    sum.others.begin_plan(plan);
    sum.dropped.begin_plan(plan);
    for (const JudgedTarget& target : judged_targets(result))
      add(target, sum);
  }
  return sum;
}

std::string plans_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " plan" : " plans");
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

std::string grouped(std::uint64_t paths) {
  std::string text = std::to_string(paths);
  for (std::size_t at = text.size(); at > 3; at -= 3)
    text.insert(at - 3, ",");
  return text;
}

} // namespace

std::string verdict_summary(std::span<const RunResult> results, std::size_t failed) {
  const Sum sum = sum_of(results);
  std::string text = std::to_string(sum.met) + " of " + std::to_string(sum.judged) + " met";
  if (results.size() > 1)
    text += " in " + plans_text(results.size());
  if (sum.others.size() > 0)
    text += "; " + sum.others.text();
  if (sum.dropped.size() > 0)
    text += "; " + std::to_string(sum.dropped.size()) + " dropped: " + sum.dropped.text();
  if (failed > 0)
    text += "; " + plans_text(failed) + " not judged";
  return text;
}

Section check_summary(std::span<const RunResult> results, std::size_t failed,
                      const PathsOfCheck& paths) {
  Section section{.name = "summary"};
  if (std::ranges::any_of(results, is_estimated))
    section.notes.push_back({NoteTopic::paths, "Paths: as many as verdicts need, " +
                                                   grouped(paths.first) +
                                                   " (--paths) or more, not simulation.paths."});
  if (std::ranges::any_of(results, has_undecided))
    section.notes.push_back(
        {NoteTopic::paths, "Undecided: after --max-paths " + grouped(paths.most) + "."});
  section.notes.push_back({NoteTopic::summary, verdict_summary(results, failed)});
  return section;
}

} // namespace escala
