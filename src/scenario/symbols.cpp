// SPDX-License-Identifier: Apache-2.0
#include "scenario/symbols.h"

#include <fmt/format.h>

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

bool is_function(std::string_view name) {
  if (find_function(name) || find_time_function(name) || find_distribution(name))
    return true;
  return name == "sbg"; // of retention
}

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
                      "drivers, metrics and risks share one set of names", "rename one of them");
}

Symbol resolve_risk_member(const Symbol& risk, std::string_view member) {
  if (member == "events")
    return {.kind = Symbol::Kind::events, .index = risk.index};
  if (member == "cost")
    return {.kind = Symbol::Kind::cost, .index = risk.index};
  return {};
}

Symbol resolve_member(const Scenario& scenario, const Symbol& owner, std::string_view member) {
  if (owner.kind == Symbol::Kind::risk)
    return resolve_risk_member(owner, member);
  if (owner.kind != Symbol::Kind::metric)
    return {};
  const Metric& metric = scenario.metrics[owner.index];
  Symbol symbol = owner;
  if (member == "shock" && metric.model->has_volatility()) {
    symbol.kind = Symbol::Kind::shock;
    return symbol;
  }
  if (const auto output = metric.model->find_output(member)) {
    symbol.kind = Symbol::Kind::output;
    symbol.parameter = static_cast<std::uint32_t>(*output);
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

} // namespace

std::string name_mistake(std::string_view name) {
  if (!is_name(name))
    return "a name has letters, digits and underscores, and starts with no digit";
  if (is_reserved_word(name))
    return "the language keeps this word for itself";
  if (is_function(name))
    return "a function has this name";
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
  const std::size_t dot = name.find('.');
  const auto found = names.find(std::string(name.substr(0, dot)));
  if (found == names.end())
    return {};
  if (dot == std::string_view::npos)
    return found->second;
  return resolve_member(*scenario, found->second, name.substr(dot + 1));
}

std::vector<std::string> Symbols::parts_of(const std::string& owner) const {
  std::vector<std::string> parts;
  const Symbol symbol = resolve(owner);
  if (symbol.kind == Symbol::Kind::risk)
    return {"events", "cost"};
  if (symbol.kind != Symbol::Kind::metric)
    return parts;
  const Metric& metric = scenario->metrics[symbol.index];
  if (metric.model->has_volatility())
    parts.emplace_back("shock");
  for (const ModelOutput& output : metric.model->outputs)
    parts.emplace_back(output.name);
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

// All but investment.spent, whose name nobody else can have.
std::size_t written_metrics(const Scenario& scenario) {
  return scenario.metrics.size() - (scenario.investment ? 1 : 0);
}

} // namespace

Symbols collect_symbols(const Scenario& scenario, Diagnostics& diagnostics) {
  Symbols symbols;
  symbols.scenario = &scenario;
  for (std::uint32_t i = 0; i < scenario.drivers.size(); ++i)
    add_name(symbols, scenario.drivers[i].name, {.kind = Symbol::Kind::driver, .index = i},
             "a driver", diagnostics);
  for (std::uint32_t i = 0; i < written_metrics(scenario); ++i)
    add_name(symbols, scenario.metrics[i].name, {.kind = Symbol::Kind::metric, .index = i},
             "a metric", diagnostics);
  for (std::uint32_t i = 0; i < scenario.risks.size(); ++i)
    add_name(symbols, scenario.risks[i].name, {.kind = Symbol::Kind::risk, .index = i}, "a risk",
             diagnostics);
  symbols.driver_quantities.assign(scenario.drivers.size(), Quantity{.unknown = true});
  symbols.driver_constants.resize(scenario.drivers.size());
  symbols.metric_quantities.assign(scenario.metrics.size(), Quantity{.unknown = true});
  return symbols;
}

} // namespace escala
