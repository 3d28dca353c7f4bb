// SPDX-License-Identifier: Apache-2.0
#include "escala/report/phrase.h"

namespace escala {

const Number* Phrase::number() const {
  const Number* found = nullptr;
  for (const Piece& piece : pieces_)
    if (const auto* number = std::get_if<Number>(&piece)) {
      if (found != nullptr)
        return nullptr;
      found = number;
    }
  return found;
}

Number share(std::optional<double> value, Precision precision) {
  return {.value = value,
          .unit = {.text = "%", .style = DisplayUnit::Style::percent},
          .precision = precision};
}

Number count(std::uint64_t value) {
  return {.value = static_cast<double>(value), .precision = Precision::whole};
}

} // namespace escala
