// SPDX-License-Identifier: Apache-2.0
// A plan: its text, read once, and the way from there to a Model, whatever is laid over it.
//
//   auto plan = Plan::read("plan.yaml", text, files);
//   Compilation compilation = plan.compile({.variants = {"cautious"}}, diagnostics);
//
// A Plan is a value; copies share their texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/core/source.h"
#include "escala/input/data_files.h"
#include "escala/input/node.h"
#include "escala/model/compile.h"
#include "escala/scenario/scenario.h"

namespace escala {

// A value that an option of the command line lays at a path: --seed at simulation.seed.
struct Setting {
  std::string option;
  std::string path;
  std::string value;
};

// An expression that a study lays at a path. It is a text as it stands, never YAML.
struct ExpressionChange {
  std::string option = "--vary";
  std::string path = {};
  std::string expression = {};
  std::vector<Hole> holes = {}; // whose values are inputs of the model, by their numbers
};

// What is laid over a plan, in this order: the variants, each `set`, the settings, the expressions.
// What a `set` says of variants comes before any of them is laid.
struct Changes {
  std::vector<std::string> variants = {}; // names, in the order in which they are laid
  std::vector<std::string> sets = {};     // "PATH=EXPR", as --set takes them
  std::vector<Setting> settings = {};
  std::vector<ExpressionChange> expressions = {};
  std::vector<ModelInput> inputs = {}; // of the holes of the expressions
};

// How many paths the plan asks for, and how they are drawn.
struct SimulationPlan {
  std::uint64_t paths = kDefaultPaths;
  std::uint64_t seed = 1;
  Sampler sampler = Sampler::random;
};

struct CompiledPlan {
  Model model;
  Notes notes;
  SimulationPlan simulation;
};

struct Compilation {
  std::optional<CompiledPlan> compiled; // none: the plan has mistakes, which the diagnostics tell
  std::vector<std::string> variants;   // that the plan names; none where its keys could not be read
  std::vector<std::string> data_files; // that were read beside the plan, as it names them
};

class Plan {
 public:
  // `name` is how messages call it: a path, or "-". Mistakes in its YAML are told by compile().
  // Data files are read beside it; with none (null), a plan that names one has a mistake.
  static Plan read(std::string name, std::string text, std::shared_ptr<DataFiles> files = nullptr);

  const std::string& name() const { return text_->name; }
  const std::string& text() const { return text_->text; }

  // Lays the changes over the plan, checks it and compiles it. Adds what is wrong to `diagnostics`;
  // what they hold already is not told again, so that a mistake that several variants share is told
  // once. Where `strict`, a warning is a mistake too. The diagnostics own the texts that they point
  // into, as the plan and its copies do.
  Compilation compile(const Changes& changes, Diagnostics& diagnostics, bool strict = false) const;

  // What is written at a path once the changes are laid; nothing where there is no such text.
  std::optional<std::string> text_at(const std::string& path, const Changes& changes) const;
  // The plan's currency once the changes are laid.
  std::string currency(const Changes& changes) const;

 private:
  std::shared_ptr<Sources> sources_;
  const Source* text_ = nullptr;
  std::shared_ptr<DataFiles> files_;
  std::optional<Node> root_; // none: its YAML could not be read
  Diagnostics yaml_mistakes_;
};

} // namespace escala
