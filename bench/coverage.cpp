// SPDX-License-Identifier: Apache-2.0
// How often 99% intervals of probabilities miss the truth, and how wide they are, over many seeds.
//
//   escala_coverage run|check SAMPLER PATHS SEEDS [PLAN...]
//
// Truths have closed forms. Of each target: `miss` is the share of seeds whose interval misses the
// truth, `above` those whose interval is above it; `width` the mean half width over 2.576 times the
// root mean square error, ideally 1; `error` that error over the one of plain paths; `known` the
// standard error that was told over the one that was.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "escala/plan/plan.h"
#include "escala/simulate/simulate.h"
#include "escala/targets/check.h"

using namespace escala;

namespace {

const std::vector<double> kProbabilities{0.001, 0.0014, 0.01, 0.1, 0.5, 0.9, 0.99, 0.9986, 0.999};

double tail(double x) { return std::erfc(x / std::sqrt(2.0)) / 2; }

// The x at which a falling function has a value.
template <typename Function>
double where(Function falling, double value, double low, double high) {
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (falling(middle) > value ? low : high) = middle;
  }
  return low;
}

double score(double p) { return where(tail, p, -10, 10); }

struct Written {
  std::string text;
  std::vector<double> truths; // of the targets
  double joint = -1;
};

std::string number(double x) {
  char text[64];
  std::snprintf(text, sizeof text, "%.15g", x);
  return text;
}

// One target for each probability: `x > bar`, at the horizon.
template <typename Bar>
Written bars(const std::string& months, const std::string& drivers, const std::string& metrics,
             const std::string& timing, Bar bar) {
  Written plan;
  plan.text = "escala: 1\nname: x\nhorizon: " + months + "\n" + drivers + "\nmetrics:\n" + metrics +
              "\ntargets:\n";
  for (const double p : kProbabilities) {
    plan.text += "  t" + std::to_string(plan.truths.size()) + ": {when: x > " + number(bar(p)) +
                 ", " + timing + ", confidence: " + number(100 * p) + "%}\n";
    plan.truths.push_back(p);
  }
  plan.joint = kProbabilities.front();
  return plan;
}

Written one_normal() {
  return bars("1mo", "drivers: {z: \"normal(0, 1)\"}", "  x: {formula: z}", "at: 1mo", score);
}

Written symmetric() {
  return bars("1mo", "drivers: {z: \"normal(0, 1)\"}", "  x: {formula: z ^ 2}", "at: 1mo",
              [](double p) { return std::pow(score(p / 2), 2); });
}

// Above a bar x = z + z^2/2 is met by both of a pair, by one, or by none.
Written skewed() {
  return bars("1mo", "drivers: {z: \"normal(0, 1)\"}", "  x: {formula: z + z ^ 2 / 2}", "at: 1mo",
              [](double p) {
                const auto above = [](double bar) {
                  const double root = std::sqrt(1 + 2 * bar);
                  return tail(root - 1) + tail(root + 1);
                };
                return where(above, p, -0.5, 100);
              });
}

Written walk() {
  return bars("12mo", "", "  x: {initial: 0, next: \"x + normal(0, 1)\"}", "at: 12mo",
              [](double p) { return std::sqrt(12) * score(p); });
}

Written any_month() {
  return bars("12mo", "", "  x: {formula: \"normal(0, 1)\"}", "by: 12mo",
              [](double p) { return score(-std::expm1(std::log1p(-p) / 12)); });
}

Written sum_of_two() {
  return bars("1mo", "drivers: {u: \"uniform(0, 1)\", v: \"uniform(0, 1)\"}",
              "  x: {formula: u + v}", "at: 1mo",
              [](double p) { return p < 0.5 ? 2 - std::sqrt(2 * p) : std::sqrt(2 * (1 - p)); });
}

Written events() {
  Written plan;
  std::string risks = "risks:\n";
  std::string metrics = "metrics:\n";
  std::string targets = "targets:\n";
  plan.joint = 1;
  for (const double p : kProbabilities) {
    const std::string i = std::to_string(plan.truths.size());
    risks += "  r" + i + ": {frequency: " + number(-std::log1p(-p)) + "/y, impact: {x" + i +
             ": 1% to 2%}}\n";
    metrics += "  x" + i + ": {formula: 1 + t}\n  e" + i + ": {formula: r" + i + ".events}\n";
    targets +=
        "  t" + i + ": {when: e" + i + " >= 1, by: 12mo, confidence: " + number(100 * p) + "%}\n";
    plan.truths.push_back(p);
    plan.joint *= p;
  }
  plan.text = "escala: 1\nname: x\nhorizon: 12mo\n" + risks + metrics + targets;
  return plan;
}

// Independent targets: the joint probability is their product.
Written together() {
  Written plan;
  plan.text = "escala: 1\nname: x\nhorizon: 12mo\nmetrics:\n";
  std::string targets = "targets:\n";
  plan.joint = 1;
  for (const double p : {0.8, 0.7, 0.9, 0.6}) {
    const std::string i = std::to_string(plan.truths.size());
    plan.text += "  x" + i + ": {initial: 0, next: \"x" + i + " + normal(0, 1)\"}\n";
    targets += "  t" + i + ": {when: x" + i + " > " + number(std::sqrt(12) * score(p)) +
               ", at: 12mo, confidence: " + number(100 * p) + "%}\n";
    plan.truths.push_back(p);
    plan.joint *= p;
  }
  plan.text += targets + "  all: {confidence: " + number(100 * plan.joint) + "%}\n";
  return plan;
}

