// SPDX-License-Identifier: Apache-2.0
#include "escala/targets/paired.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "escala/columns/bits.h"
#include "escala/model/same_inputs.h"
#include "escala/targets/pairs.h"
#include "escala/targets/replicates.h"

namespace escala {

void PairedHits::add(const PairedHits& other) {
  lost += other.lost;
  gained += other.gained;
  for (std::size_t i = 0; i < pairs.size(); ++i)
    pairs[i] += other.pairs[i];
  by_word.insert(by_word.end(), other.by_word.begin(), other.by_word.end());
}

void PairedTally::add(const PairedTally& other) {
  paths += other.paths;
  joint.add(other.joint);
  targets.resize(other.targets.size());
  for (std::size_t i = 0; i < other.targets.size(); ++i)
    targets[i].add(other.targets[i]);
}

Difference paired_difference(Sampler sampler, const PairedHits& hits, std::uint64_t paths,
                             double error) {
  const auto lost = static_cast<double>(hits.lost);
  const auto gained = static_cast<double>(hits.gained);
  const auto all = static_cast<double>(paths);
  const double net = gained - lost;
  Difference difference{.delta = net / all, .changed = ChangedPaths{hits.lost, hits.gained, paths}};
  if (sampler == Sampler::antithetic) {
    difference.std_error = pair_difference_error(hits.pairs);
    difference.interval = pair_difference_interval(hits.pairs, error);
  } else if (sampler == Sampler::sobol) {
    const ReplicateEstimate estimate =
        replicate_difference(hits.by_word, lost, gained, paths, error);
    difference.std_error = estimate.std_error;
    difference.interval = estimate.interval;
  } else {
    difference.std_error = std::sqrt(std::max(0.0, lost + gained - net * net / all)) / all;
    difference.interval = difference_interval(lost, gained, all, error);
  }
  return difference;
}

namespace {

// Adds the paths of a word, which differ in these bits.
void count_word(std::uint64_t lost, std::uint64_t gained, PairedHits& hits) {
  constexpr std::uint64_t kFirstOfPairs = 0x5555'5555'5555'5555;
  const auto count = [](std::uint64_t bits) {
    return static_cast<std::uint64_t>(std::popcount(bits));
  };
  const std::uint64_t both_lost = count(lost & (lost >> 1) & kFirstOfPairs);
  const std::uint64_t both_gained = count(gained & (gained >> 1) & kFirstOfPairs);
  const std::uint64_t one_of_each =
      count(((lost & (gained >> 1)) | (gained & (lost >> 1))) & kFirstOfPairs);
  hits.lost += count(lost);
  hits.gained += count(gained);
  hits.pairs[0] += both_lost;
  hits.pairs[1] += count(lost) - 2 * both_lost - one_of_each;
  hits.pairs[3] += count(gained) - 2 * both_gained - one_of_each;
  hits.pairs[4] += both_gained;
  hits.by_word.push_back(static_cast<std::int8_t>(std::popcount(gained) - std::popcount(lost)));
}

// The bits of a target, where the paths of all ranks may be one path.
class MetWords {
 public:
  MetWords(const JudgeObserver& judge, std::size_t target, std::uint64_t paths)
      : words_(judge.own_met(target)), alike_(judge.paths() < paths),
        met_(target < judge.tally().targets.size() ? judge.tally().targets[target].hits.paths > 0
                                                   : judge.tally().joint.paths > 0) {}

  std::uint64_t operator[](std::size_t word) const {
    if (!alike_)
      return words_[word];
    return met_ ? ~std::uint64_t{0} : 0;
  }

