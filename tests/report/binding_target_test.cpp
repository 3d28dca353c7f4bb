// SPDX-License-Identifier: Apache-2.0
#include "escala/report/binding_target.h"

#include <catch2/catch.hpp>

#include <optional>
#include <vector>

#include "render/sample_result.h"

using namespace escala;

namespace {

TargetResult lacking(double probability, double needs) {
  TargetResult target = sample::target("t", "T", {TargetTiming::Kind::by, 1, 12},
                                       sample::estimate(probability, 0.01), needs, Verdict::met);
  target.subject = 0;
  return target;
}

} // namespace

TEST_CASE("the target binds whose probability lacks most to what it needs") {
  // -0.1, -0.3 and -0.2; of equal ones the first.
  std::vector<TargetResult> targets{lacking(0.4, 0.5), lacking(0.6, 0.9), lacking(0.1, 0.3),
                                    lacking(0.6, 0.9)};
  CHECK(binding_target(targets) == 1);
  CHECK(reserve_of(targets[1]) == Approx(-0.3));
  targets[1].subject.reset(); // compares several metrics
  CHECK(binding_target(targets) == 3);
}

TEST_CASE("if all have what they need, the one with the least reserve binds") {
  CHECK(binding_target(std::vector{lacking(0.9, 0.5), lacking(0.99, 0.95)}) == 1);
  CHECK(binding_target({}) == std::nullopt);
}
