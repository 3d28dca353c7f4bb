// SPDX-License-Identifier: Apache-2.0
#include "analysis/unite_paths.h"

#include <bit>
#include <cstdint>
#include <utility>

namespace escala {

// The bits of 0 are all 0.
void unite_paths(std::vector<std::vector<double>>& columns, Ranks& ranks) {
  if (ranks.count() == 1)
    return;
  Message own;
  for (const std::vector<double>& values : columns)
    own.put_list(values);
  for (const Message& message : ranks.exchange(std::move(own))) {
    MessageReader reader(message);
    for (std::vector<double>& values : columns) {
      const auto theirs = reader.get_list<double>();
      for (std::size_t path = 0; path < values.size(); ++path)
        values[path] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(values[path]) |
                                             std::bit_cast<std::uint64_t>(theirs[path]));
    }
  }
}

} // namespace escala
