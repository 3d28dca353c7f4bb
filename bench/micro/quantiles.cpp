// SPDX-License-Identifier: Apache-2.0
// The exact quantiles and the moments of a month's column.
#include <array>
#include <cmath>

#include "escala/columns/elementary.h"
#include "escala/columns/standard_normal.h"
#include "escala/summarize/moments.h"
#include "escala/summarize/quantiles.h"
#include "measure.h"

namespace escala::bench {
namespace {

constexpr std::array kProbabilities{0.05, 0.25, 0.50, 0.75, 0.95};

Values lognormal_column(std::size_t lanes) {
  Values column = uniform_column(1, lanes);
  normal_scores(column_of(column), column_of(column));
  exponentials(column_of(column), column_of(column));
  return column;
}

// Counts, such as numbers of launches: few different values, each on many paths.
Values count_column(std::size_t lanes) {
  Values column = lognormal_column(lanes);
  for (double& value : column)
    value = std::floor(10 * value);
  return column;
}

using MakeColumn = Values (*)(std::size_t lanes);

void five_quantiles(benchmark::State& state, MakeColumn make) {
  const Values values = make(static_cast<std::size_t>(state.range(0)));
  std::array<double, kProbabilities.size()> out{};
  for (auto _ : state) {
    find_quantiles(values, kProbabilities, out);
    benchmark::DoNotOptimize(out);
  }
  report_value(state, values.size());
}
BENCHMARK_CAPTURE(five_quantiles, lognormal, lognormal_column)
    ->Name("quantiles/five of lognormal values")
    ->Arg(100'000)
    ->Arg(1'000'000);
BENCHMARK_CAPTURE(five_quantiles, counts, count_column)
    ->Name("quantiles/five of counts")
    ->Arg(100'000)
    ->Arg(1'000'000);

void moments_of(benchmark::State& state) {
  const Values values = lognormal_column(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state)
    benchmark::DoNotOptimize(moments(values));
  report_value(state, values.size());
}
BENCHMARK(moments_of)->Name("quantiles/mean and sd")->Arg(100'000)->Arg(1'000'000);

} // namespace
} // namespace escala::bench
