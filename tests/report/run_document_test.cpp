// SPDX-License-Identifier: Apache-2.0
// From the result of a run to its document: what is said, not how it looks.
#include "escala/report/run_document.h"

#include <catch2/catch.hpp>

#include "escala/render/phrase_text.h"
#include "render/sample_result.h"

using namespace escala;

namespace {

using Months = std::vector<int>;
using Names = std::vector<std::string>;

RunResult plan() {
  RunResult result = sample::empty_result("Plan", 36);
  result.curves = {sample::curve("arr", "ARR", sample::kDollars, 5e6, 1.1, 0.25, 36)};
  result.targets = {sample::target("big", "Big ARR", {TargetTiming::Kind::by, 0, 36},
                                   sample::estimate(0.8, 0.01), 0.5, Verdict::met)};
  result.joint = JointResult{sample::estimate(0.8, 0.01), std::nullopt};
  return result;
}

Names names_of(const Document& document) {
  Names names;
  for (const Section& section : document.sections)
    names.push_back(section.name);
  return names;
}

std::string text_of(const Phrase& phrase) { return phrase_text(phrase, {}, true); }

} // namespace

TEST_CASE("a document has a section for each part that there is") {
  CHECK(names_of(run_document(plan())) == Names{"targets", "curves"});
  CHECK(names_of(run_document(sample::empty_result("Plan", 1))).empty());
  RunResult judged = plan();
  judged.curves.clear();
  CHECK(names_of(run_document(judged)) == Names{"targets"});
}

TEST_CASE("a document says where it comes from") {
  RunResult result = plan();
  result.provenance.variant = "bold";
  result.provenance.description = "Five years.";
  result.provenance.set = {{"horizon", "3y"}, {"a.b", "1"}};
  const Document document = run_document(result);
  CHECK(document.title == "Plan (bold)");
  CHECK(document.provenance.seed == 2026);
  REQUIRE(document.introduction.size() == 2);
  CHECK(text_of(document.introduction[0]) == "Five years.");
  CHECK(text_of(document.introduction[1]) == "with horizon=3y, a.b=1");
  REQUIRE(document.settings.size() == 3);
  CHECK(text_of(document.settings[0]) == "36 months from 2026-01");
  CHECK(document.settings[1].number()->value == 100000);
  CHECK(text_of(document.settings[2]) == "seed 2026");
}

TEST_CASE("cells are typed: value, unit, precision, emphasis") {
  RunResult result = plan();
  result.targets[0].median_there = 451e6;
  result.targets[0].median_unit = sample::kDollars;
  result.targets[0].median_month = 33;
  const Document document = run_document(result);
  const TableRow& row = document.sections[0].tables.at(0).groups.at(0).rows.at(0);
  REQUIRE(row.cells.size() == 8);
  CHECK(std::holds_alternative<Sign>(row.cells[0].content.pieces().at(0)));
  CHECK(row.cells[0].emphasis == Emphasis::good);
  CHECK(text_of(row.cells[1].content) == "Big ARR");
  CHECK(row.cells[3].content.number()->value == 451e6);
  CHECK(row.cells[3].content.number()->unit.symbol == "$");
  CHECK(std::get<PlanMonth>(row.cells[4].content.pieces().at(0)).month == 33);
  const Number& probability = *row.cells[5].content.number();
  CHECK(probability.value == 0.8);
  CHECK(*probability.error == Approx(0.01));
  CHECK(probability.precision == Precision::error);
  CHECK(text_of(row.cells[7].content) == "met");
  CHECK(row.cells[7].emphasis == Emphasis::good);
}

TEST_CASE("a curve has a column for each fiscal year and a row for each quantile") {
  const Document document = run_document(plan());
  const Table& table = document.sections[1].tables.at(0);
  REQUIRE(table.columns.size() == 4);
  CHECK(text_of(table.columns[1].heading) == "2026-12");
  CHECK(table.overflow == Overflow::thin);
  REQUIRE(table.groups.size() == 1);
  CHECK(text_of(table.groups[0].title) == "ARR");
  CHECK(table.groups[0].rows.size() == 4); // 95%, median, 5%, n/a
  CHECK(*table.groups[0].rows[1].cells[1].content.number()->value ==
        Approx(5e6 * std::pow(1.1, 12)));
}

TEST_CASE("columns are the ends of fiscal years") {
  const Calendar january{CalendarMonth::of(2026, 1), 1}, july{CalendarMonth::of(2026, 1), 7};
  CHECK(shown_ends(january, 60) == Months{12, 24, 36, 48, 60});
  CHECK(shown_ends(january, 40) == Months{12, 24, 36, 40});
  CHECK(shown_ends(july, 24) == Months{6, 18, 24});
  CHECK(shown_ends(january, 12) == Months{3, 6, 9, 12});
  CHECK(shown_ends({CalendarMonth::of(2026, 2), 1}, 9) == Months{2, 5, 8, 9});
  CHECK(shown_ends(january, 5) == Months{1, 2, 3, 4, 5});
  CHECK(shown_ends(january, 1) == Months{1});
}

