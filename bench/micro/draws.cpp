// SPDX-License-Identifier: Apache-2.0
// Draws, one block of paths at a time.
#include "escala/catalog/distribution.h"
#include "escala/columns/poisson.h"
#include "escala/columns/standard_normal.h"
#include "measure.h"

namespace escala::bench {
namespace {

void uniforms(benchmark::State& state) {
  UniformKey key{.seed = 1, .stream = 2, .month = 0};
  run_block(state, [&](Column out) {
    ++key.stream;
    fill_uniforms(key, 0, out);
  });
}
BENCHMARK(uniforms)->Name("draws/uniforms");

void scores_of_uniforms(benchmark::State& state) {
  const Values u = uniform_column(1);
  run_block(state, [&](Column out) { normal_scores(column_of(u), out); });
}
BENCHMARK(scores_of_uniforms)->Name("draws/normal scores of uniforms");

void normals(benchmark::State& state) {
  UniformKey key{.seed = 1, .stream = 2, .month = 0};
  run_block(state, [&](Column out) {
    ++key.stream;
    fill_uniforms(key, 0, out);
    normal_scores(out, out);
  });
}
BENCHMARK(normals)->Name("draws/uniforms and their normal scores");

void probabilities_of_scores(benchmark::State& state) {
  Values z = uniform_column(1);
  normal_scores(column_of(z), column_of(z));
  run_block(state, [&](Column out) { normal_probabilities(column_of(z), out); });
}
BENCHMARK(probabilities_of_scores)->Name("draws/normal probabilities of scores");

// Poisson counts by summation, from uniforms in the range that the kernel accepts.
void summed_counts(benchmark::State& state) {
  Values u = uniform_column(1);
  for (double& value : u)
    value *= kSummedProbability;
  const Values means(kBlockPaths, 1.8);
  run_block(state, [&](Column out) { summed_poisson_counts(column_of(u), column_of(means), out); });
}
BENCHMARK(summed_counts)->Name("draws/poisson(1.8), summed");

// A distribution's quantile function in the catalog, for a block of uniforms.
void quantiles_of(benchmark::State& state, const char* name, std::vector<double> arguments) {
  const DistributionSpec* spec = find_distribution(name);
  if (spec == nullptr)
    return state.SkipWithError("no such distribution");
  Values input = uniform_column(1);
  if (spec->input == DrawInput::standard_normal)
    normal_scores(column_of(input), column_of(input));
  std::vector<Values> columns;
  std::vector<const double*> parameters;
  for (double argument : arguments)
    columns.emplace_back(kBlockPaths, argument);
  for (const Values& column : columns)
    parameters.push_back(column.data());
  run_block(state, [&](Column out) {
    spec->quantiles(column_of(input), {parameters.data(), parameters.size(), kBlockPaths}, out);
  });
}
using Arguments = std::vector<double>;
BENCHMARK_CAPTURE(quantiles_of, poisson, "poisson", Arguments{1.8})->Name("draws/poisson(1.8)");
BENCHMARK_CAPTURE(quantiles_of, normal, "normal", Arguments{2, 0.4})->Name("draws/normal(2, 0.4)");
BENCHMARK_CAPTURE(quantiles_of, beta, "beta", Arguments{40, 8})->Name("draws/beta(40, 8)");

// The same for parameters that are constants of the plan.
void fixed_quantiles_of(benchmark::State& state, const char* name, std::vector<double> arguments) {
  const DistributionSpec* spec = find_distribution(name);
  if (spec == nullptr || spec->fixed_quantiles == nullptr)
    return state.SkipWithError("no such table");
  const Values input = uniform_column(1);
  run_block(state, [&](Column out) { spec->fixed_quantiles(arguments, column_of(input), out); });
}
BENCHMARK_CAPTURE(fixed_quantiles_of, beta, "beta", Arguments{40, 8})
    ->Name("draws/beta(40, 8), fixed");
BENCHMARK_CAPTURE(fixed_quantiles_of, gamma, "gamma", Arguments{4, 10})
    ->Name("draws/gamma(4, 10), fixed");

} // namespace
} // namespace escala::bench
