// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <sstream>

#include "escala/render/format.h"
#include "escala/render/grid.h"
#include "escala/render/table_text.h"
#include "escala/render/text_width.h"
#include "escala/report/run_document.h"
#include "sample_result.h"

using namespace escala;

namespace {

std::string render(const std::vector<RunResult>& results, const Page& page = {}) {
  Answer answer;
  for (const RunResult& result : results)
    answer.documents.push_back(run_document(result));
  return render(*find_format("table"), answer, {.page = page, .table = {}});
}

Page ascii() {
  Page page;
  page.utf8 = false;
  return page;
}

Page of_width(int width) {
  Page page;
  page.width = width;
  return page;
}

// The table of a document's only section.
std::string only_table(const RunResult& result) {
  const Document document = run_document(result);
  REQUIRE(document.sections.size() == 1);
  return table_text(document.sections[0].tables.at(0), {});
}

bool fits(const std::string& text, int width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (display_width(line) > width || (!line.empty() && line.back() == ' '))
      return false;
  return true;
}

RunResult plan() {
  RunResult report = sample::empty_result("Billion-dollar plan", 36);
  report.curves = {sample::curve("arr", "ARR", sample::kDollars, 5e6, 1.1, 0.25, 36),
                   sample::curve("headcount", "Headcount", sample::kPeople, 40, 1, 0, 36)};
  TargetResult countries = sample::target("c", "100+ countries", {TargetTiming::Kind::by, 0, 36},
                                          sample::estimate(0.812, 0.003), 0.5, Verdict::met);
  countries.median_month = 33;
  countries.median_there = 109;
  TargetResult arr = sample::target("a", "$1B ARR", {TargetTiming::Kind::at, 18, 18},
                                    sample::estimate(0.094, 0.002), 0.5, Verdict::missed);
  arr.median_there = 451e6;
  arr.median_unit = sample::kDollars;
  TargetResult solvent = sample::target("s", "Solvent", {TargetTiming::Kind::always, 1, 36},
                                        {1, 0, {1, 1}, 100000}, 0.999, Verdict::met);
  solvent.median_month = 0;
  report.targets = {countries, arr, solvent};
  report.joint = JointResult{sample::estimate(0.25, 0.004), 0.25};
  return report;
}

RunResult of_curve(Curve curve, int horizon) {
  RunResult report = sample::empty_result("Plan", horizon);
  report.curves = {std::move(curve)};
  return report;
}

RunResult of_target(const std::string& label) {
  RunResult report = plan();
  report.curves.clear();
  report.targets.resize(1);
  report.targets[0].label = label;
  report.joint.reset();
  return report;
}

// Everything that a user may write, as unkind as it may be.
RunResult hostile_report(const std::string& text) {
  RunResult report = plan();
  report.provenance.scenario = report.provenance.description = text;
  report.provenance.variant = text;
  report.provenance.set = {{text, text}};
  for (Curve& curve : report.curves)
    curve.label = curve.unit.text = text;
  for (TargetResult& target : report.targets)
    target.label = text;
  return report;
}

} // namespace

TEST_CASE("Table: a small plan") {
  const std::string text = render({plan()});
  CHECK(text ==
        R"(Billion-dollar plan           36 months from 2026-01 · 100,000 paths · seed 2026

    Target          by       median  reached by   P(reached)  needs  verdict
  ✓ 100+ countries  3y          109     2028-09  81.2% ± 0.3    50%  met
  ✗ $1B ARR         at 18mo   $451M           –   9.4% ± 0.2    50%  missed
  ✓ Solvent         all 3y        –           –   100%        99.9%  met
  ? All together                                 25.0% ± 0.4    25%  undecided

  ARR                 2026-12  2027-12  2028-12
    95%                $23.5M   $73.9M    $232M
    median             $15.7M   $49.2M    $155M
    5%                 $7.85M   $24.6M   $77.3M

  Headcount (people)  2026-12  2027-12  2028-12
    certain                40       40       40

Median: the metric's in the month judged (at), in its best month by then.
Reached: when half of all paths have met it.
±: the 99% Monte Carlo interval. 5% to 95%: the middle 90% of paths.
)");
  CHECK(fits(text, 80));
}

