// SPDX-License-Identifier: Apache-2.0
// What a history keeps of a run.
#include <fmt/format.h>

#include "escala/core/version.h"
#include "escala/report/history.h"
#include "escala/report/names.h"
#include "report/run_records.h"

namespace escala {
namespace {

std::string timing_text(const Timing& timing) {
  const bool span = timing.kind == TargetTiming::Kind::throughout ||
                    timing.kind == TargetTiming::Kind::always ||
                    (timing.kind == TargetTiming::Kind::by && timing.from > 1);
  return span ? fmt::format("{} {}-{}", name_of(timing.kind), timing.from, timing.to)
              : fmt::format("{} {}", name_of(timing.kind), timing.to);
}

std::string_view every_text(ReportPeriod report_period) {
  return report_period == ReportPeriod::month     ? "mo"
         : report_period == ReportPeriod::quarter ? "q"
                                                  : "y";
}

std::string quantiles_text(const Curve& curve, const std::vector<double>& percentiles,
                           std::size_t entry) {
  std::string text;
  for (const double percent : percentiles) {
    const auto& values = curve.quantile(percent);
    const bool known = entry < values.size() && values[entry];
    text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", quantile_key(percent),
                        known ? fmt::format("{}", *values[entry]) : "null");
  }
  return "{" + text + "}";
}

void keep_targets(const RunResult& result, HistoryRun& run) {
  for (const TargetResult& target : result.targets)
    run.targets.push_back({target.name, target.label, target.when, timing_text(target.timing),
                           target.confidence, target.judgement, target.median_month});
  if (result.joint)
    run.targets.push_back({.name = "all",
                           .label = "",
                           .when = "",
                           .timing = "",
                           .confidence = result.joint->confidence,
                           .judgement = result.joint->judgement,
                           .median_month = std::nullopt});
}

void keep_curves(const RunResult& result, HistoryRun& run) {
  for (const Curve& curve : result.curves)
    for (std::size_t i = 0; i < curve.months.size(); ++i)
      run.curves.push_back({curve.name, curve.unit.text, curve.months[i], curve.mean[i],
                            curve.sd[i], quantiles_text(curve, result.percentiles, i)});
}

} // namespace

HistoryRun history_run(const RunResult& result) {
  HistoryRun run{.id = 0,
                 .time = {},
                 .provenance = result.provenance,
                 .version = std::string(kVersion),
                 .start = to_text(result.calendar.start),
                 .horizon = result.horizon,
                 .every = std::string(every_text(result.report_period)),
                 .currency = result.currency};
  run.provenance.text = nullptr;
  keep_targets(result, run);
  keep_curves(result, run);
  for (const DriverResult& driver : result.drivers)
    run.drivers.push_back({driver.name, driver.unit.text, driver.p5, driver.p50, driver.p95});
  return run;
}

} // namespace escala