TEST_CASE("notes say what the tables show, by topic") {
  RunResult result = plan();
  result.targets[0].median_month = 3;
  const Document document = run_document(result);
  const auto& targets = document.sections[0].notes;
  REQUIRE(targets.size() == 2);
  CHECK(targets[0].topic == NoteTopic::columns);
  CHECK(text_of(targets[0].text) == "Reached: when half of all paths have met it.");
  CHECK(targets[1].topic == NoteTopic::intervals);
  CHECK(text_of(document.sections[1].notes.at(0).text) == "5% to 95%: the middle 90% of paths.");
}

TEST_CASE("many curves are lines of one table, unless some are chosen") {
  RunResult result = sample::empty_result("Plan", 60);
  for (int i = 0; i < 9; ++i)
    result.curves.push_back(
        sample::curve("m" + std::to_string(i), "Metric", sample::kDollars, 5e6, 1.1, 0.25, 60));
  result.curves[1].name = "m0.home";
  result.curves[1].segment = "home";
  const Document overview = run_document(result);
  const Table& table = overview.sections.at(0).tables.at(0);
  REQUIRE(table.groups.size() == 1);
  CHECK(table.groups[0].rows.size() == 9);
  CHECK(table.columns.size() == 5); // label, three of five years, the band
  CHECK(text_of(table.columns[3].heading) == "2030-12");
  CHECK(text_of(table.groups[0].rows[1].cells[0].content) == "  home");
  const Phrase& band = table.groups[0].rows[0].cells.at(4).content;
  CHECK(*std::get<Number>(band.pieces().at(0)).value == Approx(5e6 * std::pow(1.1, 60) * 0.5));
  CHECK(*std::get<Number>(band.pieces().at(2)).value == Approx(5e6 * std::pow(1.1, 60) * 1.5));
  result.chosen = true;
  CHECK(run_document(result).sections.at(0).tables.at(0).groups.size() == 9);
}

TEST_CASE("of many metrics those that targets read are shown, and the others are counted") {
  RunResult result = sample::empty_result("Plan", 60);
  for (int i = 0; i < 9; ++i) {
    const std::string name = "m" + std::to_string(i);
    result.metrics.push_back({name, "Metric", sample::kDollars, i == 2 || i == 5});
    result.curves.push_back(sample::curve(name, "Metric", sample::kDollars, 5e6, 1.1, 0.25, 60));
  }
  const Document usual = run_document(result, Detail::usual);
  const Section& curves = usual.sections.at(0);
  CHECK(curves.tables.at(0).groups.size() == 2);
  const auto& pieces = curves.sentences.at(0).pieces();
  CHECK(std::get<Number>(pieces.at(0)).value == 2);
  CHECK(std::get<Number>(pieces.at(2)).value == 9);
  CHECK(run_document(result, Detail::full).sections.at(0).tables.at(0).groups.size() == 9);
  CHECK(run_document(result, Detail::full).sections.at(0).sentences.empty());
  CHECK(run_document(result, Detail::brief).sections.empty());
}

TEST_CASE("of many targets those not met have rows, first those that lack most") {
  RunResult result = sample::empty_result("Plan", 12);
  const auto add = [&](const char* name, double probability, Verdict verdict) {
    result.targets.push_back(sample::target(name, name, {TargetTiming::Kind::by, 1, 12},
                                            sample::estimate(probability, 0.01), 0.5, verdict));
  };
  const auto first_column = [&](Detail detail) {
    Names names;
    const Document document = run_document(result, detail);
    for (const TableRow& row : document.sections.at(0).tables.at(0).groups.at(0).rows)
      names.push_back(phrase_text(row.cells.at(1).content, {}, true));
    return names;
  };
  for (const char* name : {"a", "b", "c", "d", "e"})
    add(name, 0.9, Verdict::met);
  add("unsure", 0.501, Verdict::undecided);
  add("far", 0.1, Verdict::missed);
  add("near", 0.4, Verdict::missed);
  CHECK(first_column(Detail::usual).size() == 8);
  add("f", 0.9, Verdict::met);
  CHECK(first_column(Detail::usual) ==
        Names{"far", "near", "unsure", "6 met: a, b, c, d, e, f (--full)"});
  CHECK(first_column(Detail::full) == Names{"a", "b", "c", "d", "e", "unsure", "far", "near", "f"});
  result.targets[0].label = "a label that is so long that few of them fit on a line";
  CHECK(first_column(Detail::usual).back() ==
        "6 met: a label that is so long that few of them fit on a line and 5 more (--full)");
}

