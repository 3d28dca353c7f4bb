// SPDX-License-Identifier: Apache-2.0
#include "report/study_parts.h"

#include <cmath>

namespace escala {

std::optional<double> unless_undefined(double value) {
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

const Described<Judgement>& estimate_record() {
  using namespace types;
  using Of = Judgement;
  static const Described<Of> kRecord{
      "estimate",
      {{"probability", number(), "", [](const Of& of) { return of.probability; }},
       {"std_error", number(), "", [](const Of& of) { return of.std_error; }}}};
  return kRecord;
}

const Described<MetricSpread>& spread_record() {
  using namespace types;
  using Of = MetricSpread;
  static const Described<Of> kRecord{
      "spread",
      {{"p5", nullable(number()), "", [](const Of& of) { return unless_undefined(of.p5); }},
       {"p50", nullable(number()), "", [](const Of& of) { return unless_undefined(of.p50); }},
       {"p95", nullable(number()), "", [](const Of& of) { return unless_undefined(of.p95); }}}};
  return kRecord;
}

Value value_or_null(double value, const DisplayUnit& unit) {
  return unless_undefined(value * unit.factor);
}

MetricSpread in_unit(MetricSpread spread, const DisplayUnit& unit) {
  return {spread.p5 * unit.factor, spread.p50 * unit.factor, spread.p95 * unit.factor};
}

Number median_of(const MetricSpread& spread, const DisplayUnit& unit) {
  return {.value = unless_undefined(spread.p50 * unit.factor), .unit = unit};
}

DisplayUnit percent_unit() { return {.text = "%", .style = DisplayUnit::Style::percent}; }

} // namespace escala
