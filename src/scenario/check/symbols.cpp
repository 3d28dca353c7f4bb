// SPDX-License-Identifier: Apache-2.0
#include "scenario/check/symbols.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/core/currencies.h"
#include "escala/core/names.h"

namespace escala {
namespace {

struct Builtin {
  std::string_view name;
  Symbol::Kind kind;
};
constexpr std::array kBuiltins{
    Builtin{"t", Symbol::Kind::month_number}, Builtin{"year", Symbol::Kind::fiscal_year},
    Builtin{"month", Symbol::Kind::calendar_month}, Builtin{"pi", Symbol::Kind::number}};

void add_name(Symbols& symbols, const LocatedText& name, Symbol symbol, std::string_view what,
              Diagnostics& diagnostics) {
  const std::string mistake = name_mistake(name.text);
  if (!mistake.empty()) {
    diagnostics.error(name.span, fmt::format("'{}' can't name {}", name.text, what), mistake,
                      "choose another name");
  }
  const auto [at, added] = symbols.names.emplace(name.text, symbol);
  if (added)
    symbols.spellings.push_back(name.text);
  else
    diagnostics.error(name.span, fmt::format("the name '{}' is given twice", name.text),
                      "drivers, metrics, risks and segments share one set of names",
                      "rename one of them");
}

Symbol resolve_risk_member(const Symbol& risk, std::string_view member) {
  if (member == "events")
    return {.kind = Symbol::Kind::events, .index = risk.index};
  if (member == "cost")
    return {.kind = Symbol::Kind::cost, .index = risk.index};
  return {};
}

// A total has the outputs of its model, but no parameters and no shock.
Symbol resolve_member(const Scenario& scenario, const Symbol& owner, std::string_view member) {
  if (owner.kind == Symbol::Kind::risk)
    return resolve_risk_member(owner, member);
  if (owner.kind != Symbol::Kind::metric)
    return {};
  const Metric& metric = scenario.metrics[owner.index];
  Symbol symbol = owner;
  if (const auto output = metric.model->find_output(member)) {
    symbol.kind = Symbol::Kind::output;
    symbol.parameter = static_cast<std::uint32_t>(*output);
    return symbol;
  }
  if (metric.total_of)
    return {};
  if (member == "shock" && metric.model->has_volatility()) {
    symbol.kind = Symbol::Kind::shock;
    return symbol;
  }
  for (std::size_t i = 0; i < metric.parameter_count(); ++i) {
    if (metric.parameter(i).name != member)
      continue;
    symbol.kind = Symbol::Kind::parameter;
    symbol.parameter = static_cast<std::uint32_t>(i);
    return symbol;
  }
  return {};
}

// Whether a name can follow METRIC. as a parameter or output, so that no segment can have it.
bool is_part_of_metrics(std::string_view name) {
  const auto has = [&](const ModelSpec* model) {
    const auto named = [&](const auto& part) { return part.name == name; };
    return model->find_parameter(name) || model->find_output(name) ||
           std::ranges::any_of(model->draws, named);
  };
  for (const ParameterSpec& parameter : common_parameters())
    if (parameter.name == name)
      return true;
  return name == "shock" || name == "events" || name == "cost" ||
         std::ranges::any_of(written_models(), has) || std::ranges::any_of(growth_models(), has);
}

void add_segments(Symbols& symbols, const Scenario& scenario, Diagnostics& diagnostics) {
  for (std::uint32_t i = 0; i < scenario.segments.size(); ++i)
    for (const LocatedText& segment : scenario.segments[i].segments) {
      if (is_part_of_metrics(segment.text))
        diagnostics.error(segment.span, fmt::format("'{}' can't name a segment", segment.text),
                          "a metric's parameter or sub-series has this name",
                          "choose another name");
      add_name(symbols, segment, {.kind = Symbol::Kind::segment, .index = i}, "a segment",
               diagnostics);
    }
  symbols.spellings.clear(); // a segment has no value to suggest
}

// The name of a split means its total, if it has one.
void add_splits(Symbols& symbols, const Scenario& scenario, Diagnostics& diagnostics) {
  for (std::uint32_t i = 0; i < scenario.splits.size(); ++i) {
    const Split& split = scenario.splits[i];
    const Symbol symbol = split.has_total
                              ? Symbol{.kind = Symbol::Kind::metric, .index = split.total}
                              : Symbol{.kind = Symbol::Kind::split, .index = i};
    add_name(symbols, split.name, symbol, split.is_driver() ? "a driver" : "a metric", diagnostics);
  }
}

} // namespace

std::string name_mistake(std::string_view name) {
  if (!is_name(name))
    return "a name has letters, digits and underscores, and does not start with a digit";
  if (is_reserved_word(name))
    return "this word is reserved";
  if (is_currency(name))
    return "a currency has this code";
  return {};
}

Symbol Symbols::resolve(std::string_view name) const {
  for (const Builtin& builtin : kBuiltins)
    if (builtin.name == name)
      return {.kind = builtin.kind};
  if (name == "risks.cost" && !scenario->risks.empty())
    return {.kind = Symbol::Kind::all_costs};
  if (name == "investment.spent" && scenario->investment)
    return {.kind = Symbol::Kind::metric,
            .index = static_cast<std::uint32_t>(scenario->metrics.size() - 1)};
  if (const auto whole = names.find(std::string(name)); whole != names.end())
    return whole->second;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos)
    return {};
  const auto owner = names.find(std::string(name.substr(0, dot)));
  return owner == names.end() ? Symbol{}
                              : resolve_member(*scenario, owner->second, name.substr(dot + 1));
}

