// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/judge.h"

#include <algorithm>
#include <cmath>

namespace escala {

void Tally::add(const Tally& other) {
  paths += other.paths;
  joint_hits += other.joint_hits;
  if (targets.empty())
    targets.resize(other.targets.size());
  for (std::size_t i = 0; i < other.targets.size(); ++i) {
    const TargetTally& from = other.targets[i];
    targets[i].hits += from.hits;
    targets[i].first_months.resize(from.first_months.size());
    for (std::size_t month = 0; month < from.first_months.size(); ++month)
      targets[i].first_months[month] += from.first_months[month];
  }
}

void JudgeObserver::begin(const RunShape& shape) {
  model_ = shape.model;
  paths_ = shape.paths;
  first_months_.assign(model_->targets.size(), std::vector<std::uint16_t>(paths_, kNever));
  holds_.clear();
  for (const ModelTarget& target : model_->targets) {
    const bool by = target.kind == TargetTiming::Kind::by; // the first month says it all
    holds_.emplace_back(by ? 0 : paths_, std::uint8_t{1});
  }
}

void JudgeObserver::block(const BlockView& view) {
  for (std::size_t i = 0; i < model_->targets.size(); ++i)
    judge(model_->targets[i], i, view);
}

// n/a is not 1, so it counts as false.
void JudgeObserver::judge(const ModelTarget& target, std::size_t index, const BlockView& view) {
  const double* condition = view.conditions[index];
  std::uint16_t* first = first_months_[index].data() + view.first;
  const auto month = static_cast<std::uint16_t>(view.month);
  for (std::size_t i = 0; i < view.lanes; ++i)
    if (condition[i] == 1 && first[i] == kNever)
      first[i] = month;
  if (holds_[index].empty() || view.month < target.from || view.month > target.to)
    return;
  std::uint8_t* holds = holds_[index].data() + view.first;
  for (std::size_t i = 0; i < view.lanes; ++i)
    holds[i] &= condition[i] == 1 ? 1 : 0;
}

bool JudgeObserver::is_met(std::size_t target, std::uint64_t path) const {
  return holds_[target].empty() ? first_months_[target][path] <= model_->targets[target].to
                                : holds_[target][path] == 1;
}

Tally JudgeObserver::tally() const {
  Tally tally;
  tally.paths = paths_;
  tally.targets.resize(model_->targets.size());
  std::vector<std::uint8_t> all(paths_, 1);
  for (std::size_t t = 0; t < model_->targets.size(); ++t) {
    TargetTally& counts = tally.targets[t];
    counts.first_months.resize(static_cast<std::size_t>(model_->horizon) + 1);
    for (std::uint64_t path = 0; path < paths_; ++path) {
      const std::uint16_t first = first_months_[t][path];
      if (first != kNever)
        ++counts.first_months[first];
      const bool met = is_met(t, path);
      counts.hits += met;
      all[path] &= met;
    }
  }
  tally.joint_hits = static_cast<std::uint64_t>(std::ranges::count(all, 1));
  return tally;
}

Judgement judge_count(std::uint64_t hits, std::uint64_t paths, double confidence, bool uncertain) {
  Judgement judgement;
  judgement.paths = paths;
  judgement.probability = static_cast<double>(hits) / static_cast<double>(paths);
  if (uncertain) {
    const double p = judgement.probability;
    judgement.std_error = std::sqrt(p * (1 - p) / static_cast<double>(paths));
    judgement.interval = clopper_pearson(hits, paths);
  } else {
    judgement.interval = {judgement.probability, judgement.probability};
  }
  judgement.decision = decide(judgement.interval, confidence);
  return judgement;
}

bool is_joint_uncertain(const Model& model, const Tally& tally) {
  bool uncertain = false;
  for (std::size_t i = 0; i < model.targets.size(); ++i) {
    if (!model.targets[i].uncertain && tally.targets[i].hits == 0)
      return false;
    uncertain = uncertain || model.targets[i].uncertain;
  }
  return uncertain;
}

namespace {

// The month of the rank-th path (from 0), in the order of months.
int month_at(const std::vector<std::uint64_t>& counts, std::uint64_t rank) {
  std::uint64_t seen = 0;
  for (std::size_t month = 0; month < counts.size(); ++month) {
    seen += counts[month];
    if (rank < seen)
      return static_cast<int>(month);
  }
  return -1;
}

double percentile(const std::vector<std::uint64_t>& counts, std::uint64_t total,
                  double probability) {
  const double h = static_cast<double>(total - 1) * probability;
  const auto low = static_cast<std::uint64_t>(h);
  const int at = month_at(counts, low);
  const int next = month_at(counts, std::min(low + 1, total - 1));
  return at + (h - static_cast<double>(low)) * (next - at);
}

} // namespace

FirstMonths first_months(const TargetTally& tally, std::uint64_t paths,
                         std::span<const double> probabilities) {
  FirstMonths found;
  std::uint64_t total = 0;
  for (std::size_t month = 0; month < tally.first_months.size(); ++month) {
    total += tally.first_months[month];
    if (found.median_month < 0 && 2 * total >= paths)
      found.median_month = static_cast<int>(month);
  }
  found.never = static_cast<double>(paths - total) / static_cast<double>(paths);
  if (total == 0)
    return found;
  for (double probability : probabilities)
    found.percentiles.push_back(percentile(tally.first_months, total, probability));
  return found;
}

} // namespace escala