TEST_CASE("Table: the same in ASCII") {
  RunResult report = plan();
  report.provenance.scenario = "Plan für 東京";
  report.curves[0].unit = {"EUR", DisplayUnit::Style::money, "€", ""};
  CHECK(render({report}, ascii()) ==
        R"(Plan fur ??                   36 months from 2026-01 | 100,000 paths | seed 2026

    Target          by       median  reached by    P(reached)  needs  verdict
  + 100+ countries  3y          109     2028-09  81.2% +- 0.3    50%  met
  x $1B ARR         at 18mo   $451M           -   9.4% +- 0.2    50%  missed
  + Solvent         all 3y        -           -   100%         99.9%  met
  ? All together                                 25.0% +- 0.4    25%  undecided

  ARR                   2026-12    2027-12    2028-12
    95%               EUR 23.5M  EUR 73.9M   EUR 232M
    median            EUR 15.7M  EUR 49.2M   EUR 155M
    5%                EUR 7.85M  EUR 24.6M  EUR 77.3M

  Headcount (people)    2026-12    2027-12    2028-12
    certain                  40         40         40

Median: the metric's in the month judged (at), in its best month by then.
Reached: when half of all paths have met it.
+-: the 99% Monte Carlo interval. 5% to 95%: the middle 90% of paths.
)");
}

TEST_CASE("Table: judged alone, without curves") {
  RunResult report = plan();
  report.curves.clear();
  report.provenance.paths = 4096;
  report.targets[1].judgement.paths = 4096;
  CHECK(render({report}) ==
        R"(Billion-dollar plan           36 months from 2026-01 · 100,000 paths · seed 2026

    Target          by       reached by   P(reached)  needs  verdict      paths
  ✓ 100+ countries  3y          2028-09  81.2% ± 0.3    50%  met        100,000
  ✗ $1B ARR         at 18mo           –   9.4% ± 0.2    50%  missed       4,096
  ✓ Solvent         all 3y            –   100%        99.9%  met        100,000
  ? All together                         25.0% ± 0.4    25%  undecided  100,000

Reached: when half of all paths have met it.
±: the 99% Monte Carlo interval.
)");
}

TEST_CASE("Table: description, variant, changes and sampler") {
  RunResult report = sample::empty_result("Plan", 1);
  report.provenance.description = "Five years from a seed round to a billion in revenue, with "
                                  "offices in three regions.\n";
  report.provenance.variant = "cautious";
  report.provenance.set = {{"horizon", "1mo"}, {"drivers.g", "normal(150%, 40%)"}};
  report.provenance.sampler = "sobol";
  report.provenance.paths = 1;
  CHECK(render({report}) ==
        R"(Plan (cautious)                  1 month from 2026-01 · 1 sobol path · seed 2026
Five years from a seed round to a billion in revenue, with offices in three
regions.
with horizon=1mo, drivers.g=normal(150%, 40%)
)");
}

TEST_CASE("Table: a long name takes a line of its own") {
  RunResult report = sample::empty_result(std::string(300, 'x'), 12);
  CHECK(render({report}) ==
        std::string(79, 'x') + "…\n12 months from 2026-01 · 100,000 paths · seed 2026\n");
}

TEST_CASE("Table: several reports") {
  const RunResult report = sample::empty_result("Plan", 12);
  const std::string one = render({report});
  CHECK(render({report, report}) == one + "\n" + one);
}

TEST_CASE("Table: colour only where it is asked for") {
  Page page;
  page.color = true;
  const std::string text = render({of_target("Label")}, page);
  CHECK(text.find("\x1b[32m✓\x1b[0m Label") != std::string::npos);
  CHECK(text.find("\x1b[32mmet\x1b[0m\n") != std::string::npos);
  CHECK(render({of_target("Label")}).find('\x1b') == std::string::npos);
}

