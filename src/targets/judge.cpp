// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/judge.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "escala/columns/bits.h"
#include "escala/targets/replicates.h"

namespace escala {

void Hits::add(const Hits& other) {
  paths += other.paths;
  pairs += other.pairs;
  by_word.insert(by_word.end(), other.by_word.begin(), other.by_word.end());
}

namespace {

void add_counts(std::vector<std::uint64_t>& counts, const std::vector<std::uint64_t>& more) {
  counts.resize(std::max(counts.size(), more.size()));
  for (std::size_t i = 0; i < more.size(); ++i)
    counts[i] += more[i];
}

// The bits of a word that belong to lanes of the block.
std::uint64_t lanes_of(const BlockView& view, std::size_t word) {
  const std::size_t lanes = std::min(kWordBits, view.lanes - word * kWordBits);
  return ~std::uint64_t{0} >> (kWordBits - lanes);
}

bool is_throughout(const ModelTarget& target) {
  return target.kind == TargetTiming::Kind::throughout || target.kind == TargetTiming::Kind::always;
}

} // namespace

void Tally::add(const Tally& other) {
  paths += other.paths;
  joint.add(other.joint);
  if (targets.empty())
    targets.resize(other.targets.size());
  for (std::size_t i = 0; i < other.targets.size(); ++i) {
    const TargetTally& from = other.targets[i];
    targets[i].hits.add(from.hits);
    targets[i].undefined += from.undefined;
    add_counts(targets[i].first_months, from.first_months);
    add_counts(targets[i].first_broken, from.first_broken);
  }
}

void JudgeObserver::begin(const RunShape& shape) {
  model_ = shape.model;
  paths_ = shape.paths;
  const std::size_t words = (paths_ + kWordBits - 1) / kWordBits;
  const std::size_t targets = model_->targets.size();
  const std::uint64_t remembered = std::min(remembered_, paths_);
  by_word_.assign(targets + 1, std::vector<std::uint8_t>(words));
  met_.assign(targets, std::vector<std::uint64_t>((remembered + kWordBits - 1) / kWordBits));
  if (keep_ == Keep::all_paths) {
    own_met_.assign(targets + 1, std::vector<std::uint64_t>(words));
    own_paths_.assign(words, 0);
  }
  const auto months = static_cast<std::size_t>(model_->horizon) + 1;
  Tally tally;
  for (const ModelTarget& target : model_->targets) {
    TargetTally& none = tally.targets.emplace_back();
    none.first_months.assign(months, 0);
    none.first_broken.assign(is_throughout(target) ? months : 0, 0);
  }
  tallies_.assign(shape.workers, tally);
  in_progress_.assign(shape.slots, BlockProgress(targets));
}

void JudgeObserver::on_block(const BlockView& view) {
  BlockProgress& block = in_progress_[view.slot];
  Tally& tally = tallies_[view.worker];
  if (view.month == 0)
    open(block);
  for (std::size_t i = 0; i < block.size(); ++i)
    judge(model_->targets[i], block[i], tally.targets[i], i, view);
  if (view.month == model_->horizon)
    close(block, tally, view);
}

void JudgeObserver::open(BlockProgress& block) const {
  for (std::size_t i = 0; i < block.size(); ++i) {
    const bool by = model_->targets[i].kind == TargetTiming::Kind::by;
    block[i].ever.fill(0);
    block[i].met.fill(by ? 0 : ~std::uint64_t{0});
    block[i].spared = block[i].met;
  }
}

void JudgeObserver::judge(const ModelTarget& target, Progress& progress, TargetTally& tally,
                          std::size_t index, const BlockView& view) {
  const PathBits& holds = view.conditions[index];
  if (view.month > 0)
    note_first(progress, tally, holds, view);
  if (view.month < target.from || view.month > target.to)
    return;
  if (is_throughout(target))
    note_broken(progress, tally, holds, view);
  const PathBits& undefined = view.undefined[index];
  const bool by = target.kind == TargetTiming::Kind::by;
  for (std::size_t i = 0; i * kWordBits < view.lanes; ++i) {
    std::uint64_t& met = progress.met[i];
    std::uint64_t& spared = progress.spared[i];
    const std::uint64_t either = holds[i] | undefined[i];
    met = by ? met | holds[i] : met & holds[i];
    spared = by ? spared | either : spared & either;
  }
}

void JudgeObserver::note_first(Progress& progress, TargetTally& tally, const PathBits& holds,
                               const BlockView& view) {
  const std::size_t words = (view.lanes + kWordBits - 1) / kWordBits;
  PathBits begun;
  for (std::size_t i = 0; i < words; ++i) {
    begun[i] = holds[i] & ~progress.ever[i];
    progress.ever[i] |= holds[i];
  }
  tally.first_months[static_cast<std::size_t>(view.month)] +=
      count_bits(std::span(begun).first(words));
}

// Those that were met so far.
void JudgeObserver::note_broken(const Progress& before, TargetTally& tally, const PathBits& holds,
                                const BlockView& view) {
  const std::size_t words = (view.lanes + kWordBits - 1) / kWordBits;
  PathBits broken;
  for (std::size_t i = 0; i < words; ++i)
    broken[i] = before.met[i] & ~holds[i] & lanes_of(view, i);
  tally.first_broken[static_cast<std::size_t>(view.month)] +=
      count_bits(std::span(broken).first(words));
}

// The bits after the last lane are those of a target that never holds, or that holds as long as its
// condition is not evaluated.
void JudgeObserver::close(const BlockProgress& block, Tally& tally, const BlockView& view) {
  PathBits all;
  all.fill(~std::uint64_t{0});
  for (std::size_t i = 0; i < block.size(); ++i) {
    const PathBits& met = block[i].met;
    count(met, view, tally.targets[i].hits, i);
    for (std::size_t word = 0; word < met.size(); ++word)
      tally.targets[i].undefined +=
          static_cast<std::uint64_t>(std::popcount(block[i].spared[word] & ~met[word]));
    for (std::size_t word = 0; word < all.size(); ++word)
      all[word] &= met[word];
    const std::size_t first = view.first / kWordBits;
    for (std::size_t word = 0; word < met.size() && first + word < met_[i].size(); ++word)
      met_[i][first + word] = met[word];
  }
  count(all, view, tally.joint, block.size());
}

// The number of pairs of paths 2k and 2k + 1, which are neighbouring bits, with both bits set.
void JudgeObserver::count(const PathBits& met, const BlockView& view, Hits& hits,
                          std::size_t target) {
  constexpr std::uint64_t kFirstOfPairs = 0x5555'5555'5555'5555;
  for (std::size_t i = 0; i * kWordBits < view.lanes; ++i) {
    const std::uint64_t word = met[i] & lanes_of(view, i);
    const auto here = static_cast<std::uint64_t>(std::popcount(word));
    hits.paths += here;
    hits.pairs += static_cast<std::uint64_t>(std::popcount(word & (word >> 1) & kFirstOfPairs));
    by_word_[target][view.first / kWordBits + i] = static_cast<std::uint8_t>(here);
  }
  if (keep_ == Keep::all_paths)
    keep(met, view, target);
}

void JudgeObserver::keep(const PathBits& met, const BlockView& view, std::size_t target) {
  for (std::size_t i = 0; i * kWordBits < view.lanes; ++i) {
    const std::size_t word = view.first / kWordBits + i;
    own_met_[target][word] = met[i] & lanes_of(view, i);
    own_paths_[word] = lanes_of(view, i);
  }
}

namespace {

void put_hits(Message& message, const Hits& hits) {
  message.put(hits.paths);
  message.put(hits.pairs);
}

Hits get_hits(MessageReader& reader) {
  Hits hits;
  hits.paths = reader.get<std::uint64_t>();
  hits.pairs = reader.get<std::uint64_t>();
  return hits;
}

// Combines the bits that each rank has set for its own paths.
template <typename Word>
void unite(std::vector<Word>& own, const std::vector<Word>& other) {
  for (std::size_t i = 0; i < own.size(); ++i)
    own[i] |= other[i];
}

} // namespace

void JudgeObserver::finish(Ranks& ranks) {
  Message own;
  Tally here;
  here.targets.resize(model_->targets.size());
  for (const Tally& tally : tallies_)
    here.add(tally);
  put_hits(own, here.joint);
  own.put_list(by_word_.back());
  for (std::size_t i = 0; i < here.targets.size(); ++i) {
    put_hits(own, here.targets[i].hits);
    own.put(here.targets[i].undefined);
    own.put_list(here.targets[i].first_months);
    own.put_list(here.targets[i].first_broken);
    own.put_list(by_word_[i]);
    own.put_list(met_[i]);
  }
  tally_ = {};
  for (const Message& message : ranks.exchange(std::move(own))) {
    MessageReader reader(message);
    Tally tally;
    tally.joint = get_hits(reader);
    unite(by_word_.back(), reader.get_list<std::uint8_t>());
    for (std::size_t i = 0; i < here.targets.size(); ++i) {
      TargetTally& target = tally.targets.emplace_back();
      target.hits = get_hits(reader);
      target.undefined = reader.get<std::uint64_t>();
      target.first_months = reader.get_list<std::uint64_t>();
      target.first_broken = reader.get_list<std::uint64_t>();
      unite(by_word_[i], reader.get_list<std::uint8_t>());
      unite(met_[i], reader.get_list<std::uint64_t>());
    }
    tally_.add(tally);
  }
  tally_.paths = paths_;
  tally_.joint.by_word = by_word_.back();
  for (std::size_t i = 0; i < here.targets.size(); ++i)
    tally_.targets[i].hits.by_word = by_word_[i];
  if (here.targets.empty())
    tally_.joint = {paths_, paths_ / 2, {}};
}

bool JudgeObserver::is_met(std::size_t target, std::uint64_t path) const {
  return (met_[target][path / kWordBits] >> (path % kWordBits) & 1) != 0;
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
  judgement.verdict = decide(judgement.interval, confidence);
  return judgement;
}

Pairs pairs_of(const Hits& hits, std::uint64_t paths) {
  const std::uint64_t one = hits.paths - 2 * hits.pairs;
  return {.none = (paths + 1) / 2 - hits.pairs - one, .one = one, .both = hits.pairs};
}

Judgement judge_hits(Sampler sampler, const Hits& hits, std::uint64_t paths, double confidence,
                     bool uncertain) {
  Judgement judgement = judge_count(hits.paths, paths, confidence, uncertain);
  if (sampler == Sampler::random || !uncertain)
    return judgement;
  if (sampler == Sampler::antithetic) {
    const Pairs pairs = pairs_of(hits, paths);
    judgement.std_error = pairs.std_error();
    judgement.interval = pair_interval(pairs);
  } else {
    const ReplicateEstimate found = replicate_estimate(hits.by_word, paths);
    judgement.std_error = found.std_error;
    judgement.interval = found.interval;
  }
  judgement.verdict = decide(judgement.interval, confidence);
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

FirstMonths months_of(const std::vector<std::uint64_t>& counts, std::uint64_t paths,
                      std::span<const double> probabilities) {
  FirstMonths found;
  std::uint64_t total = 0;
  for (std::size_t month = 0; month < counts.size(); ++month) {
    total += counts[month];
    if (found.median_month < 0 && 2 * total >= paths)
      found.median_month = static_cast<int>(month);
  }
  found.never = static_cast<double>(paths - total) / static_cast<double>(paths);
  if (total == 0)
    return found;
  for (double probability : probabilities)
    found.percentiles.push_back(percentile(counts, total, probability));
  return found;
}

} // namespace

FirstMonths first_months(const TargetTally& tally, std::uint64_t paths,
                         std::span<const double> probabilities) {
  return months_of(tally.first_months, paths, probabilities);
}

FirstMonths first_broken(const TargetTally& tally, std::uint64_t paths,
                         std::span<const double> probabilities) {
  return months_of(tally.first_broken, paths, probabilities);
}

} // namespace escala
