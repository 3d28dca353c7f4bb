// SPDX-License-Identifier: Apache-2.0
#include "escala/core/names.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace escala {

namespace {

constexpr std::size_t kEditLimit = 6; // also for long names: bounds the time
constexpr std::array<std::string_view, 14> kReservedWords{
    "t",   "year", "month", "pi",   "to",  "and",   "or",
    "not", "true", "false", "null", "all", "risks", "investment"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool continues_name(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lowered(x) == lowered(y); });
}

// One bit per letter that occurs. An edit changes at most two bits.
std::uint64_t letters_of(std::string_view text) {
  std::uint64_t letters = 0;
  for (const char c : text)
    letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) & 63U);
  return letters;
}

// The number of insertions, deletions, substitutions and swaps of neighbours between two texts;
// more than `limit` is returned as limit + 1. Only the diagonal band within the limit is computed.
class EditDistance {
 public:
  explicit EditDistance(std::string_view wanted) : a_(wanted) {}

  std::size_t to(std::string_view b, std::size_t limit) {
    b_ = b;
    limit_ = limit;
    for (auto* row : {&before_, &above_, &row_})
      row->assign(b.size() + 1, limit + 1);
    for (std::size_t j = 0; j <= std::min(b.size(), limit); ++j)
      above_[j] = j;
    for (std::size_t i = 1; i <= a_.size(); ++i) {
      if (fill_row(i) > limit)
        return limit + 1;
      std::swap(before_, above_);
      std::swap(above_, row_);
    }
    return std::min(above_[b.size()], limit + 1);
  }

 private:
  std::size_t fill_row(std::size_t i) {
    const std::size_t first = i > limit_ ? i - limit_ : 0;
    const std::size_t last = std::min(b_.size(), i + limit_);
    std::fill(row_.begin(), row_.end(), limit_ + 1);
    std::size_t least = limit_ + 1;
    for (std::size_t j = first; j <= last; ++j) {
      row_[j] = j == 0 ? i : cell(i, j);
      least = std::min(least, row_[j]);
    }
    return least;
  }

  std::size_t cell(std::size_t i, std::size_t j) const {
    const bool same = a_[i - 1] == b_[j - 1];
    std::size_t cost = std::min({above_[j] + 1, row_[j - 1] + 1, above_[j - 1] + (same ? 0U : 1U)});
    if (i > 1 && j > 1 && a_[i - 1] == b_[j - 2] && a_[i - 2] == b_[j - 1])
      cost = std::min(cost, before_[j - 2] + 1);
    return cost;
  }

  std::string_view a_;
  std::string_view b_;
  std::size_t limit_ = 0;
  std::vector<std::size_t> before_; // rows of the table: two above, one above, this one
  std::vector<std::size_t> above_;
  std::vector<std::size_t> row_;
};

bool may_be_within(std::string_view a, std::string_view b, std::uint64_t letters_of_a,
                   std::size_t limit) {
  const std::size_t shorter = std::min(a.size(), b.size());
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - shorter > limit ||
      longer <= 1) // one letter for another is a different name, not a typing error
    return false;
  return static_cast<std::size_t>(std::popcount(letters_of_a ^ letters_of(b))) <= 2 * limit;
}

} // namespace

bool is_name(std::string_view text) {
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), continues_name);
}

bool is_reserved_word(std::string_view text) {
  return std::find(kReservedWords.begin(), kReservedWords.end(), text) != kReservedWords.end();
}

std::optional<std::string> nearest(std::string_view wanted,
                                   std::span<const std::string> candidates) {
  std::size_t limit = std::clamp<std::size_t>(wanted.size() / 3, 1, kEditLimit);
  const std::uint64_t letters = letters_of(wanted);
  EditDistance distance(wanted);
  const std::string* best = nullptr;
  for (const std::string& candidate : candidates) {
    if (same_letters(wanted, candidate))
      return candidate;
    if (limit == 0 || !may_be_within(wanted, candidate, letters, limit))
      continue;
    const std::size_t edits = distance.to(candidate, limit);
    if (edits > limit)
      continue;
    best = &candidate;
    limit = edits - 1; // the next one must be nearer
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string> candidates,
                         std::string otherwise) {
  const std::optional<std::string> name = nearest(wanted, candidates);
  return name ? fmt::format("did you mean '{}'?", *name) : std::move(otherwise);
}

} // namespace escala
