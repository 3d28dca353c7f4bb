// SPDX-License-Identifier: Apache-2.0
#include "report/risk_effects.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>

#include "report/gains.h"

namespace escala {
namespace {

constexpr int kLeastWithoutLabel = 16;

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

// The gain of one risk's effect on what binds.
struct Binding {
  std::optional<std::size_t> target; // none: all targets together
  bool found = false;

  explicit Binding(const RunResult& result) {
    double least = 0;
    const auto look = [&](double margin, std::optional<std::size_t> at) {
      if (found && margin >= least)
        return;
      found = true;
      least = margin;
      target = at;
    };
    for (std::size_t i = 0; i < result.targets.size(); ++i)
      look(result.targets[i].judgement.probability - result.targets[i].confidence, i);
    if (result.joint && result.joint->confidence)
      look(result.joint->judgement.probability - *result.joint->confidence, std::nullopt);
  }

  double harm(const RiskResult& risk) const {
    const Counterfactual& effect = risk.effect->found;
    const Gain& gain = target ? effect.targets[*target] : effect.joint;
    return is_significant(gain.gain, gain.std_error) ? -gain.gain : 0;
  }
};

// A column of the tables: what there is with all risks, and without each one.
struct EffectColumn {
  std::string heading;
  std::vector<NamedGain> gains; // of each risk, in the order of rows
  bool is_probability = false;

  bool is_significant() const {
    return std::ranges::any_of(gains,
                               [](const NamedGain& gain) { return escala::is_significant(gain); });
  }
  Number number(MaybeNumber value) const {
    if (is_probability)
      return share(value, Precision::tenths);
    return {.value = value, .unit = gains.front().unit};
  }
};

std::vector<EffectColumn>
columns_of(const RunResult& result, const std::vector<std::size_t>& order,
           std::vector<NamedGain> (*gains)(const RunResult&, const Benefit&), bool is_probability) {
  std::vector<EffectColumn> columns;
  for (const std::size_t risk : order) {
    const std::vector<NamedGain> of = gains(result, *result.risks[risk].effect);
    columns.resize(of.size());
    for (std::size_t i = 0; i < of.size(); ++i) {
      columns[i].heading = of[i].label;
      columns[i].is_probability = is_probability;
      columns[i].gains.push_back(of[i]);
    }
  }
  return columns;
}

// Of all targets together, where there are several.
std::optional<EffectColumn> joint_column(const RunResult& result,
                                         const std::vector<std::size_t>& order) {
  if (result.targets.size() < 2)
    return std::nullopt;
  EffectColumn column{.heading = "together", .gains = {}, .is_probability = true};
  for (const std::size_t risk : order)
    column.gains.push_back(*joint_gain(result, *result.risks[risk].effect));
  return column;
}

Table table_of(const RunResult& result, const std::string& title,
               const std::vector<EffectColumn>& columns, const std::vector<std::size_t>& order) {
  Table table{.columns = {{.heading = title, .least = kLeastWithoutLabel}},
              .groups = {},
              .overflow = Overflow::strips};
  TableRow all;
  all.cells.push_back({"with all risks"});
  for (const EffectColumn& column : columns) {
    table.columns.push_back({.heading = column.heading, .align = Align::right});
    all.cells.push_back({column.number(column.gains.front().with)});
  }
  TableGroup group{.title = title, .rows = {std::move(all)}};
  for (std::size_t i = 0; i < order.size(); ++i) {
    TableRow row;
    row.cells.push_back({"without " + result.risks[order[i]].found.name});
    for (const EffectColumn& column : columns)
      row.cells.push_back({is_significant(column.gains[i])
                               ? Phrase(column.number(column.gains[i].without))
                               : Phrase(Nothing{})});
    group.rows.push_back(std::move(row));
  }
  table.groups.push_back(std::move(group));
  return table;
}

} // namespace

std::vector<EndLoss> end_losses(const RunResult&, const RiskResult& risk) {
  std::vector<std::uint32_t> metrics = risk.affected;
  std::ranges::sort(metrics);
  const auto repeated = std::ranges::unique(metrics);
  metrics.erase(repeated.begin(), repeated.end());
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
  const Binding binding(result);
  const bool compared = std::ranges::all_of(
      result.risks, [](const RiskResult& risk) { return risk.effect.has_value(); });
  if (binding.found && compared)
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
      return binding.harm(result.risks[a]) > binding.harm(result.risks[b]);
    });
  return order;
}

std::vector<Table> tables_without_risks(const RunResult& result) {
  const std::vector<std::size_t> order = risks_by_harm(result);
  const bool compared = std::ranges::all_of(
      result.risks, [](const RiskResult& risk) { return risk.effect.has_value(); });
  if (order.empty() || !compared)
    return {};
  std::vector<Table> tables;
  std::vector<EffectColumn> targets = columns_of(result, order, target_gains, true);
  if (auto joint = joint_column(result, order))
    targets.push_back(std::move(*joint));
  std::vector<EffectColumn> metrics = columns_of(result, order, metric_gains, false);
  std::erase_if(metrics, [](const EffectColumn& column) { return !column.is_significant(); });
  if (!targets.empty())
    tables.push_back(table_of(result, "P(reached)", targets, order));
  if (!metrics.empty())
    tables.push_back(table_of(result, "Mean at the end", metrics, order));
  return tables;
}

} // namespace escala
