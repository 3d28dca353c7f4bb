// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/sensitivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

#include "analysis/redraw_plan.h"
#include "analysis/sensitivity_sums.h"
#include "analysis/tornado.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

constexpr double kErrorOfShare = 0.02;
// Paths of a run with an input at a quantile.
constexpr std::uint64_t kTornadoPaths = 2048;
// Shares are not given if fewer independent paths meet a target, or miss it.
constexpr std::uint64_t kLeastOutcomes = 20;
// With fewer the error is not known well enough to stop.
constexpr std::uint64_t kManyOutcomes = 200;

RedrawPlan plan_of(const SensitivityQuestion& question) {
  const std::size_t inputs = question.inputs.size();
  if (!question.shapley)
    return radial_plan(inputs);
  return inputs <= kMostExactInputs ? subset_plan(inputs)
                                    : order_plan(inputs, kOrders, question.seed);
}

void redraw(const RandomInput& input, DrawSource& draws) {
  for (const std::uint64_t stream : input.streams)
    draws.redraw(stream);
}

} // namespace

struct SensitivityStudy::State {
  State(const Model& of, SensitivityQuestion asked)
      : model(of), question(std::move(asked)), plan(plan_of(question)), sums(plan, question.inputs),
        tornado(question.inputs) {
    std::vector<std::uint64_t> known;
    for (const RandomInput& input : question.inputs)
      known.insert(known.end(), input.streams.begin(), input.streams.end());
    for (const NamedStream& stream : model.streams)
      if (std::ranges::find(known, stream.stream) == known.end())
        others.push_back(stream.stream);
  }

  DrawSource draws() const { return DrawSource(question.seed, Sampler::sobol); }
  DrawSource draws_of(const RedrawnRun& run) const {
    DrawSource source = draws();
    for (std::size_t i = 0; i < run.inputs.size(); ++i)
      if (run.inputs[i])
        redraw(question.inputs[i], source);
    for (std::size_t i = 0; run.others && i < others.size(); ++i)
      source.redraw(others[i]);
    return source;
  }
  std::uint64_t rarer_outcome() const {
    const std::uint64_t values = sums.values() - sums.undefined();
    return question.output.kind == StudiedOutput::Kind::metric
               ? values
               : std::min(sums.met(), values - sums.met());
  }
  VarianceShare share(const RatioEstimate& ratio) const {
    return {ratio.value, ratio.std_error(sums.replicates())};
  }

  const Model& model;
  SensitivityQuestion question;
  RedrawPlan plan;
  SensitivitySums sums;
  Tornado tornado;
  std::vector<std::uint64_t> others;    // streams of no input
  std::deque<OutputObserver> observers; // of the current look
  std::uint64_t first = 0;              // path of the current look
  std::uint64_t paths = 0;
};

SensitivityStudy::SensitivityStudy(const Model& model, SensitivityQuestion question)
    : state_(std::make_unique<State>(model, std::move(question))) {}

SensitivityStudy::~SensitivityStudy() = default;

std::size_t SensitivityStudy::run_count() const { return state_->plan.runs.size(); }
std::size_t SensitivityStudy::orders() const { return state_->plan.orders; }

// The output at quantiles needs few paths: only the first look has these runs.
std::vector<Run> SensitivityStudy::runs(std::uint64_t first, std::uint64_t paths) {
  State& state = *state_;
  state.observers.clear();
  state.first = first;
  state.paths = paths;
  std::vector<Run> runs;
  const auto add = [&](DrawSource draws, std::uint64_t of_run) {
    runs.push_back({.model = &state.model,
                    .draws = std::move(draws),
                    .first_path = first,
                    .paths = of_run,
                    .observers = {&state.observers.emplace_back(
                        std::vector<StudiedOutput>{state.question.output})}});
  };
  for (const RedrawnRun& run : state.plan.runs)
    add(state.draws_of(run), paths);
  for (std::size_t input = 0; first == 0 && input < state.question.inputs.size(); ++input)
    for (std::size_t i = 0; i < state.tornado.size(input); ++i)
      add(state.draws().fix(state.question.inputs[input].streams.front(), kTornadoQuantiles[i]),
          std::min(paths, kTornadoPaths));
  return runs;
}

void SensitivityStudy::take() {
  State& state = *state_;
  RunValues values;
  std::size_t next = 0;
  for (; next < state.plan.runs.size(); ++next)
    values.push_back(state.observers[next].values(0));
  state.sums.add(values, state.first, state.paths);
  for (std::size_t input = 0; state.first == 0 && input < state.question.inputs.size(); ++input)
    for (std::size_t i = 0; i < state.tornado.size(input); ++i)
      state.tornado.add(input, i, state.observers[next++].values(0), state.first,
                        std::min(state.paths, kTornadoPaths));
}

bool SensitivityStudy::is_sure() const {
  const State& state = *state_;
  if (state.sums.is_constant())
    return true;
  if (state.rarer_outcome() < kManyOutcomes)
    return false;
  const Sensitivity all = found();
  for (const auto kind :
       {&InputSensitivity::first_order, &InputSensitivity::total, &InputSensitivity::shapley}) {
    const auto share = [kind](const InputSensitivity& input) { return (input.*kind).share; };
    const auto largest = std::ranges::max_element(all.inputs, {}, share);
    if (!std::isnan(share(*largest)) && !(((*largest).*kind).std_error <= kErrorOfShare))
      return false;
  }
  return true;
}

std::string SensitivityStudy::so_far() const {
  double largest = 0;
  for (const InputSensitivity& input : found().inputs)
    largest = std::max({largest, input.first_order.std_error, input.total.std_error});
  return largest > 0 ? fmt::format("shares +-{:.1f}%", 100 * largest) : std::string();
}

Sensitivity SensitivityStudy::found() const {
  const State& state = *state_;
  const SensitivitySums& sums = state.sums;
  const VarianceShare unknown{kUndefined, kUndefined};
  Sensitivity all{.mean = sums.mean(),
                  .variance = sums.variance(),
                  .sum_of_first = unknown,
                  .values = sums.values(),
                  .undefined = sums.undefined(),
                  .too_few = !sums.is_constant() && state.rarer_outcome() < kLeastOutcomes,
                  .replicates = sums.replicates()};
  const bool known = !sums.is_constant() && !all.too_few;
  RatioEstimate sum;
  for (std::size_t i = 0; i < state.question.inputs.size(); ++i) {
    InputSensitivity& input = all.inputs.emplace_back(InputSensitivity{unknown, unknown, unknown});
    input.points = state.tornado.points(i);
    input.monotone = state.tornado.is_monotone(i);
    if (!known)
      continue;
    input.first_order = state.share(sums.first_order(i));
    input.total = state.share(sums.total(i));
    if (state.question.shapley)
      input.shapley = {sums.shapley(i).value, sums.shapley_error(i)};
    sum = sum + sums.first_order(i);
  }
  if (known && std::ranges::none_of(state.question.inputs, &RandomInput::correlated))
    all.sum_of_first = state.share(sum);
  return all;
}

} // namespace escala
