// SPDX-License-Identifier: Apache-2.0
#include "render/round_values.h"

#include <catch2/catch.hpp>

#include <limits>
#include <vector>

using namespace escala;

namespace {

void check(const std::vector<double>& found, const std::vector<double>& wanted) {
  REQUIRE(found.size() == wanted.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    CHECK(found[i] == Approx(wanted[i]));
}

} // namespace

TEST_CASE("an axis has at most five labels, in equal round steps") {
  check(round_values(0, 1, false), {0, 0.25, 0.5, 0.75, 1});
  check(round_values(5e6, 65e6, false), {20e6, 40e6, 60e6});
  check(round_values(-119, 294, false), {-100, 0, 100, 200});
  check(round_values(0.979, 0.9999, false), {0.98, 0.985, 0.99, 0.995});
}

TEST_CASE("an axis of ratios has powers of ten") {
  check(round_values(5e6, 1.4e9, true), {1e7, 1e8, 1e9});
  check(round_values(1, 1e8, true), {1, 1e2, 1e4, 1e6, 1e8});
  check(round_values(2e6, 144e6, true), {2e6, 1e7, 5e7}); // of 2M, 5M, 10M, 20M, 50M, 100M
  check(round_values(11, 19, true), {12, 14, 16, 18});
}

TEST_CASE("no range is too large or too small for labels") {
  const double most = std::numeric_limits<double>::max();
  const double least = std::numeric_limits<double>::denorm_min();
  CHECK(round_values(-most, most, false).empty());
  CHECK(round_values(1, 1, false).empty());
  CHECK(round_values(0, least, false).size() <= 5);
  CHECK(round_values(least, most, true).size() <= 5);
}
