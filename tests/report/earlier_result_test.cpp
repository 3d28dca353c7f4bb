// SPDX-License-Identifier: Apache-2.0
// What is read of an earlier JSON result, as the program wrote it.
#include "escala/report/earlier_result.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/render/format.h"
#include "escala/render/read_json.h"
#include "escala/report/run_data.h"
#include "render/sample_result.h"

using namespace escala;

namespace {

RunResult judged(const std::string& file, const std::string& variant) {
  RunResult result = sample::empty_result("Plan", 12);
  result.provenance.file = file;
  result.provenance.variant = variant;
  result.provenance.set = {{"drivers.a", "1"}, {"drivers.a", "2"}};
  for (const char* name : {"a", "b"})
    result.targets.push_back(sample::target(name, name, {TargetTiming::Kind::by, 1, 12},
                                            sample::estimate(0.25, 0.01), 0.5, Verdict::missed));
  result.joint = JointResult{sample::estimate(0.125, 0.01), {}};
  return result;
}

std::vector<EarlierResult> read(const std::vector<RunResult>& results, bool several) {
  const std::string text =
      render(*find_format("json"), {.documents = {}, .data = run_data(results, several)}, {});
  const ReadData read = read_json(text, earlier_result_types());
  for (const JsonMistake& mistake : read.mistakes)
    FAIL(mistake.where << " " << mistake.what);
  std::string mistake;
  auto earlier = earlier_results(*read.document, mistake);
  CHECK(mistake.empty());
  REQUIRE(earlier);
  return *earlier;
}

Model model_of(const std::vector<std::string>& targets) {
  Model model;
  for (const std::string& name : targets)
    model.targets.push_back({.name = name});
  return model;
}

} // namespace

TEST_CASE("the results of run and of check are read back") {
  const RunResult result = judged("plan.yaml", "slow");
  for (const bool several : {false, true}) {
    const std::vector<EarlierResult> earlier = read({result}, several);
    REQUIRE(earlier.size() == 1);
    CHECK(earlier[0].from.file == "plan.yaml");
    CHECK(earlier[0].from.variant == "slow");
    CHECK(earlier[0].from.seed == result.provenance.seed);
    REQUIRE(earlier[0].targets.size() == 2);
    CHECK(earlier[0].targets[1].name == "b");
    CHECK(earlier[0].targets[1].judgement.probability == 0.25);
    CHECK(earlier[0].targets[1].judgement.interval.high ==
          result.targets[1].judgement.interval.high);
    CHECK(earlier[0].joint->probability == 0.125);
  }
  CHECK(read({result, judged("b.yaml", "")}, true)[1].from.variant.empty());
}

TEST_CASE("estimates are matched by name, all together only where all names are the same") {
  const EarlierResult earlier = read({judged("plan.yaml", "")}, false)[0];
  const EarlierEstimates same = estimates_for(model_of({"b", "a"}), earlier, {});
  CHECK(same.targets[0]->probability == 0.25);
  CHECK(same.joint);
  const EarlierEstimates more = estimates_for(model_of({"c", "a", "b"}), earlier, {});
  CHECK_FALSE(more.targets[0]);
  CHECK(more.targets[2]);
  CHECK_FALSE(more.joint);
  CHECK_FALSE(estimates_for(model_of({"a"}), earlier, {}).joint);
}

TEST_CASE("the same plan, changes, seed, sampler and instruction set are the same run") {
  const EarlierResult earlier = read({judged("plan.yaml", "")}, false)[0];
  const Model model = model_of({"a", "b"});
  const Provenance now = judged("moved/plan.yaml", "").provenance;
  CHECK(estimates_for(model, earlier, now).same_run);
  const auto differs = [&](auto change) {
    Provenance other = now;
    change(other);
    return !estimates_for(model, earlier, other).same_run;
  };
  CHECK(differs([](Provenance& of) { of.sha256 += "0"; }));
  CHECK(differs([](Provenance& of) { ++of.seed; }));
  CHECK(differs([](Provenance& of) { of.sampler = "sobol"; }));
  CHECK(differs([](Provenance& of) { of.variant = "slow"; }));
  CHECK(differs([](Provenance& of) { of.isa = "another"; }));
  CHECK(differs([](Provenance& of) { of.set.back().second = "3"; }));
  CHECK(differs([](Provenance& of) { of.data.push_back({"a.csv", "0"}); }));
}
