// SPDX-License-Identifier: Apache-2.0
#include "app/options/words.h"

namespace escala::app {

std::string listed(std::span<const std::string> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

} // namespace escala::app
