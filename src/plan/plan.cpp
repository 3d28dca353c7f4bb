// SPDX-License-Identifier: Apache-2.0
#include "escala/plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "escala/columns/sobol.h"
#include "escala/core/currencies.h"
#include "escala/input/overlay.h"
#include "escala/input/yaml.h"
#include "escala/model/dimensions.h"
#include "escala/scenario/bind.h"
#include "escala/scenario/plan_size.h"
#include "escala/scenario/read_actuals.h"
#include "escala/scenario/validate.h"
#include "plan/lay_changes.h"

namespace escala {
namespace {

class NoFiles final : public DataFiles {
 public:
  DataFile read(const std::string&) override { return {{}, "there is no file"}; }
};

// Whether two sources have the same text. The text of an option is a new source for each variant.
bool is_same(const Source* a, const Source* b) {
  return a == b || (a != nullptr && b != nullptr && a->is_option && b->is_option &&
                    a->name == b->name && a->text == b->text);
}

// The messages that are told already, by their place and problem.
class Told {
 public:
  explicit Told(const Diagnostics& diagnostics) {
    for (const Diagnostic& diagnostic : diagnostics.all())
      add(diagnostic);
  }

  // Whether the message is new; it is told then.
  bool add(const Diagnostic& diagnostic) {
    auto& sources = sources_[{diagnostic.span.begin, diagnostic.problem}];
    if (std::ranges::any_of(
            sources, [&](const Source* source) { return is_same(source, diagnostic.span.source); }))
      return false;
    sources.push_back(diagnostic.span.source);
    return true;
  }

