// SPDX-License-Identifier: Apache-2.0
// The losses by risks, and the gains of mitigation and investment, as records.
#include <algorithm>
#include <string>
#include <vector>

#include "report/gains.h"
#include "report/risk_effects.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

// The losses with or without mitigation. A metric that loses only amounts has a lost share of 0.
struct ExposureOf {
  const RunResult& run;
  const Exposure& exposure;
  const std::vector<std::uint32_t>& affected;
  std::vector<EndLoss> at_end;
  MaybeNumber EndLoss::*lost;
};

Value mean_losses(const ExposureOf& of) {
  Value::Map map;
  for (const LossSummary& loss : of.exposure.losses)
    map.push_back({of.run.metrics[loss.metric].name, loss.mean});
  for (const std::uint32_t metric : of.affected)
    if (std::ranges::find(of.exposure.losses, metric, &LossSummary::metric) ==
        of.exposure.losses.end())
      map.push_back({of.run.metrics[metric].name, 0.0});
  return map;
}

Value losses_at_end(const ExposureOf& of) {
  Value::Map map;
  for (const EndLoss& loss : of.at_end)
    map.push_back({of.run.metrics[loss.metric].name, loss.*of.lost});
  return map;
}

FieldType losses_type() { return map(nullable(number())); }

constexpr const char* kEndLossDoc =
    "by metric: the share of its mean at the end that is lost, against the same paths without";

const Described<ExposureOf>& exposure_record() {
  static const Described<ExposureOf> kRecord{
      "exposure",
      {{"expected_events", number(), "", [](const ExposureOf& of) { return of.exposure.events; }},
       {"expected_loss", losses_type(), "share of each metric lost", mean_losses},
       {"loss_at_horizon", losses_type(), kEndLossDoc, losses_at_end}}};
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
  return {of.run, of.part.found.residual, of.part.affected, end_losses(of.run, of.part),
          &EndLoss::residual};
}

ExposureOf inherent(const PartOf<RiskResult>& of) {
  return {of.run, of.part.found.inherent, of.part.affected, end_losses(of.run, of.part),
          &EndLoss::inherent};
}

const std::vector<std::uint32_t> kNobody;

ExposureOf of_category(const PartOf<RiskSummary>& of, Exposure RiskSummary::*exposure,
                       MaybeNumber EndLoss::*lost) {
  return {of.run, of.part.*exposure, kNobody, end_losses(of.run, of.part), lost};
}

const Described<PartOf<Benefit>>& effect_record() {
  using Of = PartOf<Benefit>;
  static const Described<Of> kRecord{
      "effect",
      {{"paths", count(), "", [](const Of& of) { return of.part.found.paths; }},
       {"metrics", map(record(gain_record().type())), "their means at the end",
        [](const Of& of) { return gains_by_name(metric_gains(of.run, of.part)); }},
       {"targets", map(record(gain_record().type())), "their probabilities",
        [](const Of& of) { return gains_by_name(target_gains(of.run, of.part)); }},
       {"joint", nullable(record(gain_record().type())), "", joint_value}}};
  return kRecord;
}

Value effect(const PartOf<RiskResult>& of) {
  const auto& found = of.part.effect;
  return found ? Value(effect_record().of({of.run, *found})) : Value(Null{});
}

} // namespace

const RecordType& exposure_type() { return exposure_record().type(); }
const RecordType& effect_type() { return effect_record().type(); }
const RecordType& gain_type() { return gain_record().type(); }

namespace {

std::vector<Described<PartOf<Benefit>>::Line> benefit_lines() {
  using Of = PartOf<Benefit>;
  return {{"cost", nullable(number()), "", [](const Of& of) { return of.part.cost; }},
          {"paths", count(), "", [](const Of& of) { return of.part.found.paths; }},
          {"metrics", map(record(gain_type())), "",
           [](const Of& of) { return gains_by_name(metric_gains(of.run, of.part)); }},
          {"targets", map(record(gain_type())), "",
           [](const Of& of) { return gains_by_name(target_gains(of.run, of.part)); }},
          {"joint", nullable(record(gain_type())), "", joint_value}};
}

} // namespace

const Described<PartOf<Benefit>>& benefit_record() {
  static const Described<PartOf<Benefit>> kRecord{"benefit", benefit_lines()};
  return kRecord;
}

const Described<PartOf<Benefit>>& investment_record() {
  static const Described<PartOf<Benefit>> kRecord{"investment", [] {
                                                    auto lines = benefit_lines();
                                                    for (auto& line : value_lines())
                                                      lines.push_back(std::move(line));
                                                    return lines;
                                                  }()};
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
        [](const Of& of) { return mean_losses(residual(of)); }},
       {"loss_at_horizon", losses_type(), kEndLossDoc,
        [](const Of& of) { return losses_at_end(residual(of)); }},
       {"inherent", record(exposure_type()), "the same without mitigation",
        [](const Of& of) { return exposure_record().of(inherent(of)); }},
       {"cost", nullable(number()), "", [](const Of& of) { return of.part.found.cost; }},
       {"mitigation", nullable(record(benefit_record().type())), "what the mitigation gains",
        [](const Of& of) { return benefit_value(of.run, of.part.mitigation); }},
       {"effect", nullable(record(effect_record().type())),
        "the same paths with the risk and without it; null where risks were not compared",
        effect}}};
  return kRecord;
}

const Described<PartOf<RiskSummary>>& category_record() {
  using Of = PartOf<RiskSummary>;
  static const auto kResidual = [](const Of& of) {
    return of_category(of, &RiskSummary::residual, &EndLoss::residual);
  };
  static const Described<Of> kRecord{
      "risk_category",
      {{"category", nullable(text()), "",
        [](const Of& of) { return text_or_null(of.part.category); }},
       {"expected_events", number(), "", [](const Of& of) { return of.part.residual.events; }},
       {"expected_loss", losses_type(), "",
        [](const Of& of) { return mean_losses(kResidual(of)); }},
       {"loss_at_horizon", losses_type(), "",
        [](const Of& of) { return losses_at_end(kResidual(of)); }},
       {"inherent", record(exposure_type()), "",
        [](const Of& of) {
          return exposure_record().of(of_category(of, &RiskSummary::inherent, &EndLoss::inherent));
        }},
       {"cost", nullable(number()), "", [](const Of& of) { return of.part.cost; }}}};
  return kRecord;
}

} // namespace escala
