// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/workers.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

#include <catch2/catch.hpp>

using namespace escala;

TEST_CASE("each task is done once, by any number of workers") {
  for (const std::size_t threads : {1U, 2U, 7U}) {
    Workers workers(threads);
    for (const std::size_t tasks : {0U, 1U, 2U, 3U, 7U, 8U, 1000U}) {
      INFO(tasks << " tasks on " << threads << " threads");
      std::vector<std::atomic<int>> done(tasks);
      std::atomic<bool> known = true;
      workers.run(tasks, [&](std::size_t worker, std::size_t i) {
        known = known && worker < threads;
        ++done[i];
      });
      CHECK(known);
      CHECK(std::ranges::all_of(done, [](const auto& times) { return times == 1; }));
    }
  }
}

TEST_CASE("an exception of a task is thrown where the tasks are run, which can go on") {
  for (const std::size_t threads : {1U, 2U, 7U}) {
    Workers workers(threads);
    for (const std::size_t bad : {0U, 50U, 99U})
      CHECK_THROWS_AS(workers.run(100,
                                  [&](std::size_t, std::size_t i) {
                                    if (i == bad)
                                      throw std::runtime_error("bad");
                                  }),
                      std::runtime_error);
    std::atomic<int> done = 0;
    workers.run(100, [&](std::size_t, std::size_t) { ++done; });
    CHECK(done == 100);
  }
}
