// SPDX-License-Identifier: Apache-2.0
#include "app/load.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/data_files.h"
#include "app/exit_code.h"
#include "app/files.h"
#include "app/messages.h"
#include "app/options/list.h"
#include "app/signals.h"
#include "escala/columns/instruction_set.h"
#include "escala/columns/sobol.h"
#include "escala/core/names.h"
#include "escala/input/overlay.h"
#include "escala/input/yaml.h"
#include "escala/model/compile.h"
#include "escala/scenario/bind.h"
#include "escala/scenario/read_actuals.h"
#include "escala/scenario/validate.h"
#include "escala/simulate/dimensions.h"

namespace escala::app {
namespace {

class Loader {
 public:
  Loader(const std::string& variant, const Arguments& arguments, Sources& sources,
         Diagnostics& diagnostics)
      : variant_(variant), arguments_(arguments), sources_(sources), diagnostics_(diagnostics) {}

  Loaded run(const Source& source) {
    loaded_.provenance.file = source.name;
    loaded_.provenance.variant = variant_;
    loaded_.provenance.isa = instruction_set();
    loaded_.provenance.sha256 = sha256(source.text);
    Diagnostics found;
    std::swap(found, diagnostics_);
    read(source);
    const bool warned = arguments_.has(option::strict) && !diagnostics_.empty();
    if (warned || diagnostics_.has_errors())
      loaded_.scenario.reset();
    for (const Diagnostic& diagnostic : diagnostics_.all())
      add_once(diagnostic, found);
    std::swap(found, diagnostics_);
    return std::move(loaded_);
  }

 private:
  // Where the variant itself is written, or an option.
  bool is_in_variant(const Span& span) const {
    return span.source == nullptr || span.source->is_option ||
           (span.begin >= variant_begin_ && span.begin < variant_end_);
  }

  // The same text; an option is read anew for each variant.
  static bool is_same(const Source* a, const Source* b) {
    return a == b || (a != nullptr && b != nullptr && a->is_option && b->is_option &&
                      a->name == b->name && a->text == b->text);
  }

  // What a variant shares with the scenario is told once; what it brings names it.
  void add_once(Diagnostic diagnostic, Diagnostics& found) const {
    const bool told = std::ranges::any_of(found.all(), [&](const Diagnostic& other) {
      return is_same(other.span.source, diagnostic.span.source) &&
             other.span.begin == diagnostic.span.begin && other.problem == diagnostic.problem;
    });
    if (told)
      return;
    if (!variant_.empty() && !is_in_variant(diagnostic.span))
      diagnostic.reason +=
          fmt::format("{}in variant {}", diagnostic.reason.empty() ? "" : ", ", variant_);
    found.add(std::move(diagnostic));
  }

  void read(const Source& source) {
    auto root = read_yaml(source, diagnostics_);
    if (!root)
      return;
    // What --set says of variants comes before one of them is laid.
    for (const std::string& set : arguments_.texts(option::set))
      if (is_about_variants(set))
        lay_set(*root, set);
    lay_variant(*root);
    for (const std::string& set : arguments_.texts(option::set))
      if (!is_about_variants(set))
        lay_set(*root, set);
    for (const std::string& set : arguments_.texts(option::set))
      record(set);
    for (const auto& [option, text] : arguments_.settings())
      lay_option(*root, *option, text);
    auto scenario = bind(*root, diagnostics_);
    if (!scenario)
      return;
    loaded_.variants = scenario->variants;
    FilesBeside files(source.name);
    read_actuals(*scenario, files, diagnostics_);
    loaded_.provenance.data = files.used();
    loaded_.scenario = validate(std::move(*scenario), diagnostics_);
    if (loaded_.scenario && loaded_.scenario->scenario.simulation.sampler == Sampler::sobol)
      warn_dimensions(*loaded_.scenario);
  }

  // Only a model knows its draws: the scenario goes through one and comes back.
  void warn_dimensions(ValidScenario& scenario) {
    Model model = compile(std::move(scenario));
    const std::uint32_t needed = assign_dimensions(model).count;
    scenario = std::move(model.source);
    if (needed <= kSobolDimensions)
      return;
    diagnostics_.warning(scenario.scenario.simulation.sampler_span,
                         fmt::format("the last {} of this plan's {} dimensions are plain draws",
                                     needed - kSobolDimensions, needed),
                         fmt::format("there are Sobol points in {} dimensions", kSobolDimensions),
                         "draw fewer things every month, or write sampler: random");
  }

