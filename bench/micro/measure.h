// SPDX-License-Identifier: Apache-2.0
// What the benchmarks share: columns to work on, and time per value.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "escala/columns/uniforms.h"
#include "escala/simulate/observer.h"

namespace escala::bench {

using Column = std::vector<double>;

// Uniforms in (0, 1), another column for each stream.
inline Column uniform_column(std::uint64_t stream, std::size_t lanes = kBlockPaths) {
  Column column(lanes);
  fill_uniforms({.seed = 1, .stream = stream, .month = 1}, 0, column.data(), lanes);
  return column;
}

// Reports the time for each of the values of an iteration.
inline void report_value(benchmark::State& state, std::size_t values) {
  state.counters["value"] = benchmark::Counter(static_cast<double>(values),
                                               benchmark::Counter::kIsIterationInvariantRate |
                                                   benchmark::Counter::kInvert);
}

// Times work(out), which fills a column of one block.
template <typename Work>
void run_block(benchmark::State& state, const Work& work) {
  Column out(kBlockPaths);
  for (auto _ : state) {
    work(out.data());
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  report_value(state, kBlockPaths);
}

} // namespace escala::bench
