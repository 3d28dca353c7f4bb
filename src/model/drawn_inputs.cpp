// SPDX-License-Identifier: Apache-2.0
// What a plan draws, by the names that results show.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "escala/core/display_unit.h"
#include "model/compiler.h"

namespace escala {
namespace {

class DrawnInputs {
 public:
  DrawnInputs(const Model& model, const ValidScenario& plan) : model_(model), plan_(plan) {
    for (const Series& series : model.series)
      if (is_draw(series))
        draws_.insert(series.name);
  }

  // An expression counts as drawn if it draws itself, and not if it only reads what is drawn.
  void add(const std::string& name, ParameterSource source, const CheckedExpression& checked) {
    if (!draws_.contains(name) || checked.facts.empty())
      return;
    if (source.kind == ParameterSource::Kind::history)
      source = {.kind = ParameterSource::Kind::series,
                .index = model_.histories[source.index].index};
    if (source.kind != ParameterSource::Kind::series)
      return;
    const Series& series = model_.series[source.index];
    if (series.kind == Series::Kind::adjusted)
      return add(name, series.base, checked);
    if (series.name != name)
      return;
    found_.push_back({name, source.index, shown_unit(checked)});
    named_.insert(name);
  }

  // Draws that are not a driver or a parameter: of models, and in formulas.
  void add_others() {
    for (std::size_t i = 0; i < model_.series.size(); ++i) {
      const Series& series = model_.series[i];
      if (is_draw(series) && !series.name.starts_with("investment.") &&
          !named_.contains(series.name))
        found_.push_back({numbered(series.name), static_cast<std::uint32_t>(i), {}, true});
    }
  }

  std::vector<DrawnInput> take() { return std::move(found_); }

 private:
  static bool is_draw(const Series& series) {
    return series.kind == Series::Kind::draw && series.update_interval != UpdateInterval::event;
  }

  // A rate that is written with a percent sign is shown with it: "2%/mo".
  DisplayUnit shown_unit(const CheckedExpression& checked) const {
    const Quantity& quantity = checked.root().quantity;
    DisplayUnit unit = unit_of(quantity, plan_.scenario.currency);
    const Expression& written = *checked.expression;
    const bool percent = written.text_of(written.syntax.root()).find('%') != std::string::npos;
    if (quantity.dimension == kRate && percent) {
      unit.style = DisplayUnit::Style::percent;
      unit.text = "%" + unit.per;
    }
    return unit;
  }

  // "cash.next", then "cash.next (2)"
  std::string numbered(const std::string& name) {
    const std::size_t ordinal = ++ordinals_[name];
    return ordinal == 1 ? name : name + " (" + std::to_string(ordinal) + ")";
  }

  const Model& model_;
  const ValidScenario& plan_;
  std::set<std::string> draws_;
  std::set<std::string> named_;
  std::map<std::string, std::size_t> ordinals_;
  std::vector<DrawnInput> found_;
};

} // namespace

std::vector<DrawnInput> drawn_inputs(const Model& model, const ValidScenario& plan,
                                     const std::vector<ParameterSource>& drivers) {
  DrawnInputs inputs(model, plan);
  for (std::size_t i = 0; i < drivers.size(); ++i)
    inputs.add(plan.scenario.drivers[i].full_name(), drivers[i], plan.drivers[i].draw);
  for (std::size_t i = 0; i < plan.metrics.size(); ++i) {
    const Metric& metric = plan.scenario.metrics[i];
    for (std::size_t p = 0; p < plan.metrics[i].parameters.size(); ++p) {
      const ValidParameter& parameter = plan.metrics[i].parameters[p];
      if (parameter.values.size() == 1 && !metric.parameter(p).drawn_monthly)
        inputs.add(model.metrics[i].name + "." + std::string(metric.parameter(p).name),
                   model.metrics[i].parameters[p], parameter.values[0]);
    }
  }
  inputs.add_others();
  return inputs.take();
}

} // namespace escala
