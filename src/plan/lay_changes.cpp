// SPDX-License-Identifier: Apache-2.0
#include "plan/lay_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>
#include <utility>

#include "escala/core/names.h"
#include "escala/input/overlay.h"
#include "escala/input/yaml.h"
#include "escala/scenario/keys.h"

namespace escala {
namespace {

constexpr std::string_view kExtends = "extends";
constexpr std::size_t kLongestChain = 32;  // of variants that extend one another
constexpr std::size_t kChangeLimit = 5000; // of a variant and those that it extends

Span whole(const Source& source) {
  return {&source, 0, static_cast<std::uint32_t>(source.text.size())};
}

bool is_about_variants(std::string_view set) {
  const std::string_view path = set.substr(0, set.find('='));
  return path == "variants" || path.starts_with("variants.");
}

// The first text in a node that has a $; empty if there is none.
std::string text_with_money(const Node& node) {
  if (node.kind == Node::Kind::scalar)
    return node.text.text.find('$') == std::string::npos ? "" : node.text.text;
  for (const Node& item : node.items)
    if (std::string text = text_with_money(item); !text.empty())
      return text;
  for (const Entry& entry : node.entries)
    if (std::string text = text_with_money(entry.value); !text.empty())
      return text;
  return {};
}

// Numbers, or what is left of amounts: "M", "00", "normal(M, 2M)".
bool has_lost_money(std::string_view text) {
  if (text.empty() || text.find('$') != std::string_view::npos)
    return false;
  if (text.find_first_not_of("0123456789._kMBT to[],") == std::string_view::npos)
    return true;
  const auto is_part = [&](std::size_t i) {
    return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 ||
                               text[i] == '_' || text[i] == '.');
  };
  for (std::size_t i = 0; i < text.size(); ++i)
    if (std::string_view("kMBT").find(text[i]) != std::string_view::npos && !is_part(i + 1) &&
        (i == 0 || !is_part(i - 1)))
      return true;
  return false;
}

// "drivers.g" and "drivers.g: 5%" as what a path and its value are. Where only the path is given,
// the value is that of the plan.
std::string setting_meant(const Node& root, const std::string& text) {
  const std::size_t mark = text.find_first_of(":= ");
  const std::string path = text.substr(0, mark);
  const std::size_t first = mark == std::string::npos ? mark : text.find_first_not_of(":= ", mark);
  std::string value = first == std::string::npos ? "" : text.substr(first);
  const Node* written = path.empty() || !value.empty() ? nullptr : find_path(root, path);
  if (written != nullptr && written->kind == Node::Kind::scalar)
    value = written->text.text;
  if (path.empty())
    return "begin with the path of what it sets";
  if (value.empty() || value.find('\'') != std::string::npos)
    return fmt::format("add = and a value, as in --set '{}=EXPR'", path);
  return fmt::format("write --set '{}={}'", path, value);
}

class ChangeLayer {
 public:
  ChangeLayer(const std::string& plan, Sources& sources, Node& root, Diagnostics& diagnostics)
      : plan_(plan), sources_(sources), root_(root), diagnostics_(diagnostics) {}

  // Lays the variant after those that it extends. A variant that the plan does not have is a
  // mistake.
  void lay_variant(const std::string& written) {
    const std::string name = composed(written);
    const Node* variants = root_.find("variants");
    const Node* found = variants == nullptr ? nullptr : variants->find(name);
    if (found == nullptr)
      return fail_variant(name, variants, whole(sources_.add("--variant", name, true)));
    extended_ = {name};
    changes_ = 0;
    lay(found->entries);
  }

  // Reports what variants extend that is none, also of variants that are not laid.
  void check_chains() {
    const Node* variants = root_.find("variants");
    if (variants == nullptr)
      return;
    for (const Entry& entry : variants->entries) {
      extended_ = {entry.key.text};
      const Node* at = &entry.value;
      while (at != nullptr && !failed_.contains(extended_.back())) {
        const Node* value = at->find(kExtends);
        at = value == nullptr ? nullptr : extended_by(*value);
        if (value != nullptr && at == nullptr)
          laid_.push_back(value->span); // the mistake is the variant's own
      }
    }
  }

  // Where the changes of the variants are written.
  std::vector<Span> variants() const { return laid_; }

