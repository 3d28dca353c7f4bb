// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/judge.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "escala/columns/bits.h"

namespace escala {

void Hits::add(const Hits& other) {
  paths += other.paths;
  pairs += other.pairs;
  by_word.insert(by_word.end(), other.by_word.begin(), other.by_word.end());
}

void Tally::add(const Tally& other) {
  paths += other.paths;
  joint.add(other.joint);
  if (targets.empty())
    targets.resize(other.targets.size());
  for (std::size_t i = 0; i < other.targets.size(); ++i) {
    const TargetTally& from = other.targets[i];
    targets[i].hits.add(from.hits);
    targets[i].first_months.resize(from.first_months.size());
    for (std::size_t month = 0; month < from.first_months.size(); ++month)
      targets[i].first_months[month] += from.first_months[month];
  }
}

void JudgeObserver::begin(const RunShape& shape) {
  model_ = shape.model;
  paths_ = shape.paths;
  progress_.clear();
  const std::size_t words = (paths_ + kWordBits - 1) / kWordBits;
  const auto months = static_cast<std::size_t>(model_->horizon) + 1;
  for (const ModelTarget& target : model_->targets) {
    const bool by = target.kind == TargetTiming::Kind::by;
    const std::uint64_t begin = by ? 0 : ~std::uint64_t{0};
    progress_.push_back({std::vector<std::uint64_t>(words),
                         std::vector<std::uint64_t>(words, begin),
                         std::vector<std::atomic<std::uint64_t>>(months)});
  }
}

void JudgeObserver::block(const BlockView& view) {
  for (std::size_t i = 0; i < progress_.size(); ++i)
    judge(model_->targets[i], progress_[i], view.conditions[i], view);
}

// n/a is not 1, so it counts as false.
void JudgeObserver::judge(const ModelTarget& target, Progress& progress, const double* condition,
                          const BlockView& view) {
  std::array<std::uint64_t, kBlockPaths / kWordBits> holds;
  pack_conditions(condition, holds.data(), view.lanes);
  const std::size_t first = view.first / kWordBits;
  const std::size_t words = (view.lanes + kWordBits - 1) / kWordBits;
  const bool by = target.kind == TargetTiming::Kind::by;
  const bool counts = view.month >= target.from && view.month <= target.to;
  std::uint64_t begun = 0;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t& ever = progress.ever[first + i];
    std::uint64_t& met = progress.met[first + i];
    begun += static_cast<std::uint64_t>(std::popcount(holds[i] & ~ever));
    ever |= holds[i];
    if (counts)
      met = by ? met | holds[i] : met & holds[i];
  }
  if (begun > 0)
    progress.first[static_cast<std::size_t>(view.month)].fetch_add(begun,
                                                                   std::memory_order_relaxed);
}

bool JudgeObserver::is_met(std::size_t target, std::uint64_t path) const {
  return (progress_[target].met[path / kWordBits] >> (path % kWordBits) & 1) != 0;
}

namespace {

// Paths 2k and 2k + 1 are neighbouring bits.
void count(std::uint64_t word, Hits& hits) {
  constexpr std::uint64_t kFirstOfPairs = 0x5555'5555'5555'5555;
  const auto here = static_cast<std::uint8_t>(std::popcount(word));
  hits.paths += here;
  hits.pairs += static_cast<std::uint64_t>(std::popcount(word & (word >> 1) & kFirstOfPairs));
  hits.by_word.push_back(here);
}

} // namespace

Tally JudgeObserver::tally() const {
  Tally tally;
  tally.paths = paths_;
  for (const Progress& progress : progress_) {
    TargetTally& counts = tally.targets.emplace_back();
    counts.first_months.assign(progress.first.begin(), progress.first.end());
    for (std::uint64_t word : progress.met)
      count(word, counts.hits);
  }
  const std::size_t words = progress_.empty() ? 0 : (paths_ + kWordBits - 1) / kWordBits;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t all = ~std::uint64_t{0};
    for (const Progress& progress : progress_)
      all &= progress.met[i];
    count(all, tally.joint);
  }
  if (progress_.empty())
    tally.joint = {paths_, paths_ / 2};
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

namespace {

// A pair's mean is 0, 1/2 or 1.
void judge_pairs(const Hits& hits, std::uint64_t paths, Judgement& judgement) {
  const std::uint64_t pairs = paths / 2;
  const auto count = static_cast<double>(pairs);
  const auto both = static_cast<double>(hits.pairs);
  const auto one = static_cast<double>(hits.paths - 2 * hits.pairs);
  const double mean = judgement.probability;
  const double squares = std::max(0.0, both + one / 4 - count * mean * mean);
  if (pairs < 2 || squares == 0) {
    judgement.interval = clopper_pearson(hits.paths / 2, pairs);
  } else {
    judgement.std_error = std::sqrt(squares / (count - 1) / count);
    judgement.interval = student_interval(mean, judgement.std_error, pairs);
  }
}

} // namespace

Judgement judge_hits(Sampler sampler, const Hits& hits, std::uint64_t paths, double confidence,
                     bool uncertain) {
  Judgement judgement = judge_count(hits.paths, paths, confidence, uncertain);
  if (sampler == Sampler::random || !uncertain)
    return judgement;
  if (sampler == Sampler::antithetic) {
    judge_pairs(hits, paths, judgement);
  } else {
    const ReplicateEstimate found = replicate_estimate(hits.by_word, paths);
    judgement.std_error = found.std_error;
    judgement.interval = found.interval;
  }
  judgement.decision = decide(judgement.interval, confidence);
  return judgement;
}

bool is_joint_uncertain(const Model& model, const Tally& tally) {
  bool uncertain = false;
  for (std::size_t i = 0; i < model.targets.size(); ++i) {
    if (!model.targets[i].uncertain && tally.targets[i].hits.paths == 0)
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