 private:
  std::map<std::pair<std::uint32_t, std::string>, std::vector<const Source*>> sources_;
};

// Whether a span is in the text of one of the variants or of an option.
bool is_in(std::span<const Span> variants, const Span& span) {
  return span.source == nullptr || span.source->is_option ||
         std::ranges::any_of(variants, [&](const Span& variant) {
           return span.source == variant.source && span.begin >= variant.begin &&
                  span.begin < variant.end;
         });
}

// Adds a diagnostic unless it is there already. Outside of the variants' own text, its reason names
// the variants.
void tell_once(Diagnostic diagnostic, const Changes& changes, std::span<const Span> variants,
               Told& told, Diagnostics& diagnostics) {
  if (!told.add(diagnostic))
    return;
  if (!changes.variants.empty() && !is_in(variants, diagnostic.span))
    diagnostic.reason += fmt::format("{}in variant {}", diagnostic.reason.empty() ? "" : ", ",
                                     fmt::join(changes.variants, ", "));
  diagnostics.add(std::move(diagnostic));
}

// Warns if the plan has more dimensions than there are Sobol direction numbers.
void warn_dimensions(const CompiledPlan& plan, Diagnostics& diagnostics) {
  if (plan.simulation.sampler != Sampler::sobol)
    return;
  const std::uint32_t needed = assign_dimensions(plan.model).count;
  if (needed <= kSobolDimensions)
    return;
  diagnostics.warning(plan.notes.written().simulation.sampler_span,
                      fmt::format("the last {} of this plan's {} dimensions are plain draws",
                                  needed - kSobolDimensions, needed),
                      fmt::format("there are Sobol points in {} dimensions", kSobolDimensions),
                      "draw fewer things every month, or write sampler: random");
}

CompiledPlan compiled_from(ValidScenario valid, std::vector<ModelInput> inputs,
                           std::shared_ptr<const Sources> sources) {
  const SimulationPlan simulation{.paths = valid.paths,
                                  .seed = valid.scenario.simulation.seed,
                                  .sampler = valid.scenario.simulation.sampler};
  OutputPlan output{.every = valid.scenario.output.every, .locale = valid.scenario.output.locale};
  for (const LocatedText& name : valid.scenario.output.show)
    output.show.push_back(name.text);
  output.percentiles = valid.scenario.output.percentiles;
  if (output.percentiles.empty())
    output.percentiles.assign(kDefaultPercentiles.begin(), kDefaultPercentiles.end());
  auto [model, notes] = compile(std::move(valid), std::move(inputs));
  notes.own(std::move(sources));
  return {std::move(model), std::move(notes), simulation, std::move(output)};
}

// Examples of the format are in USD.
Diagnostic in_plan_currency(Diagnostic diagnostic, std::string_view currency) {
  std::string& suggestion = diagnostic.suggestion;
  if (suggestion.starts_with("as in ") || suggestion.starts_with("add "))
    suggestion = in_currency(suggestion, currency);
  return diagnostic;
}

// What takes time without being an expression: the tree, whose variants are only copied.
std::size_t parts_of_tree(const Node& root) {
  constexpr std::size_t kCopiedPerPart = 8;
  const Node* variants = root.find("variants");
  const std::size_t copied = variants == nullptr ? 0 : parts_of(*variants);
  return parts_of(root) - copied + copied / kCopiedPerPart;
}

// The files of the texts "FILE#COLUMN" below the keys called actual, which a variant writes with
// their path.
void add_data_files(const Node& node, bool actual, std::vector<std::string>& files) {
  const std::string& text = node.text.text;
  const std::size_t mark = text.find('#');
  if (actual && node.kind == Node::Kind::scalar && mark != std::string::npos)
    files.push_back(text.substr(0, mark));
  for (const Node& item : node.items)
    add_data_files(item, actual, files);
  for (const Entry& entry : node.entries) {
    const std::string path = "." + entry.key.text + ".";
    add_data_files(entry.value, actual || path.find(".actual.") != std::string::npos, files);
  }
}

Compilation compile_tree(const Node& root, const Changes& changes, ActualSheets& sheets,
                         const std::shared_ptr<const Sources>& sources, Diagnostics& diagnostics) {
  constexpr std::size_t kBytesOfPart = 16; // of a CSV file
  Compilation compilation;
  compilation.parts = parts_of_tree(root);
  auto scenario = bind(root, diagnostics);
  if (!scenario)
    return compilation;
  compilation.variants = scenario->variants;
  ReadActuals read = read_actuals(*scenario, sheets, diagnostics);
  compilation.data_files = std::move(read.files);
  compilation.parts += parts_of(*scenario);
  compilation.parts_read = read.new_bytes / kBytesOfPart;
  auto valid = validate(std::move(*scenario), diagnostics);
  if (!valid)
    return compilation;
  compilation.compiled = compiled_from(std::move(*valid), changes.inputs, sources);
  warn_dimensions(*compilation.compiled, diagnostics);
  return compilation;
}

} // namespace

Plan Plan::read(std::string name, std::string text, std::shared_ptr<DataFiles> files) {
  Plan plan;
  plan.sources_ = std::make_shared<Sources>();
  plan.text_ = &plan.sources_->add(std::move(name), std::move(text));
  plan.files_ = files != nullptr ? std::move(files) : std::make_shared<NoFiles>();
  plan.sheets_ = std::make_shared<ActualSheets>(*plan.files_);
  plan.root_ = read_yaml(*plan.text_, plan.yaml_mistakes_);
  return plan;
}

Compilation Plan::compile(const Changes& changes, Diagnostics& diagnostics, bool strict) const {
  Diagnostics found = yaml_mistakes_;
  Compilation compilation;
  std::vector<Span> variants;
  if (root_) {
    Node root = *root_;
    variants = lay_changes(changes, name(), *sources_, root, found);
    compilation = compile_tree(root, changes, *sheets_, sources_, found);
  }
  if (found.has_errors() || (strict && !found.empty()))
    compilation.compiled.reset();
  const std::string code = found.empty() ? "" : currency(changes);
  Told told(found.empty() ? Diagnostics() : diagnostics);
  for (const Diagnostic& diagnostic : found.all())
    tell_once(in_plan_currency(diagnostic, is_currency(code) ? code : "USD"), changes, variants,
              told, diagnostics);
  diagnostics.own(sources_);
  return compilation;
}

std::vector<std::string> Plan::named_data_files(const Changes& changes) const {
  std::vector<std::string> files;
  if (!root_)
    return files;
  Node root = *root_;
  Diagnostics unused;
  lay_changes(changes, name(), *sources_, root, unused);
  add_data_files(root, false, files);
  std::ranges::sort(files);
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

Span Plan::variants_span() const {
  const Node* variants = root_ ? root_->find("variants") : nullptr;
  return variants == nullptr ? Span() : variants->span;
}

std::optional<std::string> Plan::text_at(const std::string& path, const Changes& changes) const {
  if (!root_)
    return std::nullopt;
  Node root = *root_;
  Diagnostics unused;
  lay_changes(changes, name(), *sources_, root, unused);
  const Node* found = find_path(root, path);
  if (found == nullptr || found->kind != Node::Kind::scalar)
    return std::nullopt;
  return found->text.text;
}

Node Plan::tree(const Changes& changes) const {
  Node root;
  root.kind = Node::Kind::map;
  if (root_) {
    root = *root_;
    Diagnostics unused;
    lay_changes(changes, name(), *sources_, root, unused);
  }
  return root;
}

namespace {

// The files of one plan, and then those of another.
class FilesOfTwo final : public DataFiles {
 public:
  FilesOfTwo(std::shared_ptr<DataFiles> first, std::shared_ptr<DataFiles> second)
      : first_(std::move(first)), second_(std::move(second)) {}

  DataFile read(const std::string& path) override {
    DataFile file = first_->read(path);
    if (file.text || first_ == second_)
      return file;
    DataFile other = second_->read(path);
    return other.text ? other : file;
  }

 private:
  std::shared_ptr<DataFiles> first_;
  std::shared_ptr<DataFiles> second_;
};

// Texts of changes, and those of the plans that a tree points into.
struct SourcesOfTwo {
  Sources own;
  std::shared_ptr<Sources> first, second;
};

} // namespace

Plan Plan::with_tree(Node tree, const Plan& other) const {
  Plan plan = *this;
  const auto texts = std::make_shared<SourcesOfTwo>();
  texts->first = sources_;
  texts->second = other.sources_;
  plan.sources_ = std::shared_ptr<Sources>(texts, &texts->own);
  plan.files_ = std::make_shared<FilesOfTwo>(files_, other.files_);
  plan.sheets_ = std::make_shared<ActualSheets>(*plan.files_);
  plan.root_ = std::move(tree);
  return plan;
}

std::string Plan::currency(const Changes& changes) const {
  return text_at("currency", changes).value_or(Scenario().currency);
}

} // namespace escala
