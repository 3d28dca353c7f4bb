// SPDX-License-Identifier: Apache-2.0
// Results made by hand, so that every byte of an output is known in advance.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/run_result.h"

namespace escala::sample {

inline const DisplayUnit kDollars{"USD", DisplayUnit::Style::money, "$", ""};
inline const DisplayUnit kPercent{"%", DisplayUnit::Style::percent, "", ""};
inline const DisplayUnit kPeople{"people", DisplayUnit::Style::plain, "", ""};

// The median starts at `initial` and is multiplied by `factor` each month. `spread` is the standard
// deviation as a share of the median; month 0 has none.
inline Curve curve(std::string name, std::string label, DisplayUnit unit, double initial,
                   double factor, double spread, int horizon) {
  constexpr double kSteps[] = {-2, -1.5, -0.5, 0, 0.5, 1.5, 2};
  Curve made{std::move(name), std::move(label), std::move(unit), {}, {}, {}, {}, {}};
  for (const double percent : kDefaultPercentiles)
    made.quantiles.push_back({.percent = percent});
  double median = initial;
  for (int month = 0; month <= horizon; ++month, median *= factor) {
    const double unsure = month == 0 ? 0 : spread;
    made.months.push_back(month);
    made.mean.push_back(median);
    made.sd.push_back(median * unsure);
    made.undefined.push_back(0);
    for (std::size_t q = 0; q < made.quantiles.size(); ++q)
      made.quantiles[q].values.emplace_back(median * (1 + unsure * kSteps[q]));
  }
  return made;
}

inline Judgement estimate(double probability, double half, std::uint64_t paths = 100000) {
  return {probability, half / 2.5, {probability - half, probability + half}, paths};
}

inline TargetResult target(std::string name, std::string label, Timing timing, Judgement found,
                           double confidence, Verdict verdict) {
  TargetResult made;
  made.name = std::move(name);
  made.label = std::move(label);
  made.when = made.name + " >= 1";
  made.timing = timing;
  made.judgement = found;
  made.confidence = confidence;
  made.judgement.verdict = verdict;
  made.first.never = 1 - found.probability;
  return made;
}

inline RunResult empty_result(std::string name, int horizon) {
  RunResult made;
  made.provenance.scenario = std::move(name);
  made.provenance.file = "plan.yaml";
  made.provenance.sha256 = std::string(64, 'a');
  made.provenance.paths = 100000;
  made.provenance.seed = 2026;
  made.provenance.sampler = "random";
  made.provenance.isa = "scalar";
  made.calendar.start = CalendarMonth::of(2026, 1);
  made.horizon = horizon;
  made.currency = "USD";
  return made;
}

} // namespace escala::sample
