// SPDX-License-Identifier: Apache-2.0
#include "escala/report/verdicts.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "escala/report/names.h"
#include "escala/report/result_verdict.h"
#include "escala/report/run_result.h"

namespace escala {
namespace {

// "3y", "18mo"; as written where the plan writes it.
std::string verdict_time(const std::string& written, int month) {
  if (!written.empty())
    return written;
  if (month > 0 && month % kMonthsInYear == 0)
    return std::to_string(month / kMonthsInYear) + "y";
  return std::to_string(month) + "mo";
}

// "by 5y", "by 2y to 3y", "at 2030-12", "throughout 1mo to 5y"
std::string verdict_timing(const Timing& timing) {
  using Kind = TargetTiming::Kind;
  std::string text(name_of(timing.kind));
  const bool span = timing.kind != Kind::at &&
                    (timing.kind != Kind::by || timing.from > 1 || !timing.written_from.empty());
  text += " ";
  if (span)
    text += verdict_time(timing.written_from, timing.from) + " to ";
  return text + verdict_time(timing.written_to, timing.to);
}

Number told_from(double share_of_paths, const std::optional<double>& confidence) {
  Number number = share(share_of_paths, Precision::tenths);
  if (confidence)
    number.apart = {*confidence};
  return number;
}

Phrase probability_sentence(const Judgement& judgement, const std::optional<double>& confidence) {
  std::vector<Piece> pieces{"probability ", told_from(judgement.probability, confidence)};
  if (judgement.interval.low < judgement.interval.high) {
    pieces.insert(pieces.end(), {" (99% interval ", told_from(judgement.interval.low, confidence),
                                 " to ", told_from(judgement.interval.high, confidence), ")"});
  }
  pieces.insert(pieces.end(),
                {" of ", count(judgement.paths), judgement.paths == 1 ? " path" : " paths"});
  return pieces;
}

Phrase need_sentence(const std::optional<double>& confidence) {
  if (!confidence)
    return "the plan does not say how probable all together must be";
  return {"needs ", share(confidence, Precision::shortest)};
}

// The error falls with the square root of the number of paths.
std::optional<std::uint64_t> deciding_paths(const Judgement& judgement, double confidence) {
  const double p = judgement.probability;
  const double lack = std::abs(p - confidence);
  const double error = p < confidence ? judgement.interval.high - p : p - judgement.interval.low;
  constexpr double kMostPaths = 1e15;
  const double paths = static_cast<double>(judgement.paths) * std::pow(error / lack, 2);
  if (lack == 0 || paths > kMostPaths)
    return std::nullopt;
  const double step = std::pow(10, std::floor(std::log10(std::max(paths, 10.0))) - 1);
  return static_cast<std::uint64_t>(std::ceil(paths / step) * step); // two digits
}

Phrase deciding_sentence(const Judgement& judgement, double confidence) {
  const double points = (confidence - judgement.probability) * 100;
  const Number lack{.value = std::abs(points), .suffix = " points"};
  switch (judgement.verdict) {
  case Verdict::met:
    return "decided: the whole interval is at or above what it needs";
  case Verdict::missed:
    return {"decided: the whole interval is below what it needs; it lacks ", lack};
  case Verdict::undecided:
    break;
  }
  if (const auto paths = deciding_paths(judgement, confidence))
    return {"what would decide it: about ", count(*paths), " paths, ", lack,
            points > 0 ? " below what it needs" : " above what it needs"};
  return "what would decide it: another confidence; the probability is as good as equal to it";
}

std::string_view median_place(TargetTiming::Kind kind) {
  switch (kind) {
  case TargetTiming::Kind::at:
    return " in the month judged";
  case TargetTiming::Kind::by:
    return " in its best month by then";
  case TargetTiming::Kind::throughout:
  case TargetTiming::Kind::always:
    break;
  }
  return " in its worst month";
}

void add_medians(const RunResult& result, const TargetResult& target, std::vector<Phrase>& to) {
  if (target.median_there)
    to.push_back({"median ",
                  Number{.value = target.median_there,
                         .unit = target.median_unit,
                         .apart = target.thresholds},
                  std::string(median_place(target.timing.kind))});
  // For other timings, and for a span that begins later, the first month does not matter.
  if (target.median_month && target.timing.kind == TargetTiming::Kind::by &&
      target.timing.from <= 1)
    to.push_back({"half of the paths meet the condition by ",
                  PlanMonth{*target.median_month, result.calendar.at(*target.median_month)}});
}

void add_change(const std::optional<Difference>& change, TargetVerdict& verdict) {
  if (!change)
    return;
  const Number points{.value = change->delta * 100, .show_plus = true, .suffix = " points"};
  verdict.sentences.push_back({"change from ", share(change->before, Precision::tenths),
                               " in the baseline: ", points,
                               verdict.dropped ? ", which is more than it may drop" : ""});
}

TargetVerdict target_verdict(const RunResult& result, const TargetResult& target) {
  const Judgement& judgement = target.judgement;
  TargetVerdict verdict{.name = target.name,
                        .label = target.label,
                        .probability = judgement.probability,
                        .low = judgement.interval.low,
                        .high = judgement.interval.high,
                        .confidence = target.confidence,
                        .verdict = judgement.verdict,
                        .median = target.median_there,
                        .median_month = target.median_month,
                        .place = {target.file, target.line, target.column}};
  verdict.sentences.emplace_back(target.when + " " + verdict_timing(target.timing));
  verdict.sentences.push_back(probability_sentence(judgement, target.confidence));
  verdict.sentences.push_back(need_sentence(target.confidence));
  add_medians(result, target, verdict.sentences);
  verdict.sentences.push_back(deciding_sentence(judgement, target.confidence));
  verdict.dropped = is_dropped(result, target);
  add_change(target.baseline, verdict);
  return verdict;
}

TargetVerdict joint_verdict(const RunResult& result, const JointResult& joint) {
  const Judgement& judgement = joint.judgement;
  TargetVerdict verdict{.name = "all",
                        .label = "All together",
                        .probability = judgement.probability,
                        .low = judgement.interval.low,
                        .high = judgement.interval.high,
                        .confidence = joint.confidence,
                        .verdict = joint.verdict(),
                        .place = {joint.file, joint.line, joint.column}};
  verdict.sentences.emplace_back("every target is met on the same path");
  verdict.sentences.push_back(probability_sentence(judgement, joint.confidence));
  verdict.sentences.push_back(need_sentence(joint.confidence));
  if (joint.confidence)
    verdict.sentences.push_back(deciding_sentence(judgement, *joint.confidence));
  verdict.dropped = is_dropped(result, joint);
  add_change(joint.baseline, verdict);
  return verdict;
}

} // namespace

PlanVerdicts verdicts_of(const RunResult& result) {
  PlanVerdicts plan{.provenance = result.provenance};
  for (const TargetResult& target : result.targets)
    plan.targets.push_back(target_verdict(result, target));
  if (result.joint)
    plan.targets.push_back(joint_verdict(result, *result.joint));
  for (const Curve& curve : result.curves)
    if (const auto& medians = curve.quantile(50); !medians.empty() && medians.back())
      plan.medians.emplace_back(curve.name, *medians.back());
  return plan;
}

} // namespace escala
