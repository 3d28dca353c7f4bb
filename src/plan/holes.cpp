// SPDX-License-Identifier: Apache-2.0
#include "escala/plan/holes.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "escala/core/numbers.h"
#include "escala/expression/syntax.h"

namespace escala {
namespace {

constexpr std::size_t kValueLimit = 10'000;
constexpr double kLogRatio = 20; // a range whose ends have a larger ratio has equal ratios

struct Literal {
  double value = 0;
  Quantity quantity;
};

// A number literal with an optional minus sign; nullopt for any other expression.
std::optional<Literal> literal_of(const Expression& expression) {
  const auto& nodes = expression.syntax.nodes;
  const bool negated = nodes.size() == 2 && nodes[1].kind == SyntaxNode::Kind::unary &&
                       nodes[1].op == Operator::negate;
  if (nodes[0].kind != SyntaxNode::Kind::number || nodes.size() > (negated ? 2 : 1))
    return std::nullopt;
  return Literal{negated ? -nodes[0].value : nodes[0].value, nodes[0].quantity};
}

std::vector<double> spaced(double low, double high, std::size_t count,
                           HoleValues::Spacing spacing) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = count == 1 ? 0 : static_cast<double>(i) / static_cast<double>(count - 1);
    if (i + 1 == count && count > 1)
      values.push_back(high);
    else if (spacing == HoleValues::Spacing::log)
      values.push_back(low * std::pow(high / low, share));
    else
      values.push_back(low + share * (high - low));
  }
  return values;
}

class HoleReader {
 public:
  HoleReader(const Source& source, std::string_view currency, Diagnostics& diagnostics,
             std::string_view form)
      : source_(source), text_(source.text), currency_(currency), diagnostics_(diagnostics),
        form_(form) {
    open_.option = source.name;
  }

