// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/risks.h"

#include <algorithm>
#include <map>

#include "escala/columns/sums.h"

namespace escala {
namespace {

enum Sum : std::size_t { events, inherent_events, cost, losses };
enum LossSum : std::size_t { all, last, inherent_all, inherent_last, loss_sums };

// The sum over lanes of 1 less the product of what each impact kept.
double lost(const std::vector<std::uint32_t>& impacts, const BlockView& view, bool inherent) {
  const auto kept = [&](std::uint32_t impact) {
    return inherent ? view.impacts[impact].inherent_kept : view.impacts[impact].kept;
  };
  const auto lanes = static_cast<double>(view.lanes);
  if (impacts.size() == 1)
    return lanes - sum_of(kept(impacts[0]));
  Eigen::ArrayXd product = kept(impacts[0]);
  for (std::size_t i = 1; i < impacts.size(); ++i)
    product *= kept(impacts[i]);
  return lanes - sum_of(product);
}

} // namespace

std::size_t RiskObserver::size_of(const Group& group) {
  return Sum::losses + group.losses.size() * LossSum::loss_sums;
}

RiskObserver::Group RiskObserver::group_of(std::string name, std::string category,
                                           std::vector<std::uint32_t> risks) const {
  Group group{std::move(name), std::move(category), std::move(risks), {}};
  std::map<std::uint32_t, std::vector<std::uint32_t>> impacts; // by metric
  for (std::uint32_t risk : group.risks) {
    const ModelRisk& of = model_->risks[risk];
    for (std::uint32_t i = of.first_impact; i < of.first_impact + of.impact_count; ++i)
      if (!model_->impacts[i].amount)
        for (std::uint32_t metric : model_->impacts[i].metrics)
          impacts[metric].push_back(i);
  }
  for (auto& [metric, of] : impacts)
    group.losses.push_back({metric, std::move(of)});
  return group;
}

void RiskObserver::begin(const RunShape& shape) {
  model_ = shape.model;
  paths_ = shape.paths;
  groups_.clear();
  first_of_.clear();
  for (std::uint32_t i = 0; i < model_->risks.size(); ++i)
    groups_.push_back(group_of(model_->risks[i].name, model_->risks[i].category, {i}));
  for (std::string_view category : kRiskCategories) {
    std::vector<std::uint32_t> risks;
    for (std::uint32_t i = 0; i < model_->risks.size(); ++i)
      if (model_->risks[i].category == category)
        risks.push_back(i);
    if (!risks.empty())
      groups_.push_back(group_of(std::string(category), std::string(category), std::move(risks)));
  }
  size_ = 0;
  for (const Group& group : groups_) {
    first_of_.push_back(size_);
    size_ += size_of(group);
  }
  in_progress_.assign(shape.slots, std::vector<double>(size_));
  merge_.clear();
}

void RiskObserver::on_block(const BlockView& view) {
  if (groups_.empty())
    return;
  std::vector<double>& sums = in_progress_[view.slot];
  if (view.month == 0) {
    std::ranges::fill(sums, 0.0);
    return;
  }
  for (std::size_t i = 0; i < groups_.size(); ++i)
    add(groups_[i], view, sums.data() + first_of_[i]);
  if (view.month == model_->horizon)
    merge_.add(view.first / kBlockPaths, {sums});
}

void RiskObserver::finish(Ranks& ranks) {
  if (groups_.empty())
    return;
  totals_ = merge_over(ranks, merge_, &Sums::of).of;
}

void RiskObserver::add(const Group& group, const BlockView& view, double* sums) const {
  const bool last = view.month == model_->horizon;
  for (std::uint32_t risk : group.risks) {
    sums[Sum::events] += sum_of(view.risks[risk].events);
    sums[Sum::inherent_events] += sum_of(view.risks[risk].inherent_events);
    if (last)
      sums[Sum::cost] += sum_of(view.risks[risk].cost);
  }
  double* at = sums + Sum::losses;
  for (const Loss& loss : group.losses) {
    const double residual = lost(loss.impacts, view, false);
    const double inherent = lost(loss.impacts, view, true);
    at[LossSum::all] += residual;
    at[LossSum::inherent_all] += inherent;
    if (last) {
      at[LossSum::last] += residual;
      at[LossSum::inherent_last] += inherent;
    }
    at += LossSum::loss_sums;
  }
}

RiskSummary RiskObserver::summary_of(const Group& group, std::size_t first) const {
  const double* totals = totals_.data() + first;
  const auto paths = static_cast<double>(paths_);
  const double months = paths * model_->horizon;
  RiskSummary summary;
  summary.name = group.name;
  summary.category = group.category;
  summary.residual.events = totals[Sum::events] / paths;
  summary.inherent.events = totals[Sum::inherent_events] / paths;
  summary.cost = totals[Sum::cost] / paths;
  for (std::size_t i = 0; i < group.losses.size(); ++i) {
    const double* at = totals + Sum::losses + i * LossSum::loss_sums;
    const std::uint32_t metric = group.losses[i].metric;
    summary.residual.losses.push_back(
        {metric, at[LossSum::all] / months, at[LossSum::last] / paths});
    summary.inherent.losses.push_back(
        {metric, at[LossSum::inherent_all] / months, at[LossSum::inherent_last] / paths});
  }
  return summary;
}

std::vector<RiskSummary> RiskObserver::risks() const {
  std::vector<RiskSummary> summaries;
  for (std::size_t i = 0; i < model_->risks.size(); ++i)
    summaries.push_back(summary_of(groups_[i], first_of_[i]));
  return summaries;
}

std::vector<RiskSummary> RiskObserver::categories() const {
  std::vector<RiskSummary> summaries;
  for (std::size_t i = model_->risks.size(); i < groups_.size(); ++i)
    summaries.push_back(summary_of(groups_[i], first_of_[i]));
  return summaries;
}

} // namespace escala
