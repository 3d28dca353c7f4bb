// SPDX-License-Identifier: Apache-2.0
#include "report/target_titles.h"

namespace escala {

Phrase met_in_futures(const TargetResult& target, const Calendar& calendar) {
  Number probability = share(target.judgement.probability, Precision::tenths);
  probability.apart = {target.confidence};
  const Timing& timing = target.timing;
  const PlanMonth from{timing.from, calendar.at(timing.from)};
  const PlanMonth to{timing.to, calendar.at(timing.to)};
  switch (timing.kind) {
  case TargetTiming::Kind::at:
    return filled("{} of futures meet {} in {}", {probability, target.label, to});
  case TargetTiming::Kind::throughout:
  case TargetTiming::Kind::always:
    return filled("{} of futures meet {} from {} to {}", {probability, target.label, from, to});
  case TargetTiming::Kind::by:
    break;
  }
  if (timing.from > 1)
    return filled("{} of futures meet {} between {} and {}", {probability, target.label, from, to});
  return filled("{} of futures meet {} by {}", {probability, target.label, to});
}

} // namespace escala
