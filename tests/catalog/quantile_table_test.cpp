// SPDX-License-Identifier: Apache-2.0
// Draws of fixed parameters, which tables give, against the quantile functions themselves.
#include "catalog/quantile_table.h"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "escala/catalog/distribution.h"
#include "escala/columns/standard_normal.h"
#include "escala/columns/uniforms.h"
#include "escala/core/undefined.h"

using namespace escala;

namespace {

using Values = std::vector<double>;
using Arguments = std::vector<double>;

Values draws_of(const std::string& name, const Arguments& arguments, const Values& uniforms) {
  std::vector<Values> columns;
  std::vector<const double*> parameters;
  for (double argument : arguments)
    columns.emplace_back(uniforms.size(), argument);
  for (const Values& column : columns)
    parameters.push_back(column.data());
  Values draws(uniforms.size());
  find_distribution(name)->quantiles(
      column_of(uniforms), {parameters.data(), parameters.size(), draws.size()}, column_of(draws));
  return draws;
}

Values fixed_draws_of(const std::string& name, const Arguments& arguments, const Values& uniforms) {
  Values draws(uniforms.size());
  find_distribution(name)->fixed_quantiles(arguments, column_of(uniforms), column_of(draws));
  return draws;
}

// Evenly in probability, and in the normal score into both tails.
Values uniforms() {
  Values all(2000);
  fill_uniforms({.seed = 1, .stream = 2, .month = 3}, 0, column_of(all));
  for (int i = -1000; i < 820; ++i)
    all.push_back(normal_probability(i / 100.0 + 0.00123));
  all.push_back(1e-300);
  all.push_back(1 - 0x1p-53);
  return all;
}

// Relative to the value, or to the distribution's own width where it passes through zero.
double worst_error(const Values& found, const Values& wanted, double width) {
  double worst = 0;
  for (std::size_t i = 0; i < found.size(); ++i)
    worst = std::max(worst, std::abs(found[i] - wanted[i]) / std::max(std::abs(wanted[i]), width));
  return worst;
}

struct Tabulated {
  std::string name;
  Arguments arguments;
  double width; // 0 where all values are of one sign
};

const std::vector<Tabulated> kTabulated = {
    {"beta", {40, 8}, 0},      {"beta", {2, 3}, 0},       {"beta", {1, 1}, 0},
    {"beta", {0.5, 0.5}, 0},   {"beta", {0.1, 5}, 0},     {"beta", {4000, 800}, 0},
    {"gamma", {4, 10}, 0},     {"gamma", {0.5, 1}, 0},    {"gamma", {100, 1}, 0},
    {"student", {0, 1, 4}, 1}, {"student", {0, 1, 1}, 1}, {"student", {0.1, 0.05, 30}, 0.05},
    {"pert", {1, 2, 5}, 0},    {"pert", {-1, 0, 1}, 1},   {"pert", {0, 0, 1}, 0},
};

} // namespace

TEST_CASE("tables are right to 1e-13, into both tails", "[catalog]") {
  const Values at = uniforms();
  for (const auto& [name, arguments, width] : kTabulated) {
    INFO(name << " " << Catch::Detail::stringify(arguments));
    const Values found = fixed_draws_of(name, arguments, at);
    const Values wanted = draws_of(name, arguments, at);
    CHECK(worst_error(found, wanted, width) < kTableError);
    CHECK(found != wanted); // or nothing was tabulated
  }
}

TEST_CASE("tables are what Boost says, into both tails", "[catalog]") {
  for (const double tail : {1e-16, 1e-12, 1e-9, 1e-4, 0.03, 0.4}) {
    CAPTURE(tail);
    const auto far = static_cast<long double>(tail);
    const Values ends{tail, 1 - tail};
    const auto upper = 1 - static_cast<long double>(1 - tail);
    const Values beta = fixed_draws_of("beta", {40, 8}, ends);
    CHECK(worst_error(beta,
                      {static_cast<double>(boost::math::ibeta_inv(40.0L, 8.0L, far)),
                       static_cast<double>(boost::math::ibetac_inv(40.0L, 8.0L, upper))},
                      0) < kTableError);
    const Values gamma = fixed_draws_of("gamma", {4, 1}, ends);
    CHECK(worst_error(gamma,
                      {static_cast<double>(boost::math::gamma_p_inv(4.0L, far)),
                       static_cast<double>(boost::math::gamma_q_inv(4.0L, upper))},
                      0) < kTableError);
  }
}

TEST_CASE("where a table isn't right, draws are the quantile function's own", "[catalog]") {
  const Values at = uniforms();
  CHECK(fixed_draws_of("student", {0, 1, 0.2}, at) == draws_of("student", {0, 1, 0.2}, at));
  const QuantileTable table([](Tail tail) { return tail.is_upper ? 1.0 : 2.0; }); // a step at 0
  CHECK(table.at(1) == Catch::Detail::Approx(1).epsilon(1e-15));
  CHECK(table.at(-1) == Catch::Detail::Approx(2).epsilon(1e-15));
  CHECK(std::isnan(table.at(kTableReach + 0.01)));
  CHECK(std::isnan(table.at(-kTableReach - 0.01)));
  const QuantileTable kinked([](Tail tail) { return tail.is_upper ? 1.0 : tail.probability; });
  CHECK(std::isnan(QuantileTable([](Tail) { return kInvalid; }).at(1)));
  CHECK(std::isnan(kinked.at(-8))); // too steep
}

TEST_CASE("a draw of fixed parameters doesn't depend on its block", "[catalog]") {
  const Values at = uniforms();
  const Values all = fixed_draws_of("beta", {3, 7}, at);
  for (std::size_t i = 0; i < at.size(); i += 37)
    CHECK(fixed_draws_of("beta", {3, 7}, {at[i]}) == Values{all[i]});
}

TEST_CASE("a draw of fixed parameters doesn't depend on what was drawn before", "[catalog]") {
  const Values at{0.01, 0.5, 0.99};
  const Values before = fixed_draws_of("beta", {3, 7}, at);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 2; ++thread)
    threads.emplace_back([&] {
      for (int i = 0; i < 600; ++i) // more tables than are kept
        fixed_draws_of("beta", {3, 7 + 0.01 * (i + 600 * thread)}, at);
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(fixed_draws_of("beta", {3, 7}, at) == before);
}

TEST_CASE("fixed parameters that make no distribution give none", "[catalog]") {
  for (double draw : fixed_draws_of("beta", {kUndefined, 2}, {0.1, 0.5}))
    CHECK(is_undefined(draw));
  for (double draw : fixed_draws_of("beta", {-1, 2}, {0.1, 0.5}))
    CHECK(is_invalid(draw));
}
