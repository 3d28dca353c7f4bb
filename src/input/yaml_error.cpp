// SPDX-License-Identifier: Apache-2.0
#include "yaml_error.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace escala {

namespace {

struct Explanation {
  std::size_t begin;
  std::size_t end;
  std::string problem;
  std::string reason;
  std::string suggestion;
};

struct ErrorContext {
  std::string_view message;
  std::string_view text;
  std::size_t at; // never beyond the text
  const Outline& outline;

  bool mentions(std::string_view words) const {
    return message.find(words) != std::string_view::npos;
  }
  char here() const { return at < text.size() ? text[at] : '\0'; }
};

std::size_t line_start(std::string_view text, std::size_t at) {
  const std::size_t newline = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

std::string_view line_at(std::string_view text, std::size_t start) {
  return text.substr(start, text.find('\n', start) - start);
}

// The last line above that is not blank; empty if there is none.
std::string_view line_above(std::string_view text, std::size_t start) {
  while (start > 0) {
    start = line_start(text, start - 1);
    const std::string_view line = line_at(text, start);
    if (line.find_first_not_of(" \t\r") != std::string_view::npos)
      return line;
  }
  return {};
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

// The offset of the first ":" that is followed by a blank or the end of the line.
std::size_t find_separator(std::string_view line) {
  for (std::size_t i = line.find(':'); i != std::string_view::npos; i = line.find(':', i + 1))
    if (i + 1 == line.size() || line[i + 1] == ' ' || line[i + 1] == '\t' || line[i + 1] == '\r')
      return i;
  return std::string_view::npos;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t\r"), text.size());
  return text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

// Where a plain text ends on its line: inside brackets at a comma or bracket of them.
std::size_t end_of_value(std::string_view line, std::size_t begin, bool in_brackets) {
  int depth = 0;
  for (std::size_t i = begin; i < line.size(); ++i) {
    depth += line[i] == '(' ? 1 : line[i] == ')' ? -1 : 0;
    const bool ends =
        in_brackets && depth == 0 && (line[i] == ',' || line[i] == '}' || line[i] == ']');
    if (ends || line.substr(i, 2) == " #")
      return i;
  }
  return line.size();
}

// "formula: t > 6 ? 5 : 7" without quotes: YAML takes the ": " for its own.
std::optional<Explanation> foreign_condition(const ErrorContext& context) {
  const std::size_t start = line_start(context.text, context.at);
  const std::string_view line = line_at(context.text, start);
  const std::size_t question = std::min(line.find('?'), line.size());
  const std::size_t colon = line.find(": ", question);
  const std::size_t key = line.substr(0, question).rfind(": ");
  if (key == std::string_view::npos || colon == std::string_view::npos)
    return std::nullopt;
  const std::size_t begin = std::min(line.find_first_not_of(' ', key + 1), question);
  const bool in_brackets = line.substr(0, begin).find_first_of("{[") != std::string_view::npos;
  const std::size_t end =
      begin + trimmed(line.substr(begin, end_of_value(line, colon, in_brackets) - begin)).size();
  const auto part = [&](std::size_t from, std::size_t to) {
    return trimmed(line.substr(from, to - from));
  };
  const std::string_view condition = part(begin, question);
  const std::string_view a = part(question + 1, colon);
  const std::string_view b = part(colon + 1, end);
  const bool quoted = line[begin] == '"' || line[begin] == '\'';
  if (quoted || condition.empty() || a.empty() || b.empty() || context.at < start + begin)
    return std::nullopt;
  const char* const mark = in_brackets ? "\"" : "";
  const bool nested = b.find('?') != std::string_view::npos;
  return Explanation{start + begin, start + end, "'?' is not an operator",
                     "a condition chooses by if(condition, a, b)",
                     nested ? "use if(condition, a, if(condition, b, c))"
                            : fmt::format("write {0}if({1}, {2}, {3}){0}", mark, condition, a, b)};
}

std::optional<Explanation> unclosed_quote(const ErrorContext& context) {
  const bool swallowed =
      context.mentions("illegal document indicator") || context.mentions("illegal EOF");
  if (!swallowed)
    return std::nullopt;
  if (const auto at = context.outline.unclosed_quote)
    return Explanation{*at, *at + 1, "this quote is never closed", "",
                       fmt::format("add the closing {}", context.text[*at])};
  return Explanation{context.at, context.at + 3, "this line separates documents",
                     "it is inside a quoted text", "indent it or close the quote"};
}

// A missing quote is closed by the next opening quote, and the parser fails only there.
std::optional<Explanation> runaway_quote(const ErrorContext& context) {
  const auto& quotes = context.outline.multiline_quotes;
  const auto after = std::find_if(quotes.begin(), quotes.end(),
                                  [&](const QuotedRange& each) { return each.end > context.at; });
  if (after == quotes.begin())
    return std::nullopt;
  const QuotedRange& quote = *(after - 1);
  if (context.text.substr(quote.end, context.at - quote.end).find('\n') != std::string_view::npos)
    return std::nullopt;
  return Explanation{quote.begin, quote.begin + 1, "this quote is not closed on its line",
                     "the next opening quote closes it",
                     fmt::format("add the closing {}", context.text[quote.begin])};
}

std::optional<Explanation> tab_indentation(const ErrorContext& context) {
  const std::size_t start = line_start(context.text, context.at);
  const std::size_t first =
      std::min(context.text.find_first_not_of(" \t", start), context.text.size());
  const std::size_t tab = context.text.find('\t', start);
  if (tab >= first && !context.mentions("illegal tab"))
    return std::nullopt;
  const std::size_t at = tab < first ? tab : context.at;
  return Explanation{at, at + 1, "this line is indented with a tab", "YAML allows only spaces",
                     "replace the tab with spaces"};
}

std::optional<Explanation> unclosed_bracket(const ErrorContext& context) {
  if (!context.mentions("flow not found"))
    return std::nullopt;
  if (const auto at = context.outline.unclosed_bracket) {
    const char open = context.text[*at];
    return Explanation{*at, *at + 1, fmt::format("this {} is never closed", open), "",
                       fmt::format("add the closing {}", open == '[' ? ']' : '}')};
  }
  return Explanation{context.at, context.at + 1, "this does not belong to the entry before it",
                     "inside { } and [ ] a comma separates entries",
                     "add a comma, or quote the text"};
}

std::optional<Explanation> reserved_character(const ErrorContext& context) {
  const bool reserved = std::string_view("%@`|>").find(context.here()) != std::string_view::npos;
  if (!context.mentions("unknown token") || !reserved)
    return std::nullopt;
  return Explanation{context.at, context.at + 1,
                     fmt::format("a text can't begin with {}", context.here()),
                     "YAML reserves this character", "put the text in quotes"};
}

std::optional<Explanation> second_colon(const ErrorContext& context) {
  const std::size_t start = line_start(context.text, context.at);
  const std::size_t first = find_separator(line_at(context.text, start));
  if (!context.mentions("illegal map value") || first == std::string_view::npos ||
      start + first >= context.at)
    return std::nullopt;
  return Explanation{context.at, context.at + 1, "a second ': ' on one line",
                     "in YAML ': ' ends a key", "quote the text that contains it"};
}

// A line without ': ' is text that continues on the next line.
Explanation missing_separator(const ErrorContext& context, std::string_view line) {
  const auto start = static_cast<std::size_t>(line.data() - context.text.data());
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos)
    return {start + indentation(line), start + line.size(), "this line has no ': '",
            "every entry of a map is key: value", "write key: value"};
  return {start + colon, start + colon + 1, "a space is missing after this colon", "",
          "write key: value"};
}

std::optional<Explanation> run_on_line(const ErrorContext& context) {
  if (!context.mentions("illegal map value"))
    return std::nullopt;
  const std::size_t start = line_start(context.text, context.at);
  const std::string_view above = line_above(context.text, start);
  const std::size_t indent = indentation(line_at(context.text, start));
  if (find_separator(above) == std::string_view::npos && !above.empty())
    return missing_separator(context, above);
  if (indentation(above) < indent)
    return Explanation{start, start + indent, "this line is indented too much",
                       "the line above already has a value, and this line would continue it",
                       "indent it like the lines around it"};
  return Explanation{context.at, context.at + 1, "a ':' is not allowed here", "",
                     "quote the text that contains it"};
}

std::optional<Explanation> wrong_indentation(const ErrorContext& context) {
  if (!context.mentions("end of map not found") && !context.mentions("end of sequence not found"))
    return std::nullopt;
  const std::size_t start = line_start(context.text, context.at);
  if (start + indentation(context.text.substr(start)) < context.at)
    return Explanation{context.at, context.at + 1, "this does not belong to the text before it",
                       "a text in quotes or brackets ends at the closing mark",
                       "remove it, or quote the whole"};
  if (context.here() == '-')
    return Explanation{context.at, context.at + 1, "a list item among the keys of a map", "",
                       "indent it below its key, or write [a, b]"};
  return Explanation{context.at, context.at + 1,
                     "the indentation of this line matches no line above", "",
                     "indent it by as many spaces as the keys beside it"};
}

std::optional<Explanation> misplaced_mark(const ErrorContext& context) {
  if (context.mentions("illegal block entry"))
    return Explanation{context.at, context.at + 1, "a list can't begin here", "",
                       "begin it on the next line, or write [a, b]"};
  if (context.mentions("illegal flow end"))
    return Explanation{context.at, context.at + 1,
                       fmt::format("this {} has no opening bracket", context.here()), "",
                       "remove it, or put the text in quotes"};
  if (context.mentions("block scalar"))
    return Explanation{context.at, context.at + 1,
                       "a text after | or > must begin on the next line",
                       "YAML reserves them for blocks of text", "put the text in quotes"};
  return std::nullopt;
}

std::optional<Explanation> bad_escape(const ErrorContext& context) {
  const bool code = context.mentions("hex number") || context.mentions("invalid unicode");
  if (!code && !context.mentions("unknown escape"))
    return std::nullopt;
  const std::size_t begin = context.at > 0 && !code ? context.at - 1 : context.at; // the backslash
  return Explanation{begin, context.at + 1,
                     code ? "this is not a character code" : "an unknown escape in double quotes",
                     "inside double quotes \\ starts an escape such as \\n or \\u20ac",
                     "write \\\\ for a backslash, or use single quotes"};
}

std::optional<Explanation> unsupported(const ErrorContext& context) {
  const bool named =
      context.mentions("anchor") || context.mentions("alias") || context.mentions("tag");
  if (!named)
    return std::nullopt;
  return Explanation{context.at, context.at + 1, "anchors, aliases and tags are not supported",
                     "they begin with &, * or !", "write the value out, or put the text in quotes"};
}

Explanation other(const ErrorContext& context) {
  return {context.at, context.at + 1, "this can't be read as YAML", std::string(context.message),
          "check indentation, quotes and brackets near it"};
}

Explanation first_explanation(const ErrorContext& context) {
  using Explainer = std::optional<Explanation> (*)(const ErrorContext&);
  constexpr std::array<Explainer, 12> kExplainers{
      unclosed_quote,   tab_indentation, runaway_quote, foreign_condition,
      unclosed_bracket, second_colon,    run_on_line,   reserved_character,
      bad_escape,       misplaced_mark,  unsupported,   wrong_indentation};
  for (const Explainer explain_error : kExplainers)
    if (std::optional<Explanation> explanation = explain_error(context))
      return *explanation;
  return other(context);
}

} // namespace

Diagnostic explain(const YamlError& error, std::string_view text, const Outline& outline,
                   const Source& source, std::size_t base) {
  const ErrorContext context{error.message, text, std::min(error.at, text.size()), outline};
  Explanation explanation = first_explanation(context);
  const std::size_t end = std::min(explanation.end, text.size());
  const Span span{&source, static_cast<std::uint32_t>(base + explanation.begin),
                  static_cast<std::uint32_t>(base + std::max(end, explanation.begin))};
  return {Severity::error, span, std::move(explanation.problem), std::move(explanation.reason),
          std::move(explanation.suggestion)};
}

} // namespace escala
