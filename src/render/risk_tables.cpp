// SPDX-License-Identifier: Apache-2.0
#include "escala/render/risk_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "escala/core/currencies.h"
#include "escala/render/display.h"
#include "escala/render/glyphs.h"
#include "escala/render/grid.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

constexpr int kLeastName = 12;
constexpr double kNoise = 3; // standard errors that a gain has to exceed to be shown

DisplayUnit money_of(const Report& report) {
  DisplayUnit unit{report.currency,
                   DisplayUnit::Style::money,
                   std::string(currency_symbol(report.currency)),
                   {}};
  if (unit.symbol.empty())
    unit.symbol = report.currency + " ";
  return unit;
}

std::string signed_text(double value, std::string text) {
  return value > 0 ? "+" + std::move(text) : std::move(text);
}

// "3.6"
std::string count_text(double count) { return display(count, DisplayUnit{}, true); }

// Columns and their headings.
Grid grid_of(const std::vector<std::pair<GridColumn, std::string>>& columns) {
  Grid grid;
  std::vector<GridCell> headings;
  for (const auto& [column, heading] : columns) {
    grid.columns.push_back(column);
    headings.push_back({heading, Ink::dim});
  }
  grid.rows.push_back(std::move(headings));
  return grid;
}

// --- risks ---

void add_risk(Grid& grid, const RiskResult& risk, bool category, bool utf8) {
  const std::size_t lines = std::max<std::size_t>(1, risk.residual.losses.size());
  for (std::size_t i = 0; i < lines; ++i) {
    std::vector<GridCell> row(7);
    if (i == 0) {
      const std::string& name = category ? risk.category : risk.name;
      row[0] = {printable(category ? "all " + name : name, utf8), category ? Ink::dim : Ink::plain};
      row[1] = {category ? "" : risk.category};
      row[2] = {count_text(risk.residual.events)};
      row[3] = {"(" + count_text(risk.inherent.events) + ")"};
    }
    if (i < risk.residual.losses.size()) {
      row[4] = {printable(risk.residual.losses[i].label, utf8)};
      row[5] = {display_share(risk.residual.losses[i].at_horizon, 1)};
      row[6] = {"(" + display_share(risk.inherent.losses[i].at_horizon, 1) + ")"};
    }
    grid.rows.push_back(std::move(row));
  }
}

// A category of one risk says nothing new.
bool has_several(const Report& report, const RiskResult& category) {
  return std::ranges::count(report.risks, category.category, &RiskResult::category) > 1;
}

// --- gains ---

bool is_shown(const GainResult& gain) {
  return gain.gain && std::abs(*gain.gain) > kNoise * gain.std_error.value_or(0) && *gain.gain != 0;
}

std::string gain_text(const GainResult& gain, bool utf8) {
  return fmt::format("{} {} {}", signed_text(*gain.gain, display(gain.gain, gain.unit, utf8)),
                     glyphs(utf8).plus_minus, display(gain.std_error, gain.unit, utf8));
}

// In points: 3.1.
std::string points_text(const GainResult& gain, bool utf8) {
  return fmt::format("{} {} {:.1f} pts",
                     signed_text(*gain.gain, fmt::format("{:.1f}", *gain.gain * 100)),
                     glyphs(utf8).plus_minus, *gain.std_error * 100);
}

constexpr double kMillion = 1e6;

// Money for money; of everything else, how much a million buys.
std::string return_text(const GainResult& gain, const DisplayUnit& money, bool utf8) {
  if (!gain.per_cost)
    return std::string(glyphs(utf8).none);
  const bool same = gain.unit.style == DisplayUnit::Style::money;
  const double scale = same ? 1 : kMillion;
  return display(*gain.per_cost * scale, gain.unit, utf8) + " per " + display(scale, money, utf8);
}

std::string points_return_text(const GainResult& gain, const DisplayUnit& money, bool utf8) {
  if (!gain.per_cost)
    return std::string(glyphs(utf8).none);
  return fmt::format("{:.3g} pts per {}", *gain.per_cost * kMillion * 100,
                     display(kMillion, money, utf8));
}

std::vector<const GainResult*> shown(const std::vector<GainResult>& gains) {
  std::vector<const GainResult*> found;
  for (const GainResult& gain : gains)
    if (is_shown(gain))
      found.push_back(&gain);
  return found;
}

