// SPDX-License-Identifier: Apache-2.0
// Merges the results of numbered blocks in pairs: neighbouring blocks, then neighbouring pairs, and
// so on. The order depends only on the block numbers, so the rounding is the same no matter which
// thread or rank computed a block, and when.
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

  // Adds the result of one block. Can be called from any thread.
  void add(std::uint64_t block, Part part) {
    const std::lock_guard lock(mutex_);
    add_at({0, block}, std::move(part));
  }

  // Adds the merged result of all blocks of `place`. Not thread-safe.
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

  // Parts whose neighbour is not there yet, by place.
  const std::map<Place, Part>& parts() const { return parts_; }

  // The result of all blocks, of which there must be at least one.
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

// Merges the blocks of all ranks and gives every rank the result. `numbers` is the member of a part
// that is sent.
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