  std::optional<OpenValue> run() {
    const std::size_t equals = text_.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      fail(0, text_.size(), fmt::format("'{}' is not PATH=EXPR", text_), "",
           !text_.empty() && text_.find_first_of("={} ") == std::string_view::npos
               ? fmt::format("add = and its values, as in '{}={}'", text_, form_)
               : "as in 'metrics.arr.initial={$5M..$20M:7}'");
      return std::nullopt;
    }
    open_.path = text_.substr(0, equals);
    for (std::size_t at = equals + 1; at < text_.size();) {
      if (text_[at] != '{') {
        open_.expression += text_[at++];
        continue;
      }
      const std::size_t end = text_.find('}', at);
      if (end == std::string_view::npos) {
        fail(at, text_.size(), "this brace is not closed", "", fmt::format("write {}", form_));
        return std::nullopt;
      }
      if (!read_hole(at + 1, end))
        return std::nullopt;
      at = end + 1;
    }
    if (!open_.holes.empty())
      return std::move(open_);
    fail(equals + 1, text_.size(), "nothing is marked as changing", "braces mark what changes",
         fmt::format("write '{}={}'", open_.path, form_));
    return std::nullopt;
  }

 private:
  void fail(std::size_t begin, std::size_t end, std::string problem, std::string reason = {},
            std::string suggestion = {}) {
    diagnostics_.error(
        {&source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
        std::move(problem), std::move(reason), std::move(suggestion));
  }

  bool read_hole(std::size_t begin, std::size_t end) {
    const std::size_t dots = text_.substr(0, end).find("..", begin);
    HoleValues values;
    std::string first;
    has_quantity_ = false;
    const bool read = dots == std::string_view::npos ? read_list(begin, end, values, first)
                                                     : read_range(begin, dots, end, values, first);
    if (!read)
      return false;
    const auto at = static_cast<std::uint32_t>(open_.expression.size());
    open_.expression += first;
    open_.holes.push_back({at, static_cast<std::uint32_t>(open_.expression.size()),
                           static_cast<std::uint32_t>(open_.holes.size())});
    open_.values.push_back(std::move(values));
    return true;
  }

  bool read_list(std::size_t begin, std::size_t end, HoleValues& values, std::string& first) {
    while (begin <= end) {
      const std::size_t comma = std::min(text_.substr(0, end).find(',', begin), end);
      const auto literal = read_literal(begin, comma);
      if (!literal)
        return false;
      if (values.values.empty())
        first = trimmed(begin, comma);
      if (!take_quantity(*literal, begin, comma, values))
        return false;
      values.values.push_back(literal->value);
      begin = comma + 1;
    }
    return true;
  }

  bool read_range(std::size_t begin, std::size_t dots, std::size_t end, HoleValues& values,
                  std::string& first) {
    const std::size_t colon = std::min(text_.substr(0, end).find(':', dots), end);
    const auto low = read_literal(begin, dots);
    const auto high = low ? read_literal(dots + 2, colon) : std::nullopt;
    if (!high || !take_quantity(*low, begin, dots, values) ||
        !take_quantity(*high, dots + 2, colon, values))
      return false;
    if (!(low->value < high->value)) {
      fail(begin, colon, "the range is empty", "its first end must be below its last");
      return false;
    }
    values.is_range = true;
    values.low = low->value;
    values.high = high->value;
    values.spacing = low->value > 0 && high->value > kLogRatio * low->value
                         ? HoleValues::Spacing::log
                         : HoleValues::Spacing::even;
    first = trimmed(begin, dots);
    return colon == end || read_count(colon + 1, end, values);
  }

  // "7", "7lin", "7log"
  bool read_count(std::size_t begin, std::size_t end, HoleValues& values) {
    const std::string_view text = text_.substr(begin, end - begin);
    std::size_t count = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view spacing = text.substr(static_cast<std::size_t>(stop - text.data()));
    const bool known = spacing.empty() || spacing == "lin" || spacing == "log";
    if (error != std::errc{} || count < 2 || count > kValueLimit || !known) {
      fail(begin, end, fmt::format("'{}' is not a number of values", text),
           fmt::format("it is a whole number from 2 to {}, with lin or log behind it if wanted",
                       kValueLimit),
           "write 7");
      return false;
    }
    if (!spacing.empty())
      values.spacing = spacing == "log" ? HoleValues::Spacing::log : HoleValues::Spacing::even;
    if (values.spacing == HoleValues::Spacing::log && values.low <= 0) {
      fail(begin, end, "a range with equal ratios must begin above 0", "", "write lin");
      return false;
    }
    values.values = spaced(values.low, values.high, count, values.spacing);
    return true;
  }

  std::string trimmed(std::size_t begin, std::size_t end) const {
    const std::string_view text = text_.substr(begin, end - begin);
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
      return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') + 1 - first));
  }

  std::optional<Literal> read_literal(std::size_t begin, std::size_t end) {
    const LocatedText at{
        std::string(text_.substr(begin, end - begin)),
        {&source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
        {}};
    const auto expression = parse_expression(at, currency_, diagnostics_);
    if (!expression)
      return std::nullopt;
    const auto literal = literal_of(*expression);
    if (!literal)
      fail(begin, end, fmt::format("'{}' is not one number", trimmed(begin, end)),
           "braces hold a range or a list of numbers", "write {$5M..$20M:7} or {$5M, $8M}");
    return literal;
  }

  // All values of a hole have one unit.
  bool take_quantity(const Literal& literal, std::size_t begin, std::size_t end,
                     HoleValues& values) {
    if (!has_quantity_) {
      values.quantity = literal.quantity;
    } else if (!(values.quantity.dimension == literal.quantity.dimension) ||
               values.quantity.percent != literal.quantity.percent) {
      fail(begin, end, "the values have different units",
           fmt::format("{} stands beside {}", describe(literal.quantity, currency_),
                       describe(values.quantity, currency_)));
      return false;
    }
    has_quantity_ = true;
    return true;
  }

  const Source& source_;
  std::string_view text_;
  std::string_view currency_;
  Diagnostics& diagnostics_;
  std::string_view form_;
  OpenValue open_;
  bool has_quantity_ = false; // of the current hole
};

std::string number_text(double value, const Quantity& quantity) {
  if (quantity.percent)
    return shortest_text(value * 100) + "%";
  return shortest_text(value);
}

} // namespace

std::optional<OpenValue> read_open_value(const Source& text, std::string_view currency,
                                         Diagnostics& diagnostics, std::string_view form) {
  return HoleReader(text, currency, diagnostics, form).run();
}

std::string literal_text(double value, const Quantity& quantity, std::string_view currency) {
  const bool negative = std::signbit(value);
  std::string text = number_text(std::abs(value), quantity);
  if (quantity.dimension.money == 1)
    text = fmt::format("{} {}", currency, text);
  if (quantity.dimension.time == 1)
    text += "mo";
  else if (quantity.dimension.time == -1)
    text += "/mo";
  return (negative ? "-" : "") + text;
}

} // namespace escala
