// SPDX-License-Identifier: Apache-2.0
// One step of each growth model as a formula of a spreadsheet, against its published formula by
// hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <memory>
#include <string>

#include "escala/catalog/growth_model.h"
#include "escala/catalog/sheet_month.h"

namespace escala {
namespace {

// A row whose cell of month m is called NAME[m].
class NamedRow final : public SheetRow {
 public:
  explicit NamedRow(std::string name) : name_(std::move(name)) {}
  SheetTerm cell(int month) const override { return {text_of(month), cells_.at(month).value()}; }
  SheetRange range(int from, int to) const override {
    SheetRange range{text_of(from) + ":" + text_of(to), {}};
    for (int month = from; month <= to; ++month)
      range.values.push_back(cells_.at(month).value());
    return range;
  }
  bool has(int month) const override { return cells_.contains(month); }
  void put(int month, const SheetTerm& formula) override { cells_[month] = formula; }
  std::string formula(int month) const { return cells_.at(month).text(); }

 private:
  std::string text_of(int month) const { return name_ + "[" + std::to_string(month) + "]"; }
  std::string name_;
  std::map<int, SheetTerm> cells_;
};

// A month of a model whose parameters are cells named after them.
struct MonthOf {
  const ModelSpec& spec;
  SheetMonth month;
  std::map<std::string, std::unique_ptr<NamedRow>, std::less<>> rows;

  MonthOf(std::string_view model, int number, double previous,
          const std::map<std::string_view, double>& values)
      : spec(*find_growth_model(model)) {
    month.month = number;
    month.horizon = 3;
    month.previous = {"x", previous};
    for (const ParameterSpec& parameter : spec.parameters) {
      const auto found = values.find(parameter.name);
      if (found != values.end())
        month.parameters.emplace_back(std::string(parameter.name), found->second);
      else if (parameter.fallback)
        month.parameters.emplace_back(*parameter.fallback);
      else
        month.parameters.emplace_back();
    }
    month.draws.resize(spec.draws.size());
    month.outputs.resize(spec.outputs.size());
    month.row = [this](std::string_view label) -> SheetRow& { return named(label); };
  }

