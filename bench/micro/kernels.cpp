// SPDX-License-Identifier: Apache-2.0
// Kernels over a block of paths.
#include <array>
#include <cmath>

#include "escala/columns/arithmetic.h"
#include "escala/columns/elementary.h"
#include "escala/columns/standard_normal.h"
#include "escala/columns/sums.h"
#include "measure.h"

namespace escala::bench {
namespace {

void exponentials_of(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) { exponentials(x.data(), out, kBlockPaths); });
}
BENCHMARK(exponentials_of)->Name("kernels/exp");

void library_exponentials(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) {
    for (std::size_t i = 0; i < kBlockPaths; ++i)
      out[i] = std::exp(x[i]);
  });
}
BENCHMARK(library_exponentials)->Name("kernels/exp of the C library");

void logarithms_of(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) { logarithms(x.data(), out, kBlockPaths); });
}
BENCHMARK(logarithms_of)->Name("kernels/log");

void library_logarithms(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) {
    for (std::size_t i = 0; i < kBlockPaths; ++i)
      out[i] = std::log(x[i]);
  });
}
BENCHMARK(library_logarithms)->Name("kernels/log of the C library");

void roots_of(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) { roots(x.data(), 1.0 / 12, out, kBlockPaths); });
}
BENCHMARK(roots_of)->Name("kernels/roots");

void shock_factors(benchmark::State& state) {
  const Column volatility(kBlockPaths, 0.25);
  Column z = uniform_column(1);
  normal_scores(z.data(), z.data(), z.size());
  run_block(state, [&](double* out) {
    mean_one_factors(volatility.data(), std::sqrt(1.0 / 12), z.data(), out, kBlockPaths);
  });
}
BENCHMARK(shock_factors)->Name("kernels/mean_one_factors");

using Binary = void (*)(const double*, const double*, double*, std::size_t);

void binary(benchmark::State& state, Binary kernel) {
  const Column a = uniform_column(1);
  const Column b = uniform_column(2);
  run_block(state, [&](double* out) { kernel(a.data(), b.data(), out, kBlockPaths); });
}
BENCHMARK_CAPTURE(binary, sums, sums)->Name("kernels/sums");
BENCHMARK_CAPTURE(binary, products, products)->Name("kernels/products");
BENCHMARK_CAPTURE(binary, quotients, quotients)->Name("kernels/quotients");
BENCHMARK_CAPTURE(binary, larger_of, larger_of)->Name("kernels/larger_of");

void compare(benchmark::State& state) {
  const Column a = uniform_column(1);
  const Column b = uniform_column(2);
  run_block(state, [&](double* out) {
    comparisons(Comparison::greater_equal, a.data(), b.data(), out, kBlockPaths);
  });
}
BENCHMARK(compare)->Name("kernels/comparisons");

void add_two_multiples(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) {
    add_multiples(std::array{0.5, 0.2}, x.data(), 0, 0.7, out, kBlockPaths);
  });
}
BENCHMARK(add_two_multiples)->Name("kernels/add_multiples of two");

void find_infinity(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) { out[0] = all_finite(x.data(), kBlockPaths); });
}
BENCHMARK(find_infinity)->Name("kernels/all_finite");

void sum_column(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) { out[0] = sum_of(x.data(), kBlockPaths); });
}
BENCHMARK(sum_column)->Name("kernels/sum_of");

void sums_of_squares(benchmark::State& state) {
  const Column x = uniform_column(1);
  run_block(state, [&](double* out) {
    const DeviationSums sums = sums_of_deviations(x.data(), 0.5, kBlockPaths);
    out[0] = sums.sum;
    out[1] = sums.squares;
  });
}
BENCHMARK(sums_of_squares)->Name("kernels/sums_of_deviations");

} // namespace
} // namespace escala::bench
