// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <sstream>

#include "escala/render/curve_table.h"
#include "escala/render/grid.h"
#include "escala/render/render.h"
#include "escala/render/text_width.h"
#include "sample_report.h"

using namespace escala;

namespace {

using Months = std::vector<int>;

std::string render(const std::vector<Report>& reports, const RenderOptions& options = {}) {
  return find_format("table")->render(reports, options);
}

RenderOptions ascii() {
  RenderOptions options;
  options.utf8 = false;
  return options;
}

RenderOptions of_width(int width) {
  RenderOptions options;
  options.width = width;
  return options;
}

bool fits(const std::string& text, int width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (display_width(line) > width || (!line.empty() && line.back() == ' '))
      return false;
  return true;
}

Report plan() {
  Report report = sample::empty_report("Billion-dollar plan", 36);
  report.curves = {sample::curve("arr", "ARR", sample::kDollars, 5e6, 1.1, 0.25, 36),
                   sample::curve("headcount", "Headcount", sample::kPeople, 40, 1, 0, 36)};
  TargetResult countries = sample::target("c", "100+ countries", {TimingKind::by, 0, 36},
                                          sample::estimate(0.812, 0.003), 0.5, Verdict::met);
  countries.median_month = 33;
  countries.median_there = 109;
  TargetResult arr = sample::target("a", "$1B ARR", {TimingKind::at, 18, 18},
                                    sample::estimate(0.094, 0.002), 0.5, Verdict::missed);
  arr.median_there = 451e6;
  arr.median_unit = sample::kDollars;
  TargetResult solvent = sample::target("s", "Solvent", {TimingKind::throughout, 0, 36},
                                        {1, 0, 1, 1, 100000}, 0.999, Verdict::met);
  solvent.median_month = 0;
  report.targets = {countries, arr, solvent};
  report.joint = JointResult{sample::estimate(0.25, 0.004), 0.25, Verdict::undecided};
  return report;
}

Report of_curve(Curve curve, int horizon) {
  Report report = sample::empty_report("Plan", horizon);
  report.curves = {std::move(curve)};
  return report;
}

Report of_target(const std::string& label) {
  Report report = plan();
  report.curves.clear();
  report.targets.resize(1);
  report.targets[0].label = label;
  report.joint.reset();
  return report;
}

// Everything that a user may write, as unkind as it may be.
Report hostile_report(const std::string& text) {
  Report report = plan();
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

    Target          by       median   reached   P(reached)  needs  verdict
  ✓ 100+ countries  3y          109  month 33  81.2% ± 0.3    50%  met
  ✗ $1B ARR         at 18mo   $451M         –   9.4% ± 0.2    50%  missed
  ✓ Solvent         all 3y        –         –   100%        99.9%  met
  ? All together                               25.0% ± 0.4    25%  undecided

  ARR                 2026-12  2027-12  2028-12
    95%                $23.5M   $73.9M    $232M
    median             $15.7M   $49.2M    $155M
    5%                 $7.85M   $24.6M   $77.3M

  Headcount (people)  2026-12  2027-12  2028-12
    certain                40       40       40

Median: the metric's, when judged. Reached: when half of all paths have met it.
±: the 99% Monte Carlo interval. 5% to 95%: the middle 90% of paths.
)");
  CHECK(fits(text, 80));
}

TEST_CASE("Table: the same in ASCII") {
  Report report = plan();
  report.provenance.scenario = "Plan für 東京";
  report.curves[0].unit = {"EUR", DisplayUnit::Style::money, "€", ""};
  CHECK(render({report}, ascii()) ==
        R"(Plan f?r ??                   36 months from 2026-01 | 100,000 paths | seed 2026

    Target          by       median   reached    P(reached)  needs  verdict
  + 100+ countries  3y          109  month 33  81.2% +- 0.3    50%  met
  x $1B ARR         at 18mo   $451M         -   9.4% +- 0.2    50%  missed
  + Solvent         all 3y        -         -   100%         99.9%  met
  ? All together                               25.0% +- 0.4    25%  undecided

  ARR                   2026-12    2027-12    2028-12
    95%               EUR 23.5M  EUR 73.9M   EUR 232M
    median            EUR 15.7M  EUR 49.2M   EUR 155M
    5%                EUR 7.85M  EUR 24.6M  EUR 77.3M

  Headcount (people)    2026-12    2027-12    2028-12
    certain                  40         40         40

Median: the metric's, when judged. Reached: when half of all paths have met it.
+-: the 99% Monte Carlo interval. 5% to 95%: the middle 90% of paths.
)");
}

TEST_CASE("Table: judged alone, without curves") {
  Report report = plan();
  report.curves.clear();
  report.provenance.paths = 4096;
  report.targets[1].estimate.paths = 4096;
  CHECK(render({report}) ==
        R"(Billion-dollar plan           36 months from 2026-01 · 100,000 paths · seed 2026

    Target          by       reached by   P(reached)  needs  verdict      paths
  ✓ 100+ countries  3y         month 33  81.2% ± 0.3    50%  met        100,000
  ✗ $1B ARR         at 18mo           –   9.4% ± 0.2    50%  missed       4,096
  ✓ Solvent         all 3y            –   100%        99.9%  met        100,000
  ? All together                         25.0% ± 0.4    25%  undecided  100,000

Reached: when half of all paths have met it.
±: the 99% Monte Carlo interval.
)");
}