  // PATH=EXPR
  void lay_set(const std::string& text) {
    const Source& source = sources_.add("--set", text, true);
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      return diagnostics_.error(whole(source), fmt::format("'{}' is not PATH=EXPR", text), "",
                                setting_meant(root_, text));
    const std::string path = composed(text.substr(0, equals));
    const Source& place = sources_.add("--set " + path, path, true);
    const Source& expression = sources_.add("--set " + path, text.substr(equals + 1), true);
    auto value = read_option_value(expression, diagnostics_);
    if (!value)
      return;
    warn_lost_money(path, expression);
    overlay(root_, {path, whole(place), {}}, std::move(*value), path_rules(), diagnostics_);
  }

  void lay_setting(const Setting& setting) {
    const Source& source = sources_.add(setting.option, setting.value, true);
    auto value = read_option_value(source, diagnostics_);
    LocatedText at{setting.path, whole(source), {}};
    at.offsets.assign(at.text.size(), 0); // the whole path points to the start of the option
    if (value)
      overlay(root_, at, std::move(*value), path_rules(), diagnostics_);
  }

  void lay_expression(const ExpressionChange& change) {
    const Source& place = sources_.add(change.option + " " + change.path, change.path, true);
    const Source& source =
        sources_.add(change.option + " " + change.path, change.expression, true, change.holes);
    Node value;
    value.kind = Node::Kind::scalar;
    value.text = {change.expression, whole(source), {}};
    value.span = whole(source);
    overlay(root_, {change.path, whole(place), {}}, std::move(value), path_rules(), diagnostics_);
  }

 private:
  // By value, because overlay changes the tree.
  void lay(std::vector<Entry> entries) {
    for (const Entry& entry : entries)
      if (entry.key.text == kExtends || report_extends(entry))
        lay_extended(entry.value);
    if (entries.empty())
      return;
    const Span& first = entries.front().key.span;
    laid_.push_back({first.source, first.begin,
                     std::max(entries.back().key.span.end, entries.back().value.span.end)});
    const std::size_t before = changes_;
    changes_ += entries.size();
    if (changes_ > kChangeLimit)
      return before > kChangeLimit ? void() : fail_changes(entries.front().key.span);
    for (const Entry& entry : entries)
      if (entry.key.text != kExtends && !means_extends(entry) && !is_nested(entry))
        overlay(root_, entry.key, entry.value, path_rules(), diagnostics_);
  }

  // Each change looks for its place among all keys.
  void fail_changes(const Span& place) {
    diagnostics_.error(place, fmt::format("the variant {} has too many changes", extended_.front()),
                       fmt::format("{}, and at most {} with those of the variants that it extends",
                                   changes_, kChangeLimit),
                       "use a plan of their own for them");
  }

  // "inherits: b", where b is a variant.
  bool means_extends(const Entry& entry) const {
    const Node* variants = root_.find("variants");
    const bool named = entry.value.kind == Node::Kind::scalar && variants != nullptr &&
                       variants->find(entry.value.text.text) != nullptr;
    return named && names_it("extend inherits inherit base parent based_on", entry.key.text);
  }

  bool report_extends(const Entry& entry) {
    if (!means_extends(entry))
      return false;
    diagnostics_.error(entry.key.span, fmt::format("unknown key '{}'", entry.key.text),
                       "a variant is laid after the one that it extends",
                       "did you mean 'extends'?");
    return true;
  }

  // Whether a variant writes parts of metrics as maps, which would replace all metrics. Reported.
  bool is_nested(const Entry& entry) {
    const Node* metrics = root_.find("metrics");
    if (entry.key.text != "metrics" || metrics == nullptr || entry.value.entries.empty())
      return false;
    std::string paths;
    for (const Entry& metric : entry.value.entries) {
      const Node* whole = metrics->find(metric.key.text);
      const bool part = whole != nullptr && metric.value.kind == Node::Kind::map &&
                        metric.value.find("model") == nullptr &&
                        metric.value.find("formula") == nullptr &&
                        metric.value.find("next") == nullptr;
      if (!part)
        return false;
      for (const Entry& value : metric.value.entries)
        paths += fmt::format(
            "{}metrics.{}.{}: {}", paths.empty() ? "" : ", ", metric.key.text, value.key.text,
            value.value.kind == Node::Kind::scalar ? value.value.text.text : "...");
    }
    diagnostics_.error(entry.key.span, "this would replace all metrics",
                       "the keys of a variant are dotted paths", "use " + paths);
    return true;
  }

