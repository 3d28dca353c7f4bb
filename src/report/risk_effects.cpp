// SPDX-License-Identifier: Apache-2.0
#include "report/risk_effects.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "report/gains.h"

namespace escala {
namespace {

constexpr int kLeastWithoutLabel = 12;

MaybeNumber share_lost(double with, double without) {
  if (std::isnan(with) || std::isnan(without) || without <= 0)
    return std::nullopt;
  return 1 - with / without;
}

MaybeNumber taken(const Exposure& exposure, std::uint32_t metric) {
  const auto found = std::ranges::find(exposure.losses, metric, &LossSummary::metric);
  return found == exposure.losses.end() ? std::nullopt : MaybeNumber(found->at_horizon);
}

EndLoss loss_of(const RiskResult& risk, std::uint32_t metric) {
  if (!risk.effect)
    return {metric, taken(risk.found.residual, metric), taken(risk.found.inherent, metric)};
  const Gain& effect = risk.effect->found.metrics[metric];
  const double bare =
      risk.mitigation ? risk.mitigation->found.metrics[metric].without : effect.with;
  return {metric, share_lost(effect.with, effect.without), share_lost(bare, effect.without)};
}

// What is left of a level after both.
void join(MaybeNumber& kept, MaybeNumber lost) {
  kept = kept && lost ? MaybeNumber(*kept * (1 - *lost)) : std::nullopt;
}

bool is_compared(const RunResult& result) {
  return std::ranges::all_of(result.risks,
                             [](const RiskResult& risk) { return risk.effect.has_value(); });
}

// What is judged, first what binds: by how much its probability lacks of what it needs.
struct Judged {
  double margin = 0;
  std::optional<std::size_t> target; // nullopt: all targets together
};

std::vector<Judged> by_margin(const RunResult& result) {
  std::vector<Judged> judged;
  for (std::size_t i = 0; i < result.targets.size(); ++i) {
    const TargetResult& target = result.targets[i];
    judged.push_back({target.judgement.probability - target.confidence, i});
  }
  if (result.joint && result.joint->confidence)
    judged.push_back({result.joint->judgement.probability - *result.joint->confidence, {}});
  std::ranges::stable_sort(judged, {}, &Judged::margin);
  return judged;
}

// What a risk takes off the probability of each; 0 where that is not significant.
std::vector<double> harms(const RiskResult& risk, const std::vector<Judged>& judged) {
  const Counterfactual& effect = risk.effect->found;
  std::vector<double> harms;
  for (const Judged& one : judged) {
    const Gain& gain = one.target ? effect.targets[*one.target] : effect.joint;
    harms.push_back(is_significant(gain.gain, gain.std_error) ? -gain.gain : 0);
  }
  return harms;
}

// The rows of one risk: what differs most without it.
class EffectRows {
 public:
  explicit EffectRows(const std::string& risk) : risk_(OwnText{risk}) {}

  void add_probability(const NamedGain& gain) {
    add(gain.label, share(gain.with, Precision::tenths), share(gain.without, Precision::tenths),
        points_of(gain, -*gain.gain));
  }
  void add_metric(const NamedGain& gain) {
    add(gain.label, level_of(gain, gain.with), level_of(gain, gain.without),
        difference_of(gain, -*gain.gain));
  }

  std::vector<TableRow> take() {
    if (rows_.empty())
      rows_.push_back({{{risk_}, {"little or nothing"}}});
    return std::move(rows_);
  }

 private:
  void add(const Phrase& label, Number with, Number without, Number difference) {
    std::vector<Cell> cells(5);
    if (rows_.empty())
      cells[0] = {risk_};
    cells[1] = {label};
    cells[2] = {std::move(with)};
    cells[3] = {std::move(without)};
    cells[4] = {std::move(difference)};
    rows_.push_back({std::move(cells)});
  }

  Phrase risk_;
  std::vector<TableRow> rows_;
};

// Those of the metrics that are shown.
std::vector<NamedGain> shown_metrics(const RunResult& result, const RiskResult& risk) {
  std::vector<NamedGain> gains = metric_gains(result, *risk.effect);
  std::erase_if(gains, [&](const NamedGain& gain) {
    return std::ranges::find(result.curves, gain.name, &Curve::name) == result.curves.end();
  });
  return gains;
}

std::vector<TableRow> rows_without(const RunResult& result, const RiskResult& risk, bool all) {
  EffectRows rows(risk.found.name);
  std::vector<NamedGain> targets = target_gains(result, *risk.effect);
  if (const auto joint = joint_gain(result, *risk.effect); joint && result.targets.size() > 1)
    targets.push_back(*joint);
  std::vector<NamedGain> metrics = shown_metrics(result, risk);
  if (!all) {
    targets = largest_targets(std::move(targets), {});
    metrics = largest_metrics(metric_gains(result, *risk.effect), {});
  }
  const auto is_known = [](const NamedGain& gain) { return gain.gain.has_value(); };
  for (const NamedGain& gain : targets)
    if (is_known(gain))
      rows.add_probability(gain);
  for (const NamedGain& gain : metrics)
    if (is_known(gain))
      rows.add_metric(gain);
  return rows.take();
}

} // namespace

std::vector<EndLoss> end_losses(const RunResult&, const RiskResult& risk) {
  std::vector<std::uint32_t> metrics = risk.affected;
  std::ranges::sort(metrics);
  metrics.erase(std::unique(metrics.begin(), metrics.end()), metrics.end());
  std::vector<EndLoss> losses;
  for (const std::uint32_t metric : metrics)
    losses.push_back(loss_of(risk, metric));
  return losses;
}

std::vector<EndLoss> end_losses(const RunResult& result, const RiskSummary& category) {
  std::map<std::uint32_t, EndLoss> kept; // by metric: what is left
  for (const RiskResult& risk : result.risks) {
    if (risk.found.category != category.category)
      continue;
    for (const EndLoss& loss : end_losses(result, risk)) {
      EndLoss& of = kept.try_emplace(loss.metric, EndLoss{loss.metric, 1.0, 1.0}).first->second;
      join(of.residual, loss.residual);
      join(of.inherent, loss.inherent);
    }
  }
  std::vector<EndLoss> losses;
  const auto lost = [](MaybeNumber left) { return left ? MaybeNumber(1 - *left) : std::nullopt; };
  for (const auto& [metric, of] : kept)
    losses.push_back({metric, lost(of.residual), lost(of.inherent)});
  return losses;
}

std::vector<std::size_t> risks_by_harm(const RunResult& result) {
  std::vector<std::size_t> order(result.risks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::vector<Judged> judged = by_margin(result);
  if (is_compared(result))
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      return harms(result.risks[a], judged) > harms(result.risks[b], judged);
    });
  return order;
}

std::vector<Table> tables_without_risks(const RunResult& result, bool all) {
  const std::vector<std::size_t> order = risks_by_harm(result);
  if (order.empty() || !is_compared(result))
    return {};
  TableGroup group;
  for (const std::size_t risk : order)
    for (TableRow& row : rows_without(result, result.risks[risk], all))
      group.rows.push_back(std::move(row));
  return {{.columns = {{.heading = "Without", .least = kLeastWithoutLabel},
                       {.heading = "changes", .least = kLeastWithoutLabel},
                       {.heading = "from", .align = Align::right},
                       {.heading = "to", .align = Align::right},
                       {.heading = "by", .align = Align::right, .drop = 1}},
           .groups = {std::move(group)}}};
}

} // namespace escala
