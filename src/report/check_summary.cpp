// SPDX-License-Identifier: Apache-2.0
#include "escala/report/check_summary.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "escala/report/names.h"

namespace escala {
namespace {

constexpr std::size_t kMostNamed = 5;

// What was judged, over all plans.
struct Sum {
  std::size_t judged = 0;
  std::size_t met = 0;
  std::vector<std::string> others; // "b.yaml: $1B ARR missed"
};

std::string plan_name(const Provenance& from) {
  return from.variant.empty() ? from.file : from.file + " (" + from.variant + ")";
}

void add(const std::string& label, Verdict verdict, std::string& plan, Sum& sum) {
  ++sum.judged;
  if (verdict == Verdict::met) {
    ++sum.met;
    return;
  }
  sum.others.push_back(plan + label + " " + std::string(name_of(verdict)));
  plan.clear(); // said once
}

Sum sum_of(std::span<const RunResult> results) {
  Sum sum;
  for (const RunResult& result : results) {
    std::string plan = results.size() > 1 ? plan_name(result.provenance) + ": " : "";
    for (const TargetResult& target : result.targets)
      add(target.label, target.judgement.verdict, plan, sum);
    if (result.joint && result.joint->verdict())
      add("all together", *result.joint->verdict(), plan, sum);
  }
  return sum;
}

std::string plans_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " plan" : " plans");
}

std::string summary_text(std::span<const RunResult> results, std::size_t failed) {
  const Sum sum = sum_of(results);
  std::string text = std::to_string(sum.met) + " of " + std::to_string(sum.judged) + " met";
  if (results.size() > 1)
    text += " in " + plans_text(results.size());
  for (std::size_t i = 0; i < std::min(sum.others.size(), kMostNamed); ++i)
    text += (i == 0 ? "; " : ", ") + sum.others[i];
  if (sum.others.size() > kMostNamed)
    text += " and " + std::to_string(sum.others.size() - kMostNamed) + " more";
  if (failed > 0)
    text += "; " + plans_text(failed) + " not judged";
  return text;
}

bool has_undecided(const RunResult& result) {
  const bool joint = result.joint && result.joint->verdict() == Verdict::undecided;
  return joint || std::ranges::any_of(result.targets, [](const TargetResult& target) {
           return target.judgement.verdict == Verdict::undecided;
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
  section.notes.push_back({NoteTopic::summary, summary_text(results, failed)});
  return section;
}

} // namespace escala
