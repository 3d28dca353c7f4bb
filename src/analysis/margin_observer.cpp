// SPDX-License-Identifier: Apache-2.0
#include "analysis/margin_observer.h"

#include <algorithm>
#include <cmath>

#include "analysis/unite_paths.h"

namespace escala {
namespace {

double margin_of(const MarginRule& rule, double value) {
  if (std::isnan(value))
    return kNoMargin;
  constexpr double kLeastRatio = 1e-9;
  const double above =
      rule.with > 0 ? std::log(std::max(value / rule.with, kLeastRatio)) : value - rule.with;
  return rule.at_least ? above : -above;
}

} // namespace

std::optional<MarginRule> margin_rule(const ModelTarget& target) {
  if (target.compared.size() != 1 || target.compared.front().metric != target.subject ||
      target.worst == Worst::none)
    return std::nullopt;
  return MarginRule{target.subject, target.compared.front().with, target.worst == Worst::lowest};
}

void MarginObserver::begin(const RunShape& shape) {
  judge_.begin(shape);
  model_ = shape.model;
  rules_.clear();
  margins_.clear();
  for (const ModelTarget& target : model_->targets) {
    rules_.push_back(margin_rule(target));
    margins_.emplace_back(rules_.back() ? shape.paths : 0);
  }
}

// `by` is met by the best of its months, and those that are n/a are skipped. `throughout` needs the
// worst, and one month that is n/a is enough to miss it.
void MarginObserver::note(const ModelTarget& target, bool at_least, ConstColumn values, int month,
                          double* extremes) {
  const bool any = target.kind == TargetTiming::Kind::by;
  const bool highest = any == at_least;
  for (Eigen::Index lane = 0; lane < values.size(); ++lane) {
    const double value = values[lane];
    double& known = extremes[lane];
    const bool replaces = month == target.from || (highest ? value > known : value < known) ||
                          std::isnan(any ? known : value);
    if (replaces)
      known = value;
  }
}

void MarginObserver::on_block(const BlockView& view) {
  judge_.on_block(view);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const ModelTarget& target = model_->targets[i];
    if (rules_[i] && view.month >= target.from && view.month <= target.to)
      note(target, rules_[i]->at_least, view.reported[rules_[i]->metric], view.month,
           margins_[i].data() + view.first);
  }
}

void MarginObserver::finish(Ranks& ranks) {
  judge_.finish(ranks);
  unite_paths(margins_, ranks);
  for (std::size_t i = 0; i < rules_.size(); ++i)
    for (double& value : margins_[i])
      value = margin_of(*rules_[i], value);
}

} // namespace escala
