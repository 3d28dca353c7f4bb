// SPDX-License-Identifier: Apache-2.0
// A plan: its text, which is read once, and its compilation to a Model with any changes applied.
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

class ActualSheets;

// A value that a command-line option sets at a path: --seed at simulation.seed.
struct Setting {
  std::string option;
  std::string path;
  std::string value;
};

// An expression that a study sets at a path. It is plain text and is never parsed as YAML.
struct ExpressionChange {
  std::string option = "--vary";
  std::string path = {};
  std::string expression = {};
  std::vector<Hole> holes = {}; // those that are inputs; their numbers are those of the inputs
};

// Changes to a plan, applied in this order: the variants, each `set`, the settings, the
// expressions. A `set` that changes the variants themselves is applied before them.
struct Changes {
  std::vector<std::string> variants = {}; // names, in the order in which they are applied
  std::vector<std::string> sets = {};     // "PATH=EXPR", as --set takes them
  std::vector<Setting> settings = {};
  std::vector<ExpressionChange> expressions = {};
  std::vector<ModelInput> inputs = {}; // one for each hole of the expressions
};

// The number of paths that the plan asks for, and how they are drawn.
struct SimulationPlan {
  std::uint64_t paths = kDefaultPaths;
  std::uint64_t seed = 1;
  Sampler sampler = Sampler::random;
};

// What the plan shows if options say nothing else.
struct OutputPlan {
  std::vector<std::string> show = {}; // metrics; empty: all
  std::optional<ReportPeriod> every = {};
  std::optional<std::string> locale = {};
  std::vector<double> percentiles = {}; // of the quantiles of curves, ascending, each once
};

struct CompiledPlan {
  Model model;
  Notes notes;
  SimulationPlan simulation;
  OutputPlan output;
};

// A quantity of the plan, as text.
struct WrittenValue {
  std::string path;
  std::string text;
};

struct Compilation {
  std::optional<CompiledPlan> compiled; // none: the plan has mistakes, which are in the diagnostics
  std::vector<std::string> variants;    // names in the plan; empty if its keys could not be read
  std::vector<std::string> data_files;  // data files that were read, as the plan names them
  std::size_t parts = 0;                // how large the plan is (scenario/plan_size.h)
  std::size_t parts_read = 0;           // what reading new data files took, in the same measure
};

class Plan {
 public:
  // `name` is the plan's name in messages: a path, or "-". Mistakes in its YAML are reported by
  // compile(). `files` reads the data files that the plan names; if it is null, naming one is a
  // mistake.
  static Plan read(std::string name, std::string text, std::shared_ptr<DataFiles> files = nullptr);

  const std::string& name() const { return text_->name; }
  const std::string& text() const { return text_->text; }

  // Applies the changes to the plan, checks it and compiles it. Adds mistakes and warnings to
  // `diagnostics`, except those that are already there, so that a mistake shared by several
  // variants is reported once. If `strict`, a warning counts as a mistake. The diagnostics share
  // ownership of the texts that they point into with the plan and its copies.
  Compilation compile(const Changes& changes, Diagnostics& diagnostics, bool strict = false) const;

  // The data files that the plan with the changes, or one of its variants, names.
  std::vector<std::string> named_data_files(const Changes& changes) const;
  // Where the variants are written; no place if there are none.
  Span variants_span() const;
  // The text at a path after the changes; nullopt if there is no text.
  std::optional<std::string> text_at(const std::string& path, const Changes& changes) const;
  // The quantities of drivers, metrics, risks and the investment, after the changes. Without the
  // shares of pillars, which are one value together, and actual values.
  std::vector<WrittenValue> written_values(const Changes& changes) const;
  // The plan's currency after the changes.
  std::string currency(const Changes& changes) const;

  // The plan's tree after the changes; an empty map if its YAML could not be read.
  Node tree(const Changes& changes) const;
  // The plan with another tree, parts of which may be those of `other`. Data files that its own
  // folder does not have are read as those of `other`.
  Plan with_tree(Node tree, const Plan& other) const;

 private:
  std::shared_ptr<Sources> sources_;
  const Source* text_ = nullptr;
  std::shared_ptr<DataFiles> files_;
  std::shared_ptr<ActualSheets> sheets_; // of the data files, read once for all variants
  std::optional<Node> root_;             // none: its YAML could not be read
  Diagnostics yaml_mistakes_;
};

} // namespace escala