TEST_CASE("Table: description, variant, changes and sampler") {
  Report report = sample::empty_report("Plan", 1);
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
  Report report = sample::empty_report(std::string(300, 'x'), 12);
  CHECK(render({report}) ==
        std::string(79, 'x') + "…\n12 months from 2026-01 · 100,000 paths · seed 2026\n");
}

TEST_CASE("Table: several reports") {
  const Report report = sample::empty_report("Plan", 12);
  const std::string one = render({report});
  CHECK(render({report, report}) == one + "\n" + one);
}

TEST_CASE("Table: colour only where it is asked for") {
  RenderOptions options;
  options.color = true;
  const std::string text = render({of_target("Label")}, options);
  CHECK(text.find("\x1b[32m✓\x1b[0m Label") != std::string::npos);
  CHECK(text.find("\x1b[32mmet\x1b[0m\n") != std::string::npos);
  CHECK(render({of_target("Label")}).find('\x1b') == std::string::npos);
}

TEST_CASE("Table: months without a value") {
  Curve curve = sample::curve("x", "Users", sample::kPeople, 10, 1, 0.1, 36);
  curve.undefined[12] = 1;
  for (auto& quantile : curve.quantiles)
    quantile[12] = std::nullopt;
  curve.undefined[36] = 0.01234;
  CHECK(curve_table(of_curve(curve, 36), {}) ==
        R"(  Users (people)  2026-12  2027-12  2028-12
    95%               n/a       12       12
    median            n/a       10       10
    5%                n/a        8        8
    n/a              100%       0%    1.23%
)");
  curve = sample::curve("x", "Users", sample::kPercent, 0.1, 1, 0, 36);
  curve.undefined[0] = 1;
  CHECK(curve_table(of_curve(curve, 36), {}) ==
        R"(  Users      2026-12  2027-12  2028-12
    certain      10%      10%      10%
    n/a for 100% of paths, in month 0
)");
  curve.undefined[3] = 0.5;
  CHECK(curve_table(of_curve(curve, 36), {})
            .find("\n    n/a for up to 100% of paths, in months 0 to 3\n") != std::string::npos);
}

TEST_CASE("Table: one line where the bands coincide") {
  Curve curve = sample::curve("x", "Rare", sample::kPeople, 10, 1, 0, 36);
  CHECK(curve_table(of_curve(curve, 36), {}).find("    certain") != std::string::npos);
  curve.sd[30] = 0.5;
  CHECK(curve_table(of_curve(curve, 36), {}).find("    5% to 95%") != std::string::npos);
}

TEST_CASE("Columns are the ends of fiscal years") {
  const Calendar january{CalendarMonth::of(2026, 1), 1}, july{CalendarMonth::of(2026, 1), 7};
  CHECK(shown_ends(january, 60) == Months{12, 24, 36, 48, 60});
  CHECK(shown_ends(january, 40) == Months{12, 24, 36, 40});
  CHECK(shown_ends(july, 24) == Months{6, 18, 24});
  CHECK(shown_ends(january, 12) == Months{3, 6, 9, 12});
  CHECK(shown_ends({CalendarMonth::of(2026, 2), 1}, 9) == Months{2, 5, 8, 9});
  CHECK(shown_ends(january, 5) == Months{1, 2, 3, 4, 5});
  CHECK(shown_ends(january, 1) == Months{1});
}

TEST_CASE("Columns are thinned from the last") {
  CHECK(thinned({1, 2, 3, 4, 5}, 5) == Months{1, 2, 3, 4, 5});
  CHECK(thinned({1, 2, 3, 4, 5}, 4) == Months{1, 3, 5});
  CHECK(thinned({1, 2, 3, 4, 5}, 1) == Months{5});
  CHECK(thinned({1, 2, 3, 4, 5}, -7) == Months{5});
  const Calendar calendar{CalendarMonth::of(2026, 1), 1};
  CHECK(thinned(shown_ends(calendar, 1200), 6).size() == 6);
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
        RenderOptions options = of_width(width);
        options.utf8 = utf8;
        const std::string out = render({hostile_report(text)}, options);
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
  ✓ 東京 🚀  3y    month 33  81.2% ± 0.3    50%  met

Reached: when half of all paths have met it.
±: the 99% Monte Carlo interval.
)");
}

TEST_CASE("Table: narrow pages leave out the least important columns") {
  CHECK(render({plan()}, of_width(44)) ==
        R"(Billion-dollar plan
36 months from 2026-01 · 100,000 paths ·
seed 2026

    Target          by        P(reached)
  ✓ 100+ countries  3y       81.2% ± 0.3
  ✗ $1B ARR         at 18mo   9.4% ± 0.2
  ✓ Solvent         all 3y    100%
  ? All together             25.0% ± 0.4

  ARR                 2026-12  2028-12
    95%                $23.5M    $232M
    median             $15.7M    $155M
    5%                 $7.85M   $77.3M

  Headcount (people)  2026-12  2028-12
    certain                40       40

Median: the metric's, when judged. Reached:
when half of all paths have met it.
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
