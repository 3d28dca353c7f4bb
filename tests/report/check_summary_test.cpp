// SPDX-License-Identifier: Apache-2.0
// The last lines of check.
#include "escala/report/check_summary.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "escala/render/phrase_text.h"
#include "escala/report/result_verdict.h"
#include "render/sample_result.h"

using namespace escala;

namespace {

RunResult judged(const char* file, const std::vector<Verdict>& verdicts, double half = 0.01) {
  RunResult result = sample::empty_result("Plan", 12);
  result.provenance.file = file;
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    result.targets.push_back(sample::target("t", "T" + std::to_string(i + 1),
                                            {TargetTiming::Kind::by, 1, 12},
                                            sample::estimate(0.5, half), 0.5, verdicts[i]));
  return result;
}

std::vector<std::string> notes(const std::vector<RunResult>& results, std::size_t failed = 0) {
  std::vector<std::string> texts;
  for (const Note& note : check_summary(results, failed, {4096, 10'000'000}).notes)
    texts.push_back(phrase_text(note.text, {}, true));
  return texts;
}

} // namespace

TEST_CASE("the last line of check counts what is met and names the rest") {
  const auto met = Verdict::met, missed = Verdict::missed, undecided = Verdict::undecided;
  CHECK(notes({judged("a.yaml", {met, met})}).back() == "2 of 2 met");
  CHECK(notes({judged("a.yaml", {met, missed, undecided})}).back() ==
        "1 of 3 met; T2 missed, T3 undecided");
  CHECK(notes({judged("a.yaml", {met}), judged("b.yaml", {missed, missed})}, 1).back() ==
        "1 of 3 met in 2 plans; b.yaml: T1 missed, T2 missed; 1 plan not judged");
  CHECK(notes({judged("a.yaml", std::vector(7, missed))}).back() ==
        "0 of 7 met; T1 missed, T2 missed, T3 missed, T4 missed, T5 missed and 2 more");
  RunResult joint = judged("a.yaml", {met});
  joint.joint = JointResult{sample::estimate(0.2, 0.01), 0.5};
  joint.joint->judgement.verdict = missed;
  CHECK(notes({joint}).back() == "1 of 2 met; all together missed");
  joint.provenance.variant = "bold";
  CHECK(notes({joint, joint}).back() ==
        "2 of 4 met in 2 plans; a.yaml (bold): all together missed, a.yaml (bold): all together "
        "missed");
}

TEST_CASE("the last line of check counts drops, which decide where nothing else does") {
  const auto met = Verdict::met, missed = Verdict::missed;
  RunResult fell = judged("a.yaml", {met, met, missed});
  fell.baseline = BaselineOfResult{.file = "main.yaml", .sha256 = {}, .max_drop = 0.02};
  fell.targets[0].baseline = Difference{.delta = -0.03, .interval = {-0.035, -0.025}};
  fell.targets[1].baseline = Difference{.delta = -0.03, .interval = {-0.05, -0.01}};
  CHECK(notes({fell}).back() == "2 of 3 met; T3 missed; 1 dropped: T1");
  CHECK(verdict_of(fell) == ResultVerdict::missed);
  fell.targets.pop_back();
  CHECK(verdict_of(fell) == ResultVerdict::dropped);
  CHECK(notes({fell, judged("b.yaml", {met})}).back() ==
        "3 of 3 met in 2 plans; 1 dropped: a.yaml: T1");
  fell.baseline->max_drop = 0.03;
  CHECK(verdict_of(fell) == ResultVerdict::met);
  CHECK(verdict_of(sample::empty_result("Plan", 12)) == std::nullopt);
  RunResult joint = judged("a.yaml", {met});
  joint.baseline = BaselineOfResult{.file = "main.yaml", .sha256 = {}};
  joint.joint = JointResult{.judgement = sample::estimate(0.2, 0.01),
                            .confidence = {},
                            .baseline = Difference{.delta = -0.1, .interval = {-0.11, -0.09}}};
  joint.joint->judgement.verdict = met;
  CHECK(verdict_of(joint) == ResultVerdict::met); // nothing asks for all together
  joint.joint->confidence = 0.1;
  CHECK(verdict_of(joint) == ResultVerdict::dropped);
}

TEST_CASE("check says how many paths it takes, where chance plays a part") {
  const auto of = [](Verdict verdict, double half) {
    return notes({judged("a.yaml", {verdict}, half)});
  };
  CHECK(of(Verdict::met, 0).size() == 1);
  REQUIRE(of(Verdict::met, 0.01).size() == 2);
  CHECK(of(Verdict::met, 0.01)[0] ==
        "Paths: as many as verdicts need, 4,096 (--paths) or more, not simulation.paths.");
  CHECK(of(Verdict::undecided, 0.01)[1] == "Undecided: after --max-paths 10,000,000.");
}
