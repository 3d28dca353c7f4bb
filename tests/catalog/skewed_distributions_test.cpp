// SPDX-License-Identifier: Apache-2.0
// gamma, weibull, exponential, laplace, pareto, student, metalog, loguniform, discrete and
// mixtures: quantiles against Boost's distribution functions or the closed form, in both tails.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/laplace.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <catch2/catch.hpp>

#include "escala/catalog/distribution.h"
#include "escala/catalog/mixture.h"
#include "escala/core/undefined.h"

using namespace escala;

namespace {

using Arguments = std::vector<double>;

struct Example {
  std::string name;
  Arguments arguments;
  std::function<double(double)> lower; // F
  std::function<double(double)> upper; // 1 - F
};

template <typename Distribution>
Example example(std::string name, Arguments arguments, Distribution exact) {
  return {std::move(name), std::move(arguments),
          [exact](double x) { return boost::math::cdf(exact, x); },
          [exact](double x) { return boost::math::cdf(boost::math::complement(exact, x)); }};
}

std::vector<Example> examples() {
  namespace bm = boost::math;
  std::vector<Example> all{example("gamma", {0.05, 3}, bm::gamma_distribution<>(0.05, 3)),
                           example("gamma", {2.5, 3}, bm::gamma_distribution<>(2.5, 3)),
                           example("gamma", {1e4, 1}, bm::gamma_distribution<>(1e4, 1)),
                           example("weibull", {0.7, 2}, bm::weibull_distribution<>(0.7, 2)),
                           example("weibull", {3, 2}, bm::weibull_distribution<>(3, 2)),
                           example("exponential", {4}, bm::exponential_distribution<>(0.25)),
                           example("laplace", {3, 2}, bm::laplace_distribution<>(3, 2)),
                           example("pareto", {2, 1.5}, bm::pareto_distribution<>(2, 1.5))};
  for (double df : {0.5, 1.0, 2.0, 3.5, 30.0, 5e3})
    all.push_back(example("student", {0, 1, df}, bm::students_t_distribution<>(df)));
  return all;
}

double quantile(const std::string& name, const Arguments& arguments, double u) {
  const DistributionSpec& spec = *find_distribution(name);
  std::vector<const double*> columns;
  for (const double& argument : arguments)
    columns.push_back(&argument);
  double drawn = 0;
  if (spec.form == DistributionForm::pairs)
    spec.pair_quantiles({&u, 1}, {columns.data(), columns.size(), 1}, {&drawn, 1});
  else
    spec.quantiles({&u, 1}, {columns.data(), columns.size(), 1}, {&drawn, 1});
  return drawn;
}

} // namespace

TEST_CASE("quantiles invert the exact distribution function in both tails") {
  for (const Example& known : examples()) {
    const DistributionSpec& spec = *find_distribution(known.name);
    for (double p : {1e-14, 1e-6, 0.01, 0.2, 0.4999, 0.5}) {
      INFO(known.name << "(" << known.arguments[0] << ", ...) at " << p);
      const double low = spec.quantile(p, known.arguments);
      const double high = spec.upper_quantile(p, known.arguments);
      const bool told_from_end = low < 0 || (low > 1e-290 && (known.name != "pareto" || p > 1e-9));
      if (told_from_end)
        CHECK(known.lower(low) == Approx(p).epsilon(1e-9));
      CHECK(known.upper(high) == Approx(p).epsilon(1e-9));
      CHECK(spec.cdf(low, known.arguments) == Approx(known.lower(low)).epsilon(1e-10));
      CHECK(spec.upper(high, known.arguments) == Approx(known.upper(high)).epsilon(1e-10));
      CHECK(quantile(known.name, known.arguments, p) == Approx(low).epsilon(1e-12));
    }
  }
}

TEST_CASE("a student of very many degrees is nearly normal, and meets the others") {
  const DistributionSpec& student = *find_distribution("student");
  for (double p : {1e-12, 1e-3, 0.3}) {
    const Arguments below{0, 1, 9.99999e4}, above{0, 1, 1.00001e5};
    CHECK(student.quantile(p, below) == Approx(student.quantile(p, above)).epsilon(1e-8));
    CHECK(student.cdf(student.quantile(p, above), above) == Approx(p).epsilon(1e-10));
  }
}

TEST_CASE("a metalog runs through its three quantiles") {
  const DistributionSpec& metalog = *find_distribution("metalog");
  for (const Arguments& q : {Arguments{10, 20, 30}, {1, 2, 5}, {-50, 0, 11}, {0, 8, 10}}) {
    REQUIRE(metalog.requirement(q).empty());
    CHECK(metalog.quantile(0.1, q) == Approx(q[0]).epsilon(1e-12).margin(1e-12));
    CHECK(metalog.quantile(0.5, q) == Approx(q[1]).epsilon(1e-12).margin(1e-12));
    CHECK(metalog.quantile(0.9, q) == Approx(q[2]).epsilon(1e-12));
    for (double p : {1e-300, 1e-20, 1e-5, 0.3, 0.5}) {
      CHECK(metalog.cdf(metalog.quantile(p, q), q) == Approx(p).epsilon(1e-10));
      CHECK(metalog.upper(metalog.upper_quantile(p, q), q) == Approx(p).epsilon(1e-10));
    }
  }
}

