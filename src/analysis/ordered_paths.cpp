// SPDX-License-Identifier: Apache-2.0
#include "analysis/ordered_paths.h"

#include <algorithm>
#include <cmath>

#include "escala/core/undefined.h"

namespace escala {

OrderedPaths::OrderedPaths(std::span<const double> values) {
  paths_.reserve(values.size());
  for (std::size_t path = 0; path < values.size(); ++path)
    if (!std::isnan(values[path]))
      paths_.emplace_back(values[path], static_cast<std::uint32_t>(path));
  std::ranges::sort(paths_);
  met_before_.assign(paths_.size() + 1, 0);
}

void OrderedPaths::mark(std::span<const std::uint8_t> met) {
  for (std::size_t i = 0; i < paths_.size(); ++i)
    met_before_[i + 1] = met_before_[i] + met[paths_[i].second];
}

bool OrderedPaths::is_constant() const {
  return paths_.empty() || paths_.front().first == paths_.back().first;
}

std::size_t OrderedPaths::end_of_equal(std::size_t end) const {
  return end == 0 ? 0 : not_above(paths_[std::min(end, size()) - 1].first);
}

std::size_t OrderedPaths::below(double bound) const {
  const auto at =
      std::ranges::lower_bound(paths_, bound, {}, [](const auto& p) { return p.first; });
  return static_cast<std::size_t>(at - paths_.begin());
}

std::size_t OrderedPaths::not_above(double bound) const {
  const auto at =
      std::ranges::upper_bound(paths_, bound, {}, [](const auto& p) { return p.first; });
  return static_cast<std::size_t>(at - paths_.begin());
}

double OrderedPaths::quantile(double probability) const {
  if (paths_.empty())
    return kUndefined;
  const double rank = probability * static_cast<double>(size() - 1);
  const auto low = static_cast<std::size_t>(rank);
  const double next = value(std::min(low + 1, size() - 1));
  return value(low) + (rank - static_cast<double>(low)) * (next - value(low));
}

} // namespace escala
