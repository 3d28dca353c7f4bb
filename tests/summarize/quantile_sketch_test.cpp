// SPDX-License-Identifier: Apache-2.0
#include "escala/summarize/quantile_sketch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/summarize/quantiles.h"

using escala::QuantileSketch;

namespace {

using Values = std::vector<double>;

const Values kProbabilities{0, 0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1};

QuantileSketch sketch_of(const Values& values) {
  QuantileSketch sketch;
  sketch.add(values);
  return sketch;
}

void check_against_exact(const Values& values) {
  const QuantileSketch sketch = sketch_of(values);
  Values exact(kProbabilities.size());
  escala::find_quantiles(values, kProbabilities, exact);
  for (std::size_t p = 0; p < exact.size(); ++p) {
    INFO(kProbabilities[p] << " of " << values.size());
    CHECK(std::abs(sketch.quantile(kProbabilities[p]) - exact[p]) <=
          QuantileSketch::kError * std::abs(exact[p]) * (1 + 1e-12));
  }
}

template <typename Value>
Values column(std::size_t count, Value value) {
  std::mt19937_64 random(count);
  Values values;
  for (std::size_t i = 0; i < count; ++i)
    values.push_back(value(static_cast<double>(random() >> 11) * 0x1p-53));
  return values;
}

} // namespace

TEST_CASE("a sketched quantile is within its error of the exact one") {
  for (const std::size_t count : {1U, 2U, 999U, 50'000U}) {
    check_against_exact(column(count, [](double u) { return u; }));
    check_against_exact(column(count, [](double u) { return -std::exp(20 * u); }));
    check_against_exact(column(count, [](double u) { return std::pow(1 - u, -4.0); }));
    check_against_exact(column(count, [](double u) { return 1e-305 * u + 1e-306; }));
  }
}

TEST_CASE("whole numbers up to 512, zeros and atoms are exact") {
  const Values counts = column(30'000, [](double u) { return std::floor(1025 * u) - 512; });
  const QuantileSketch sketch = sketch_of(counts);
  Values exact(kProbabilities.size());
  escala::find_quantiles(counts, kProbabilities, exact);
  for (std::size_t p = 0; p < exact.size(); ++p)
    CHECK(sketch.quantile(kProbabilities[p]) == exact[p]);
  CHECK(sketch_of({0.0, -0.0, 0.0}).quantile(0.5) == 0);
  const double most = std::numeric_limits<double>::max();
  CHECK(std::isfinite(sketch_of({most, most}).quantile(0.5)));
  CHECK(std::abs(sketch_of({-most, most}).quantile(0.5)) < most);
}

TEST_CASE("sketches add up to that of all values, in any order") {
  const Values all = column(10'000, [](double u) { return std::tan(3 * (u - 0.5)); });
  QuantileSketch forward, backward;
  for (std::size_t part = 0; part < 10; ++part) {
    const auto at = [&](std::size_t i) {
      return sketch_of({all.begin() + static_cast<std::ptrdiff_t>(1000 * i),
                        all.begin() + static_cast<std::ptrdiff_t>(1000 * (i + 1))});
    };
    forward.add(at(part));
    backward.add(at(9 - part));
  }
  escala::Message message;
  forward.put(message);
  escala::MessageReader reader(message);
  const QuantileSketch sent = QuantileSketch::get(reader);
  CHECK(reader.at_end());
  for (double p : kProbabilities) {
    CHECK(forward.quantile(p) == sketch_of(all).quantile(p));
    CHECK(backward.quantile(p) == forward.quantile(p));
    CHECK(sent.quantile(p) == forward.quantile(p));
  }
}
