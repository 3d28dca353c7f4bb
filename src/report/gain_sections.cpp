// SPDX-License-Identifier: Apache-2.0
// The gains of mitigation and of the investment, and their costs.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "report/gains.h"
#include "report/investment_worth.h"
#include "report/sections.h"

namespace escala {
namespace {

constexpr int kLeastGainName = 12;
constexpr double kMillion = 1e6;
constexpr const char* kPoints = " pts";

// The gain of a metric in money for each unit of money spent; of other metrics, for each million.
Phrase return_of(const NamedGain& gain, const DisplayUnit& money) {
  if (!gain.per_cost)
    return Nothing{};
  const double spent = gain.unit.style == DisplayUnit::Style::money ? 1 : kMillion;
  Number gained = difference_of(gain, *gain.per_cost * spent);
  gained.error.reset();
  gained.show_plus = false;
  return filled("{} per {}", {std::move(gained), Number{.value = spent, .unit = money}});
}

Phrase points_return_of(const NamedGain& gain, const DisplayUnit& money) {
  if (!gain.per_cost)
    return Nothing{};
  return filled("{} per {}", {Number{.value = *gain.per_cost * kMillion * 100, .suffix = kPoints},
                              Number{.value = kMillion, .unit = money}});
}

constexpr Room kOfAll{.targets = 4, .metrics = 0};
constexpr Room kOfInvestment{.targets = 5, .metrics = 4};

// The gains of the metrics that the risk affects; if there are none, the largest of all metrics.
std::vector<NamedGain> protected_metrics(const RunResult& result, const RiskResult& risk) {
  std::vector<NamedGain> gains = metric_gains(result, *risk.mitigation);
  std::vector<NamedGain> found;
  for (const NamedGain& gain : gains) {
    const auto is_it = [&](std::uint32_t metric) {
      return result.metrics[metric].name == gain.name;
    };
    if (gain.gain && std::ranges::any_of(risk.affected, is_it))
      found.push_back(gain);
  }
  return largest_metrics(found.empty() ? std::move(gains) : std::move(found), {});
}

// The rows of one mitigation. The first row has its name and cost.
class MitigationRows {
 public:
  MitigationRows(Phrase name, const Benefit& benefit, const DisplayUnit& money)
      : name_(std::move(name)), cost_{.value = benefit.cost, .unit = money}, money_(money) {}

  void add_metric(const NamedGain& gain) {
    add(gain.label, difference_of(gain, *gain.gain), return_of(gain, money_));
  }
  void add_probability(const Phrase& label, const NamedGain& gain) {
    add(label, points_of(gain, *gain.gain), points_return_of(gain, money_));
  }

  std::vector<TableRow> take() {
    if (rows_.empty())
      add("little or nothing", Nothing{}, Nothing{});
    return std::move(rows_);
  }

 private:
  void add(const Phrase& label, Phrase gain, Phrase per_cost) {
    const bool first = rows_.empty();
    rows_.push_back({{{first ? name_ : Phrase()},
                      {first ? Phrase(cost_) : Phrase()},
                      {label},
                      {std::move(gain)},
                      {std::move(per_cost)}}});
  }