std::vector<Symbol> Symbols::segments_of(std::string_view name) const {
  const SplitName read = split_name(name);
  if (read.split == nullptr || read.is_segment())
    return {};
  const SplitCells cells = cells_of(*scenario, *read.split, read.choice);
  Symbol symbol{.kind = read.split->is_driver() ? Symbol::Kind::driver : Symbol::Kind::metric,
                .index = cells.first};
  if (!read.part.empty())
    symbol = resolve_member(*scenario, symbol, read.part);
  std::vector<Symbol> symbols;
  if (symbol.kind == Symbol::Kind::none)
    return symbols;
  symbols.resize(cells.count, symbol);
  for (std::uint32_t i = 0; i < symbols.size(); ++i)
    symbols[i].index = cells[i];
  return symbols;
}

std::vector<Symbol> Symbols::totals_of(std::string_view name) const {
  const SplitName read = split_name(name);
  std::vector<Symbol> totals;
  if (read.split == nullptr || !read.split->has_total || !read.part.empty())
    return totals;
  const auto choices = choices_of_totals(*scenario, *read.split);
  for (std::uint32_t i = 0; i < choices.size(); ++i)
    if (read.choice == kWholeSplit || read.choice == choices[i])
      totals.push_back({.kind = Symbol::Kind::metric, .index = read.split->total + i});
  return totals;
}

bool Symbols::is_of_unsplit(std::string_view name) const {
  const auto owner = names.find(std::string(owner_of(name)));
  if (owner == names.end() || owner->first.size() == name.size())
    return false;
  const Symbol& symbol = owner->second;
  if (symbol.kind == Symbol::Kind::driver)
    return scenario->drivers[symbol.index].unsplit;
  return symbol.kind == Symbol::Kind::metric && scenario->metrics[symbol.index].unsplit;
}

std::string Symbols::full_name(const Symbol& symbol) const {
  if (symbol.kind == Symbol::Kind::driver)
    return scenario->drivers[symbol.index].full_name();
  const Metric& metric = scenario->metrics[symbol.index];
  if (symbol.kind == Symbol::Kind::shock)
    return metric.full_name() + ".shock";
  if (symbol.kind == Symbol::Kind::parameter)
    return fmt::format("{}.{}", metric.full_name(), metric.parameter(symbol.parameter).name);
  return metric.full_name();
}

