// SPDX-License-Identifier: Apache-2.0
// The gains of mitigation and of the investment, and their costs.
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "report/gains.h"
#include "report/sections.h"

namespace escala {
namespace {

constexpr int kLeastGainName = 12;
constexpr double kNoise = 3; // standard errors that a gain has to exceed to be shown
constexpr double kMillion = 1e6;
constexpr const char* kPoints = " pts";

bool is_shown(const NamedGain& gain) {
  return gain.gain && std::abs(*gain.gain) > kNoise * gain.std_error.value_or(0) && *gain.gain != 0;
}

double error_of(const NamedGain& gain) {
  return gain.std_error.value_or(std::numeric_limits<double>::quiet_NaN());
}

Number gain_of(const NamedGain& gain) {
  return {.value = gain.gain, .unit = gain.unit, .error = error_of(gain), .show_plus = true};
}

// In points: 3.1.
Number points_of(const NamedGain& gain) {
  return {.value = *gain.gain * 100,
          .precision = Precision::tenths,
          .error = error_of(gain) * 100,
          .show_plus = true,
          .suffix = kPoints};
}

// The gain of a metric in money for each unit of money spent; of other metrics, for each million.
Phrase return_of(const NamedGain& gain, const DisplayUnit& money) {
  if (!gain.per_cost)
    return Nothing{};
  const double spent = gain.unit.style == DisplayUnit::Style::money ? 1 : kMillion;
  return {Number{.value = *gain.per_cost * spent, .unit = gain.unit}, " per ",
          Number{.value = spent, .unit = money}};
}

Phrase points_return_of(const NamedGain& gain, const DisplayUnit& money) {
  if (!gain.per_cost)
    return Nothing{};
  return {Number{.value = *gain.per_cost * kMillion * 100, .suffix = kPoints}, " per ",
          Number{.value = kMillion, .unit = money}};
}

std::vector<NamedGain> shown(std::vector<NamedGain> gains) {
  std::erase_if(gains, [](const NamedGain& gain) { return !is_shown(gain); });
  return gains;
}

// The gains of the metrics that the risk affects; if there are none, of all metrics with a gain to
// show.
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
  return found.empty() ? shown(std::move(gains)) : found;
}

// The rows of one mitigation. The first row has its name and cost.
class MitigationRows {
 public:
  MitigationRows(std::string name, const Benefit& benefit, const DisplayUnit& money)
      : name_(std::move(name)), cost_{.value = benefit.cost, .unit = money}, money_(money) {}

  void add_metric(const NamedGain& gain) {
    add(gain.label, gain_of(gain), return_of(gain, money_));
  }
  void add_probability(const std::string& label, const NamedGain& gain) {
    add(label, points_of(gain), points_return_of(gain, money_));
  }

  std::vector<TableRow> take() {
    if (rows_.empty())
      add("nothing", Nothing{}, Nothing{});
    return std::move(rows_);
  }

 private:
  void add(const std::string& label, Phrase gain, Phrase per_cost) {
    const bool first = rows_.empty();
    rows_.push_back({{{first ? Phrase(name_) : Phrase()},
                      {first ? Phrase(cost_) : Phrase()},
                      {label},
                      {std::move(gain)},
                      {std::move(per_cost)}}});
  }

  std::string name_;
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
  MitigationRows rows(risk.found.name, *risk.mitigation, money);
  for (const NamedGain& gain : protected_metrics(result, risk))
    rows.add_metric(gain);
  if (const auto joint = joint_gain(result, *risk.mitigation); joint && is_shown(*joint))
    rows.add_probability("all targets", *joint);
  return rows.take();
}

std::vector<TableRow> rows_of_all(const RunResult& result, const DisplayUnit& money) {
  MitigationRows rows("all of it", *result.mitigation, money);
  for (const NamedGain& gain : shown(target_gains(result, *result.mitigation)))
    rows.add_probability(gain.label, gain);
  if (const auto joint = joint_gain(result, *result.mitigation); joint && is_shown(*joint))
    rows.add_probability("all targets", *joint);
  return rows.take();
}

TableRow row_of_metric(const NamedGain& gain, const DisplayUnit& money) {
  return {{{gain.label},
           {Number{.value = gain.without, .unit = gain.unit}},
           {Number{.value = gain.with, .unit = gain.unit}},
           {gain_of(gain)},
           {return_of(gain, money)}}};
}

TableRow row_of_probability(const NamedGain& gain, const DisplayUnit& money) {
  return {{{gain.label},
           {share(gain.without, Precision::tenths)},
           {share(gain.with, Precision::tenths)},
           {points_of(gain)},
           {points_return_of(gain, money)}}};
}

void add_note(Section& section) {
  section.notes.push_back({NoteTopic::effects, "Gains: means on the same paths with and without, "
                                               "± the standard error."});
}

} // namespace

Section mitigation_section(const RunResult& result) {
  Section section{.name = "mitigation"};
  const DisplayUnit money = money_unit(result.currency);
  TableGroup group;
  for (const RiskResult& risk : result.risks)
    if (risk.mitigation)
      append(group.rows, rows_of_risk(result, risk, money));
  if (group.rows.empty())
    return section;
  if (result.mitigation)
    append(group.rows, rows_of_all(result, money));
  section.tables.push_back({.columns = {{.heading = "Mitigation", .least = kLeastGainName},
                                        {.heading = "costs", .align = Align::right},
                                        {.heading = "gains", .least = kLeastGainName},
                                        {.heading = "at the end", .align = Align::right},
                                        {.heading = "return", .align = Align::right, .drop = 1}},
                            .groups = {std::move(group)}});
  add_note(section);
  return section;
}

Section investment_section(const RunResult& result) {
  Section section{.name = "investment"};
  if (!result.investment)
    return section;
  const Benefit& benefit = *result.investment;
  const DisplayUnit money = money_unit(result.currency);
  TableGroup group;
  for (const NamedGain& gain : shown(metric_gains(result, benefit)))
    group.rows.push_back(row_of_metric(gain, money));
  for (const NamedGain& gain : shown(target_gains(result, benefit)))
    group.rows.push_back(row_of_probability(gain, money));
  if (const auto joint = joint_gain(result, benefit); joint && joint->gain)
    group.rows.push_back(row_of_probability(*joint, money));
  section.tables.push_back(
      {.columns = {{.heading = {"Investment of ", Number{.value = benefit.cost, .unit = money}},
                    .least = kLeastGainName},
                   {.heading = "without", .align = Align::right},
                   {.heading = "with", .align = Align::right},
                   {.heading = "gain", .align = Align::right, .drop = 2},
                   {.heading = "return", .align = Align::right, .drop = 1}},
       .groups = {std::move(group)}});
  add_note(section);
  return section;
}

} // namespace escala