TEST_CASE("the metric of the target that binds has a chart, with what the target asks for") {
  RunResult result = plan();
  result.targets[0].subject = 0;
  result.targets[0].thresholds = {60e6};
  result.targets[0].timing = {TargetTiming::Kind::throughout, 12, 24};
  result.binding = sample::curve("arr", "ARR", sample::kDollars, 5e6, 1.1, 0.25, 36);
  const auto chart_of = [](const RunResult& of) {
    const Document document = run_document(of);
    REQUIRE(names_of(document) == Names{"targets", "chart", "curves"});
    return document.sections[1].charts.at(0);
  };
  const Chart chart = chart_of(result);
  CHECK(phrase_text(chart.title, {}, true) ==
        "ARR, and the target with the least reserve: Big ARR");
  const auto& fan = std::get<FanChart>(chart.kind);
  // Of seven quantiles the outermost, the quartiles and the median.
  CHECK(fan.probabilities == std::vector<double>{0.05, 0.25, 0.5, 0.75, 0.95});
  REQUIRE(fan.quantiles.size() == 5);
  CHECK(*fan.quantiles[1].back() == Approx(5e6 * std::pow(1.1, 36) * (1 - 0.25 * 0.5)));
  REQUIRE(fan.along.labels.size() == 37);
  CHECK(text_of(fan.along.labels[12]) == "2026-12");
  CHECK(fan.along.ticks == std::vector<std::size_t>{12, 24, 36});
  REQUIRE(fan.marks.size() == 1);
  CHECK(fan.marks[0].level == 60e6);
  CHECK(fan.marks[0].first == 12);
  CHECK(fan.marks[0].last == 24);
  CHECK(fan.log); // 1.1^36 is 30.9
  // At one month, and not twenty times the start.
  result.targets[0].timing = {TargetTiming::Kind::at, 1, 30};
  result.targets[0].confidence = 0.9;
  result.binding = sample::curve("arr", "ARR", sample::kDollars, 5e6, 1.05, 0.25, 36);
  const Chart other = chart_of(result);
  CHECK(phrase_text(other.title, {}, true) == "ARR, and the target that binds: Big ARR");
  CHECK(std::get<FanChart>(other.kind).marks.at(0).first == 30);
  CHECK(!std::get<FanChart>(other.kind).log);
  // A level of 0 has no logarithm.
  result.binding = sample::curve("arr", "ARR", sample::kDollars, 5e6, 1.1, 0.25, 36);
  result.targets[0].thresholds = {0};
  CHECK(!std::get<FanChart>(chart_of(result).kind).log);
}

TEST_CASE("what changes most without a risk is shown, targets before metrics") {
  RunResult result = sample::empty_result("Plan", 12);
  Counterfactual found{.without = {}, .paths = 100, .metrics = {}, .targets = {}, .joint = {}};
  const auto add_target = [&](const char* name, double lost, double error) {
    result.targets.push_back(sample::target(name, name, {TargetTiming::Kind::by, 1, 12},
                                            sample::estimate(0.5, 0.01), 0.5, Verdict::met));
    found.targets.push_back({0.5, 0.5 + lost, -lost, error});
  };
  add_target("small", 0.02, 0.001);
  add_target("unsure", 0.4, 0.2);
  add_target("large", 0.3, 0.001);
  add_target("middle", 0.1, 0.001);
  const auto add_metric = [&](const char* name, bool judged, double lost) {
    result.metrics.push_back({name, name, {}, judged});
    found.metrics.push_back({100, 100 + lost, -lost, 0.001});
  };
  add_metric("tiny", true, 0.05);
  add_metric("other", false, 40);
  add_metric("more", false, 50);
  add_metric("judged", true, 5);
  result.risks.push_back(
      {.found = {.name = "storm", .category = {}, .residual = {}, .inherent = {}},
       .affected = {},
       .mitigation = {}});
  result.risks.back().effect = Benefit{found, 0};
  const Document document = run_document(result);
  const Section& risks = document.sections.back();
  REQUIRE(risks.name == "risks");
  Names shown;
  for (const TableRow& row : risks.tables.at(1).groups.at(0).rows)
    shown.push_back(text_of(row.cells.at(1).content));
  CHECK(shown == Names{"large", "middle", "judged", "more"});
}

TEST_CASE("gains are in the unit of their metric, and per cost") {
  RunResult result = sample::empty_result("Plan", 12);
  result.metrics = {{"burn", "Burn", {"USD/y", DisplayUnit::Style::money, "$", "/y", 12}},
                    {"spent", "Spent", sample::kDollars}};
  result.spent = 1;
  // Canonical: $2M, $1M a month.
  Counterfactual found{.without = {}, .paths = 10, .metrics = {}, .targets = {}, .joint = {}};
  found.metrics = {{2e6, 1e6, 1e6, 1e4}, {1, 1, 0, 0}};
  result.investment = Benefit{found, 4e6};
  const Document document = run_document(result);
  REQUIRE(names_of(document) == Names{"investment"});
  const auto& rows = document.sections[0].tables.at(0).groups.at(0).rows;
  REQUIRE(rows.size() == 1); // what was spent is not a gain
  CHECK(rows[0].cells.at(1).content.number()->value == 12e6);
  CHECK(rows[0].cells.at(2).content.number()->value == 24e6);
  CHECK(rows[0].cells.at(3).content.number()->value == 12e6);
  CHECK(rows[0].cells.at(3).content.number()->error == 12e4);
  const auto& per_cost = rows[0].cells.at(4).content.pieces();
  REQUIRE(per_cost.size() == 3);
  CHECK(std::get<Number>(per_cost[0]).value == 3); // $12M a year for $4M
  CHECK(std::get<Number>(per_cost[2]).value == 1);
}