std::vector<std::string> Symbols::parts_of(const std::string& owner) const {
  std::vector<std::string> parts;
  if (const SplitName read = split_name(owner); read.split != nullptr && read.part.empty())
    for (std::size_t list = 0; list < read.split->lists.size(); ++list)
      for (const LocatedText& segment : escala::segments_of(*scenario, *read.split, list))
        if (read.choice[list] == kAllSegments)
          parts.push_back(segment.text);
  const Symbol symbol = resolve(owner);
  if (symbol.kind == Symbol::Kind::risk)
    return {"events", "cost"};
  if (symbol.kind != Symbol::Kind::metric)
    return parts;
  const Metric& metric = scenario->metrics[symbol.index];
  for (const ModelOutput& output : metric.model->outputs)
    parts.emplace_back(output.name);
  if (metric.total_of)
    return parts;
  if (metric.model->has_volatility())
    parts.emplace_back("shock");
  for (std::size_t i = 0; i < metric.parameter_count(); ++i)
    parts.emplace_back(metric.parameter(i).name);
  return parts;
}

Quantity Symbols::parameter_quantity(const Symbol& symbol) const {
  Quantity quantity = metric_quantities[symbol.index];
  quantity.condition = false;
  const Metric& metric = scenario->metrics[symbol.index];
  const bool output = symbol.kind == Symbol::Kind::output;
  switch (output ? metric.model->outputs[symbol.parameter].unit
                 : metric.parameter(symbol.parameter).unit) {
  case ParameterUnit::level:
  case ParameterUnit::worth:
    return quantity;
  case ParameterUnit::level_per_time:
    quantity.dimension.time -= 1;
    quantity.period = Period::none;
    return quantity;
  case ParameterUnit::plain:
  case ParameterUnit::growth:
    return {};
  case ParameterUnit::rate:
    return {.dimension = kRate};
  case ParameterUnit::duration:
    return {.dimension = kTime};
  }
  return {};
}

namespace {

// All metrics except investment.spent, whose name cannot be written as a metric.
std::size_t written_metrics(const Scenario& scenario) {
  return scenario.metrics.size() - (scenario.investment ? 1 : 0);
}

} // namespace

Symbols collect_symbols(const Scenario& scenario, Diagnostics& diagnostics) {
  Symbols symbols;
  symbols.scenario = &scenario;
  symbols.splits.emplace(scenario);
  add_segments(symbols, scenario, diagnostics);
  add_splits(symbols, scenario, diagnostics);
  for (std::uint32_t i = 0; i < scenario.drivers.size(); ++i) {
    const Driver& driver = scenario.drivers[i];
    const Symbol symbol{.kind = Symbol::Kind::driver, .index = i};
    if (driver.segment.empty())
      add_name(symbols, driver.name, symbol, "a driver", diagnostics);
    else
      symbols.names.emplace(driver.full_name(), symbol);
  }
  for (std::uint32_t i = 0; i < written_metrics(scenario); ++i) {
    const Metric& metric = scenario.metrics[i];
    const Symbol symbol{.kind = Symbol::Kind::metric, .index = i};
    if (!metric.segment.empty())
      symbols.names.emplace(metric.full_name(), symbol);
    else if (!metric.total_of)
      add_name(symbols, metric.name, symbol, "a metric", diagnostics);
  }
  for (std::uint32_t i = 0; i < scenario.risks.size(); ++i)
    add_name(symbols, scenario.risks[i].name, {.kind = Symbol::Kind::risk, .index = i}, "a risk",
             diagnostics);
  symbols.driver_quantities.assign(scenario.drivers.size(), Quantity{.unknown = true});
  symbols.driver_constants.resize(scenario.drivers.size());
  symbols.metric_quantities.assign(scenario.metrics.size(), Quantity{.unknown = true});
  return symbols;
}

} // namespace escala
