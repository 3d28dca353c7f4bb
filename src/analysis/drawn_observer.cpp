// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/drawn_observer.h"

#include <algorithm>

#include "analysis/unite_paths.h"

namespace escala {
namespace {

std::vector<int> last_months_of_targets(const Model& model) {
  std::vector<int> months;
  for (const ModelTarget& target : model.targets)
    months.push_back(std::clamp(target.to, 1, model.horizon));
  std::ranges::sort(months);
  months.erase(std::unique(months.begin(), months.end()), months.end());
  return months;
}

} // namespace

std::uint64_t studied_paths(const Model& model, std::uint64_t paths) {
  constexpr std::uint64_t kValues = 1 << 26; // read in all
  const std::uint64_t shares = model.drawn.size() * model.targets.size();
  if (model.targets.empty() || shares > kStudiedShares)
    return 0;
  const std::uint64_t fit = kValues / std::max<std::uint64_t>(1, shares);
  return std::min({paths, kStudiedPaths, std::max(kLeastStudiedPaths, fit)});
}

std::vector<bool> series_of_steps(const Model& model) {
  std::vector<bool> computed(model.series.size());
  for (const Work& work : model.monthly)
    if (work.kind == Work::Kind::series)
      computed[work.index] = true;
  return computed;
}

bool DrawnObserver::is_repeated(std::size_t input) const {
  const std::uint32_t series = model_->drawn[input].series;
  return in_steps_[series] && model_->series[series].update_interval != UpdateInterval::once;
}

void DrawnObserver::begin(const RunShape& shape) {
  model_ = shape.model;
  in_steps_ = series_of_steps(*model_);
  ends_ = last_months_of_targets(*model_);
  paths_ = studied_paths(*model_, shape.paths);
  const std::size_t inputs = model_->drawn.size();
  std::size_t columns = inputs;
  first_mean_.assign(inputs, 0);
  for (std::size_t i = 0; i < inputs; ++i) {
    first_mean_[i] = columns;
    columns += is_repeated(i) ? ends_.size() + 1 : 0; // the means, then the sum so far
  }
  columns_.assign(columns, std::vector<double>(paths_));
}

void DrawnObserver::on_block(const BlockView& view) {
  if (view.first >= paths_)
    return;
  const std::size_t lanes = std::min<std::uint64_t>(view.lanes, paths_ - view.first);
  for (std::size_t i = 0; i < model_->drawn.size(); ++i) {
    const std::uint32_t series = model_->drawn[i].series;
    if (!view.series.has(series)) // nothing reads it
      continue;
    if (view.month == (in_steps_[series] ? 1 : 0))
      std::copy_n(view.series[series].data(), lanes, columns_[i].data() + view.first);
    if (is_repeated(i) && view.month > 0)
      add(i, view, lanes);
  }
}

void DrawnObserver::add(std::size_t input, const BlockView& view, std::size_t lanes) {
  const ConstColumn values = view.series[model_->drawn[input].series];
  const auto end = std::ranges::find(ends_, view.month);
  double* const sums = columns_[first_mean_[input] + ends_.size()].data() + view.first;
  for (std::size_t lane = 0; lane < lanes; ++lane)
    sums[lane] += values[static_cast<Eigen::Index>(lane)];
  if (end == ends_.end())
    return;
  double* const means =
      columns_[first_mean_[input] + static_cast<std::size_t>(end - ends_.begin())].data() +
      view.first;
  for (std::size_t lane = 0; lane < lanes; ++lane)
    means[lane] = sums[lane] / view.month;
}

void DrawnObserver::finish(Ranks& ranks) { unite_paths(columns_, ranks); }

std::span<const double> DrawnObserver::until(std::size_t input, int month) const {
  if (!is_repeated(input))
    return first(input);
  const auto end = std::ranges::find(ends_, std::clamp(month, 1, model_->horizon));
  return columns_[first_mean_[input] + static_cast<std::size_t>(end - ends_.begin())];
}

} // namespace escala