  void lay_variant(Node& root) {
    if (variant_.empty())
      return;
    const Node* variants = root.find("variants");
    const Node* found = variants == nullptr ? nullptr : variants->find(variant_);
    if (found == nullptr)
      return fail_variant(variants);
    const std::vector<Entry> entries = found->entries; // `root` changes under it
    if (!entries.empty()) {
      variant_begin_ = entries.front().key.span.begin;
      variant_end_ = std::max(entries.back().key.span.end, entries.back().value.span.end);
    }
    for (const Entry& entry : entries)
      overlay(root, entry.key, entry.value, diagnostics_);
  }

  void fail_variant(const Node* variants) {
    std::vector<std::string> names;
    if (variants != nullptr)
      for (const Entry& entry : variants->entries)
        names.push_back(entry.key.text);
    const Source& source = sources_.add("--variant", variant_, true);
    diagnostics_.error(
        {&source, 0, static_cast<std::uint32_t>(variant_.size())},
        fmt::format("no variant is called '{}'", variant_),
        names.empty() ? loaded_.provenance.file + " has none"
                      : fmt::format("{} has {}", loaded_.provenance.file, fmt::join(names, ", ")),
        did_you_mean(variant_, names));
  }

  static bool is_about_variants(const std::string& set) {
    const std::string path = set.substr(0, set.find('='));
    return path == "variants" || path.starts_with("variants.");
  }

  void record(const std::string& set) {
    const std::size_t equals = set.find('=');
    if (equals != std::string::npos)
      loaded_.provenance.set.emplace_back(set.substr(0, equals), set.substr(equals + 1));
  }

  // PATH=EXPR
  void lay_set(Node& root, const std::string& text) {
    const Source& whole = sources_.add("--set", text, true);
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      return diagnostics_.error({&whole, 0, static_cast<std::uint32_t>(text.size())},
                                fmt::format("'{}' is not PATH=EXPR", text), "",
                                "write --set 'drivers.arr_growth=150%'");
    const std::string path = text.substr(0, equals);
    const Source& place = sources_.add("--set " + path, path, true);
    const Source& source = sources_.add("--set " + path, text.substr(equals + 1), true);
    auto value = read_option_value(source, diagnostics_);
    if (!value)
      return;
    warn_lost_money(root, path, source);
    overlay(root, {path, {&place, 0, static_cast<std::uint32_t>(equals)}, {}}, std::move(*value),
            diagnostics_);
  }

  // The shell replaces "$5M" by "M", or "$100" by "00".
  void warn_lost_money(const Node& root, const std::string& path, const Source& source) {
    const Node* before = find_path(root, path);
    if (before == nullptr || before->kind != Node::Kind::scalar)
      return;
    if (before->text.text.find('$') == std::string::npos)
      return;
    // A number, what is left of one, or a range of them.
    const bool plain = !source.text.empty() &&
                       source.text.find_first_not_of("0123456789._kMBT to") == std::string::npos;
    if (plain)
      diagnostics_.warning(
          {&source, 0, static_cast<std::uint32_t>(source.text.size())},
          fmt::format("{} was money and is now a plain number: the shell may have eaten `$5`",
                      path),
          "", fmt::format("use single quotes: --set '{}=$5M'", path));
  }

  void lay_option(Node& root, const OptionSpec& option, const std::string& text) {
    if (text.empty())
      return;
    const Source& source = sources_.add(std::string(option.name), text, true);
    auto value = read_option_value(source, diagnostics_);
    LocatedText at{
        std::string(option.lays_at), {&source, 0, static_cast<std::uint32_t>(text.size())}, {}};
    at.offsets.assign(at.text.size(), 0); // all of it points at the option
    if (value)
      overlay(root, at, std::move(*value), diagnostics_);
  }

  const std::string& variant_;
  const Arguments& arguments_;
  Sources& sources_;
  Diagnostics& diagnostics_;
  std::uint32_t variant_begin_ = 0; // of the variant's text
  std::uint32_t variant_end_ = 0;
  Loaded loaded_;
};

} // namespace

const Source* read_scenario(const std::string& file, Sources& sources) {
  std::string why;
  auto text = read_file(file, kMaxScenarioBytes, why);
  die_if_interrupted();
  if (text)
    return &sources.add(file, std::move(*text));
  say_error(fmt::format("{} cannot be read", file), why, "check the path");
  return nullptr;
}

Loaded load_scenario(const Source& source, const std::string& variant, const Arguments& arguments,
                     Sources& sources, Diagnostics& diagnostics) {
  return Loader(variant, arguments, sources, diagnostics).run(source);
}

} // namespace escala::app
