// SPDX-License-Identifier: Apache-2.0
// The losses by risks, and the gains of mitigation and investment, as records.
#include <algorithm>
#include <string>
#include <vector>

#include "report/gains.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

// The losses with or without mitigation. A metric that loses only amounts has a lost share of 0.
struct ExposureOf {
  const RunResult& run;
  const Exposure& exposure;
  const std::vector<std::uint32_t>& affected;
};

Value losses(const ExposureOf& of, double LossSummary::*value) {
  Value::Map map;
  for (const LossSummary& loss : of.exposure.losses)
    map.push_back({of.run.metrics[loss.metric].name, loss.*value});
  for (const std::uint32_t metric : of.affected)
    if (std::ranges::find(of.exposure.losses, metric, &LossSummary::metric) ==
        of.exposure.losses.end())
      map.push_back({of.run.metrics[metric].name, 0.0});
  return map;
}

FieldType losses_type() { return map(nullable(number())); }

const Described<ExposureOf>& exposure_record() {
  static const Described<ExposureOf> kRecord{
      "exposure",
      {{"expected_events", number(), "", [](const ExposureOf& of) { return of.exposure.events; }},
       {"expected_loss", losses_type(), "share of each metric lost",
        [](const ExposureOf& of) { return losses(of, &LossSummary::mean); }},
       {"loss_at_horizon", losses_type(), "",
        [](const ExposureOf& of) { return losses(of, &LossSummary::at_horizon); }}}};
  return kRecord;
}

const Described<NamedGain>& gain_record() {
  using Of = NamedGain;
  static const Described<Of> kRecord{
      "gain",
      {{"with", nullable(number()), "", [](const Of& of) { return of.with; }},
       {"without", nullable(number()), "", [](const Of& of) { return of.without; }},
       {"gain", nullable(number()), "", [](const Of& of) { return of.gain; }},
       {"std_error", nullable(number()), "", [](const Of& of) { return of.std_error; }},
       {"per_cost", nullable(number()), "", [](const Of& of) { return of.per_cost; }}}};
  return kRecord;
}

Value gains_by_name(const std::vector<NamedGain>& gains) {
  Value::Map map;
  for (const NamedGain& gain : gains)
    map.push_back({gain.name, gain_record().of(gain)});
  return map;
}

Value joint_value(const PartOf<Benefit>& of) {
  const auto gain = joint_gain(of.run, of.part);
  return gain ? Value(gain_record().of(*gain)) : Value(Null{});
}

ExposureOf residual(const PartOf<RiskResult>& of) {
  return {of.run, of.part.found.residual, of.part.affected};
}

ExposureOf inherent(const PartOf<RiskResult>& of) {
  return {of.run, of.part.found.inherent, of.part.affected};
}

const std::vector<std::uint32_t> kNobody;

ExposureOf of_category(const PartOf<RiskSummary>& of, Exposure RiskSummary::*exposure) {
  return {of.run, of.part.*exposure, kNobody};
}

} // namespace

const RecordType& exposure_type() { return exposure_record().type(); }
const RecordType& gain_type() { return gain_record().type(); }

const Described<PartOf<Benefit>>& benefit_record() {
  using Of = PartOf<Benefit>;
  static const Described<Of> kRecord{
      "benefit",
      {{"cost", nullable(number()), "", [](const Of& of) { return of.part.cost; }},
       {"paths", count(), "", [](const Of& of) { return of.part.found.paths; }},
       {"metrics", map(record(gain_type())), "",
        [](const Of& of) { return gains_by_name(metric_gains(of.run, of.part)); }},
       {"targets", map(record(gain_type())), "",
        [](const Of& of) { return gains_by_name(target_gains(of.run, of.part)); }},
       {"joint", nullable(record(gain_type())), "", joint_value}}};
  return kRecord;
}

Value benefit_value(const RunResult& run, const std::optional<Benefit>& benefit) {
  return benefit ? Value(benefit_record().of({run, *benefit})) : Value(Null{});
}

const Described<PartOf<RiskResult>>& risk_record() {
  using Of = PartOf<RiskResult>;
  static const Described<Of> kRecord{
      "risk",
      {{"name", text(), "", [](const Of& of) { return of.part.found.name; }},
       {"category", nullable(text()), "",
        [](const Of& of) { return text_or_null(of.part.found.category); }},
       {"expected_events", number(), "over the horizon",
        [](const Of& of) { return of.part.found.residual.events; }},
       {"expected_loss", losses_type(), "by metric: the mean share lost to this risk alone",
        [](const Of& of) { return losses(residual(of), &LossSummary::mean); }},
       {"loss_at_horizon", losses_type(), "",
        [](const Of& of) { return losses(residual(of), &LossSummary::at_horizon); }},
       {"inherent", record(exposure_type()), "the same without mitigation",
        [](const Of& of) { return exposure_record().of(inherent(of)); }},
       {"cost", nullable(number()), "", [](const Of& of) { return of.part.found.cost; }},
       {"mitigation", nullable(record(benefit_record().type())), "what the mitigation gains",
        [](const Of& of) { return benefit_value(of.run, of.part.mitigation); }}}};
  return kRecord;
}

const Described<PartOf<RiskSummary>>& category_record() {
  using Of = PartOf<RiskSummary>;
  const auto lost = [](double LossSummary::*value) {
    return [value](const Of& of) { return losses(of_category(of, &RiskSummary::residual), value); };
  };
  static const Described<Of> kRecord{
      "risk_category",
      {{"category", nullable(text()), "",
        [](const Of& of) { return text_or_null(of.part.category); }},
       {"expected_events", number(), "", [](const Of& of) { return of.part.residual.events; }},
       {"expected_loss", losses_type(), "", lost(&LossSummary::mean)},
       {"loss_at_horizon", losses_type(), "", lost(&LossSummary::at_horizon)},
       {"inherent", record(exposure_type()), "",
        [](const Of& of) { return exposure_record().of(of_category(of, &RiskSummary::inherent)); }},
       {"cost", nullable(number()), "", [](const Of& of) { return of.part.cost; }}}};
  return kRecord;
}

} // namespace escala