TEST_CASE("Table: months without a value") {
  Curve curve = sample::curve("x", "Users", sample::kPeople, 10, 1, 0.1, 36);
  curve.undefined[12] = 1;
  for (auto& quantile : curve.quantiles)
    quantile.values[12] = std::nullopt;
  curve.undefined[36] = 0.01234;
  CHECK(only_table(of_curve(curve, 36)) ==
        R"(  Users (people)  2026-12  2027-12  2028-12
    95%               n/a       12       12
    median            n/a       10       10
    5%                n/a        8        8
    n/a              100%             1.23%
)");
  curve = sample::curve("x", "Users", sample::kPercent, 0.1, 1, 0, 36);
  curve.undefined[0] = 1;
  CHECK(only_table(of_curve(curve, 36)) ==
        R"(  Users      2026-12  2027-12  2028-12
    certain      10%      10%      10%
    n/a in 2025-12
)");
  curve.undefined[3] = 0.5;
  CHECK(only_table(of_curve(curve, 36))
            .find("\n    n/a for up to 100% of paths, in 2 months from 2025-12 to "
                  "2026-03\n") != std::string::npos);
}

TEST_CASE("Table: one line where the bands coincide") {
  Curve curve = sample::curve("x", "Rare", sample::kPeople, 10, 1, 0, 36);
  CHECK(only_table(of_curve(curve, 36)).find("    certain") != std::string::npos);
  curve.sd[30] = 0.5;
  CHECK(only_table(of_curve(curve, 36)).find("    5% to 95%") != std::string::npos);
}

TEST_CASE("Table: no text breaks the page") {
  const std::string texts[] = {"",
                               "quote \" comma , newline \n tab \t escape \x1b[31m",
                               std::string(300, 'x'),
                               "🚀 東京 e\u0301 👨\u200D👩\u200D👧 \u202Ereversed",
                               "=cmd()",
                               "\xFF\xFE"};
  for (const std::string& text : texts)
    for (const int width : {20, 30, 40, 50, 60, 72, 80, 100, 200})
      for (const bool utf8 : {true, false}) {
        Page page = of_width(width);
        page.utf8 = utf8;
        const std::string out = render({hostile_report(text)}, page);
        INFO(text << " at " << width << "\n" << out);
        CHECK(fits(out, width));
        CHECK(out.find_first_of("\x1b\t") == std::string::npos);
        CHECK((utf8 || out.find_first_of("\xC2\xE2\xE6\xF0") == std::string::npos));
      }
}

TEST_CASE("Table: wide characters keep the columns") {
  CHECK(render({of_target("東京 🚀")}) ==
        R"(Billion-dollar plan           36 months from 2026-01 · 100,000 paths · seed 2026

    Target   by  reached by   P(reached)  needs  verdict
  ✓ 東京 🚀  3y     2028-09  81.2% ± 0.3    50%  met

Reached: when half of all paths have met it.
±: the 99% Monte Carlo interval.
)");
}

TEST_CASE("Table: narrow pages leave out the least important columns") {
  CHECK(render({plan()}, of_width(44)) ==
        R"(Billion-dollar plan
36 months from 2026-01 · 100,000 paths
seed 2026

    Target          by        P(reached)
  ✓ 100+ countries  3y       81.2% ± 0.3
  ✗ $1B ARR         at 18mo   9.4% ± 0.2
  ✓ Solvent         all 3y    100%
  ? All together             25.0% ± 0.4

  ARR              2026-12  2027-12  2028-12
    95%             $23.5M   $73.9M    $232M
    median          $15.7M   $49.2M    $155M
    5%              $7.85M   $24.6M   $77.3M

  Headcount (peo…  2026-12  2027-12  2028-12
    certain             40       40       40

±: the 99% Monte Carlo interval. 5% to 95%:
the middle 90% of paths.
)");
}

TEST_CASE("Grid: cells, gaps and a cell that runs on") {
  Grid grid;
  grid.columns = {{.gap = 0}, {.right = true}, {.gap = 1}};
  grid.rows = {{{"a"}, {"1"}, {"x"}}, {}, {{"bbb"}, {"22"}, {""}}, {{"a note that runs on"}}};
  CHECK(grid.natural_width() == 9);
  CHECK(to_text(grid, {}) == "a     1 x\n\nbbb  22\na note that runs on\n");
}
