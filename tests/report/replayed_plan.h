// SPDX-License-Identifier: Apache-2.0
// A plan's first paths and its replay, as the command makes them.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "escala/render/phrase_text.h"
#include "escala/report/run_sheets.h"
#include "escala/simulate/simulate.h"

namespace escala {

inline std::string text_of(const Phrase& phrase) { return phrase_text(phrase, {}, Script(true)); }

struct Replayed {
  Plan plan;
  Compilation compilation;
  TrialTable trials;
  std::unique_ptr<Replay> replay;

  explicit Replayed(const std::string& text) : plan(Plan::read("plan.yaml", text)) {
    Diagnostics diagnostics;
    compilation = plan.compile({}, diagnostics);
    REQUIRE(compilation.compiled);
    Workers workers(1);
    trials = first_paths(workers);
    const std::optional<std::size_t> first =
        model().targets.empty() ? std::nullopt : std::optional<std::size_t>(0);
    replay = make_replay({.plan = &plan,
                          .compiled = &*compilation.compiled,
                          .ranking = ranking_of(model(), trials, first),
                          .workers = &workers});
    REQUIRE(replay != nullptr);
  }

  const Model& model() const { return compilation.compiled->model; }

  TrialTable first_paths(Workers& workers) const {
    const std::vector<TrialColumn> columns = workbook_trial_columns(model());
    TrialObserver seen(columns, kTrialPaths);
    const SimulationPlan& simulation = compilation.compiled->simulation;
    Run run{.model = &model(),
            .draws = DrawSource(simulation.seed, simulation.sampler),
            .paths = 10'000,
            .observers = {&seen}};
    REQUIRE(simulate(run, workers).status == RunStatus::done);
    return trial_table(columns, seen);
  }

  const ReplayRow& row(std::string_view label) const {
    for (const ReplayRow& row : replay->rows)
      if (text_of(row.label) == label)
        return row;
    FAIL("no row " << label);
    return replay->rows.front();
  }
};

} // namespace escala
