// SPDX-License-Identifier: Apache-2.0
// Finds what risks and the investment affect.
#include <fmt/format.h>

#include <vector>

#include "escala/core/names.h"
#include "scenario/check/checks.h"

namespace escala {
namespace {

constexpr std::size_t kSuggestionLimit = 100; // each compares all names

class AffectedFinder {
 public:
  AffectedFinder(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics)
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
  // No affected values, and a diagnostic, if the name cannot be affected.
  ValidEffect find(const Effect& effect, bool risk) {
    ValidEffect found{.affected = symbols_.segments_of(effect.affected.text)};
    const Symbol whole = symbols_.resolve(effect.affected.text);
    if (found.affected.empty())
      found.affected = {whole};
    else if (!count(effect, found.affected.size()))
      return {};
    for (const Symbol& symbol : found.affected)
      if (!can_act_on(effect, symbol, risk))
        return {};
    if (whole.kind == Symbol::Kind::metric && scenario_.metrics[whole.index].total_of)
      add_totals(effect, whole, found);
    return found;
  }

  // A total by formula does not read the formulas of the segments, so it is affected itself.
  void add_totals(const Effect& effect, const Symbol& total, ValidEffect& found) const {
    found.total = total.index;
    const std::uint32_t split = scenario_.metrics[total.index].total_of->split;
    if (!scenario_.splits[split].total_by_formula)
      return;
    for (const Symbol& affected : symbols_.totals_of(effect.affected.text))
      found.affected.push_back(affected);
  }

  // Limits the number of affected segments, because each needs memory.
  bool count(const Effect& effect, std::size_t affected) {
    constexpr std::size_t kAffectedLimit = 500'000;
    const bool fitted = affected_ <= kAffectedLimit;
    affected_ += affected;
    if (affected_ <= kAffectedLimit)
      return true;
    if (fitted)
      fail(effect, "risks and lifts act on too many segments",
           fmt::format("together they name more than {} segments", kAffectedLimit),
           "name fewer, or single segments");
    return false;
  }

  bool can_act_on(const Effect& effect, const Symbol& symbol, bool risk) {
    switch (symbol.kind) {
    case Symbol::Kind::metric:
      if (risk && !scenario_.metrics[symbol.index].model->from_investment)
        return true;
      return fail(effect, fmt::format("{} can't be lifted", effect.affected.text),
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
      return fail(effect, fmt::format("{} can't change", effect.affected.text),
                  itself ? "it is the metric itself" : "it is read once, before the first month",
                  itself ? fmt::format("name the metric: {}", metric.name.text) : "");
    }
    if (metric.argument(symbol.parameter) == nullptr && !spec.fallback) {
      return fail(effect, fmt::format("{} is not given", effect.affected.text),
                  "the metric does not set this parameter", "give it a value in the metric");
    }
    return true;
  }

  bool fail_unknown(const Effect& effect, bool risk) {
    const std::string& name = effect.affected.text;
    if (symbols_.is_of_unsplit(name))
      return false;
    const bool many = diagnostics_.error_count() >= kSuggestionLimit;
    return fail(effect, fmt::format("'{}' can't be {}", name, risk ? "hit" : "lifted"),
                risk ? "a risk hits a metric, a metric's parameter or a driver"
                     : "a pillar lifts a metric's parameter or a driver",
                many ? "" : name_meant(name, risk));
  }

  // The whole name with the nearest part, or the nearest name: "arr.growth" of "arr.grwth".
  std::string name_meant(const std::string& name, bool risk) const {
    const std::size_t dot = name.rfind('.');
    const std::string owner = name.substr(0, dot);
    if (dot == std::string::npos)
      return single_meant(name, risk);
    if (symbols_.resolve(owner).kind == Symbol::Kind::none)
      return did_you_mean(name, spellings_of_parts(name));
    std::vector<std::string> parts = all_nearest(name.substr(dot + 1), changing_parts(owner));
    for (std::string& part : parts)
      part = fmt::format("{}.{}", owner, part);
    return did_you_mean(parts);
  }

  // The nearest name, of a metric that is lifted with its parameter; or the one metric's parameter
  // of this name: "arr.growth" of "growth".
  std::string single_meant(const std::string& name, bool risk) const {
    std::vector<std::string> near = all_nearest(name, symbols_.spellings);
    if (!risk)
      std::erase_if(near, [&](std::string& each) {
        if (symbols_.resolve(each).kind != Symbol::Kind::metric)
          return false;
        const auto parts = changing_parts(each, true);
        each += parts.empty() ? "" : "." + parts.front();
        return parts.empty();
      });
    const auto owners = near.empty() ? spellings_of_parts("." + name) : std::vector<std::string>{};
    return did_you_mean(owners.size() == 1 ? owners : near);
  }

  // The drivers and metrics that have the part of the name, each with it.
  std::vector<std::string> spellings_of_parts(const std::string& name) const {
    const std::size_t dot = name.rfind('.');
    std::vector<std::string> names;
    for (const std::string& spelling : symbols_.spellings) {
      const std::string whole = spelling + name.substr(dot);
      const bool split = !symbols_.segments_of(whole).empty();
      if (split || symbols_.resolve(whole).kind == Symbol::Kind::parameter)
        names.push_back(whole);
    }
    return names;
  }

  // What can follow a name and a dot where something acts on it: a segment, or a parameter.
  // Where only those that are written are asked for, without defaults.
  std::vector<std::string> changing_parts(const std::string& owner, bool written = false) const {
    const std::vector<Symbol> segments = symbols_.segments_of(owner);
    const Symbol of = segments.empty() ? symbols_.resolve(owner) : segments.front();
    std::vector<std::string> parts;
    if (!segments.empty())
      parts = symbols_.parts_of(owner);
    if (of.kind != Symbol::Kind::metric)
      return parts;
    const Metric& metric = scenario_.metrics[of.index];
    for (std::size_t p = 0; p < metric.parameter_count(); ++p)
      if (can_change(metric.parameter(p)) &&
          (metric.argument(p) != nullptr || (!written && metric.parameter(p).fallback)))
        parts.emplace_back(metric.parameter(p).name);
    return parts;
  }

  bool fail(const Effect& effect, std::string problem, std::string reason, std::string suggestion) {
    diagnostics_.error(effect.affected.span, std::move(problem), std::move(reason),
                       std::move(suggestion));
    return false;
  }

  ValidScenario& valid_;
  const Scenario& scenario_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
  std::size_t affected_ = 0; // affected segments so far
};

} // namespace

void find_affected(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  AffectedFinder(valid, symbols, diagnostics).run();
}

} // namespace escala
