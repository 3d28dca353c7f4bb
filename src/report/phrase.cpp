// SPDX-License-Identifier: Apache-2.0
#include "escala/report/phrase.h"

#include <utility>

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

Part part(Phrase phrase) { return {std::make_shared<const Phrase>(std::move(phrase))}; }

namespace {

Piece own(Piece piece) {
  if (auto* const text = std::get_if<std::string>(&piece))
    return OwnText{std::move(*text)};
  return piece;
}

} // namespace

Phrase filled(std::string_view text, std::vector<Piece> values) {
  std::vector<Piece> pieces;
  std::size_t next = 0;
  for (std::size_t at = text.find("{}"); at != std::string_view::npos; at = text.find("{}")) {
    if (at > 0)
      pieces.emplace_back(std::string(text.substr(0, at)));
    if (next < values.size())
      pieces.push_back(own(std::move(values[next++])));
    text.remove_prefix(at + 2);
  }
  if (!text.empty())
    pieces.emplace_back(std::string(text));
  return pieces;
}

Phrase joined(const std::vector<Phrase>& phrases, std::string_view separator) {
  std::vector<Piece> pieces;
  for (const Phrase& phrase : phrases) {
    if (!pieces.empty())
      pieces.emplace_back(std::string(separator));
    pieces.emplace_back(part(phrase));
  }
  return pieces;
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
