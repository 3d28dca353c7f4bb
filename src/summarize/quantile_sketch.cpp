// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/quantile_sketch.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "summarize/selection.h"

namespace escala {
namespace {

constexpr int kDropped = 52 - QuantileSketch::kDigits; // number of binary digits dropped
constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
constexpr auto kZero = static_cast<std::uint32_t>(kSign >> kDropped); // bucket of zero

// The bits of a number, changed so that they have the order of the numbers: those of negative
// numbers are inverted.
constexpr std::uint64_t ordered(std::uint64_t bits) {
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}
constexpr std::uint64_t from_ordered(std::uint64_t bits) {
  return (bits & kSign) != 0 ? bits & ~kSign : ~bits;
}

// The bucket of a value: the upper bits of the rounded number in the order above. The largest
// numbers are not rounded, so that they do not become infinite.
std::uint32_t bucket_of(double value) {
  constexpr std::uint64_t kHalf = std::uint64_t{1} << (kDropped - 1);
  constexpr std::uint64_t kInfinity = std::uint64_t{0x7FF} << 52;
  const auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
  const std::uint64_t size = (bits & ~kSign) + kHalf;
  const std::uint64_t kept = (size >= kInfinity ? size - 2 * kHalf : size) >> kDropped << kDropped;
  return static_cast<std::uint32_t>(ordered((bits & kSign) | kept) >> kDropped);
}

double value_of(std::uint32_t bucket) {
  const std::uint64_t bits = from_ordered(std::uint64_t{bucket} << kDropped);
  // Inverted numbers have ones in place of the dropped digits.
  return std::bit_cast<double>(bits >> kDropped << kDropped);
}

} // namespace

// Extends the range by whole octaves, because neighbouring values are likely to follow.
std::uint64_t& QuantileSketch::Range::reach(std::uint32_t bucket) {
  constexpr std::uint32_t kOctave = 1U << kDigits;
  const std::uint32_t octave = bucket / kOctave * kOctave;
  const auto end = first + static_cast<std::uint32_t>(counts.size());
  const std::uint32_t new_first = counts.empty() ? octave : std::min(first, octave);
  const std::uint32_t new_end = counts.empty() ? octave + kOctave : std::max(end, octave + kOctave);
  std::vector<std::uint64_t> wider(new_end - new_first);
  std::ranges::copy(counts, wider.begin() + (counts.empty() ? 0 : first - new_first));
  counts = std::move(wider);
  first = new_first;
  return counts[bucket - first];
}

void QuantileSketch::add(std::span<const double> values) {
  count_ += values.size();
  for (double value : values) {
    const std::uint32_t bucket = bucket_of(value);
    ++ranges_[(bucket >= kZero) + (bucket > kZero)].at(bucket);
  }
}

void QuantileSketch::add(const QuantileSketch& other) {
  count_ += other.count_;
  for (std::size_t side = 0; side < ranges_.size(); ++side)
    for (std::size_t i = 0; i < other.ranges_[side].counts.size(); ++i)
      if (const std::uint64_t count = other.ranges_[side].counts[i]; count > 0)
        ranges_[side].at(other.ranges_[side].first + static_cast<std::uint32_t>(i)) += count;
}

double QuantileSketch::value_at(std::uint64_t rank) const {
  std::uint64_t below = 0;
  for (const Range& range : ranges_) {
    for (std::size_t i = 0; i < range.counts.size(); ++i) {
      below += range.counts[i];
      if (rank < below)
        return value_of(range.first + static_cast<std::uint32_t>(i));
    }
  }
  return 0;
}

double QuantileSketch::quantile(double probability) const {
  const Rank rank = rank_of(probability, count_);
  const double low = value_at(rank.low);
  return rank.share == 0 ? low : between(low, value_at(rank.low + 1), rank.share);
}

void QuantileSketch::put(Message& message) const {
  message.put(count_);
  for (const Range& range : ranges_) {
    message.put(range.first);
    message.put_list(range.counts);
  }
}

QuantileSketch QuantileSketch::get(MessageReader& reader) {
  QuantileSketch sketch;
  sketch.count_ = reader.get<std::uint64_t>();
  for (Range& range : sketch.ranges_) {
    range.first = reader.get<std::uint32_t>();
    range.counts = reader.get_list<std::uint64_t>();
  }
  return sketch;
}

} // namespace escala
