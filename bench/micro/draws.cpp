// SPDX-License-Identifier: Apache-2.0
// Draws, a block of paths at a time.
#include "escala/catalog/distribution.h"
#include "escala/columns/poisson.h"
#include "escala/columns/standard_normal.h"
#include "measure.h"

namespace escala::bench {
namespace {

void uniforms(benchmark::State& state) {
  UniformKey key{.seed = 1, .stream = 2, .month = 0};
  run_block(state, [&](double* out) {
    ++key.stream;
    fill_uniforms(key, 0, out, kBlockPaths);
  });
}
BENCHMARK(uniforms)->Name("draws/uniforms");

void scores_of_uniforms(benchmark::State& state) {
  const Column u = uniform_column(1);
  run_block(state, [&](double* out) { normal_scores(u.data(), out, kBlockPaths); });
}
BENCHMARK(scores_of_uniforms)->Name("draws/normal scores of uniforms");

void normals(benchmark::State& state) {
  UniformKey key{.seed = 1, .stream = 2, .month = 0};
  run_block(state, [&](double* out) {
    ++key.stream;
    fill_uniforms(key, 0, out, kBlockPaths);
    normal_scores(out, out, kBlockPaths);
  });
}
BENCHMARK(normals)->Name("draws/uniforms and their normal scores");

void probabilities_of_scores(benchmark::State& state) {
  Column z = uniform_column(1);
  normal_scores(z.data(), z.data(), z.size());
  run_block(state, [&](double* out) { normal_probabilities(z.data(), out, kBlockPaths); });
}
BENCHMARK(probabilities_of_scores)->Name("draws/normal probabilities of scores");

// Summed counts of the uniforms that the kernel takes.
void summed_counts(benchmark::State& state) {
  Column u = uniform_column(1);
  for (double& value : u)
    value *= kSummedProbability;
  const Column means(kBlockPaths, 1.8);
  run_block(state,
            [&](double* out) { summed_poisson_counts(u.data(), means.data(), out, kBlockPaths); });
}
BENCHMARK(summed_counts)->Name("draws/poisson(1.8), summed");

// What the catalog makes of a block of uniforms.
void quantiles_of(benchmark::State& state, const char* name, std::vector<double> arguments) {
  const DistributionSpec* spec = find_distribution(name);
  if (spec == nullptr)
    return state.SkipWithError("no such distribution");
  Column input = uniform_column(1);
  if (spec->input == DrawInput::standard_normal)
    normal_scores(input.data(), input.data(), input.size());
  std::vector<Column> columns;
  std::vector<const double*> parameters;
  for (double argument : arguments)
    columns.emplace_back(kBlockPaths, argument);
  for (const Column& column : columns)
    parameters.push_back(column.data());
  run_block(state, [&](double* out) {
    spec->quantiles(input.data(), parameters.data(), out, kBlockPaths);
  });
}
using Arguments = std::vector<double>;
BENCHMARK_CAPTURE(quantiles_of, poisson, "poisson", Arguments{1.8})->Name("draws/poisson(1.8)");
BENCHMARK_CAPTURE(quantiles_of, normal, "normal", Arguments{2, 0.4})->Name("draws/normal(2, 0.4)");
BENCHMARK_CAPTURE(quantiles_of, beta, "beta", Arguments{40, 8})->Name("draws/beta(40, 8)");

// The same of parameters that the plan fixes.
void fixed_quantiles_of(benchmark::State& state, const char* name, std::vector<double> arguments) {
  const DistributionSpec* spec = find_distribution(name);
  if (spec == nullptr || spec->fixed_quantiles == nullptr)
    return state.SkipWithError("no such table");
  const Column input = uniform_column(1);
  run_block(state,
            [&](double* out) { spec->fixed_quantiles(arguments, input.data(), out, kBlockPaths); });
}
BENCHMARK_CAPTURE(fixed_quantiles_of, beta, "beta", Arguments{40, 8})
    ->Name("draws/beta(40, 8), fixed");
BENCHMARK_CAPTURE(fixed_quantiles_of, gamma, "gamma", Arguments{4, 10})
    ->Name("draws/gamma(4, 10), fixed");

} // namespace
} // namespace escala::bench
