// SPDX-License-Identifier: Apache-2.0
// What risks and the investment act on.
#include <fmt/format.h>

#include <vector>

#include "escala/core/names.h"
#include "scenario/checks.h"

namespace escala {
namespace {

class VictimFinder {
 public:
  VictimFinder(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics)
      : valid_(valid), scenario_(valid.scenario), symbols_(symbols), diagnostics_(diagnostics) {}

  void run() {
    valid_.drivers.resize(scenario_.drivers.size());
    for (const Metric& metric : scenario_.metrics)
      valid_.metrics.emplace_back().parameters.resize(metric.parameter_count());
    for (const Risk& risk : scenario_.risks) {
      ValidRisk& valid = valid_.risks.emplace_back();
      for (const Effect& impact : risk.impacts)
        valid.impacts.push_back(find(impact, true));
    }
    if (!scenario_.investment)
      return;
    for (const Pillar& pillar : scenario_.investment->pillars) {
      ValidPillar& valid = valid_.investment.pillars.emplace_back();
      for (const Effect& lift : pillar.lifts)
        valid.lifts.push_back(find(lift, false));
    }
  }

 private:
  // Without victims with a diagnostic where it is nothing that can be acted on.
  ValidEffect find(const Effect& effect, bool risk) {
    ValidEffect found{.victims = symbols_.segments_of(effect.victim.text)};
    const Symbol whole = symbols_.resolve(effect.victim.text);
    if (found.victims.empty())
      found.victims = {whole};
    else if (!count(effect, found.victims.size()))
      return {};
    for (const Symbol& victim : found.victims)
      if (!can_act_on(effect, victim, risk))
        return {};
    if (whole.kind == Symbol::Kind::metric && scenario_.metrics[whole.index].total_of)
      add_total(whole, found);
    return found;
  }

  // A formula of totals doesn't see what happens to the formulas of the segments.
  void add_total(const Symbol& total, ValidEffect& effect) const {
    effect.total = total.index;
    if (scenario_.splits[*scenario_.metrics[total.index].total_of].total_by_formula)
      effect.victims.push_back(total);
  }

  // What acts on all segments takes memory for each of them.
  bool count(const Effect& effect, std::size_t victims) {
    constexpr std::size_t kMostVictims = 500'000;
    const bool fitted = victims_ <= kMostVictims;
    victims_ += victims;
    if (victims_ <= kMostVictims)
      return true;
    if (fitted)
      fail(effect, "risks and lifts act on too much",
           fmt::format("all segments of what they name are more than {}", kMostVictims),
           "name fewer, or single segments");
    return false;
  }

  bool can_act_on(const Effect& effect, const Symbol& symbol, bool risk) {
    switch (symbol.kind) {
    case Symbol::Kind::metric:
      if (risk && !scenario_.metrics[symbol.index].model->from_investment)
        return true;
      return fail(effect, fmt::format("{} can't be lifted", effect.victim.text),
                  "a pillar lifts a metric's parameter or a driver", example_parameter(symbol));
    case Symbol::Kind::driver:
      valid_.drivers[symbol.index].adjusted = true;
      return true;
    case Symbol::Kind::parameter:
      if (!is_adjustable(effect, symbol))
        return false;
      valid_.metrics[symbol.index].parameters[symbol.parameter].adjusted = true;
      return true;
    default:
      return fail_unknown(effect, risk);
    }
  }

  std::string example_parameter(const Symbol& symbol) const {
    const Metric& metric = scenario_.metrics[symbol.index];
    for (std::size_t p = 0; p < metric.model->parameters.size(); ++p)
      if (can_change(metric.parameter(p)) && metric.argument(p) != nullptr)
        return fmt::format("write {}.{}", metric.name.text, metric.parameter(p).name);
    return {};
  }

  static bool can_change(const ParameterSpec& spec) {
    const bool expression =
        spec.form == ParameterForm::expression || spec.form == ParameterForm::yearly;
    return spec.at_step && !spec.constant && expression && !spec.is_metric_itself();
  }

  bool is_adjustable(const Effect& effect, const Symbol& symbol) {
    const Metric& metric = scenario_.metrics[symbol.index];
    const ParameterSpec& spec = metric.parameter(symbol.parameter);
    if (!can_change(spec)) {
      const bool itself = spec.is_metric_itself();
      return fail(effect, fmt::format("{} can't change", effect.victim.text),
                  itself ? "it is the metric itself" : "it is read once, before the first month",
                  itself ? fmt::format("name the metric: {}", metric.name.text) : "");
    }
    if (metric.argument(symbol.parameter) == nullptr && !spec.fallback) {
      return fail(effect, fmt::format("{} is not given", effect.victim.text),
                  "the metric leaves this parameter out", "give it a value there");
    }
    return true;
  }

  bool fail_unknown(const Effect& effect, bool risk) {
    const std::string& name = effect.victim.text;
    const std::string owner = name.substr(0, name.find('.'));
    const bool known = owner != name && symbols_.names.contains(owner);
    return fail(effect, fmt::format("'{}' can't be {}", name, risk ? "hit" : "lifted"),
                risk ? "a risk hits a metric, a metric's parameter or a driver"
                     : "a pillar lifts a metric's parameter or a driver",
                known ? did_you_mean(name.substr(owner.size() + 1), symbols_.parts_of(owner))
                      : did_you_mean(name, symbols_.spellings));
  }

  bool fail(const Effect& effect, std::string problem, std::string reason, std::string suggestion) {
    diagnostics_.error(effect.victim.span, std::move(problem), std::move(reason),
                       std::move(suggestion));
    return false;
  }

  ValidScenario& valid_;
  const Scenario& scenario_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
  std::size_t victims_ = 0; // of what is split
};

} // namespace

void find_victims(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  VictimFinder(valid, symbols, diagnostics).run();
}

} // namespace escala
