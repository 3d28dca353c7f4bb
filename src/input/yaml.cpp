// SPDX-License-Identifier: Apache-2.0
#include "escala/input/yaml.h"

#include <algorithm>
#include <sstream>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "escala/core/utf8.h"
#include "outline.h"
#include "scalar_location.h"
#include "split_entries.h"
#include "text_check.h"
#include "yaml_error.h"

namespace escala {

namespace {

constexpr std::size_t kNodeLimit = 200'000;
constexpr std::size_t kReportedOfYaml = 100; // each needs a pass over the text

struct Stop {}; // thrown through the parser after the reason is reported

bool is_null_word(std::string_view text) {
  return text == "null" || text == "~" || text == "Null" || text == "NULL";
}

bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() ||
         std::string_view(" \t\r\n,]}").find(text[at]) != std::string_view::npos;
}

// Length of the null written at `at`; 0 if none is written there.
std::size_t null_word_length(std::string_view text, std::size_t at) {
  for (const std::size_t length : {std::size_t{4}, std::size_t{1}})
    if (at < text.size() && is_null_word(text.substr(at, length)) && ends_word(text, at + length))
      return length;
  return 0;
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, std::size_t base, const Outline& outline,
              Diagnostics& diagnostics)
      : source_(source), base_(base), outline_(outline), diagnostics_(diagnostics) {}