  Phrase name_;
  Number cost_;
  const DisplayUnit& money_;
  std::vector<TableRow> rows_;
};

void append(std::vector<TableRow>& rows, std::vector<TableRow> more) {
  rows.insert(rows.end(), std::make_move_iterator(more.begin()),
              std::make_move_iterator(more.end()));
}

std::vector<TableRow> rows_of_risk(const RunResult& result, const RiskResult& risk,
                                   const DisplayUnit& money) {
  MitigationRows rows(OwnText{risk.found.name}, *risk.mitigation, money);
  for (const NamedGain& gain : protected_metrics(result, risk))
    rows.add_metric(gain);
  if (const auto joint = joint_gain(result, *risk.mitigation); joint && is_significant(*joint))
    rows.add_probability("all targets", *joint);
  return rows.take();
}

std::vector<TableRow> rows_of_all(const RunResult& result, const DisplayUnit& money) {
  MitigationRows rows("all of it", *result.mitigation, money);
  std::vector<NamedGain> targets = target_gains(result, *result.mitigation);
  if (auto joint = joint_gain(result, *result.mitigation)) {
    joint->label = "all targets";
    targets.push_back(*std::move(joint));
  }
  for (const NamedGain& gain : largest_targets(std::move(targets), kOfAll))
    rows.add_probability(gain.label, gain);
  return rows.take();
}

// A target on the money invested says nothing of what it gains.
std::vector<NamedGain> targets_not_of_spend(const RunResult& result) {
  std::vector<NamedGain> gains = target_gains(result, *result.investment);
  std::vector<NamedGain> others;
  for (std::size_t i = 0; i < gains.size(); ++i)
    if (!result.spent || result.targets[i].subject != result.spent)
      others.push_back(std::move(gains[i]));
  return others;
}

TableRow row_of_metric(const NamedGain& gain, const DisplayUnit& money) {
  return {{{gain.label},
           {level_of(gain, gain.without)},
           {level_of(gain, gain.with)},
           {difference_of(gain, *gain.gain)},
           {return_of(gain, money)}}};
}

TableRow row_of_probability(const NamedGain& gain, const DisplayUnit& money) {
  return {{{gain.label},
           {share(gain.without, Precision::tenths)},
           {share(gain.with, Precision::tenths)},
           {points_of(gain, *gain.gain)},
           {points_return_of(gain, money)}}};
}

void add_note(const Counterfactual& found, Section& section) {
  section.notes.push_back(
      {NoteTopic::effects,
       note_on_paths(found,
                     "Gains: the largest on the first {} paths of the run, with and without.",
                     "Gains: the largest, with and without.")});
  section.notes.push_back({NoteTopic::effects, kEffectNote});
}

} // namespace

Section mitigation_section(const RunResult& result) {
  Section section{.name = "mitigation", .heading = "Mitigation"};
  const DisplayUnit money = money_unit(result.currency);
  TableGroup group;
  const Counterfactual* mitigated = nullptr;
  for (const RiskResult& risk : result.risks) {
    if (!risk.mitigation)
      continue;
    append(group.rows, rows_of_risk(result, risk, money));
    mitigated = &risk.mitigation->found;
  }
  if (mitigated == nullptr)
    return section;
  if (result.mitigation)
    append(group.rows, rows_of_all(result, money));
  section.tables.push_back({.columns = {{.heading = "Mitigation", .least = kLeastGainName},
                                        {.heading = "costs", .align = Align::right},
                                        {.heading = "gains", .least = kLeastGainName},
                                        {.heading = "at the end", .align = Align::right},
                                        {.heading = "return", .align = Align::right, .drop = 1}},
                            .groups = {std::move(group)}});
  add_note(*mitigated, section);
  return section;
}

Section investment_section(const RunResult& result) {
  Section section{.name = "investment", .heading = "Investment"};
  if (!result.investment)
    return section;
  const Benefit& benefit = *result.investment;
  const DisplayUnit money = money_unit(result.currency);
  TableGroup group;
  std::vector<NamedGain> targets = targets_not_of_spend(result);
  if (auto joint = joint_gain(result, benefit))
    targets.push_back(*std::move(joint));
  for (const NamedGain& gain : largest_targets(std::move(targets), kOfInvestment))
    group.rows.push_back(row_of_probability(gain, money));
  for (const NamedGain& gain : largest_metrics(metric_gains(result, benefit), kOfInvestment))
    group.rows.push_back(row_of_metric(gain, money));
  section.tables.push_back(
      {.columns = {{.heading =
                        filled("Investment of {}", {Number{.value = benefit.cost, .unit = money}}),
                    .least = kLeastGainName},
                   {.heading = "without", .align = Align::right},
                   {.heading = "with", .align = Align::right},
                   {.heading = "gain", .align = Align::right, .drop = 2},
                   {.heading = "return", .align = Align::right, .drop = 1}},
       .groups = {std::move(group)}});
  add_note(benefit.found, section);
  if (result.value)
    add_value(result, *result.value, section);
  return section;
}

} // namespace escala