 private:
  std::span<const std::uint64_t> words_;
  bool alike_;
  bool met_;
};

void put_hits(Message& message, const PairedHits& hits) {
  message.put(hits.lost);
  message.put(hits.gained);
  message.put(hits.pairs);
  message.put_list(hits.by_word);
}

// Adds the hits of another rank, whose paths are others.
void unite_hits(MessageReader& reader, PairedHits& hits) {
  hits.lost += reader.get<std::uint64_t>();
  hits.gained += reader.get<std::uint64_t>();
  const auto pairs = reader.get<std::array<std::uint64_t, 5>>();
  for (std::size_t i = 0; i < pairs.size(); ++i)
    hits.pairs[i] += pairs[i];
  const auto by_word = reader.get_list<std::int8_t>();
  hits.by_word.resize(by_word.size());
  for (std::size_t i = 0; i < by_word.size(); ++i)
    hits.by_word[i] = static_cast<std::int8_t>(hits.by_word[i] + by_word[i]);
}

} // namespace

PairedHits PairedObserver::compare(const TargetPair& target) const {
  const std::uint64_t paths = std::max(before_.paths(), after_.paths());
  const auto here = after_.paths() == paths ? after_.own_paths() : before_.own_paths();
  const MetWords before(before_, target.before, paths);
  const MetWords after(after_, target.after, paths);
  PairedHits hits;
  for (std::size_t word = 0; word < here.size(); ++word)
    count_word(before[word] & ~after[word] & here[word], after[word] & ~before[word] & here[word],
               hits);
  return hits;
}

void PairedObserver::finish(Ranks& ranks) {
  Message own;
  for (const TargetPair& target : targets_)
    put_hits(own, compare(target));
  put_hits(own, compare({before_.tally().targets.size(), after_.tally().targets.size()}));
  tally_ = {.paths = std::max(before_.paths(), after_.paths()),
            .targets = std::vector<PairedHits>(targets_.size()),
            .joint = {}};
  for (const Message& message : ranks.exchange(std::move(own))) {
    MessageReader reader(message);
    for (PairedHits& hits : tally_.targets)
      unite_hits(reader, hits);
    unite_hits(reader, tally_.joint);
  }
  const std::uint64_t all = (tally_.paths + 1) / 2;
  for (PairedHits& hits : tally_.targets)
    hits.pairs[2] = all - hits.pairs[0] - hits.pairs[1] - hits.pairs[3] - hits.pairs[4];
  PairedHits& joint = tally_.joint;
  joint.pairs[2] = all - joint.pairs[0] - joint.pairs[1] - joint.pairs[3] - joint.pairs[4];
}

PairedTargets::PairedTargets(const Model& before, const Model& after)
    : before_(before), after_(after) {
  for (std::size_t i = 0; i < after.targets.size(); ++i) {
    const auto found = std::ranges::find(before.targets, after.targets[i].name, &ModelTarget::name);
    if (found == before.targets.end())
      continue;
    const auto at = static_cast<std::size_t>(found - before.targets.begin());
    matches_.push_back({.pair = {at, i},
                        .same = has_same_inputs(before, at, after, i),
                        .certain = !found->uncertain && !after.targets[i].uncertain});
  }
}

std::vector<TargetPair> PairedTargets::pairs() const {
  std::vector<TargetPair> pairs;
  for (const Match& match : matches_)
    pairs.push_back(match.pair);
  return pairs;
}

void PairedTargets::take(const Tally& before, const PairedTally& paired) {
  tally_.add(before);
  paired_.add(paired);
}

bool PairedTargets::has_joint() const {
  return !matches_.empty() && matches_.size() == before_.targets.size() &&
         matches_.size() == after_.targets.size();
}

Difference PairedTargets::difference(const Hits& before, const PairedHits& hits, const Match& match,
                                     Sampler sampler, double error) const {
  Difference found = paired_difference(sampler, hits, paired_.paths, error);
  found.before = static_cast<double>(before.paths) / static_cast<double>(tally_.paths);
  const bool is_exact = match.certain || (match.same && hits.lost == 0 && hits.gained == 0);
  if (is_exact) {
    found.std_error = 0;
    found.interval = {found.delta, found.delta};
  }
  return found;
}

Differences PairedTargets::differences(Sampler sampler, double error) const {
  Differences all;
  all.targets.resize(after_.targets.size());
  Match joint{.pair = {}, .same = true, .certain = true};
  for (std::size_t i = 0; i < matches_.size(); ++i) {
    const Match& match = matches_[i];
    all.targets[match.pair.after] = difference(tally_.targets[match.pair.before].hits,
                                               paired_.targets[i], match, sampler, error);
    joint.same = joint.same && match.same;
    joint.certain = joint.certain && match.certain;
  }
  if (has_joint())
    all.joint = difference(tally_.joint, paired_.joint, joint, sampler, error);
  return all;
}

Run PairedRuns::beside(const Run& run, const JudgeObserver& judge) {
  batch_.emplace(judge, targets_.pairs());
  return {.model = &before_,
          .draws = run.draws,
          .first_path = run.first_path,
          .paths = run.paths,
          .observers = {&batch_->judge, &batch_->paired}};
}

void PairedRuns::take() {
  targets_.take(batch_->judge.tally(), batch_->paired.tally());
  batch_.reset();
}

} // namespace escala
