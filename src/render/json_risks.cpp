// SPDX-License-Identifier: Apache-2.0
#include "render/json_risks.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace escala {
namespace {

// What loses amounts alone loses a share of 0.
void write_losses(JsonWriter& json, std::string_view key, const ExposureResult& exposure,
                  const std::vector<std::string>& victims, double LossResult::*value) {
  json.key(key);
  json.begin_object();
  for (const LossResult& loss : exposure.losses)
    json.member(loss.metric, loss.*value);
  for (const std::string& victim : victims)
    if (std::ranges::find(exposure.losses, victim, &LossResult::metric) == exposure.losses.end())
      json.member(victim, 0.0);
  json.end_object();
}

void write_exposure(JsonWriter& json, const ExposureResult& exposure,
                    const std::vector<std::string>& victims) {
  json.member("expected_events", exposure.events);
  write_losses(json, "expected_loss", exposure, victims, &LossResult::mean);
  write_losses(json, "loss_at_horizon", exposure, victims, &LossResult::at_horizon);
}

void write_gain(JsonWriter& json, const GainResult& gain) {
  json.begin_object();
  json.member("with", gain.with);
  json.member("without", gain.without);
  json.member("gain", gain.gain);
  json.member("std_error", gain.std_error);
  json.member("per_cost", gain.per_cost);
  json.end_object();
}

void write_gains(JsonWriter& json, std::string_view key, const std::vector<GainResult>& gains) {
  json.key(key);
  json.begin_object();
  for (const GainResult& gain : gains) {
    json.key(gain.name);
    write_gain(json, gain);
  }
  json.end_object();
}

void write_benefit(JsonWriter& json, std::string_view key,
                   const std::optional<BenefitResult>& benefit) {
  json.key(key);
  if (!benefit)
    return json.value(std::nullopt);
  json.begin_object();
  json.member("cost", benefit->cost);
  json.member("paths", benefit->paths);
  write_gains(json, "metrics", benefit->metrics);
  write_gains(json, "targets", benefit->targets);
  json.key("joint");
  if (benefit->joint)
    write_gain(json, *benefit->joint);
  else
    json.value(std::nullopt);
  json.end_object();
}

void write_risk(JsonWriter& json, const RiskResult& risk, bool category) {
  json.begin_object();
  if (!category)
    json.member("name", std::string_view(risk.name));
  std::optional<std::string_view> written;
  if (!risk.category.empty())
    written = risk.category;
  json.member("category", written);
  const std::vector<std::string> victims = category ? std::vector<std::string>{} : risk.victims;
  write_exposure(json, risk.residual, victims);
  json.key("inherent");
  json.begin_object();
  write_exposure(json, risk.inherent, victims);
  json.end_object();
  json.member("cost", risk.cost);
  if (!category)
    write_benefit(json, "mitigation", risk.mitigation);
  json.end_object();
}

void write_list(JsonWriter& json, std::string_view key, const std::vector<RiskResult>& risks,
                bool categories) {
  json.key(key);
  json.begin_array();
  for (const RiskResult& risk : risks)
    write_risk(json, risk, categories);
  json.end_array();
}

} // namespace

void write_risks(JsonWriter& json, const Report& report) {
  write_list(json, "risks", report.risks, false);
  if (!report.risks.empty()) {
    write_list(json, "risk_categories", report.categories, true);
    write_benefit(json, "mitigation", report.mitigation);
  }
  if (report.investment)
    write_benefit(json, "investment", report.investment);
}

} // namespace escala
