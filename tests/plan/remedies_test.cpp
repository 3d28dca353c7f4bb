// SPDX-License-Identifier: Apache-2.0
// Suggestions, applied as they stand. "write X" puts X in place of what the message underlines (the
// whole entry, where X is "key: value"), "did you mean 'X'?" does the same.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "escala/plan/plan.h"

namespace escala {

namespace {

namespace fs = std::filesystem;

// What a suggestion puts in place of the underlined text; nullopt if it says something else.
std::optional<std::string> replacement(const std::string& suggestion) {
  if (suggestion.starts_with("did you mean '"))
    return suggestion.substr(14, suggestion.size() - 16);
  if (!suggestion.starts_with("write "))
    return std::nullopt;
  std::string text = suggestion.substr(6);
  for (const std::string_view end :
       {" if that is meant", " if a year is meant", " if all of it is lost", ", or ", " or ", " (m",
        " in place of", " at the top", ", and add", " for "})
    if (const std::size_t at = text.find(end); at != std::string::npos && text[0] != '{')
      text.resize(at);
  return text;
}

// The end of a list or map in brackets that begins at `begin`, or of one in a block.
std::size_t end_of_node(const std::string& text, std::size_t begin) {
  const char open = text[begin];
  if (open != '[' && open != '{') {
    const std::size_t line = text.rfind('\n', begin) + 1;
    const std::size_t indent = begin - line;
    std::size_t at = begin;
    while (at < text.size()) {
      const std::size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
      const std::size_t first = text.find_first_not_of(' ', next);
      if (first == std::string::npos || first - next < indent)
        return std::min(next, text.size()) - 1;
      at = next;
    }
    return at;
  }
  int depth = 0;
  for (std::size_t at = begin; at < text.size(); ++at) {
    depth += text[at] == open ? 1 : text[at] == (open == '[' ? ']' : '}') ? -1 : 0;
    if (depth == 0)
      return at + 1;
  }
  return text.size();
}

// The text with the message's suggestion applied.
std::optional<std::string> applied(const Diagnostic& message, const std::string& text) {
  auto meant = replacement(message.suggestion);
  if (!meant || message.span.source == nullptr || message.span.source->is_option)
    return std::nullopt;
  std::size_t begin = message.span.begin;
  std::size_t end = message.span.end;
  const bool node = message.reason.find("a list)") != std::string::npos ||
                    message.problem.find("must be a map") != std::string::npos ||
                    message.reason == "a quantity is one expression" ||
                    (end == begin + 1 && (text[begin] == '[' || text[begin] == '{'));
  if (node)
    end = std::max(end, end_of_node(text, begin));
  const std::size_t colon = meant->find(": ");
  const std::string key = colon == std::string::npos ? "" : meant->substr(0, colon + 2);
  if (!key.empty() && begin >= key.size() && text.substr(begin - key.size(), key.size()) == key)
    begin -= key.size();
  return text.substr(0, begin) + *meant + text.substr(end);
}

Diagnostics said_of(const std::string& text) {
  Diagnostics diagnostics;
  const Plan plan = Plan::read("plan.yaml", text);
  plan.compile({}, diagnostics);
  if (text.find("variants: {fast") != std::string::npos)
    plan.compile({.variants = {"fast"}}, diagnostics);
  return diagnostics;
}

constexpr std::string_view kHead = "escala: 1\nname: P\nhorizon: 2y\n";
constexpr std::string_view kMetrics =
    "metrics:\n"
    "  arr: {unit: USD, model: compound, initial: $5M, growth: 40%}\n"
    "  users: {unit: users, initial: 5, next: users * 1.1}\n";

// The first suggestion of a plan, applied, gives the line that is meant, and the plan is valid.
void repairs(const std::string& plan, const std::string& line) {
  INFO(plan);
  const Diagnostics found = said_of(plan);
  REQUIRE(!found.sorted().empty());
  const Diagnostic first = found.sorted().front();
  INFO(to_text(first));
  const auto repaired = applied(first, plan);
  REQUIRE(repaired);
  INFO(*repaired);
  CHECK(repaired->find(line) != std::string::npos);
  const Diagnostics after = said_of(*repaired);
  for (const Diagnostic& each : after.sorted())
    INFO(to_text(each));
  CHECK(!after.has_errors());
  for (const Diagnostic& each : after.all())
    CHECK(each.problem != first.problem);
}

void repairs_metric(const std::string& metric, const std::string& line) {
  repairs(std::string(kHead) + std::string(kMetrics) + "  " + metric + "\n", line);
}
void repairs_formula(const std::string& formula, const std::string& meant) {
  repairs_metric("x:\n    formula: " + formula, "formula: " + meant + "\n");
}
void repairs_driver(const std::string& draw, const std::string& meant) {
  repairs(std::string(kHead) + "drivers:\n  d: " + draw + "\n" + std::string(kMetrics) +
              "  x: {initial: 1, next: x * (1 + d)}\n",
          "d: " + meant + "\n");
}
void repairs_risk(const std::string& risk, const std::string& meant) {
  repairs(std::string(kHead) + std::string(kMetrics) + "risks:\n  r: {" + risk + "}\n", meant);
}
void repairs_target(const std::string& target, const std::string& meant) {
  repairs(std::string(kHead) + std::string(kMetrics) + "targets:\n  goal: " + target + "\n", meant);
}

} // namespace

TEST_CASE("a value gets the unit that its place needs") {
  repairs_metric("w: {unit: users, model: waterfall, initial: 5, new: 20}", "new: 20/mo}");
  repairs_metric("w: {unit: users, model: waterfall, initial: 5, new: \"max(2, 3)\"}",
                 "new: \"max(2/mo, 3/mo)\"}");
  repairs_metric("w: {unit: users, model: linear, initial: 5, slope: 10 to 20}",
                 "slope: 10/mo to 20/mo}");
  repairs_metric("w: {model: staffing, initial: 5, need: 9, speed: 25%}", "speed: 25%/mo}");
  repairs_metric("w: {model: staffing, initial: 5, need: 9, attrition: 15}", "attrition: 15%/y}");
  repairs_metric("w: {model: staffing, initial: 5, need: 9, lead: 3}", "lead: 3mo}");
  repairs_metric("w: {model: staffing, initial: 5, need: $9}", "need: 9}");
  repairs_metric("w: {unit: USD/mo, model: waterfall, initial: $100k/mo, new: $10k/mo}",
                 "new: $10k/mo / 1mo}");
  repairs_metric("w: {unit: USD/mo, model: waterfall, initial: $100k/mo, new: $10k}",
                 "new: $10k/mo / 1mo}");
  repairs_metric("w: {unit: USD, model: waterfall, initial: $5M, new: users * 2}",
                 "new: users * 2 * $1 / 1mo}");
  repairs_risk("frequency: 10%, impact: {arr: 5%}", "frequency: 10%/y");
  repairs_risk("frequency: 6mo, impact: {arr: 5%}", "frequency: 1 / 6mo");
  repairs_risk("frequency: 1/y, impact: {arr: 5%}, duration: 6", "duration: 6mo");
  repairs_risk("frequency: 1/y, impact: {arr: 5%}, mitigation: {cost: $100k}", "cost: $100k/y");
  repairs_risk("frequency: 1/y, impact: {arr: 5%}, mitigation: {cost: 100k}", "cost: $100k/y");
  repairs_target("{when: arr > $6M, by: 24}", "by: 24mo");
  repairs_target("{when: arr > $6M, by: 2027}", "by: 2027-12");
  repairs_target("{when: arr > $6M, by: Dec 2026}", "by: 2026-12");
  repairs_target("{when: arr > $6M, by: 26w}", "by: 6mo");
  repairs_target("{when: arr > $6M, confidence: 90}", "confidence: 90%");
  repairs_target("{when: users >= $1B}", "users >= 1B");
}

TEST_CASE("settings") {
  const std::string metrics(kMetrics);
  repairs("escala: 1\nname: P\nhorizon: 24\n" + metrics, "horizon: 24mo\n");
  repairs("escala: 1\nname: P\nhorizon: 26w\n" + metrics, "horizon: 6mo\n");
  repairs("escala: 1\nname: P\nhorizon: 24 months\n" + metrics, "horizon: 24mo\n");
  repairs("escala: 1\nname: P\nhorizon: 3 years\n" + metrics, "horizon: 3y\n");
  repairs("escala: 1\nname: P\nhorizon: 5 years and a bit\n" + metrics, "horizon: 5y\n");
  repairs("escala: 1\nname: P\nhorizon: 2 years and 6 months\n" + metrics, "horizon: 30mo\n");
  repairs("escala: 1\nname: P\nhorizon: 1 year, 6 months\n" + metrics, "horizon: 18mo\n");
  repairs("escala: 1\nname: P\nhorizon: 60 months or so\n" + metrics, "horizon: 60mo\n");
  repairs("escala: 1\nname: P\nhorizon: 5y (planned)\n" + metrics, "horizon: 5y\n");
  repairs("escala: 1\nname: P\nhorizon: 2y\nstart_date: 2026-03\n" + metrics, "start: 2026-03\n");
  repairs("escala: 1\nname: P\nhorizon: 2y\nstart: March 2026\n" + metrics, "start: 2026-03\n");
  repairs("escala: 1\nname: P\nhorizon: 2y\nfiscal_year: April\n" + metrics, "fiscal_year: 4\n");
  repairs("escala: 1\nname: P\nhorizon: 2y\ncurrency: euro\nmetrics: {a: {formula: €5}}\n",
          "currency: EUR\n");
}

TEST_CASE("words of other tools") {
  const std::string head(kHead);
  const std::string metrics(kMetrics);
  repairs(head + "variables: {d: 5%}\n" + metrics + "  x: {formula: d}\n", "drivers: {d: 5%}");
  repairs_metric("l: {unit: users, model: logistic, initial: 5k, growth: 30%, capacity: 1M}",
                 "limit: 1M}");
  repairs_metric("l: {unit: users, model: sigmoid, initial: 5k, growth: 30%, limit: 1M}",
                 "model: logistic");
  repairs_target("{condition: arr > $6M}", "{when: arr > $6M}");
  repairs_target("{when: arr > $6M, probability: 60%}", "confidence: 60%}");
  repairs_target("arr > $6M", "goal: {when: arr > $6M}");
  repairs_risk("probability: 1/y, impact: {arr: 5%}", "frequency: 1/y");
  repairs(head + metrics + "variants: {fast: {growth: 120%}}\n", "{metrics.arr.growth: 120%}");
  repairs(head + metrics + "variants: {fast: {arr.growth: 120%}}\n", "{metrics.arr.growth: 120%}");
  repairs(head + "metrics: [{name: a, formula: 5}]\n", "metrics: {a: {formula: 5}}");
  repairs(head + "metrics: [{a: {formula: 5}}]\n", "metrics: {a: {formula: 5}}");
}

TEST_CASE("a name that was changed elsewhere") {
  const std::string head(kHead);
  repairs(head + "metrics:\n  recurring: {unit: USD, model: compound, initial: $5M, growth: 40%}\n"
                 "targets: {goal: {when: arr > $6M}}\n",
          "when: recurring > $6M");
  repairs(head + "metrics:\n  users_total: {initial: 5, next: users * 1.1}\n",
          "next: users_total * 1.1");
  repairs(head + "metrics:\n  recurring: {label: Annual recurring revenue, formula: 5}\n"
                 "  other: {formula: 6}\n  x: {formula: arr * 2}\n",
          "formula: recurring * 2");
}

TEST_CASE("draws in the words of other tools") {
  repairs_driver("{distribution: normal, mean: 80%, sd: 20%}", "normal(80%, 20%)");
  repairs_driver("{dist: gaussian, mu: 80%, sigma: 20%, min: 0%}", "normal(80%, 20%, min=0%)");
  repairs_driver("{type: triangular, min: 5%, likely: 7%, max: 9%}", "triangular(5%, 7%, 9%)");
  repairs_driver("{normal: [80%, 20%]}", "normal(80%, 20%)");
  repairs_driver("{low: 5%, high: 10%}", "5% to 10%");
  repairs_driver("{p10: 5%, p50: 7%, p90: 10%}", "metalog(5%, 7%, 10%)");
  repairs_driver("[5%, 10%]", "5% to 10%");
  repairs_driver("normal(mean=80%, sd=20%)", "normal(80%, 20%)");
  repairs_driver("np.random.normal(80%, 20%)", "normal(80%, 20%)");
  repairs_driver("12,5%", "12.5%");
  repairs_driver("5%..10%", "5% to 10%");
  repairs_driver("5 percent", "5%");
  repairs_driver("one in three", "1/3");
}

TEST_CASE("times in words") {
  repairs_target("{when: arr > $6M, by: two years}", "by: 2y}");
  repairs_target("{when: arr > $6M, by: twenty-four months}", "by: 24mo}");
  repairs_target("{when: arr > $6M, by: half a year}", "by: 0.5y}");
  repairs_target("{when: arr > $6M, by: dos años}", "by: 2y}");
  repairs_target("{when: arr > $6M, by: month 18}", "by: 18mo}");
  repairs_target("{when: arr > $6M, throughout: one year to two years}", "throughout: 1y to 2y}");
  repairs_target("{when: arr > $6M, by: end of 2026}", "by: 2026-12}");
}

TEST_CASE("the retention of a cohort is one of each month, or of all") {
  repairs_metric("c: {model: cohort, new: 5/mo, retention: 95%}", "retention: \"sbg(5M, 95M)\"}");
  repairs_metric("c: {model: cohort, new: 5/mo, retention: [95]}", "retention: [95%]}");
  repairs_metric("c:\n    model: cohort\n    new: 5/mo\n    retention: 95%, 90%",
                 "retention: [95%, 90%]\n");
}

TEST_CASE("units of money in another currency keep their period") {
  repairs_metric("x: {unit: EUR/mo, formula: $5k/mo}", "unit: USD/mo,");
  repairs_metric("x: {unit: USD/yr, formula: $5k/mo}", "unit: USD/y,");
}

TEST_CASE("keys of other tools that mean a required one") {
  repairs_metric("l: {unit: users, model: logistic, initial: 5k, r: 50%, limit: 1M}",
                 "growth: 50%, limit: 1M}");
  repairs_metric("l: {unit: users, model: logistic, initial: 5k, growth: 50%, max: 1M}",
                 "growth: 50%, limit: 1M}");
  repairs_metric("l: {model: launches, initial: 1, new: 2/mo}", "rate: 2/mo}");
  repairs_metric("l: {type: compound, initial: 5, growth: 20%}", "model: compound,");
  repairs_metric("l: {unit: USD, initial: $5M, formula: l * 1.02}",
                 "initial: $5M, next: l * 1.02}");
  repairs_target("{metric: arr, op: \">=\", threshold: $6M}", "goal: {when: arr >= $6M}");
  repairs_driver("{mean: 80%, sd: 20%}", "normal(80%, 20%)");
  const std::string metrics(kMetrics);
  repairs("escala: 1\nname: P\nend: 2027-12\n" + metrics, "horizon: 24mo\n");
  repairs("escala: 1\nname: P\nyears: 2\n" + metrics, "horizon: 2y\n");
}

TEST_CASE("a rate beside an amount") {
  repairs_metric("c: {unit: USD, initial: $5M, next: c - $100k/mo}", "next: c - $100k/mo * 1mo}");
  repairs_metric("m: {unit: USD/mo, initial: $5k/mo, next: m + $10k}", "next: m + $10k/mo}");
  repairs_metric("m: {unit: USD/mo, formula: $10k / mo}", "formula: $10k/mo}");
  repairs_target("{when: arr > $5M/y}", "when: arr > $5M}");
}

TEST_CASE("values in words") {
  repairs_driver("between 10% and 20%", "10% to 20%");
  repairs_driver("20% ± 5%", "20% - 5% to 20% + 5%");
  repairs_driver("normal(20%, 5%, 0%, 100%)", "normal(20%, 5%, min=0%, max=100%)");
  repairs_driver("20% to 10%", "10% to 20%");
  repairs_driver("2 to 4%", "2% to 4%");
  repairs_driver("2% to 4", "2% to 4%");
  repairs_driver("between 2 and 4%", "2% to 4%");
  repairs_driver("triangular(2, 3, 4%)", "triangular(2%, 3%, 4%)");
  repairs_driver("triangular(10%, 20%, 15%)", "triangular(10%, 15%, 20%)");
  repairs_driver("bernoulli(30)", "bernoulli(30%)");
  repairs_driver("random(10%, 20%)", "uniform(10%, 20%)");
  repairs_risk("frequency: every 2 years, impact: {arr: 5%}", "frequency: 1 / 2y,");
  repairs_risk("frequency: twice a month, impact: {arr: 5%}", "frequency: 2/mo,");
  repairs_risk("frequency: monthly, impact: {arr: 5%}", "frequency: 1/mo,");
  repairs_target("{when: arr is at least $6M}", "when: arr >= $6M}");
  repairs_target("{when: arr between $5M and $6M}", "when: arr >= $5M and arr <= $6M}");
  repairs_target("{when: arr > initial * 2}", "when: arr > initial(arr) * 2}");
  repairs_target("{when: arr > $6M, throughout: 1y}", "throughout: 1mo to 1y}");
  repairs_target("{when: arr > $6M, by: 2y to 1y}", "by: 1y to 2y}");
  repairs_metric("up: {model: availability, mtbf: 30d, mttr: 4}", "mttr: 4h}");
}

TEST_CASE("expressions of other languages") {
  repairs_formula("=users*10", "users*10");
  repairs_formula("if(users > 5 AND arr > $5, 1, 2)", "if(users > 5 and arr > $5, 1, 2)");
  repairs_formula("1 if users > 5 else 2", "if(users > 5, 1, 2)");
  repairs_formula("if users > 5 then 1 else 2", "if(users > 5, 1, 2)");
  repairs_formula("1 if users > 5 else 2 if users > 3 else 4",
                  "if(users > 5, 1, if(users > 3, 2, 4))");
  repairs_metric("x: {formula: \"users > 5 ? 1 : 2\"}", "formula: \"if(users > 5, 1, 2)\"");
  repairs_metric("x: {formula: 1 if users > 5 else 2}", "formula: \"if(users > 5, 1, 2)\"");
  repairs_formula("max([users, 6])", "max(users, 6)");
  repairs_formula("users[t-1]", "lag(users, 1mo)");
  repairs_formula("users[t - 12] * 2", "lag(users, 12mo) * 2");
  repairs_formula("users(t-1)", "lag(users, 1mo)");
  repairs_formula("lag(users, 3)", "lag(users, 3mo)");
  repairs_formula("lag(users, 26w)", "lag(users, 6mo)");
  repairs_formula("sum(users)", "sum(users, 12mo)");
  repairs_formula("arr / 10M USD", "arr / USD 10M");
  repairs_formula("arr + $5 million", "arr + $5M");
  repairs_formula("arr + 5M$", "arr + $5M");
  repairs_formula("1,500", "1500");
  repairs_formula("20 per month", "20/mo");
  repairs_formula("users * 10%/yr", "users * 10%/y");
  repairs_formula("pow(users, 2)", "users ^ 2");
  repairs_formula("ln(users)", "log(users)");
  repairs_formula("MAX(users, 3)", "max(users, 3)");
  repairs_formula("AVERAGE(users, 3)", "mean(users, 3mo)");
  repairs_formula("round(users, 2)", "round(users * 10^2) / 10^2");
  repairs_formula("users × 2", "users * 2");
  repairs_formula("users % 3", "mod(users, 3)");
  repairs_formula("if(1 < users < 9, 1, 2)", "if(1 < users and users < 9, 1, 2)");
  repairs_formula("if(users>5&&arr>$5, 1, 2)", "if(users>5 and arr>$5, 1, 2)");
  repairs_formula("IF(users > 5; 1,5; 2)", "if(users > 5, 1.5, 2)");
  repairs_formula("max(users, (3", "max(users, (3))");
  repairs_formula("arr.grwth", "arr.growth");
  repairs_formula("users > 6 ? 5 : 7", "if(users > 6, 5, 7)");
  repairs_metric("x: {formula: users > 6 ? max(5, 2) : 7}",
                 "formula: \"if(users > 6, max(5, 2), 7)\"}");
  repairs_formula("$5k/mo * (t / 1mo)", "$5k/mo * t");
  repairs_formula("$5k * (t / 1y) / 1mo", "$5k * (t / 12) / 1mo");
  repairs_formula("arr/y", "arr/1y");
}

TEST_CASE("warnings suggest what is meant") {
  repairs_metric("w: {unit: USD, model: waterfall, initial: $5M, new: $1k/mo, churn: 2 to 4%/mo}",
                 "churn: 2%/mo to 4%/mo}");
  repairs_metric("w: {unit: USD, model: waterfall, initial: $5M, new: $1k/mo, churn: 3/mo}",
                 "churn: 3%/mo}");
  repairs_metric("w: {model: staffing, initial: 5, need: 9, attrition: 15/y}", "attrition: 15%/y}");
  repairs_metric("w: {unit: USD, model: waterfall, initial: $5M, new: $1k/mo, churn: 60%/mo}",
                 "churn: 60%/y}");
  repairs_metric("w: {unit: USD, model: waterfall, initial: $5M, new: $1k/mo, churn: 80%/mo, "
                 "contraction: 50%/mo}",
                 "churn: 80%/y, contraction: 50%/mo}");
  repairs_metric("h: {initial: 5, next: \"h + if(growth(arr) >= 20%, 4, 0)\"}",
                 "if(t >= 12 and growth(arr) >= 20%, 4, 0)");
  repairs_risk("frequency: 1/y, impact: {arr: -30%}", "impact: {arr: 30%}");
  repairs_risk("frequency: 1/y, impact: {arr: -40% to -10%}", "impact: {arr: 10% to 40%}");
  repairs_risk("frequency: 1/y, impact: {arr: -0.3}", "impact: {arr: 30%}");
  repairs_risk("frequency: 1/y, impact: {arr: 130%}", "impact: {arr: 100%}");
  repairs_metric("g: {initial: 5, model: compound, growth: 20 to 40}", "growth: 20% to 40%}");
}

TEST_CASE("two metrics that need each other are parted by one change") {
  repairs(std::string(kHead) + "metrics:\n  a: {model: compound, initial: 1, growth: b / 100}\n"
                               "  b: {model: staffing, initial: 10, need: a * 2}\n",
          "growth: \"lag(b, 1mo) / 100\"");
  const std::string formulas =
      std::string(kHead) + "metrics:\n  a: {formula: b + 1}\n  b: {formula: a * 2}\n";
  CHECK(said_of(formulas).sorted().front().suggestion ==
        "write next: \"lag(b, 1mo) + 1\" in place of formula, and add initial: 0");
  const auto suggested = [](const std::string& a, const std::string& rest) {
    return said_of(std::string(kHead) + "metrics:\n  a: {formula: " + a + "}\n" + rest)
        .sorted()
        .front()
        .suggestion;
  };
  const auto sound = [](const std::string& a, const std::string& rest) {
    return said_of(std::string(kHead) + "metrics:\n  a: {" + a + "}\n" + rest).empty();
  };
  const std::string money = "  b: {formula: a + $5}\n";
  CHECK(suggested("b", money) ==
        "write next: \"lag(b, 1mo)\" in place of formula, and add initial: $0");
  CHECK(sound("next: \"lag(b, 1mo)\", initial: $0", money));
  const std::string two = "  b: {formula: a * 2}\n  c: {formula: a * 3}\n";
  CHECK(suggested("b + c", two) ==
        "write next: \"lag(b, 1mo) + lag(c, 1mo)\" in place of formula, and add initial: 0");
  CHECK(sound("next: \"lag(b, 1mo) + lag(c, 1mo)\", initial: 0", two));
  const std::string choice = "  b: {formula: \"if(a, 1, 2)\"}\n";
  CHECK(suggested("b > 1", choice) ==
        "write next: \"lag(b, 1mo) > 1\" in place of formula, and add initial: false");
  CHECK(sound("next: \"lag(b, 1mo) > 1\", initial: false", choice));
  CHECK(said_of(std::string(kHead) + "metrics:\n"
                                     "  a: {initial: 0, next: \"lag(b, 1mo) + 1\"}\n"
                                     "  b: {formula: a * 2}\n")
            .empty());
}

TEST_CASE("a mistake that is written 34 times is told once") {
  std::string plan = std::string(kHead) + std::string(kMetrics);
  for (int i = 0; i < 34; ++i)
    plan += "  m" + std::to_string(i) + ": {formula: userz * 2}\n";
  const Diagnostics found = said_of(plan);
  const auto told = found.sorted();
  REQUIRE(told.size() == 1);
  CHECK(told.front().repeats.size() == 33);
  CHECK(to_text(told.front()).find("  34 times, also on lines 8, 9, 10,") != std::string::npos);
}

TEST_CASE("examples are in the plan's currency") {
  const auto suggested = [](const std::string& currency) {
    return said_of("escala: 1\nname: P\nhorizon: 2y\ncurrency: " + currency +
                   "\nmetrics: {a: {formula: 5}}\ninvestment: {pillars: {p: {share: 5%}}}\n")
        .sorted()
        .front()
        .suggestion;
  };
  CHECK(suggested("USD") == "add budget: $10M");
  CHECK(suggested("EUR") == "add budget: €10M");
  CHECK(suggested("CHF") == "add budget: CHF 10M");
}

// Every suggestion of every case, one at a time.
TEST_CASE("suggestions of the cases mend what they are about") {
  const fs::path cases = fs::path(ESCALA_SOURCE_DIR) / "tests" / "cases";
  std::size_t tried = 0;
  for (const auto& entry : fs::recursive_directory_iterator(cases)) {
    if (entry.path().extension() != ".case")
      continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t at = text.find("=== file "); at != std::string::npos;
         at = text.find("=== file ", at + 1)) {
      const std::size_t line = text.find('\n', at);
      const std::size_t end = std::min(text.find("\n=== ", line), text.size());
      if (text.substr(at, line - at).find(".yaml") == std::string::npos || end <= line)
        continue;
      const std::string plan = text.substr(line + 1, end - line);
      const Diagnostics found = said_of(plan);
      for (const Diagnostic& message : found.sorted()) {
        const auto repaired = applied(message, plan);
        if (!repaired || !message.repeats.empty())
          continue;
        ++tried;
        const Diagnostics after = said_of(*repaired);
        bool again = false;
        for (const Diagnostic& each : after.all())
          again =
              again || (each.problem == message.problem && each.span.begin == message.span.begin);
        if (again)
          FAIL_CHECK(entry.path().filename().string() << "\n" << to_text(message) << *repaired);
      }
    }
  }
  CHECK(tried > 150);
}

} // namespace escala
