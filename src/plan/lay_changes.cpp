// SPDX-License-Identifier: Apache-2.0
#include "plan/lay_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "escala/core/names.h"
#include "escala/input/overlay.h"
#include "escala/input/yaml.h"
#include "escala/scenario/keys.h"

namespace escala {
namespace {

Span whole(const Source& source) {
  return {&source, 0, static_cast<std::uint32_t>(source.text.size())};
}

bool is_about_variants(std::string_view set) {
  const std::string_view path = set.substr(0, set.find('='));
  return path == "variants" || path.starts_with("variants.");
}

// Whether a text is a number, the rest of a number, or a range of numbers.
bool is_plain_number(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789._kMBT to") == std::string::npos;
}

class ChangeLayer {
 public:
  ChangeLayer(const std::string& plan, Sources& sources, Node& root, Diagnostics& diagnostics)
      : plan_(plan), sources_(sources), root_(root), diagnostics_(diagnostics) {}

  // Returns the place of the variant's changes; an empty Span, with a diagnostic, if the plan has
  // no such variant.
  Span lay_variant(const std::string& name) {
    const Node* variants = root_.find("variants");
    const Node* found = variants == nullptr ? nullptr : variants->find(name);
    if (found == nullptr) {
      fail_variant(name, variants);
      return {};
    }
    const std::vector<Entry> entries = found->entries; // a copy, because overlay changes the tree
    for (const Entry& entry : entries)
      overlay(root_, entry.key, entry.value, path_rules(), diagnostics_);
    if (entries.empty())
      return {};
    const Span& first = entries.front().key.span;
    return {first.source, first.begin,
            std::max(entries.back().key.span.end, entries.back().value.span.end)};
  }

  // PATH=EXPR
  void lay_set(const std::string& text) {
    const Source& source = sources_.add("--set", text, true);
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      return diagnostics_.error(whole(source), fmt::format("'{}' is not PATH=EXPR", text), "",
                                "write --set 'drivers.arr_growth=150%'");
    const std::string path = text.substr(0, equals);
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
  void fail_variant(const std::string& name, const Node* variants) {
    std::vector<std::string> names;
    if (variants != nullptr)
      for (const Entry& entry : variants->entries)
        names.push_back(entry.key.text);
    diagnostics_.error(whole(sources_.add("--variant", name, true)),
                       fmt::format("no variant is called '{}'", name),
                       names.empty() ? plan_ + " has none"
                                     : fmt::format("{} has {}", plan_, fmt::join(names, ", ")),
                       did_you_mean(name, names));
  }

  // The shell replaces "$5M" by "M", or "$100" by "00".
  void warn_lost_money(const std::string& path, const Source& value) {
    const Node* before = find_path(root_, path);
    if (before == nullptr || before->kind != Node::Kind::scalar ||
        before->text.text.find('$') == std::string::npos || !is_plain_number(value.text))
      return;
    diagnostics_.warning(
        whole(value),
        fmt::format("{} was money and is now a plain number: the shell may have eaten `$5`", path),
        "", fmt::format("use single quotes: --set '{}=$5M'", path));
  }

  const std::string& plan_;
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
  std::vector<Span> variants;
  for (const std::string& variant : changes.variants)
    variants.push_back(layer.lay_variant(variant));
  for (const std::string& set : changes.sets)
    if (!is_about_variants(set))
      layer.lay_set(set);
  for (const Setting& setting : changes.settings)
    layer.lay_setting(setting);
  for (const ExpressionChange& change : changes.expressions)
    layer.lay_expression(change);
  return variants;
}

} // namespace escala
