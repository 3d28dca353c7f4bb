// SPDX-License-Identifier: Apache-2.0
#include "escala/plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "escala/columns/sobol.h"
#include "escala/core/currencies.h"
#include "escala/input/overlay.h"
#include "escala/input/yaml.h"
#include "escala/model/dimensions.h"
#include "escala/scenario/bind.h"
#include "escala/scenario/read_actuals.h"
#include "escala/scenario/validate.h"
#include "plan/lay_changes.h"

namespace escala {
namespace {

// The data files of a plan. Records which of them were read.
class RecordedFiles final : public DataFiles {
 public:
  explicit RecordedFiles(DataFiles* files) : files_(files) {}

  DataFile read(const std::string& path) override {
    if (files_ == nullptr)
      return {{}, "there is no file"};
    DataFile file = files_->read(path);
    if (file.text)
      read_.push_back(path);
    return file;
  }
  std::vector<std::string> take() { return std::move(read_); }

 private:
  DataFiles* files_;
  std::vector<std::string> read_;
};

// Whether two sources have the same text. The text of an option is a new source for each variant.
bool is_same(const Source* a, const Source* b) {
  return a == b || (a != nullptr && b != nullptr && a->is_option && b->is_option &&
                    a->name == b->name && a->text == b->text);
}

bool is_told(const Diagnostics& diagnostics, const Diagnostic& diagnostic) {
  return std::ranges::any_of(diagnostics.all(), [&](const Diagnostic& other) {
    return is_same(other.span.source, diagnostic.span.source) &&
           other.span.begin == diagnostic.span.begin && other.problem == diagnostic.problem;
  });
}

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
               Diagnostics& diagnostics) {
  if (is_told(diagnostics, diagnostic))
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
  OutputPlan output{.every = valid.scenario.output.every};
  for (const LocatedText& name : valid.scenario.output.show)
    output.show.push_back(name.text);
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

Compilation compile_tree(const Node& root, const Changes& changes, DataFiles* files,
                         const std::shared_ptr<const Sources>& sources, Diagnostics& diagnostics) {
  Compilation compilation;
  auto scenario = bind(root, diagnostics);
  if (!scenario)
    return compilation;
  compilation.variants = scenario->variants;
  RecordedFiles recorded(files);
  read_actuals(*scenario, recorded, diagnostics);
  compilation.data_files = recorded.take();
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
  plan.files_ = std::move(files);
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
    compilation = compile_tree(root, changes, files_.get(), sources_, found);
  }
  if (found.has_errors() || (strict && !found.empty()))
    compilation.compiled.reset();
  const std::string code = found.empty() ? "" : currency(changes);
  for (const Diagnostic& diagnostic : found.all())
    tell_once(in_plan_currency(diagnostic, is_currency(code) ? code : "USD"), changes, variants,
              diagnostics);
  diagnostics.own(sources_);
  return compilation;
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

std::string Plan::currency(const Changes& changes) const {
  return text_at("currency", changes).value_or(Scenario().currency);
}

} // namespace escala
