// SPDX-License-Identifier: Apache-2.0
#include "escala/report/result_verdict.h"

#include <algorithm>

#include "escala/report/names.h"

namespace escala {
namespace {

ResultVerdict verdict_of(const JudgedTarget& target) {
  switch (target.verdict) {
  case Verdict::missed:
    return ResultVerdict::missed;
  case Verdict::undecided:
    return ResultVerdict::undecided;
  case Verdict::met:
    break;
  }
  return target.dropped ? ResultVerdict::dropped : ResultVerdict::met;
}

} // namespace

std::string_view name_of(ResultVerdict verdict) {
  switch (verdict) {
  case ResultVerdict::met:
    return name_of(Verdict::met);
  case ResultVerdict::missed:
    return name_of(Verdict::missed);
  case ResultVerdict::undecided:
    return name_of(Verdict::undecided);
  case ResultVerdict::dropped:
    break;
  }
  return "dropped";
}

bool is_dropped(const RunResult& result, const TargetResult& target) {
  return result.baseline && target.baseline &&
         has_dropped(*target.baseline, result.baseline->max_drop);
}

bool is_dropped(const RunResult& result, const JointResult& joint) {
  return result.baseline && joint.baseline && joint.confidence &&
         has_dropped(*joint.baseline, result.baseline->max_drop);
}

std::vector<JudgedTarget> judged_targets(const RunResult& result) {
  std::vector<JudgedTarget> judged;
  for (const TargetResult& target : result.targets)
    judged.push_back({OwnText{target.label}, target.judgement.verdict, is_dropped(result, target)});
  if (result.joint && result.joint->verdict())
    judged.push_back({"all together", *result.joint->verdict(), is_dropped(result, *result.joint)});
  return judged;
}

std::optional<ResultVerdict> verdict_of(const RunResult& result) {
  std::optional<ResultVerdict> worst;
  for (const JudgedTarget& target : judged_targets(result))
    worst = std::max(worst.value_or(ResultVerdict::met), verdict_of(target));
  return worst;
}

} // namespace escala