  Node take_root() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0)
      refuse_second_document(offset_of(mark));
  }

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const std::size_t at = offset_of(mark);
    count_node(at);
    if (anchor != 0)
      refuse_reference(at);
    if (expects_key())
      take_null_key(at);
    else
      place(null_node(at));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse_reference(offset_of(mark));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    const std::size_t at = offset_of(mark);
    count_node(at);
    refuse_properties(at, tag, anchor);
    LocatedText text = locate_scalar(source_, static_cast<std::uint32_t>(at), unmasked(at, value));
    check_escapes(text);
    text.bare = in_brackets() && raw().substr(at, 1) != "\"" && raw().substr(at, 1) != "'";
    if (expects_key())
      take_key(std::move(text));
    else
      place(scalar_node(std::move(text)));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(Node::Kind::list, offset_of(mark), tag, anchor, style == YAML::EmitterStyle::Flow);
  }

  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(Node::Kind::map, offset_of(mark), tag, anchor, style == YAML::EmitterStyle::Flow);
  }

  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    bool in_brackets = false;
    bool has_key = false;
    bool drops_value = false; // the value belongs to a key that was refused
    LocatedText key;
  };

  std::string_view raw() const { return source_.text; }

  std::size_t offset_of(const YAML::Mark& mark) const {
    const auto at = static_cast<std::size_t>(std::max(mark.pos, 0));
    return std::min(base_ + at, raw().size());
  }

  Span span(std::size_t begin, std::size_t length) const {
    const std::size_t end = std::min(begin + length, raw().size());
    return {&source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  void report(const Span& where, std::string problem, std::string reason, std::string suggestion) {
    if (reports_++ < kReportedOfYaml)
      diagnostics_.error(where, std::move(problem), std::move(reason), std::move(suggestion));
  }

  [[noreturn]] void refuse(const Span& where, std::string problem, std::string reason,
                           std::string suggestion) {
    diagnostics_.error(where, std::move(problem), std::move(reason), std::move(suggestion));
    throw Stop{};
  }

  [[noreturn]] void refuse_reference(std::size_t at) {
    refuse(span(at, 1), "anchors, aliases and tags are not supported", "they begin with &, * or !",
           "write the value out, or put the text in quotes");
  }

  [[noreturn]] void refuse_second_document(std::size_t at) {
    if (raw().substr(at, 3) == "---")
      refuse(span(at, 3), "a second document begins here", "a scenario is a single document",
             "remove this line, or move the rest to another file");
    const std::size_t percent = raw().substr(0, at).rfind("\n%");
    if (percent != std::string_view::npos)
      refuse(span(percent + 1, 1), "a line can't begin with %", "YAML reserves this character",
             "put the text in quotes");
    refuse(span(at, 1), "this text comes after the end of the scenario",
           "it is indented less than the first key, or follows a line of ...",
           "begin all top-level keys at the same column");
  }

  // The parser gives the tag "!" to quoted scalars and to scalars that are tagged "!".
  void refuse_properties(std::size_t at, const std::string& tag, YAML::anchor_t anchor) {
    const bool untagged = tag == "?" || tag == "!" || tag.empty();
    const char first = at < raw().size() ? raw()[at] : ' ';
    if (!untagged || anchor != 0 || (tag == "!" && first == '!'))
      refuse_reference(at);
  }

  void count_node(std::size_t at) {
    if (++nodes_ > kNodeLimit)
      refuse(span(at, 1), "too many values", "a scenario can have at most 200,000", "");
  }

  bool in_brackets() const { return !frames_.empty() && frames_.back().in_brackets; }

  bool expects_key() const {
    return !frames_.empty() && frames_.back().node.kind == Node::Kind::map &&
           !frames_.back().has_key;
  }

  // The text as it is written, if brackets in it were hidden from the parser.
  std::string unmasked(std::size_t at, const std::string& value) const {
    const auto& hidden = outline_.inner_brackets;
    const auto first = std::ranges::lower_bound(hidden, at - base_, {}, &QuotedRange::begin);
    if (first != hidden.end() && first->end + base_ <= at + value.size())
      return std::string(raw().substr(at, value.size()));
    return value;
  }

  // The parser turns \N and \_ into bytes that are not valid UTF-8.
  void check_escapes(const LocatedText& text) {
    const std::size_t control = find_control_character(text.text);
    const std::size_t at = std::min(control, find_invalid_utf8(text.text));
    if (at != std::string_view::npos)
      report(text.at(at, at + 1), "this escape can't be used", "it means a control character",
             "remove it");
  }

  void take_key(LocatedText text) {
    Frame& frame = frames_.back();
    frame.key = std::move(text);
    frame.has_key = true;
  }

  void take_null_key(std::size_t at) {
    const std::size_t length = null_word_length_before_colon(at);
    report(span(at, std::max<std::size_t>(length, 1)),
           length > 0 ? "null can't be a key" : "a key is missing here", "",
           length > 0 ? "put the key in quotes" : "write key: value");
    frames_.back().has_key = true;
    frames_.back().drops_value = true;
  }

  std::size_t null_word_length_before_colon(std::size_t at) const {
    for (const std::size_t length : {std::size_t{4}, std::size_t{1}})
      if (is_null_word(raw().substr(at, length)))
        return length;
    return 0;
  }

  Node scalar_node(LocatedText text) const {
    Node node;
    node.kind = Node::Kind::scalar;
    node.span = text.span;
    const char first = node.span.begin < raw().size() ? raw()[node.span.begin] : ' ';
    node.quoted = first == '"' || first == '\'';
    node.text = std::move(text);
    return node;
  }

  // The parser gives a missing value the place of the next token; this is the place of the gap.
  Node null_node(std::size_t at) const {
    Node node;
    node.span = span(at, null_word_length(raw(), at));
    if (frames_.empty() || !frames_.back().has_key || frames_.back().drops_value)
      return node;
    const LocatedText& key = frames_.back().key;
    const std::size_t colon = raw().find_first_not_of(" \t\r\n", key.span.end);
    if (colon == std::string_view::npos || raw()[colon] != ':')
      node.span = span(key.span.end, 0);
    else if (at != raw().find_first_not_of(" \t\r\n", colon + 1) || node.span.end == at)
      node.span = span(colon + 1, 0);
    return node;
  }

  void open(Node::Kind kind, std::size_t at, const std::string& tag, YAML::anchor_t anchor,
            bool in_brackets) {
    count_node(at);
    refuse_properties(at, tag, anchor);
    if (expects_key())
      refuse_key(at);
    if (frames_.size() >= static_cast<std::size_t>(kMaxYamlDepth))
      refuse_depth(at);
    Frame frame;
    frame.node.kind = kind;
    frame.node.span = span(at, 1);
    frame.in_brackets = in_brackets;
    frame.node.in_brackets = !frames_.empty() && frames_.back().in_brackets;
    frames_.push_back(std::move(frame));
  }

  // The parser may take an unclosed bracket for the start of a key.
  [[noreturn]] void refuse_key(std::size_t at) {
    if (!outline_.unclosed_bracket)
      refuse(span(at, 1), "a key must be text", "", "write key: value");
    diagnostics_.add(
        explain({"flow not found", at - base_}, raw().substr(base_), outline_, source_, base_));
    throw Stop{};
  }

  [[noreturn]] void refuse_depth(std::size_t at) {
    refuse(span(at, 1), "this is nested too deeply",
           fmt::format("a scenario can have at most {} levels", kMaxYamlDepth), "");
  }

  void close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.in_brackets)
      rejoin(frame.node);
    drop_duplicates(frame.node);
    place(std::move(frame.node));
  }

  void rejoin(Node& node) {
    Diagnostics found;
    rejoin_split_entries(node, found);
    for (const Diagnostic& each : found.all())
      report(each.span, each.problem, each.reason, each.suggestion);
  }

  void place(Node node) {
    if (frames_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node.kind == Node::Kind::list)
      frame.node.items.push_back(std::move(node));
    else if (!frame.drops_value)
      frame.node.entries.push_back({std::move(frame.key), std::move(node)});
    frame.has_key = frame.drops_value = false;
  }

  void drop_duplicates(Node& node) {
    std::unordered_map<std::string_view, std::size_t> first;
    std::vector<std::size_t> dropped;
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      const auto [found, is_new] = first.emplace(node.entries[i].key.text, i);
      if (is_new)
        continue;
      report_duplicate(node.entries[i].key, node.entries[found->second].key);
      dropped.push_back(i);
    }
    erase_entries(node.entries, dropped);
  }

  static void erase_entries(std::vector<Entry>& entries, const std::vector<std::size_t>& dropped) {
    if (dropped.empty())
      return;
    std::size_t kept = dropped.front();
    auto next = dropped.begin();
    for (std::size_t i = kept; i < entries.size(); ++i) {
      if (next != dropped.end() && *next == i)
        ++next;
      else
        entries[kept++] = std::move(entries[i]);
    }
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(kept), entries.end());
  }

  void report_duplicate(const LocatedText& key, const LocatedText& first) {
    if (reports_ >= kReportedOfYaml)
      return;
    const std::string where =
        source_.is_option ? "before"
                          : fmt::format("on line {}", position_of(source_, first.span.begin).line);
    report(key.span, fmt::format("'{}' is written twice", key.text),
           fmt::format("it is already {}", where), "remove one of them");
  }

  const Source& source_;
  std::size_t base_; // offset of the parser's input in the source
  const Outline& outline_;
  Diagnostics& diagnostics_;
  Node root_;
  std::vector<Frame> frames_;
  std::size_t nodes_ = 0;
  std::size_t reports_ = 0;
  int documents_ = 0;
};

