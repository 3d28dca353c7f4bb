// SPDX-License-Identifier: Apache-2.0
// The curve of a metric as a record.
#include <algorithm>
#include <string>
#include <vector>

#include "escala/core/numbers.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;
using MetricCurve = PartOf<Curve>;

Counts counts_of(const std::vector<int>& months) { return {months.begin(), months.end()}; }

Texts dates_of(const MetricCurve& metric) {
  Texts dates;
  for (const int month : metric.part.months)
    dates.push_back(to_text(metric.run.calendar.at(month)));
  return dates;
}

Value actual_months(const MetricCurve& metric) {
  const int last = metric.part.last_actual;
  return last >= 0 ? Value(last) : Value(Absent{});
}

Value undefined(const MetricCurve& metric) {
  const std::vector<double>& shares = metric.part.undefined;
  if (std::ranges::all_of(shares, [](double share) { return share == 0; }))
    return Absent{};
  return Numbers(shares.begin(), shares.end());
}

Value first_actual_month(const MetricCurve& metric) {
  const Curve& curve = metric.part;
  return curve.last_actual >= 0 && curve.first_actual > 0 ? Value(curve.first_actual)
                                                          : Value(Absent{});
}

Value segment_of(const MetricCurve& metric) {
  return metric.part.segment.empty() ? Value(Absent{}) : Value(metric.part.segment);
}

Value flow_of(const MetricCurve& metric) {
  if (!metric.part.flow)
    return Absent{};
  return metric.part.unit.per.empty() ? "amount" : "rate";
}

Value quantiles_of(const MetricCurve& metric) {
  Value::Map quantiles;
  for (const double percent : metric.run.percentiles)
    quantiles.push_back({quantile_key(percent), metric.part.quantile(percent)});
  return quantiles;
}

} // namespace

std::string quantile_key(double percent) { return "p" + shortest_text(percent); }

const Described<MetricCurve>& metric_record() {
  static const Described<MetricCurve> kRecord{
      "metric",
      {{"name", text(), "", [](const MetricCurve& of) { return of.part.name; }},
       {"segment", optional(text()), "of a metric that is split; left out of its total",
        segment_of},
       {"label", text(), "", [](const MetricCurve& of) { return of.part.label; }},
       {"unit", text(), "", [](const MetricCurve& of) { return of.part.unit.text; }},
       {"flow", optional(word({"amount", "rate"})),
        "values are amounts or rates of their month; left out of levels", flow_of},
       {"actual_months", optional(count()), "the last month whose value is known", actual_months},
       {"actual_from", optional(count()), "the first such month; left out where it is 0",
        first_actual_month},
       {"months", list(count()), "0 is the opening",
        [](const MetricCurve& of) { return counts_of(of.part.months); }},
       {"dates", list(month()), "", dates_of},
       {"mean", list(nullable(number())), "over the paths that have a value",
        [](const MetricCurve& of) { return of.part.mean; }},
       {"sd", list(nullable(number())), "with n - 1",
        [](const MetricCurve& of) { return of.part.sd; }},
       {"undefined", optional(list(number())),
        "the share of paths without a value; left out where all are 0", undefined},
       {"quantiles", map(list(nullable(number()))),
        "p5, p50, p99.9: sample quantiles, Hyndman and Fan type 7", quantiles_of}}};
  return kRecord;
}

} // namespace escala
