// SPDX-License-Identifier: Apache-2.0
#include "escala/core/names.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <utf8proc.h>

#include "escala/core/utf8.h"

namespace escala {

namespace {

constexpr std::size_t kEditLimit = 6; // also for long names: bounds the time
constexpr std::array<std::string_view, 14> kReservedWords{
    "t",   "year", "month", "pi",   "to",  "and",   "or",
    "not", "true", "false", "null", "all", "risks", "investment"};

// A character of UTF-8 and its general category; no bytes if there is none.
struct Character {
  std::size_t bytes = 0;
  utf8proc_category_t category = UTF8PROC_CATEGORY_CN;
};

Character character_at(std::string_view text, std::size_t at) {
  const std::size_t bytes = at < text.size() ? character_length(text, at) : 0;
  if (bytes == 0)
    return {};
  utf8proc_int32_t code = 0;
  utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                   static_cast<utf8proc_ssize_t>(bytes), &code);
  return {bytes, utf8proc_category(code)};
}

bool is_letter(utf8proc_category_t category) {
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool is_mark(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
}

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

std::size_t letter_length(std::string_view text, std::size_t at) {
  if (at < text.size() && text[at] == '_')
    return 1;
  const Character character = character_at(text, at);
  return is_letter(character.category) ? character.bytes : 0;
}

std::size_t name_length(std::string_view text, std::size_t at) {
  std::size_t end = at + letter_length(text, at);
  while (end > at && end < text.size()) {
    const Character next = character_at(text, end);
    const std::size_t letter = letter_length(text, end);
    if (letter == 0 && next.category != UTF8PROC_CATEGORY_ND && !is_mark(next.category))
      break;
    end += std::max(letter, next.bytes);
  }
  return end - at;
}

std::size_t mark_length(std::string_view text, std::size_t at) {
  const Character character = character_at(text, at);
  return is_mark(character.category) ? character.bytes : 0;
}

bool is_name(std::string_view text) { return !text.empty() && name_length(text, 0) == text.size(); }

std::string composed(std::string_view text) {
  const bool ascii =
      std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
  utf8proc_uint8_t* found = nullptr;
  if (ascii || utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                            static_cast<utf8proc_ssize_t>(text.size()), &found,
                            static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE)) < 0)
    return std::string(text);
  std::string normal(reinterpret_cast<const char*>(found));
  std::free(found);
  return normal;
}

bool is_reserved_word(std::string_view text) {
  return std::find(kReservedWords.begin(), kReservedWords.end(), text) != kReservedWords.end();
}

std::vector<std::string> all_nearest(std::string_view wanted,
                                     std::span<const std::string> candidates) {
  std::size_t limit = std::clamp<std::size_t>(wanted.size() / 3, 1, kEditLimit);
  const std::uint64_t letters = letters_of(wanted);
  EditDistance distance(wanted);
  std::vector<std::string> best;
  for (const std::string& candidate : candidates) {
    if (same_letters(wanted, candidate))
      return {candidate};
    if (!may_be_within(wanted, candidate, letters, limit))
      continue;
    const std::size_t edits = distance.to(candidate, limit);
    if (edits > limit || (edits == limit && std::ranges::find(best, candidate) != best.end()))
      continue;
    if (edits < limit)
      best.clear();
    if (best.size() < kMostNearest)
      best.push_back(candidate);
    limit = edits;
  }
  return best;
}

std::optional<std::string> nearest(std::string_view wanted,
                                   std::span<const std::string> candidates) {
  const std::vector<std::string> names = all_nearest(wanted, candidates);
  return names.empty() ? std::nullopt : std::optional(names.front());
}

std::string did_you_mean(std::span<const std::string> names) {
  return names.empty() ? "" : fmt::format("did you mean '{}'?", fmt::join(names, "' or '"));
}

std::string did_you_mean(std::string_view wanted, std::span<const std::string> candidates,
                         std::string otherwise) {
  const std::vector<std::string> names = all_nearest(wanted, candidates);
  return names.empty() ? std::move(otherwise) : did_you_mean(names);
}

} // namespace escala