bool check_outline(const Outline& outline, const Source& source, std::size_t base,
                   Diagnostics& diagnostics) {
  const std::optional<std::size_t> at = outline.too_deep ? outline.too_deep : outline.too_many;
  if (!at)
    return true;
  const auto begin = static_cast<std::uint32_t>(base + *at);
  const Span span{&source, begin, begin + 1};
  if (outline.too_deep)
    diagnostics.error(span, "this is nested too deeply",
                      fmt::format("a scenario can have at most {} levels", kMaxYamlDepth));
  else
    diagnostics.error(span, "too many values", "a scenario can have at most 200,000");
  return false;
}

// The parser ends a text in braces at a bracket. Those that belong to an expression are hidden from
// it; the tree has them.
std::string masked(std::string_view text, const Outline& outline) {
  std::string shown(text);
  for (const QuotedRange& range : outline.inner_brackets)
    for (std::size_t i = range.begin; i < range.end; ++i)
      if (std::string_view("[]{},").find(shown[i]) != std::string_view::npos)
        shown[i] = '_';
  return shown;
}

std::optional<Node> parse(std::string_view text, std::size_t base, const Source& source,
                          Diagnostics& diagnostics) {
  const Outline outline = outline_of(text, kMaxYamlDepth, kNodeLimit);
  if (!check_outline(outline, source, base, diagnostics))
    return std::nullopt;
  // The end of the document is marked, because the parser accepts an unclosed quote at the end of
  // its input without an error.
  std::istringstream input(masked(text, outline) + "\n...\n");
  TreeBuilder builder(source, base, outline, diagnostics);
  try {
    YAML::Parser parser(input);
    if (parser.HandleNextDocument(builder))
      parser.HandleNextDocument(builder);
    return builder.take_root();
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    const auto at = static_cast<std::size_t>(std::max(error.mark.pos, 0));
    diagnostics.add(explain({error.msg, at}, text, outline, source, base));
    return std::nullopt;
  }
}

Node text_node(const Source& source, std::size_t begin, std::size_t end) {
  Node node;
  node.span = {&source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  const std::string text = source.text.substr(begin, end - begin);
  if (is_null_word(text))
    return node;
  node.kind = Node::Kind::scalar;
  node.text = {text, node.span, {}};
  return node;
}

} // namespace

std::optional<Node> read_yaml(const Source& source, Diagnostics& diagnostics) {
  if (!check_text(source, diagnostics))
    return std::nullopt;
  const std::string_view text = source.text;
  const std::size_t base = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  return parse(text.substr(base), base, source, diagnostics);
}

std::optional<Node> read_option_value(const Source& source, Diagnostics& diagnostics) {
  if (!check_text(source, diagnostics))
    return std::nullopt;
  const std::string_view text = source.text;
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) {
    diagnostics.error({&source, 0, 0}, "the value is empty", "",
                      "write a value, or null to remove what is there");
    return std::nullopt;
  }
  if (text[begin] == '[' || text[begin] == '{')
    return parse(text, 0, source, diagnostics);
  return text_node(source, begin, text.find_last_not_of(" \t\r\n") + 1);
}

} // namespace escala
