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
  const Values x = uniform_column(1);
  run_block(state, [&](Column out) { exponentials(column_of(x), out); });
}
BENCHMARK(exponentials_of)->Name("kernels/exp");

void library_exponentials(benchmark::State& state) {
  const Values x = uniform_column(1);
  run_block(state, [&](Column out) {
    for (std::size_t i = 0; i < kBlockPaths; ++i)
      out[i] = std::exp(x[i]);
  });
}
BENCHMARK(library_exponentials)->Name("kernels/exp of the C library");

void logarithms_of(benchmark::State& state) {
  const Values x = uniform_column(1);
  run_block(state, [&](Column out) { logarithms(column_of(x), out); });
}
BENCHMARK(logarithms_of)->Name("kernels/log");

void library_logarithms(benchmark::State& state) {
  const Values x = uniform_column(1);
  run_block(state, [&](Column out) {
    for (std::size_t i = 0; i < kBlockPaths; ++i)
      out[i] = std::log(x[i]);
  });
}
BENCHMARK(library_logarithms)->Name("kernels/log of the C library");

void roots_of(benchmark::State& state) {
  const Values x = uniform_column(1);
  run_block(state, [&](Column out) { roots(column_of(x), 1.0 / 12, out); });
}
BENCHMARK(roots_of)->Name("kernels/roots");

void shock_factors(benchmark::State& state) {
  const Values volatility(kBlockPaths, 0.25);
  Values z = uniform_column(1);
  normal_scores(column_of(z), column_of(z));
  run_block(state, [&](Column out) {
    mean_one_factors(column_of(volatility), std::sqrt(1.0 / 12), column_of(z), out);
  });
}
BENCHMARK(shock_factors)->Name("kernels/mean_one_factors");

using Binary = void (*)(ConstColumn, ConstColumn, Column);

void binary(benchmark::State& state, Binary kernel) {
  const Values a = uniform_column(1);
  const Values b = uniform_column(2);
  run_block(state, [&](Column out) { kernel(column_of(a), column_of(b), out); });
}
BENCHMARK_CAPTURE(binary, add, add)->Name("kernels/add");
BENCHMARK_CAPTURE(binary, multiply, multiply)->Name("kernels/multiply");
BENCHMARK_CAPTURE(binary, divide, divide)->Name("kernels/divide");
BENCHMARK_CAPTURE(binary, larger_of, larger_of)->Name("kernels/larger_of");

// An array expression, as growth models use it; compare with the kernel `multiply`, which handles
// n/a.
void product_of_three(benchmark::State& state) {
  const Values a = uniform_column(1);
  const Values b = uniform_column(2);
  const Values c = uniform_column(3);
  run_block(state, [&](Column out) { out = column_of(a) * column_of(b) * column_of(c); });
}
BENCHMARK(product_of_three)->Name("expressions/a * b * c");

void product(benchmark::State& state) {
  const Values a = uniform_column(1);
  const Values b = uniform_column(2);
  run_block(state, [&](Column out) { out = column_of(a) * column_of(b); });
}
BENCHMARK(product)->Name("expressions/a * b");

void comparison(benchmark::State& state) {
  const Values a = uniform_column(1);
  const Values b = uniform_column(2);
  run_block(state, [&](Column out) {
    escala::compare(Comparison::greater_equal, column_of(a), column_of(b), out);
  });
}
BENCHMARK(comparison)->Name("kernels/compare");

void correlate_three(benchmark::State& state) {
  Values columns = uniform_column(1, 3 * kBlockPaths);
  TriangularFactor factor(3, 3);
  factor << 1, 0, 0, 0.5, 0.8, 0, 0.2, 0.1, 0.9;
  for (auto _ : state) {
    multiply_by_triangular(factor,
                           {columns.data(), kBlockPaths, 3, Eigen::OuterStride<>(kBlockPaths)});
    benchmark::ClobberMemory();
  }
  report_value(state, 3 * kBlockPaths);
}
BENCHMARK(correlate_three)->Name("kernels/multiply_by_triangular of three");

void find_infinity(benchmark::State& state) {
  const Values x = uniform_column(1);
  run_block(state, [&](Column out) { out[0] = all_finite(column_of(x)); });
}
BENCHMARK(find_infinity)->Name("kernels/all_finite");

void sum_column(benchmark::State& state) {
  const Values x = uniform_column(1);
  run_block(state, [&](Column out) { out[0] = sum_of(column_of(x)); });
}
BENCHMARK(sum_column)->Name("kernels/sum_of");

void sums_of_squares(benchmark::State& state) {
  const Values x = uniform_column(1);
  run_block(state, [&](Column out) {
    const DeviationSums sums = sums_of_deviations(column_of(x), 0.5);
    out[0] = sums.sum;
    out[1] = sums.squares;
  });
}
BENCHMARK(sums_of_squares)->Name("kernels/sums_of_deviations");

} // namespace
} // namespace escala::bench
