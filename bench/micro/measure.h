// SPDX-License-Identifier: Apache-2.0
// Shared by the benchmarks: columns of values, and the time per value.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "escala/columns/uniforms.h"
#include "escala/simulate/observer.h"

namespace escala::bench {

using Values = std::vector<double>;

// Uniforms in (0, 1), a different column for each stream.
inline Values uniform_column(std::uint64_t stream, std::size_t lanes = kBlockPaths) {
  Values column(lanes);
  fill_uniforms({.seed = 1, .stream = stream, .month = 1}, 0, column_of(column));
  return column;
}

// Reports the time per value; an iteration computes `values` of them.
inline void report_value(benchmark::State& state, std::size_t values) {
  state.counters["value"] = benchmark::Counter(static_cast<double>(values),
                                               benchmark::Counter::kIsIterationInvariantRate |
                                                   benchmark::Counter::kInvert);
}

// Times work(out), which fills a column of one block.
template <typename Work>
void run_block(benchmark::State& state, const Work& work) {
  Values out(kBlockPaths);
  for (auto _ : state) {
    work(column_of(out));
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  report_value(state, kBlockPaths);
}

} // namespace escala::bench
