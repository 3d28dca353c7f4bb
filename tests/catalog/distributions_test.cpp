// SPDX-License-Identifier: Apache-2.0
#include "escala/catalog/distribution.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <catch2/catch.hpp>

#include "escala/columns/standard_normal.h"
#include "escala/core/undefined.h"

using namespace escala;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kScore95 = 1.6448536269514722;

using Values = std::vector<double>;
using Arguments = std::vector<double>;

struct Columns {
  std::vector<Values> held;
  std::vector<const double*> pointers;

  explicit Columns(std::vector<Values> columns) : held(std::move(columns)) {
    for (const Values& column : held)
      pointers.push_back(column.data());
  }

  ConstColumnList list() const { return {pointers.data(), pointers.size(), held.front().size()}; }
};

const DistributionSpec& spec_of(const std::string& name) {
  const DistributionSpec* found = find_distribution(name);
  REQUIRE(found);
  return *found;
}

Values inputs(const DistributionSpec& spec, Values uniforms) {
  if (spec.input == DrawInput::uniform)
    return uniforms;
  normal_scores(column_of(uniforms), column_of(uniforms));
  return uniforms;
}

Values draw_lanes(const std::string& name, std::vector<Values> parameters, const Values& uniforms) {
  const DistributionSpec& spec = spec_of(name);
  const Columns columns(std::move(parameters));
  Values out(uniforms.size());
  spec.quantiles(column_of(inputs(spec, uniforms)), columns.list(), column_of(out));
  return out;
}

std::vector<Values> spread(const Arguments& arguments, std::size_t lanes) {
  std::vector<Values> columns;
  for (const double argument : arguments)
    columns.emplace_back(lanes, argument);
  return columns;
}

Values draw(const std::string& name, const Arguments& arguments, const Values& uniforms) {
  return draw_lanes(name, spread(arguments, uniforms.size()), uniforms);
}

double draw_one(const std::string& name, const Arguments& arguments, double u) {
  return draw(name, arguments, {u}).front();
}

Values draw_between(const std::string& name, const Arguments& arguments, double low, double high,
                    const Values& uniforms) {
  const Columns columns(spread(arguments, uniforms.size()));
  const Values lows(uniforms.size(), low), highs(uniforms.size(), high);
  Values out(uniforms.size());
  truncated_quantiles(spec_of(name), column_of(uniforms), columns.list(), column_of(lows),
                      column_of(highs), column_of(out));
  return out;
}

