// SPDX-License-Identifier: Apache-2.0
// What a compiled plan knows: the keys of draws, what is uncertain, what is kept.
#include "escala/model/compile.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

#include "simulate/run_scenario.h"

using namespace escala;
using namespace escala::test;

namespace {

bool is_uncertain(const TestPlan& plan, const std::string& name) {
  for (const ModelMetric& metric : plan.model().metrics)
    if (metric.name == name)
      return metric.uncertain;
  FAIL("no metric " << name);
  return false;
}

} // namespace

TEST_CASE("a stream is the hash of a name and an ordinal") {
  std::set<std::uint64_t> streams;
  for (const char* name : {"a", "b", "ab", "ba", "a.b", "arr.shock", "arr.growth", ""})
    for (const std::uint32_t ordinal : {0U, 1U, 2U, 256U, 65'536U})
      CHECK(streams.insert(stream_of(name, ordinal)).second);
  // FNV-1a of "a", a zero byte and four zero bytes: the draws of a release hang on it.
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const unsigned char byte : {'a', '\0', '\0', '\0', '\0', '\0'})
    hash = (hash ^ byte) * 0x100000001B3;
  CHECK(stream_of("a") == hash);
}

TEST_CASE("a model names the streams that it draws from") {
  const TestPlan plan = plan_of("  x: {model: compound, initial: 1, growth: g, volatility: 10%}\n"
                                "  y: {formula: \"normal(0, 1) + uniform(0, 1)\"}\n"
                                "  z: {formula: certain}\n"
                                "risks: {r: {frequency: 1/y, impact: {x: 1% to 5%}}}",
                                "12mo", "drivers: {g: \"normal(10%, 1%)\", certain: 5}");
  std::multiset<std::string> names;
  std::set<std::uint64_t> streams;
  for (const NamedStream& each : plan.model().streams) {
    names.insert(each.name);
    CHECK(streams.insert(each.stream).second);
  }
  CHECK(names == std::multiset<std::string>{"g", "r.detected", "r.events", "r.impact.x", "x.shock",
                                            "y.formula", "y.formula"});
  CHECK(streams.contains(stream_of("x.shock")));
}

TEST_CASE("what depends on a draw is uncertain, through any detour") {
  const TestPlan plan =
      plan_of("  sure: {formula: t}\n"
              "  drawn: {formula: u}\n"
              "  afresh: {formula: \"normal(0, 1)\"}\n"
              "  through: {formula: \"sum(drawn, 3mo)\"}\n"
              "  late: {initial: 1, next: \"late + lag(drawn, 2mo)\"}\n"
              "  shaken: {model: compound, initial: 1, growth: 1%, volatility: 1%}\n"
              "  still: {model: compound, initial: 1, growth: 1%, volatility: 0}\n"
              "  launched: {model: launches, initial: 1, rate: 1/mo}\n"
              "  scheduled: {model: launches, initial: 1, schedule: {2026-02: 1}}\n"
              "  capped: {formula: t, max: drawn}\n"
              "  led: {model: staffing, initial: 1, need: drawn, lead: 2mo}\n"
              "  circle: {initial: 1, next: \"lag(round_, 1mo)\"}\n"
              "  round_: {initial: 1, next: circle * drawn}\n",
              "12mo", "drivers: {u: \"uniform(0, 1)\", k: 3}");
  for (const char* name : {"drawn", "afresh", "through", "late", "shaken", "launched", "capped",
                           "led", "circle", "round_"}) {
    INFO(name);
    CHECK(is_uncertain(plan, name));
  }
  for (const char* name : {"sure", "still", "scheduled"}) {
    INFO(name);
    CHECK_FALSE(is_uncertain(plan, name));
  }
  CHECK(plan.model().is_uncertain());
}

TEST_CASE("a driver that nothing uses makes nothing uncertain") {
  const TestPlan plan = plan_of("  x: {formula: t}", "12mo", "drivers: {u: \"uniform(0, 1)\"}");
  CHECK_FALSE(plan.model().is_uncertain());
}

TEST_CASE("every step comes after what it needs") {
  const TestPlan plan =
      plan_of("  d: {formula: c + b}\n  c: {formula: b * 2}\n  b: {formula: a + u}\n"
              "  a: {formula: t}\n",
              "3mo", "drivers: {u: v, v: w + 1, w: \"uniform(0, 1)\"}");
  std::vector<std::string> order;
  for (const Work& work : plan.model().monthly)
    if (work.kind == Work::Kind::metric)
      order.push_back(plan.model().metrics[work.index].name);
  CHECK(order == std::vector<std::string>{"a", "b", "c", "d"});
  const TestRun run = plan.run({.paths = 4, .keep = true});
  for (std::size_t path = 0; path < 4; ++path) {
    const double b = run.values("b", 3)[path];
    CHECK(run.values("d", 3)[path] == b * 2 + b);
  }
}

namespace {

const Series* find_series(const Model& model, const std::string& name) {
  const auto found = std::ranges::find(model.series, name, &Series::name);
  return found == model.series.end() ? nullptr : &*found;
}

} // namespace

TEST_CASE("what changes less often than an expression is a series of its own") {
  const TestPlan plan =
      plan_of("  x: {initial: 5, next: x * (1 + g * kept ^ floor((t - 1) / 12)) ^ (1 / 12)}\n"
              "  y: {initial: 1, next: y * exp(g * 2) + sqrt(t) * z}\n"
              "  cheap: {initial: 1, next: cheap * (1 - g)}\n"
              "  seasonal: {formula: g * season}\n",
              "36mo",
              "drivers: {g: \"normal(50%, 5%)\", kept: \"uniform(80%, 90%)\", "
              "z: {draw: \"normal(0, 1)\", every: month}, season: \"1 + 0.2 * exp(-t)\"}");
  const auto is = [&](const std::string& name, Series::Kind kind, UpdateInterval update_interval) {
    const Series* series = find_series(plan.model(), name);
    REQUIRE(series != nullptr);
    return series->kind == kind && series->update_interval == update_interval;
  };
  CHECK(is("x.next (part 1)", Series::Kind::expression, UpdateInterval::yearly));
  CHECK(is("y.next (part 1)", Series::Kind::expression, UpdateInterval::once));
  CHECK(is("y.next (part 2)", Series::Kind::table, UpdateInterval::monthly));
  CHECK(is("season", Series::Kind::table, UpdateInterval::monthly));
  CHECK(find_series(plan.model(), "cheap.next (part 1)") == nullptr);
}

TEST_CASE("a list, a schedule and a table change as often as their values") {
  const TestPlan plan =
      plan_of("  listed: {model: compound, initial: 1, growth: [100%, 50%]}\n"
              "  begun: {model: compound, initial: 1, growth: {2025-01: g, 2026-01: g * 2}}\n"
              "  yearly: {model: compound, initial: 1, growth: {2026-01: 100%, 2027-01: 50%}}\n"
              "  within: {model: compound, initial: 1, growth: {2026-01: 100%, 2026-07: 50%}}\n",
              "36mo", "drivers: {g: \"normal(50%, 5%)\"}");
  const auto is_steady = [&](std::size_t metric) { return plan.model().metrics[metric].steady; };
  CHECK(is_steady(0));
  CHECK(is_steady(1));
  CHECK(is_steady(2));
  CHECK_FALSE(is_steady(3));
}

TEST_CASE("a model's formula, written as an expression, grows as the model does") {
  const TestPlan plan =
      plan_of("  model: {model: compound, initial: 5, growth: g, persistence: kept}\n"
              "  own: {initial: 5, next: own * (1 + g * kept ^ floor((t - 1) / 12)) ^ (1 / 12)}\n",
              "36mo", "drivers: {g: \"normal(50%, 5%)\", kept: \"uniform(80%, 90%)\"}");
  constexpr std::size_t kPaths = 2'000;
  const TestRun run = plan.run({.paths = kPaths, .keep = true});
  for (int month : {0, 1, 12, 13, 24, 25, 36})
    for (std::size_t path = 0; path < kPaths; path += 37)
      CHECK(run.values("own", month)[path] ==
            Approx(run.values("model", month)[path]).epsilon(1e-13));
}

namespace {

constexpr std::uint64_t kColumn = escala::kBlockPaths * sizeof(double);

} // namespace

TEST_CASE("a column adds up the cost of a mitigation only where it is no constant") {
  const auto memory = [](const std::string& mitigation) {
    return memory_of(
               plan_of("  w: {formula: pace * 1y}\nrisks:\n  r: {frequency: 1/y, impact: {w: 1%}, "
                       "duration: 1mo" +
                           mitigation + "}\n",
                       "60mo", "drivers: {pace: \"uniform($1/y, $2/y)\"}")
                   .model()) /
           kColumn;
  };
  const std::uint64_t none = memory("");
  CHECK(memory(", mitigation: {cost: $2M/y}") == none);
  CHECK(memory(", mitigation: {cost: pace}") == none + 1);
}

TEST_CASE("no more of the past is kept than something looks at") {
  const auto memory = [](const std::string& formula) {
    return memory_of(plan_of("  w: {initial: 1, next: w + 1}\n  x: {formula: \"" + formula + "\"}",
                             "60mo")
                         .model()) /
           kColumn;
  };
  const std::uint64_t none = memory("w");
  CHECK(memory("lag(w, 2mo)") <= none + 3);
  CHECK(memory("sum(w, 12mo)") <= none + 13);
  CHECK(memory("sum(w, 60mo)") <= none + 1);
  CHECK(memory("peak(w) + initial(w)") <= none + 2);
}