TEST_CASE("a metalog is feasible exactly where its quantile function rises") {
  const DistributionSpec& metalog = *find_distribution("metalog");
  CHECK(metalog.requirement(Arguments{1, 1, 2}) == "p10 must be below p50, and p50 below p90");
  const Arguments edge{0, 0.1666, 1}; // just feasible
  REQUIRE(metalog.requirement(edge).empty());
  CHECK_FALSE(metalog.requirement(Arguments{0, 0.1665, 1}).empty());
  double before = metalog.quantile(1e-12, edge);
  for (int i = 1; i < 100'000; ++i) {
    const double now = metalog.quantile(i / 100'000.0, edge);
    REQUIRE(now >= before);
    before = now;
  }
}

TEST_CASE("a loguniform is even over orders of magnitude") {
  const DistributionSpec& spec = *find_distribution("loguniform");
  const Arguments range{1, 10'000};
  CHECK(spec.quantile(0.25, range) == Approx(10).epsilon(1e-12));
  CHECK(spec.upper_quantile(0.25, range) == Approx(1000).epsilon(1e-12));
  CHECK(spec.cdf(100, range) == Approx(0.5).epsilon(1e-12));
  CHECK(quantile("loguniform", {3, 3}, 0.7) == 3);
}

TEST_CASE("discrete inverts its steps, values ascending, ties and zeros included") {
  const Arguments pairs{10, 0.2, -5, 0.3, 3, 0.5};
  CHECK(quantile("discrete", pairs, 0.1) == -5);
  CHECK(quantile("discrete", pairs, 0.3) == -5);
  CHECK(quantile("discrete", pairs, 0.3000001) == 3);
  CHECK(quantile("discrete", pairs, 0.8000001) == 10);
  CHECK(quantile("discrete", {1, 0, 2, 1, 3, 0}, 1e-300) == 2);
  CHECK(quantile("discrete", {7, 0.5, 7, 0.5}, 0.9) == 7);
  CHECK(is_invalid(quantile("discrete", {1, 0.5, 2, 0.4}, 0.5)));
  CHECK(is_invalid(quantile("discrete", {1, 1.5, 2, -0.5}, 0.5)));
  CHECK(is_undefined(quantile("discrete", {kUndefined, 0.5, 2, 0.5}, 0.1)));
}

TEST_CASE("a mixture inverts its whole distribution function") {
  const Arguments left{0, 1}, right{5, 1};
  const DistributionSpec& normal = *find_distribution("normal");
  const std::vector<MixtureComponent> two{{.spec = &normal, .arguments = left, .weight = 0.7},
                                          {.spec = &normal, .arguments = right, .weight = 0.3}};
  for (double u : {1e-15, 0.001, 0.2, 0.65, 0.7, 0.75, 0.99, 1 - 1e-12}) {
    const double x = mixture_quantile(u, two);
    CHECK(0.7 * normal.cdf(x, left) + 0.3 * normal.cdf(x, right) == Approx(u).epsilon(1e-11));
  }
  const std::vector<MixtureComponent> one{{.spec = &normal, .arguments = right, .weight = 4}};
  CHECK(mixture_quantile(0.31, one) == normal.quantile(0.31, right));
}

TEST_CASE("a mixture is exact at steps, and jumps over gaps") {
  const Arguments mean{3}, point{1.5, 1}, ends{0, 1};
  const DistributionSpec& poisson = *find_distribution("poisson");
  const std::vector<MixtureComponent> parts{
      {.spec = &poisson, .arguments = mean, .weight = 1},
      {.spec = find_distribution("discrete"), .arguments = point, .weight = 1},
      {.spec = find_distribution("uniform"), .arguments = ends, .weight = 2}};
  const double zero = std::exp(-3); // P(the Poisson is 0)
  CHECK(mixture_quantile(0.25 * zero / 2, parts) == 0);
  CHECK(mixture_quantile(0.5 + 0.5 * zero, parts) == 1); // F(1-) = 1/2 + zero/4, F(1) = 1/2 + zero
  CHECK(mixture_quantile(0.5 + zero + 0.1, parts) == 1.5);
  CHECK(mixture_quantile(0.9999, parts) == 10);
  for (double u : {0.1, 0.3, 0.45}) {
    const double x = mixture_quantile(u, parts);
    CHECK(0.25 * zero + 0.5 * x == Approx(u).epsilon(1e-11));
  }
}