const std::map<std::string, Written (*)()> kPlans{
    {"normal", one_normal},   {"symmetric", symmetric}, {"skewed", skewed}, {"walk", walk},
    {"any_month", any_month}, {"sum", sum_of_two},      {"events", events}, {"together", together}};

struct Score {
  double misses = 0;
  double above = 0; // misses whose interval is above the truth
  double width = 0; // half of it
  double squares = 0;
  double variance = 0; // as the standard errors say
};

void add(Score& score, const Judgement& judgement, double truth) {
  const Interval& interval = judgement.interval;
  score.misses += interval.low > truth || interval.high < truth;
  score.above += interval.low > truth;
  score.width += (interval.high - interval.low) / 2;
  score.squares += std::pow(judgement.probability - truth, 2);
  score.variance += std::pow(judgement.std_error, 2);
}

struct Measuring {
  bool checks = false; // as `check` does, from 256 paths on
  std::string sampler;
  std::uint64_t paths = 0;
  std::uint64_t seeds = 0;

  DrawSource draws(std::uint64_t seed) const { return DrawSource(seed, sampler_of()); }
  Sampler sampler_of() const {
    for (std::size_t i = 0; i < kSamplers.size(); ++i)
      if (kSamplers[i] == sampler)
        return static_cast<Sampler>(i);
    std::fprintf(stderr, "no sampler %s\n", sampler.c_str());
    std::exit(1);
  }
};

// Of all targets, then of all together.
std::vector<Judgement> checked(const Model& model, const Measuring& how, std::uint64_t seed,
                               Workers& workers) {
  CheckResult found =
      check(model, {.draws = how.draws(seed), .first_look = 256, .max_paths = how.paths}, workers);
  found.targets.push_back(found.joint.value());
  return found.targets;
}

std::vector<Judgement> judged(const Model& model, const Measuring& how, std::uint64_t seed,
                              Workers& workers) {
  JudgeObserver judge;
  const Run run{
      .model = &model, .draws = how.draws(seed), .paths = how.paths, .observers = {&judge}};
  simulate(run, workers, {});
  std::vector<Judgement> found;
  for (const TargetTally& target : judge.tally().targets)
    found.push_back(judge_hits(how.sampler_of(), target.hits, how.paths, 0, true));
  found.push_back(judge_hits(how.sampler_of(), judge.tally().joint, how.paths, 0, true));
  return found;
}

CompiledPlan compiled(const Written& written) {
  Diagnostics diagnostics;
  auto plan = Plan::read("plan.yaml", written.text).compile({}, diagnostics).compiled;
  for (const Diagnostic& diagnostic : diagnostics.sorted())
    std::fputs(to_text(diagnostic).c_str(), stderr);
  if (!plan)
    std::exit(1);
  return *std::move(plan);
}

void print(const Measuring& how, const std::string& plan, const char* target, double truth,
           const Score& score) {
  const auto seeds = static_cast<double>(how.seeds);
  const double error = std::sqrt(score.squares / seeds);
  const double plain = std::sqrt(truth * (1 - truth) / static_cast<double>(how.paths));
  std::printf("%-10s %-10s %8llu %5s %.4f %6.2f%% %6.2f%% %7.2f %7.2f %7.2f\n", how.sampler.c_str(),
              plan.c_str(), static_cast<unsigned long long>(how.paths), target, truth,
              100 * score.misses / seeds, 100 * score.above / seeds,
              score.width / seeds / (2.576 * error), error / plain,
              std::sqrt(score.variance / score.squares));
  std::fflush(stdout);
}

void measure(const std::string& name, const Written& written, const Measuring& how) {
  const CompiledPlan plan = compiled(written);
  std::vector<double> truths = written.truths;
  truths.push_back(written.joint);
  std::vector<Score> scores(truths.size());
  Workers workers(1);
  for (std::uint64_t seed = 1; seed <= how.seeds; ++seed) {
    const std::vector<Judgement> found = how.checks ? checked(plan.model, how, seed, workers)
                                                    : judged(plan.model, how, seed, workers);
    for (std::size_t i = 0; i < found.size(); ++i)
      add(scores[i], found[i], truths[i]);
  }
  for (std::size_t i = 0; i < truths.size(); ++i)
    print(how, name, i + 1 < truths.size() ? "" : "joint", truths[i], scores[i]);
}

} // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() < 4 || (words[0] != "run" && words[0] != "check")) {
    std::fputs("usage: escala_coverage run|check SAMPLER PATHS SEEDS [PLAN...]\n", stderr);
    return 1;
  }
  const Measuring how{.checks = words[0] == "check",
                      .sampler = words[1],
                      .paths = std::stoull(words[2]),
                      .seeds = std::stoull(words[3])};
  std::puts("sampler    plan          paths        truth    miss   above   width   error   known");
  for (const auto& [name, write] : kPlans)
    if (words.size() == 4 || std::find(words.begin() + 4, words.end(), name) != words.end())
      measure(name, write(), how);
}