  void lay_extended(const Node& value) {
    if (const Node* found = extended_by(value))
      lay(found->entries);
  }

  // The variant that is named and joins the chain; null with a diagnostic.
  const Node* extended_by(const Node& value) {
    const std::string& name = value.text.text;
    const Node* variants = root_.find("variants");
    const Node* found = variants->find(name);
    if (value.kind != Node::Kind::scalar)
      diagnostics_.error(value.span, "extends takes the name of one variant",
                         fmt::format("found {}", kind_name(value.kind)),
                         "variants that extend one another form a chain");
    else if (found == nullptr)
      fail_variant(name, variants, value.span);
    else if (extended_.size() == kLongestChain)
      diagnostics_.error(value.span, "too many variants extend one another",
                         fmt::format("at most {} may form a chain", kLongestChain),
                         "write the changes of several in one");
    else if (const auto again = std::ranges::find(extended_, name); again != extended_.end())
      fail_ring({again, extended_.end()}, *variants);
    else
      return extended_.push_back(name), found;
    failed_.insert(extended_.begin(), extended_.end());
    return nullptr;
  }

  // Variants that extend one another in a ring, told at the same place whichever comes first.
  void fail_ring(std::vector<std::string> ring, const Node& variants) {
    const auto place = [&](const std::string& name) { return variants.find(name); };
    std::rotate(ring.begin(), std::ranges::min_element(ring, {}, place), ring.end());
    diagnostics_.error(variants.find(ring.back())->find(kExtends)->span,
                       fmt::format("the variant {} extends itself", ring.front()),
                       fmt::format("{} extends {}", fmt::join(ring, " extends "), ring.front()),
                       "remove one extends");
  }

  void fail_variant(const std::string& name, const Node* variants, const Span& place) {
    std::vector<std::string> names;
    if (variants != nullptr)
      for (const Entry& entry : variants->entries)
        names.push_back(entry.key.text);
    diagnostics_.error(place, fmt::format("no variant is called '{}'", name),
                       names.empty() ? plan_ + " has none"
                                     : fmt::format("{} has {}", plan_, fmt::join(names, ", ")),
                       did_you_mean(name, names));
  }

  // The shell replaces "$5M" by "M", or "$100" by "00".
  void warn_lost_money(const std::string& path, const Source& value) {
    const Node* before = find_path(root_, path);
    const std::string old = before == nullptr ? "" : text_with_money(*before);
    if (old.empty() || !has_lost_money(value.text))
      return;
    const bool amount = value.text.front() >= '1' && value.text.front() <= '9' &&
                        value.text.find(' ') == std::string::npos;
    diagnostics_.warning(
        whole(value),
        fmt::format("{} was money and is now a plain number: the shell may have eaten `$5`", path),
        "", fmt::format("use single quotes: --set '{}={}'", path, amount ? "$" + value.text : old));
  }

  const std::string& plan_;
  std::vector<std::string> extended_; // from the variant that is laid on, in their order
  std::set<std::string> failed_;      // variants whose chain has a mistake that is told
  std::vector<Span> laid_;
  std::size_t changes_ = 0; // of the variant that is laid, and of those that it extends
  Sources& sources_;
  Node& root_;
  Diagnostics& diagnostics_;
};

} // namespace

std::vector<Span> lay_changes(const Changes& changes, const std::string& plan, Sources& sources,
                              Node& root, Diagnostics& diagnostics) {
  ChangeLayer layer(plan, sources, root, diagnostics);
  for (const std::string& set : changes.sets)
    if (is_about_variants(set))
      layer.lay_set(set);
  for (const std::string& variant : changes.variants)
    layer.lay_variant(variant);
  layer.check_chains();
  for (const std::string& set : changes.sets)
    if (!is_about_variants(set))
      layer.lay_set(set);
  for (const Setting& setting : changes.settings)
    layer.lay_setting(setting);
  for (const ExpressionChange& change : changes.expressions)
    layer.lay_expression(change);
  return layer.variants();
}

} // namespace escala
