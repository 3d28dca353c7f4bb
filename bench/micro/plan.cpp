// SPDX-License-Identifier: Apache-2.0
#include "plan.h"

#include <ctime>
#include <stdexcept>

#include "escala/core/diagnostics.h"
#include "escala/plan/plan.h"
#include "escala/simulate/simulate.h"

namespace escala::bench {
namespace {

CompiledPlan compiled(const std::string& text) {
  Diagnostics diagnostics;
  Compilation compilation = escala::Plan::read("plan.yaml", text).compile({}, diagnostics);
  if (compilation.compiled)
    return std::move(*compilation.compiled);
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    throw std::runtime_error(to_text(diagnostic));
  throw std::runtime_error("no plan");
}

} // namespace

struct Plan::Content {
  CompiledPlan plan;
  Workers workers{1};

  explicit Content(const std::string& text) : plan(compiled(text)) {}
};

Plan::Plan(const std::string& lines)
    : content_(std::make_unique<Content>("escala: 1\nname: Benchmark\nhorizon: 5y\n" + lines)) {}

Plan::~Plan() = default;

double Plan::run(std::uint64_t paths) {
  const std::clock_t start = std::clock();
  const RunOutcome outcome =
      simulate({.model = &content_->plan.model, .paths = paths}, content_->workers);
  const std::clock_t end = std::clock();
  if (outcome.status != RunStatus::done)
    throw std::runtime_error(
        to_text(explain(outcome.failure, content_->plan.model, content_->plan.notes)));
  return static_cast<double>(end - start) / CLOCKS_PER_SEC;
}

} // namespace escala::bench