// Of a mitigation, the metrics that its risk hits; of all of them, the targets alone.
std::vector<const GainResult*> protected_metrics(const RiskResult& risk) {
  std::vector<const GainResult*> found;
  for (const GainResult& gain : risk.mitigation->metrics) {
    const bool hit = std::ranges::find(risk.victims, gain.name) != risk.victims.end();
    if (hit && gain.gain)
      found.push_back(&gain);
  }
  if (found.empty())
    found = shown(risk.mitigation->metrics);
  return found;
}

void add_benefit(Grid& grid, const std::string& name, const BenefitResult& benefit,
                 const std::vector<const GainResult*>& metrics,
                 const std::vector<const GainResult*>& targets, const DisplayUnit& money,
                 bool utf8) {
  bool first = true;
  const auto add = [&](const std::string& label, std::string gain, std::string per) {
    grid.rows.push_back({{first ? printable(name, utf8) : ""},
                         {first ? display(benefit.cost, money, utf8) : ""},
                         {printable(label, utf8)},
                         {std::move(gain)},
                         {std::move(per)}});
    first = false;
  };
  for (const GainResult* gain : metrics)
    add(gain->label, gain_text(*gain, utf8), return_text(*gain, money, utf8));
  for (const GainResult* gain : targets)
    add(gain->label, points_text(*gain, utf8), points_return_text(*gain, money, utf8));
  if (benefit.joint && is_shown(*benefit.joint))
    add("all targets", points_text(*benefit.joint, utf8),
        points_return_text(*benefit.joint, money, utf8));
  if (first)
    add("nothing", std::string(glyphs(utf8).none), std::string(glyphs(utf8).none));
}

} // namespace

std::string risk_table(const Report& report, const RenderOptions& options) {
  if (report.risks.empty())
    return {};
  Grid grid = grid_of({{{.gap = 2, .least = kLeastName}, "Risk"},
                       {{.drop = 1}, "category"},
                       {{.right = true}, "events"},
                       {{.gap = 1, .right = true, .drop = 2}, "(bare)"},
                       {{.least = kLeastName}, "takes off"},
                       {{.right = true}, "share"},
                       {{.gap = 1, .right = true, .drop = 3}, "(bare)"}});
  for (const RiskResult& risk : report.risks)
    add_risk(grid, risk, false, options.utf8);
  for (const RiskResult& category : report.categories)
    if (has_several(report, category))
      add_risk(grid, category, true, options.utf8);
  return to_text(std::move(grid), options);
}

std::string mitigation_table(const Report& report, const RenderOptions& options) {
  Grid grid = grid_of({{{.gap = 2, .least = kLeastName}, "Mitigation"},
                       {{.right = true}, "costs"},
                       {{.least = kLeastName}, "gains"},
                       {{.right = true}, "at the end"},
                       {{.right = true, .drop = 1}, "return"}});
  const DisplayUnit money = money_of(report);
  for (const RiskResult& risk : report.risks)
    if (risk.mitigation)
      add_benefit(grid, risk.name, *risk.mitigation, protected_metrics(risk), {}, money,
                  options.utf8);
  if (grid.rows.size() == 1)
    return {};
  if (report.mitigation)
    add_benefit(grid, "all of it", *report.mitigation, {}, shown(report.mitigation->targets), money,
                options.utf8);
  return to_text(std::move(grid), options);
}

std::string investment_table(const Report& report, const RenderOptions& options) {
  if (!report.investment)
    return {};
  const BenefitResult& benefit = *report.investment;
  const DisplayUnit money = money_of(report);
  const bool utf8 = options.utf8;
  Grid grid = grid_of(
      {{{.gap = 2, .least = kLeastName}, "Investment of " + display(benefit.cost, money, utf8)},
       {{.right = true}, "without"},
       {{.right = true}, "with"},
       {{.right = true, .drop = 2}, "gain"},
       {{.right = true, .drop = 1}, "return"}});
  for (const GainResult* gain : shown(benefit.metrics))
    grid.rows.push_back({{printable(gain->label, utf8)},
                         {display(gain->without, gain->unit, utf8)},
                         {display(gain->with, gain->unit, utf8)},
                         {gain_text(*gain, utf8)},
                         {return_text(*gain, money, utf8)}});
  const auto add_probability = [&](const GainResult& gain) {
    grid.rows.push_back({{printable(gain.label, utf8)},
                         {display_share(*gain.without, 1)},
                         {display_share(*gain.with, 1)},
                         {points_text(gain, utf8)},
                         {points_return_text(gain, money, utf8)}});
  };
  for (const GainResult* gain : shown(benefit.targets))
    add_probability(*gain);
  if (benefit.joint && benefit.joint->gain)
    add_probability(*benefit.joint);
  return to_text(std::move(grid), options);
}

} // namespace escala
