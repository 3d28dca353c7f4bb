// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/ranks.h"

#include <utility>

namespace escala {

std::vector<Message> Ranks::gather(Message own, std::size_t) {
  std::vector<Message> all;
  all.push_back(std::move(own));
  return all;
}

std::vector<Message> Ranks::exchange(Message own) { return gather(std::move(own), 0); }

} // namespace escala
