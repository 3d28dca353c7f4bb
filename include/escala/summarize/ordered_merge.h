// SPDX-License-Identifier: Apache-2.0
// Merges what numbered blocks came to: neighbours in pairs, pairs in pairs, and so on. The order is
// that of the numbers, so rounding is the same whoever computed which block, and when.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "escala/simulate/ranks.h"

namespace escala {

template <typename Part>
class OrderedMerge {
 public:
  // Blocks [index << level, (index + 1) << level).
  struct Place {
    std::uint32_t level = 0;
    std::uint64_t index = 0;

    std::uint64_t first() const { return index << level; }
    bool operator<(const Place& other) const {
      return first() != other.first() ? first() < other.first() : level < other.level;
    }
  };

  void clear() { parts_.clear(); }

  // From any thread.
  void add(std::uint64_t block, Part part) {
    const std::lock_guard lock(mutex_);
    add_at({0, block}, std::move(part));
  }

  // `part` is of whole blocks.
  void add_at(Place place, Part part) {
    for (;;) {
      const auto sibling = parts_.find({place.level, place.index ^ 1});
      if (sibling == parts_.end())
        break;
      part = place.index % 2 == 0 ? merged(std::move(part), sibling->second)
                                  : merged(std::move(sibling->second), part);
      parts_.erase(sibling);
      place = {place.level + 1, place.index / 2};
    }
    parts_.emplace(place, std::move(part));
  }

  // What waits for its neighbours, by place.
  const std::map<Place, Part>& parts() const { return parts_; }

  // Of all blocks. There is at least one.
  Part all() const {
    auto at = parts_.rbegin();
    Part last = at->second;
    for (++at; at != parts_.rend(); ++at)
      last = merged(Part(at->second), last);
    return last;
  }

 private:
  std::mutex mutex_;
  std::map<Place, Part> parts_;
};

// Of the blocks of all ranks, told to each; a part's numbers are the list at `numbers`.
template <typename Part, typename Number>
Part merge_over(Ranks& ranks, OrderedMerge<Part>& merge, std::vector<Number> Part::*numbers) {
  if (ranks.count() > 1) {
    Message own;
    for (const auto& [place, part] : merge.parts()) {
      own.put(place);
      own.put_list(part.*numbers);
    }
    merge.clear();
    for (const Message& message : ranks.exchange(std::move(own))) {
      for (MessageReader reader(message); !reader.at_end();) {
        const auto place = reader.get<typename OrderedMerge<Part>::Place>();
        Part part;
        part.*numbers = reader.template get_list<Number>();
        merge.add_at(place, std::move(part));
      }
    }
  }
  Part all = merge.all();
  merge.clear();
  return all;
}

} // namespace escala