// The middles of `count` equal parts of (0, 1).
Values stratified(std::size_t count) {
  Values all(count);
  for (std::size_t i = 0; i < count; ++i) {
    all[i] = (static_cast<double>(i) + 0.5) / static_cast<double>(count);
  }
  return all;
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

Moments moments(const Values& draws) {
  const auto count = static_cast<double>(draws.size());
  Moments found;
  for (const double draw : draws)
    found.mean += draw / count;
  for (const double draw : draws) {
    found.variance += (draw - found.mean) * (draw - found.mean) / count;
  }
  return found;
}

Catch::Detail::Approx near(double wanted, double epsilon) {
  return Catch::Detail::Approx(wanted).epsilon(epsilon).margin(1e-300);
}

struct MomentCase {
  std::string name;
  Arguments arguments;
  double mean;
  double variance;
  std::size_t lanes = 1'000'000;
};

std::vector<MomentCase> moment_cases() {
  const double sigma = std::log(320.0 / 180) / (2 * kScore95);
  const double range_mean = std::sqrt(180 * 320.0) * std::exp(sigma * sigma / 2);
  return {
      {"normal", {2, 0.4}, 2, 0.16},
      {"lognormal", {5, 0.5}, 5 * std::exp(0.125), 25 * std::exp(0.25) * (std::exp(0.25) - 1)},
      {"uniform", {-1, 3}, 1, 16 / 12.0},
      {"triangular", {1, 2, 6}, 3, (1 + 4 + 36 - 2 - 6 - 12) / 18.0},
      {"triangular", {1, 1, 6}, 8 / 3.0, (1 + 1 + 36 - 1 - 6 - 6) / 18.0},
      {"pert", {1, 2, 6}, 2.5, (2.5 - 1) * (6 - 2.5) / 7, 50'000},
      {"beta", {2, 5}, 2 / 7.0, 10 / (49.0 * 8), 50'000},
      {"beta", {0.5, 0.5}, 0.5, 0.125, 50'000},
      {"poisson", {0.1}, 0.1, 0.1},
      {"poisson", {7.5}, 7.5, 7.5},
      {"poisson", {19.99}, 19.99, 19.99},
      {"poisson", {20}, 20, 20},
      {"poisson", {1234.5}, 1234.5, 1234.5},
      {"poisson", {1e9}, 1e9, 1e9},
      {"bernoulli", {0.3}, 0.3, 0.21},
      {"range", {180, 320, 0.9}, range_mean, range_mean * range_mean * std::expm1(sigma * sigma)},
      {"range", {-1, 3, 0.9}, 1, std::pow(2 / kScore95, 2)},
  };
}

// The smallest k with P(at most k) >= u, straight from its definition, by the smaller tail.
bool is_poisson_quantile(double k, double u, double mean) {
  const auto reaches = [&](double count) {
    if (count < 0)
      return false;
    return u <= 0.5 ? boost::math::gamma_q(count + 1, mean) >= u
                    : boost::math::gamma_p(count + 1, mean) <= 1 - u;
  };
  return k == std::floor(k) && reaches(k) && !reaches(k - 1);
}

} // namespace

TEST_CASE("every distribution describes itself", "[catalog]") {
  for (const DistributionSpec* spec : distributions()) {
    INFO(spec->name);
    CHECK(find_distribution(spec->name) == spec);
    CHECK(!spec->doc.empty());
    CHECK(!spec->source.empty());
    CHECK(!spec->parameters.empty());
    CHECK(spec->requirement != nullptr);
    CHECK((spec->quantiles != nullptr) == (spec->form == DistributionForm::single));
    CHECK((spec->pair_quantiles != nullptr) == (spec->form == DistributionForm::pairs));
    CHECK((spec->cdf != nullptr) == (spec->form != DistributionForm::mixture));
    CHECK((spec->cdf != nullptr) == (spec->quantile != nullptr));
    CHECK((spec->upper != nullptr) == (spec->upper_quantile != nullptr));
  }
  CHECK(find_distribution("norml") == nullptr);
}

TEST_CASE("what has steps doesn't truncate, everything else does", "[catalog]") {
  for (const DistributionSpec* spec : distributions()) {
    const bool steps = spec->has_atoms || spec->form == DistributionForm::mixture;
    CHECK(spec->truncates() != steps);
  }
  CHECK(spec_of("bernoulli").result == DrawResult::condition);
  CHECK(spec_of("poisson").result == DrawResult::plain);
  CHECK(spec_of("beta").result == DrawResult::plain);
  CHECK(spec_of("pert").result == DrawResult::value);
}

TEST_CASE("draws have the mean and the variance of their distribution", "[catalog]") {
  for (const MomentCase& example : moment_cases()) {
    INFO(example.name << "(" << example.arguments[0] << ", ...)");
    const Moments found = moments(draw(example.name, example.arguments, stratified(example.lanes)));
    CHECK(found.mean == near(example.mean, 1e-4));
    CHECK(found.variance == near(example.variance, 1e-3));
  }
}

TEST_CASE("draws are the quantiles of their uniforms", "[catalog]") {
  namespace bm = boost::math;
  struct Case {
    std::string name;
    Arguments arguments;
    std::function<double(double)> exact;
  };
  const bm::normal_distribution<> normal(2, 0.4);
  const bm::lognormal_distribution<> lognormal(std::log(5), 0.5);
  const bm::uniform_distribution<> uniform(-1, 3);
  const bm::triangular_distribution<> triangular(1, 2, 6);
  const bm::beta_distribution<> pert(1 + 4 / 5.0, 1 + 16 / 5.0), beta(2, 5);
  const std::vector<Case> cases = {
      {"normal", {2, 0.4}, [&](double u) { return bm::quantile(normal, u); }},
      {"lognormal", {5, 0.5}, [&](double u) { return bm::quantile(lognormal, u); }},
      {"uniform", {-1, 3}, [&](double u) { return bm::quantile(uniform, u); }},
      {"triangular", {1, 2, 6}, [&](double u) { return bm::quantile(triangular, u); }},
      {"pert", {1, 2, 6}, [&](double u) { return 1 + 5 * bm::quantile(pert, u); }},
      {"beta", {2, 5}, [&](double u) { return bm::quantile(beta, u); }},
  };
  for (const Case& example : cases) {
    for (const double u : {1e-12, 0.001, 0.2, 0.2000001, 0.5, 0.8, 0.999, 1 - 1e-12}) {
      INFO(example.name << " at " << u);
      CHECK(draw_one(example.name, example.arguments, u) == near(example.exact(u), 1e-12));
    }
  }
}

TEST_CASE("beta is the inverse of its distribution function, whatever its shape", "[catalog]") {
  const DistributionSpec& beta = spec_of("beta");
  const Arguments shapes = {0.01, 0.3, 0.5, 1, 1.5, 3, 20, 1e3, 1e6};
  for (const double a : shapes) {
    for (const double b : shapes) {
      for (const double p : {1e-30, 1e-12, 1e-3, 0.2, 0.5}) {
        const double x = beta.quantile(p, Arguments{a, b});
        INFO("beta(" << a << ", " << b << ") at " << p << ": " << x);
        // Neighbours of x enclose p: x may be too near 0 or 1 for doubles to come closer.
        REQUIRE((x >= 0 && x <= 1));
        REQUIRE(beta.cdf(x * (1 - 1e-11) - 1e-300, Arguments{a, b}) <= p);
        REQUIRE(beta.cdf(std::min(1.0, x * (1 + 1e-11) + 1e-300), Arguments{a, b}) >= p);
      }
    }
  }
}

TEST_CASE("a range has 5% of its mass beyond each end", "[catalog]") {
  CHECK(draw_one("range", {180e3, 320e3, 0.9}, 0.05) == near(180e3, 1e-13));
  CHECK(draw_one("range", {180e3, 320e3, 0.9}, 0.95) == near(320e3, 1e-13));
  CHECK(draw_one("range", {180e3, 320e3, 0.9}, 0.5) == near(240e3, 1e-13)); // the geometric mean
  CHECK(draw_one("range", {-4, 6, 0.9}, 0.05) == near(-4, 1e-13));
  CHECK(draw_one("range", {-4, 6, 0.9}, 0.95) == near(6, 1e-13));
  CHECK(draw_one("range", {0, 6, 0.9}, 0.5) == near(3, 1e-13)); // a of 0 is no lognormal
  // Half of the mass between the ends: a quarter is beyond each.
  CHECK(draw_one("range", {180e3, 320e3, 0.5}, 0.25) == near(180e3, 1e-13));
  CHECK(draw_one("range", {-4, 6, 0.5}, 0.75) == near(6, 1e-13));
}

TEST_CASE("bernoulli is the quantile of its uniform", "[catalog]") {
  CHECK(draw("bernoulli", {0.25}, {0.1, 0.75, 0.7500001, 0.9}) == Values{0, 0, 1, 1});
  CHECK(draw("bernoulli", {0}, {1e-17, 1 - 0x1p-53}) == Values{0, 0});
  CHECK(draw("bernoulli", {1}, {1e-17, 1 - 0x1p-53}) == Values{1, 1});
}

TEST_CASE("poisson is exact from 0.01 to 1e9", "[catalog]") {
  for (const double mean : {0.01, 0.15, 1.0, 3.3, 12.0, 19.999, 20.0, 27.5, 50.0, 123.4, 1e3, 1e4,
                            123456.7, 1e6, 1e8, 1e9}) {
    Values uniforms = stratified(301);
    for (int i = 4; i <= 48; ++i)
      uniforms.push_back(std::pow(10, -i / 4.0));
    for (int i = 4; i <= 48; ++i)
      uniforms.push_back(1 - std::pow(10, -i / 4.0));
    const Values counts = draw("poisson", {mean}, uniforms);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      INFO("mean " << mean << ", u " << uniforms[i] << ", k " << counts[i]);
      REQUIRE(is_poisson_quantile(counts[i], uniforms[i], mean));
    }
  }
}

TEST_CASE("poisson steps where its distribution function does", "[catalog]") {
  for (const double mean : {2.5, 19.9, 20.0, 33.0, 250.0, 4000.0}) {
    const double root = std::sqrt(mean);
    const double last = mean + 6 * root + 6;
    const double stride = std::max(1.0, std::floor(root / 8));
    for (double k = std::max(0.0, std::floor(mean - 6 * root)); k < last; k += stride) {
      const double reached = boost::math::gamma_q(k + 1, mean);
      INFO("mean " << mean << ", k " << k);
      if (1 - reached < 1e-6)
        break; // u itself is too coarse there
      REQUIRE(draw_one("poisson", {mean}, reached * (1 - 1e-9)) == k);
      REQUIRE(draw_one("poisson", {mean}, reached * (1 + 1e-9)) == k + 1);
    }
  }
}

TEST_CASE("poisson ends at every uniform and every mean", "[catalog]") {
  const Values uniforms = {0x1p-1074, 1e-300, 1e-17, 0.5, 0.999, 1 - 1e-16, 1 - 0x1p-53};
  for (const double mean :
       {0.0, 1e-300, 1e-9, 0.5, 19.999, 20.0, 30.0, 1e3, 1e9, 1e14, 1e18, 1e300}) {
    const Values counts = draw("poisson", {mean}, uniforms);
    CHECK(std::ranges::is_sorted(counts));
    CHECK(std::ranges::all_of(counts, [](double k) { return std::isfinite(k) && k >= 0; }));
  }
  CHECK(draw("poisson", {0}, uniforms) == Values(uniforms.size(), 0));
}

TEST_CASE("distributions of no width are constants", "[catalog]") {
  const Values uniforms = {1e-17, 0.05, 0.3, 0.5, 0.9, 1 - 0x1p-53};
  const std::vector<std::pair<std::string, Arguments>> cases = {
      {"normal", {3.3, 0}},       {"lognormal", {3.3, 0}},         {"uniform", {3.3, 3.3}},
      {"range", {3.3, 3.3, 0.9}}, {"triangular", {3.3, 3.3, 3.3}}, {"pert", {3.3, 3.3, 3.3}},
  };
  for (const auto& [name, arguments] : cases) {
    INFO(name);
    CHECK(draw(name, arguments, uniforms) == Values(uniforms.size(), 3.3));
    CHECK(draw_between(name, arguments, 3, 4, uniforms) == Values(uniforms.size(), 3.3));
    CHECK(draw_between(name, arguments, 3.3, 4, uniforms) == Values(uniforms.size(), 3.3));
    CHECK(draw_between(name, arguments, 3, 3.3, uniforms) == Values(uniforms.size(), 3.3));
    CHECK(has_mass(spec_of(name), arguments, 3.3, 3.3));
    CHECK(!has_mass(spec_of(name), arguments, 3.4, 4));
    CHECK(!has_mass(spec_of(name), arguments, -kInfinity, 3.2));
  }
  CHECK(draw("range", {-3.3, -3.3, 0.9}, uniforms) == Values(uniforms.size(), -3.3));
}

TEST_CASE("parameters that make no distribution say what they must be", "[catalog]") {
  struct Case {
    std::string name;
    Arguments arguments;
    std::string requirement;
  };
  const std::vector<Case> cases = {
      {"normal", {0, -1}, "sd must be 0 or more"},
      {"lognormal", {0, 1}, "median must be above 0"},
      {"lognormal", {1, -1}, "sigma must be 0 or more"},
      {"uniform", {2, 1}, "a must not be above b"},
      {"range", {2, 1, 0.9}, "a must not be above b"},
      {"triangular", {3, 2, 4}, "low must not be above mode"},
      {"triangular", {1, 5, 4}, "mode must not be above high"},
      {"pert", {3, 2, 4}, "low must not be above mode"},
      {"pert", {1, 5, 4}, "mode must not be above high"},
      {"beta", {0, 1}, "a must be above 0"},
      {"beta", {1, -2}, "b must be above 0"},
      {"beta", {1, 2e9}, "b must not be above 1B"},
      {"poisson", {-1}, "mean must be 0 or more"},
      {"bernoulli", {1.5}, "p must lie between 0% and 100%"},
      {"bernoulli", {-0.5}, "p must lie between 0% and 100%"},
      {"normal", {0, 0}, ""},
      {"lognormal", {1, 0}, ""},
      {"triangular", {1, 1, 1}, ""},
      {"poisson", {0}, ""},
      {"bernoulli", {1}, ""},
  };
  for (const Case& example : cases) {
    INFO(example.name);
    CHECK(spec_of(example.name).requirement(example.arguments) == example.requirement);
    if (!example.requirement.empty()) {
      CHECK(is_invalid(draw_one(example.name, example.arguments, 0.5)));
    }
  }
}

TEST_CASE("lanes differ in their parameters", "[catalog]") {
  const Values uniforms(6, 0.75);
  const Values means = {1, 2, 2, kUndefined, kInvalid, 3};
  const Values sds = {1, 1, -1, 1, 1, 0};
  const Values found = draw_lanes("normal", {means, sds}, uniforms);
  CHECK(found[0] == 1 + normal_score(0.75));
  CHECK(found[1] == 2 + normal_score(0.75));
  CHECK(is_invalid(found[2]));
  CHECK(is_undefined(found[3]));
  CHECK(is_invalid(found[4]));
  CHECK(found[5] == 3);
}

TEST_CASE("n/a and infinite parameters of every distribution come out as such", "[catalog]") {
  for (const DistributionSpec* spec : distributions()) {
    if (spec->form != DistributionForm::single)
      continue;
    const std::string name(spec->name);
    INFO(name);
    const std::size_t count = spec->parameters.size();
    for (std::size_t j = 0; j < count; ++j) {
      Arguments arguments(count, 0.5);
      arguments[j] = kUndefined;
      CHECK(is_undefined(draw_one(name, arguments, 0.3)));
      arguments[j] = -kUndefined;
      CHECK(is_undefined(draw_one(name, arguments, 0.3)));
      arguments[j] = kInfinity;
      CHECK(is_invalid(draw_one(name, arguments, 0.3)));
    }
  }
}

TEST_CASE("a poisson of changing means reuses nothing stale", "[catalog]") {
  const Values uniforms(5, 0.8);
  const Values means = {3, 3, 8, 3, 40};
  const Values counts = draw_lanes("poisson", {means}, uniforms);
  for (std::size_t i = 0; i < means.size(); ++i) {
    CHECK(counts[i] == draw_one("poisson", {means[i]}, 0.8));
  }
}

TEST_CASE("truncated draws stay inside, and start and end at the bounds", "[catalog]") {
  const std::vector<std::pair<std::string, Arguments>> cases = {
      {"normal", {2, 0.4}},   {"lognormal", {2, 0.4}}, {"uniform", {1, 3}},
      {"range", {1, 3, 0.9}}, {"range", {-1, 3, 0.9}}, {"triangular", {1, 2, 4}},
      {"pert", {1, 2, 4}},    {"beta", {2, 3}},
  };
  Values uniforms = stratified(999);
  uniforms.insert(uniforms.begin(), {1e-300, 1e-17});
  uniforms.insert(uniforms.end(), {1 - 1e-15, 1 - 0x1p-53});
  for (const auto& [name, arguments] : cases) {
    const DistributionSpec& spec = spec_of(name);
    for (const auto& [from, to] : {std::pair{0.1, 0.4}, {0.1, 0.9}, {0.5, 0.6}, {0.7, 0.99}}) {
      INFO(name << " between its quantiles " << from << " and " << to);
      const double low = spec.quantile(from, arguments), high = spec.quantile(to, arguments);
      const Values draws = draw_between(name, arguments, low, high, uniforms);
      CHECK(std::ranges::is_sorted(draws));
      CHECK((draws.front() >= low && draws.back() <= high));
      CHECK(draws.front() == near(low, 1e-9));
      CHECK(draws.back() == near(high, 1e-9));
      CHECK(spec.cdf(draws[501], arguments) == near((from + to) / 2, 1e-12));
    }
  }
}

TEST_CASE("an absent bound is infinite", "[catalog]") {
  const Values uniforms = stratified(1001);
  for (const DistributionSpec* spec : distributions()) {
    if (!spec->truncates())
      continue;
    const std::string name(spec->name);
    INFO(name);
    Arguments arguments{1, 2.2, 4};
    arguments.resize(spec->required());
    spec->complete(arguments);
    const Values plain = draw(name, arguments, uniforms);
    const Values found = draw_between(name, arguments, -kInfinity, kInfinity, uniforms);
    for (std::size_t i = 0; i < plain.size(); ++i) {
      REQUIRE(found[i] == near(plain[i], 1e-14).margin(1e-15));
    }
  }
}

TEST_CASE("draws bounded on one side stay finite for the last uniform", "[catalog]") {
  const double last = 1 - 0x1p-53;
  CHECK(std::isfinite(draw_between("normal", {0, 1}, 0, kInfinity, {last}).front()));
  CHECK(std::isfinite(draw_between("normal", {0, 1}, -1, kInfinity, {last}).front()));
  CHECK(std::isfinite(draw_between("normal", {0, 1}, -kInfinity, 0, {1e-300}).front()));
  CHECK(std::isfinite(draw_between("lognormal", {1, 1}, 1, kInfinity, {last}).front()));
}

TEST_CASE("a truncated normal has the mean of its formula", "[catalog]") {
  // growth of normal(200%, 40%, min=-50%) and harder cuts
  for (const auto& [mean, sd, low] :
       {std::tuple{2.0, 0.4, -0.5}, {2.0, 0.4, 2.1}, {0.0, 1.0, 3.0}}) {
    const double a = (low - mean) / sd;
    const double density = std::exp(-a * a / 2) / std::sqrt(2 * 3.14159265358979323846);
    const double hazard = density / normal_probability(-a);
    const Moments found =
        moments(draw_between("normal", {mean, sd}, low, kInfinity, stratified(1'000'000)));
    CHECK(found.mean == near(mean + sd * hazard, 1e-5));
    CHECK(found.variance == near(sd * sd * (1 + a * hazard - hazard * hazard), 1e-3));
  }
}

TEST_CASE("truncation keeps its digits deep in a tail", "[catalog]") {
  const boost::math::normal_distribution<long double> normal;
  for (const double cut : {5.0, 10.0, 20.0, 37.0}) {
    for (const double u : {1e-9, 0.3, 0.5, 0.99}) {
      INFO("normal beyond " << cut << " at " << u);
      const long double tail = boost::math::cdf(normal, -static_cast<long double>(cut));
      const auto exact = static_cast<double>(-boost::math::quantile(normal, tail * (1 - u)));
      CHECK(draw_between("normal", {0, 1}, cut, kInfinity, {u}).front() == near(exact, 2e-15));
      CHECK(draw_between("normal", {0, 1}, -kInfinity, -cut, {1 - u}).front() ==
            near(-exact, 2e-15));
    }
  }
  CHECK(draw_between("pert", {0, 1, 100}, 99.999, kInfinity, {0.5}).front() > 99.999);
}

TEST_CASE("intervals without mass are recognised", "[catalog]") {
  const DistributionSpec& normal = spec_of("normal");
  const Arguments standard = {0, 1};
  CHECK(has_mass(normal, standard, -1, 1));
  CHECK(has_mass(normal, standard, 30, kInfinity));
  CHECK(!has_mass(normal, standard, 1, -1));
  CHECK(!has_mass(normal, standard, 1, 1));
  CHECK(!has_mass(spec_of("uniform"), Arguments{1, 2}, 2, kInfinity));
  CHECK(!has_mass(spec_of("uniform"), Arguments{1, 2}, -kInfinity, 1));
  CHECK(!has_mass(spec_of("beta"), Arguments{1, 2}, 1, 3));
  CHECK(!has_mass(spec_of("lognormal"), Arguments{1, 2}, -3, 0));
  CHECK(is_invalid(draw_between("uniform", {1, 2}, 3, 4, {0.5}).front()));
  CHECK(is_invalid(draw_between("uniform", {1, 2}, 2, 1, {0.5}).front()));
}

TEST_CASE("truncation with n/a or mistaken columns", "[catalog]") {
  CHECK(is_undefined(draw_between("normal", {kUndefined, 1}, 0, 1, {0.5}).front()));
  CHECK(is_undefined(draw_between("normal", {0, 1}, kUndefined, 1, {0.5}).front()));
  CHECK(is_undefined(draw_between("normal", {0, -1}, 0, -kUndefined, {0.5}).front()));
  CHECK(is_invalid(draw_between("normal", {0, -1}, 0, 1, {0.5}).front()));
  CHECK(is_invalid(draw_between("normal", {0, 1}, kInvalid, 1, {0.5}).front()));
}

TEST_CASE("bounds and parameters may differ from lane to lane", "[catalog]") {
  const Values uniforms(4, 0.25);
  const Columns columns({{0, 0, 5, 0}, {1, 1, 1, 1}});
  const Values low = {-1, 0, 4, -1}, high = {1, 1, 6, 1};
  Values out(4);
  truncated_quantiles(spec_of("normal"), column_of(uniforms), columns.list(), column_of(low),
                      column_of(high), column_of(out));
  CHECK(out[0] == draw_between("normal", {0, 1}, -1, 1, {0.25}).front());
  CHECK(out[1] == draw_between("normal", {0, 1}, 0, 1, {0.25}).front());
  CHECK(out[2] == near(5 + out[0], 1e-14));
  CHECK(out[3] == out[0]);
}

TEST_CASE("a draw of the standard form is its input") {
  const std::array inputs{-3.0, -0.5, 0.0, 1e-9, 0.25, 0.999};
  std::vector<std::string_view> names;
  for (const DistributionSpec* spec : distributions()) {
    if (spec->standard.empty())
      continue;
    names.push_back(spec->name);
    REQUIRE(spec->standard.size() == spec->parameters.size());
    std::vector<std::array<double, inputs.size()>> columns(spec->standard.size());
    std::vector<const double*> parameters;
    for (std::size_t j = 0; j < columns.size(); ++j) {
      columns[j].fill(spec->standard[j]);
      parameters.push_back(columns[j].data());
    }
    std::array<double, inputs.size()> out{};
    spec->quantiles(column_of(inputs), {parameters.data(), parameters.size(), out.size()},
                    column_of(out));
    CHECK(out == inputs);
  }
  CHECK(names == std::vector<std::string_view>{"normal", "uniform"});
}

TEST_CASE("what the language draws from by itself is in the list") {
  CHECK(&normal_distribution() == find_distribution("normal"));
  CHECK(&poisson_distribution() == find_distribution("poisson"));
  CHECK(&range_distribution() == find_distribution("range"));
}
