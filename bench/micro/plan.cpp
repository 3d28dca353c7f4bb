// SPDX-License-Identifier: Apache-2.0
#include "plan.h"

#include <ctime>
#include <stdexcept>

#include "escala/core/diagnostics.h"
#include "escala/input/yaml.h"
#include "escala/model/compile.h"
#include "escala/scenario/bind.h"
#include "escala/scenario/validate.h"
#include "escala/simulate/simulate.h"

namespace escala::bench {
namespace {

Model compiled(const Source& source) {
  Diagnostics diagnostics;
  auto root = read_yaml(source, diagnostics);
  auto scenario = root ? bind(*root, diagnostics) : std::nullopt;
  auto valid = scenario ? validate(std::move(*scenario), diagnostics) : std::nullopt;
  if (valid)
    return compile(std::move(*valid));
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    throw std::runtime_error(to_text(diagnostic));
  throw std::runtime_error("no plan");
}

} // namespace

struct Plan::Content {
  Sources sources;
  Model model;
  Workers workers{1};

  explicit Content(const std::string& text) : model(compiled(sources.add("plan.yaml", text))) {}
};

Plan::Plan(const std::string& lines)
    : content_(std::make_unique<Content>("escala: 1\nname: Benchmark\nhorizon: 5y\n" + lines)) {}

Plan::~Plan() = default;

double Plan::run(std::uint64_t paths) {
  const std::clock_t start = std::clock();
  const RunOutcome outcome =
      simulate(content_->model, {.seed = 1, .paths = paths}, content_->workers, {});
  const std::clock_t end = std::clock();
  if (outcome.status != RunStatus::done)
    throw std::runtime_error(to_text(outcome.failure));
  return static_cast<double>(end - start) / CLOCKS_PER_SEC;
}

} // namespace escala::bench
