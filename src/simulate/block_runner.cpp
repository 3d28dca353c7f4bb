// SPDX-License-Identifier: Apache-2.0
#include "simulate/block_runner.h"

#include <algorithm>

namespace escala {

BlockRunner::BlockRunner(const PreparedRun& run, std::size_t worker)
    : month_(run), evaluator_(month_), drawer_(month_, evaluator_),
      series_(month_, evaluator_, drawer_), risks_(month_, evaluator_, series_), metrics_(month_),
      conditions_(month_, evaluator_), tracer_(month_, evaluator_, metrics_), worker_(worker),
      reported_(run.model.metrics.size()), risk_views_(run.model.risks.size()),
      impact_views_(run.model.impacts.size()) {
  for (std::size_t i = 0; i < run.model.impacts.size(); ++i)
    effects_.push_back(month_.effects.data() + i * kBlockPaths);
}

std::optional<Failure> BlockRunner::run(int month, std::uint64_t first, std::size_t lanes,
                                        BlockState& state) {
  month_.start(month, first, lanes, state);
  const Model& model = month_.model;
  for (const Work& work : month == 0 ? model.opening : model.monthly)
    if (auto failure = do_work(work))
      return complete(*failure);
  if (auto failure = conditions_.run())
    return complete(*failure);
  show_columns();
  return std::nullopt;
}

std::optional<Failure> BlockRunner::do_work(const Work& work) {
  switch (work.kind) {
  case Work::Kind::scores:
    drawer_.run_scores(work.index);
    return std::nullopt;
  case Work::Kind::series:
    series_.run(work.index);
    return std::nullopt;
  case Work::Kind::record:
    series_.record(work.index);
    return std::nullopt;
  case Work::Kind::range_check:
    return check_quantity(work.index);
  case Work::Kind::risk:
    return risks_.run(work.index);
  case Work::Kind::metric:
    return metrics_.run(work.index);
  }
  return std::nullopt;
}

// Constants were checked before the run. Nothing is spent in month 0.
std::optional<Failure> BlockRunner::check_quantity(std::uint32_t index) const {
  const RangeCheck& check = month_.model.range_checks[index];
  if (month_.month == 0 || !month_.is_due(month_.model.series[check.source.index].update_interval))
    return std::nullopt;
  const ConstColumn values = month_.values_of(check.source.index);
  for (std::size_t i = 0; i < month_.lanes; ++i)
    if (!check.key->range.holds(values[i]))
      return Failure{.kind = Failure::Kind::range_check,
                     .index = index,
                     .value = values[i],
                     .series = check.source.index,
                     .lane = i};
  return std::nullopt;
}

Failure BlockRunner::complete(Failure failure) {
  failure.month = month_.month;
  failure.path = month_.run->first_path + month_.first + failure.lane;
  failure.cause = tracer_.cause_of(failure);
  return failure;
}

void BlockRunner::show_columns() {
  const BlockState& state = *month_.state;
  for (std::size_t i = 0; i < reported_.size(); ++i)
    reported_[i] = state.reported(i).data();
  for (std::size_t i = 0; i < risk_views_.size(); ++i)
    risk_views_[i] = {month_.events_of(i), month_.inherent_events_of(i), month_.cost_of(i)};
  for (std::size_t i = 0; i < impact_views_.size(); ++i) {
    const ModelImpact& impact = month_.model.impacts[i];
    if (impact.metrics.empty() || impact.amount)
      continue;
    if (state.lasting[i])
      impact_views_[i] = {state.lasting[i].first(month_.lanes),
                          state.inherent_lasting[i].first(month_.lanes)};
    else
      impact_views_[i] = {month_.effect_of(i), month_.inherent_effect_of(i)};
  }
}

BlockView BlockRunner::view(std::size_t slot) const {
  return {.worker = worker_,
          .slot = slot,
          .month = month_.month,
          .first = month_.first,
          .lanes = month_.lanes,
          .reported = {reported_.data(), reported_.size(), month_.lanes},
          .series = {month_.series.data(), month_.series.size(), month_.lanes},
          .sums = metrics_.sums(),
          .conditions = conditions_.bits(),
          .undefined = conditions_.undefined(),
          .risks = risk_views_,
          .impacts = impact_views_,
          .effects = {effects_.data(), effects_.size(), month_.lanes}};
}

} // namespace escala
