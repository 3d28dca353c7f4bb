// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/cell_counts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/columns/standard_normal.h"
#include "escala/columns/uniforms.h"
#include "escala/core/undefined.h"

using namespace escala;

namespace {

std::vector<double> scores(std::size_t count) {
  std::vector<double> values(count);
  fill_uniforms({3, 4, 5}, 0, column_of(values));
  normal_scores(column_of(values), column_of(values));
  return values;
}

std::size_t below(const std::vector<double>& values, float edge) {
  return static_cast<std::size_t>(
      std::ranges::count_if(values, [&](double value) { return rounded(value) < edge; }));
}

std::size_t up_to(const std::vector<double>& values, float edge) {
  return static_cast<std::size_t>(
      std::ranges::count_if(values, [&](double value) { return rounded(value) <= edge; }));
}

const Atom kNone{.value = kUndefined};

} // namespace

TEST_CASE("a bracket of cells holds the ranks that it was asked for, and few others") {
  for (const std::size_t count : {2U, 100U, 4096U, 5000U}) {
    const std::vector<double> values = scores(count);
    const CellCounts cells(values, kNone);
    for (double share : {0.0, 0.05, 0.5, 0.9}) {
      INFO(share << " of " << count);
      const double low = std::floor(share * static_cast<double>(count));
      const Bracket found = cells.bracket(low, low + 1);
      CHECK(static_cast<double>(below(values, found.low)) <= low);
      CHECK(static_cast<double>(up_to(values, found.high)) >= low + 1);
      CHECK(up_to(values, found.high) - below(values, found.low) <= 3 + count / 20);
    }
  }
}

TEST_CASE("ranks that no cell holds leave their side open") {
  const std::vector<double> values = scores(1000);
  const CellCounts cells(values, kNone);
  CHECK(cells.bracket(-1, 500).low == -std::numeric_limits<float>::infinity());
  CHECK(cells.bracket(500, 1001).high == std::numeric_limits<float>::infinity());
  CHECK(std::isinf(CellCounts({}, kNone).bracket(0, 1).low));
}

TEST_CASE("an atom counts with the values, wherever it is") {
  const std::vector<double> values = scores(100);
  const CellCounts cells(values, {.value = 1e6, .count = 900});
  const Bracket found = cells.bracket(500, 501);
  CHECK(found.low <= 1e6F);
  CHECK(found.high >= 1e6F);
  CHECK(found.low > 1e5F);
}

TEST_CASE("a common value is found, a rare one is not") {
  std::vector<double> values = scores(4096);
  CHECK(is_undefined(CellCounts(values, kNone).common()));
  std::fill_n(values.begin() + 100, 100, 0.25);
  CHECK(CellCounts(values, kNone).common() == 0.25);
}

TEST_CASE("samples of a few distinct values are those values") {
  std::vector<double> values;
  for (int i = 0; i < 5000; ++i)
    values.push_back(100 + i % 7);
  const CellCounts cells(values, kNone);
  CHECK(cells.occupied() == 7);
  CHECK(cells.samples(values) == std::vector<double>{100, 101, 102, 103, 104, 105, 106});
}