  NamedRow& named(std::string_view label) {
    auto& row = rows[std::string(label)];
    if (row == nullptr)
      row = std::make_unique<NamedRow>(std::string(label));
    return *row;
  }
  SheetTerm step() { return spec.sheet_step(month); }
};

TEST_CASE("Every growth model has a formula for a spreadsheet") {
  for (const auto models : {growth_models(), written_models()})
    for (const ModelSpec* model : models) {
      INFO(model->name);
      CHECK(model->sheet_open != nullptr);
      CHECK(model->sheet_step != nullptr);
    }
}

TEST_CASE("compound as a formula") {
  MonthOf at("compound", 1, 100, {{"growth", 0.44}});
  CHECK(at.step().text() == "x*(1+growth)^(1/12)");
  CHECK(at.step().value() == Approx(100 * std::pow(1.44, 1 / 12.0)));
  MonthOf decays("compound", 13, 100, {{"growth", 0.44}, {"persistence", 0.5}});
  decays.month.held_years = 2;
  CHECK(decays.step().text() == "x*(1+growth*persistence^2)^(1/12)");
  CHECK(decays.step().value() == Approx(100 * std::pow(1.11, 1 / 12.0)));
}

TEST_CASE("linear as a formula") {
  MonthOf at("linear", 1, 40, {{"slope", 2}});
  at.month.shock = {"shock", 1.5};
  CHECK(at.step().text() == "(x+slope)*shock");
  CHECK(at.step().value() == 63);
}

// Verhulst: odds x / (limit - x) grow by (1 + growth)^dt. From 50 of 100: 1 * 2^(1/12).
TEST_CASE("logistic as a formula") {
  MonthOf at("logistic", 1, 50, {{"growth", 1}, {"limit", 100}});
  const double odds = std::pow(2, 1 / 12.0);
  CHECK(at.step().value() == Approx(100 * odds / (1 + odds)));
  CHECK(at.named("odds: x / (limit - x)").formula(1) == "x/(limit-x)*(1+growth)^(1/12)");
}

// Gompertz: ln(limit / x) shrinks by k^dt, k = exp(-ln(1 + growth) / ln(limit / initial)).
TEST_CASE("gompertz as a formula") {
  MonthOf at("gompertz", 1, 10, {{"initial", 10}, {"growth", 1}, {"limit", 1000}});
  const double k = std::exp(-std::log(2) / std::log(100));
  CHECK(at.step().value() == Approx(1000 * std::exp(-std::log(100) * std::pow(k, 1 / 12.0))));
}

// Schwartz: ln x returns to ln level by e^(-speed).
TEST_CASE("mean_reverting as a formula") {
  MonthOf at("mean_reverting", 1, 80, {{"level", 70}, {"speed", 0.1}});
  CHECK(at.step().text() == "IF(x=0,0,level*EXP(LN(x/level)*EXP(-speed)))");
  CHECK(at.step().value() == Approx(70 * std::pow(80.0 / 70, std::exp(-0.1))));
}

// Bass: F(t) = (1 - e^(-(p+q)t)) / (1 + q/p e^(-(p+q)t)).
TEST_CASE("bass as a formula") {
  MonthOf at("bass", 1, 0, {{"market", 1000}, {"innovation", 0.03}, {"imitation", 0.4}});
  const double e = std::exp(-0.43 / 12);
  CHECK(at.step().value() == Approx(1000 * (1 - e) / (1 + 0.4 / 0.03 * e)));
}

TEST_CASE("waterfall as a formula") {
  MonthOf at("waterfall", 1, 1000, {{"new", 50}, {"expansion", 0.02}, {"churn", 0.01}});
  CHECK(at.step().text() == "x+new+x*(expansion-churn)");
  CHECK(at.step().value() == 1060);
  MonthOf drawn("waterfall", 1, 100, {{"new", 10}, {"churn", 1.5}});
  CHECK(drawn.step().value() == 0);
}

// x(t) = sum of new(m) S(t - m): 100 who came at the start, of whom half is left, and 10 new ones.
TEST_CASE("cohort as a formula") {
  const std::vector<double> survival{1, 0.5, 0.25, 0.125};
  MonthOf at("cohort", 0, 0, {{"new", 10}, {"initial", 100}});
  at.month.survival = &survival;
  CHECK(at.spec.sheet_open(at.month).value() == 100);
  at.month.month = 1;
  CHECK(at.step().value() == 60);
}

TEST_CASE("staffing as a formula") {
  MonthOf at("staffing", 1, 40,
             {{"need", 60}, {"speed", 0.25}, {"attrition", 0.01}, {"max_hires", 3}});
  CHECK(at.step().text() == "x+MIN(speed*MAX(need-x,0),max_hires)-x*attrition");
  CHECK(at.step().value() == Approx(40 + 3 - 0.4));
}

TEST_CASE("launches as a formula") {
  MonthOf at("launches", 1, 9, {{"initial", 1}, {"rate", 2}, {"limit", 10}});
  at.month.draws = {SheetTerm("arrivals", 3)};
  CHECK(at.step().text() == "MIN(x+arrivals,limit)");
  CHECK(at.step().value() == 10);
}

// One copy fails once a month at most here; the time down is exponential of mean mttr.
TEST_CASE("availability as a formula") {
  MonthOf at("availability", 1, 1, {{"mtbf", 1}, {"mttr", 0.1}, {"copies", 1}});
  at.month.draws = {SheetTerm("u", 0.5), SheetTerm("v", 0.25), SheetTerm()};
  const double rate = 1 / 1.1; // U / mttr, U = mttr / (mtbf + mttr): e^-rate = 0.40 < 0.5
  CHECK(std::exp(-rate) < 0.5);
  CHECK(std::exp(-rate) * (1 + rate) > 0.5); // so one outage
  CHECK(at.step().value() == Approx(1 - 0.1 * -std::log(0.75)));
}

} // namespace
} // namespace escala
