// SPDX-License-Identifier: Apache-2.0
// Checks the investment: its budget, the share or spend of each pillar, and its lifts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/core/numbers.h"
#include "scenario/check/checks.h"
#include "scenario/check/effect_checker.h"
#include "scenario/check/value_remedy.h"

namespace escala {
namespace {

constexpr double kRounding = 1e-9; // tolerance for sums of shares

class InvestmentChecker {
 public:
  InvestmentChecker(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics)
      : valid_(valid.investment), written_(*valid.scenario.investment), horizon_(valid.horizon),
        symbols_(symbols), diagnostics_(diagnostics), expressions_(symbols, diagnostics) {}

  void run() {
    valid_.over = months_over();
    if (!written_.budget.syntax.nodes.empty() && !fail_yearly_budget())
      valid_.budget =
          expressions_.check(written_.budget, rule_of(key_of(kInvestmentKeys, "budget"), ""));
    for (std::size_t i = 0; i < written_.pillars.size(); ++i)
      check_pillar(written_.pillars[i], valid_.pillars[i]);
    check_shares();
  }

 private:
  // "$10M/y" over two years is $20M in all.
  bool fail_yearly_budget() {
    const Syntax& syntax = written_.budget.syntax;
    const SyntaxNode& root = syntax.nodes.back();
    const std::string& text = written_.budget.source.text;
    const std::size_t first = text.find_first_of("0123456789.");
    const std::size_t last = text.find_first_not_of("0123456789.", first);
    if (syntax.nodes.size() != 1 || root.kind != SyntaxNode::Kind::number ||
        root.quantity.dimension != kMoneyRate || last == std::string::npos)
      return false;
    const auto number = parse_decimal(text.substr(first, last - first));
    if (!number || root.quantity.period == Period::none)
      return false;
    diagnostics_.error(written_.budget.source.span, fmt::format("{} is money per time", text),
                       fmt::format("budget is what is spent in all of {} months", valid_.over),
                       fmt::format("write {}{:.10g}{}", text.substr(0, first),
                                   *number * valid_.over / months_in(root.quantity.period),
                                   text.substr(last, text.find('/') - last)));
    return true;
  }

  int months_over() {
    if (!written_.over)
      return horizon_;
    const auto months = constant_of(*written_.over, kTime, symbols_, diagnostics_);
    if (!months)
      return horizon_;
    if (*months >= 1 && *months <= kLongestHorizon &&
        std::abs(*months - std::round(*months)) < kRounding)
      return static_cast<int>(std::lround(*months));
    diagnostics_.error(written_.over->source.span,
                       "over must be a whole number of months, 1mo to 100y",
                       fmt::format("it is {:.10g} months", *months),
                       whole_months_remedy(std::min<double>(*months, kLongestHorizon), 1));
    return horizon_;
  }

  void check_pillar(const Pillar& pillar, ValidPillar& valid) {
    const auto rule = [&](std::string_view key) {
      return rule_of(key_of(kPillarKeys, key), pillar.name.text);
    };
    if (pillar.share)
      valid.share = expressions_.check(*pillar.share, rule("share"));
    for (const Expression& year : pillar.spend)
      valid.spend.push_back(expressions_.check(year, rule("spend")));
    if (pillar.half_at)
      valid.half_at = expressions_.check(*pillar.half_at, rule("half_at"));
    for (std::size_t i = 0; i < pillar.lifts.size(); ++i) {
      const Effect& lift = pillar.lifts[i];
      QuantityRule wanted = rule("lifts");
      wanted.what = fmt::format("the lift of {}", lift.affected.text);
      wanted.example = "25%";
      valid.lifts[i].size = expressions_.check(lift.size, wanted);
    }
    check_spend(pillar, valid);
  }

  static std::optional<double> total(const std::vector<CheckedExpression>& values) {
    double sum = 0;
    for (const CheckedExpression& value : values) {
      if (!value.constant())
        return std::nullopt;
      sum += *value.constant();
    }
    return sum;
  }

  // Checks the spend if it is constant. Otherwise it is checked during the simulation.
  void check_spend(const Pillar& pillar, const ValidPillar& valid) {
    const auto spent = total(valid.spend);
    const auto budget = valid_.budget.constant();
    const auto share = pillar.share ? valid.share.constant() : std::optional<double>{1.0};
    if (pillar.spend.empty() || !spent || !budget || !share ||
        *spent <= *budget * *share * (1 + kRounding))
      return;
    diagnostics_.error(
        pillar.spend_span, fmt::format("{} spends too much", pillar.name.text),
        fmt::format("its years add up to {:.10g}, but its share of the budget is {:.10g}", *spent,
                    *budget * *share),
        "spend less, or raise its share");
  }

  // The share as written, or the share of the budget that the years add up to; nullopt if it is not
  // constant.
  std::optional<double> share_of(const ValidPillar& pillar) const {
    const auto spent = total(pillar.spend);
    const auto budget = valid_.budget.constant();
    if (!pillar.share.facts.empty() || !spent || !budget || *budget == 0)
      return pillar.share.constant();
    return *spent / *budget;
  }

  void check_shares() {
    double sum = 0;
    for (const ValidPillar& pillar : valid_.pillars)
      sum += share_of(pillar).value_or(0);
    if (sum <= 1 + kRounding)
      return;
    diagnostics_.error(written_.pillars.back().name.span, "the shares of the pillars are too large",
                       fmt::format("their shares add up to {:.10g}%", sum * 100),
                       "shares must add up to at most 100%");
  }

  ValidInvestment& valid_;
  const Investment& written_;
  int horizon_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
  EffectChecker expressions_;
};

} // namespace

void check_investment(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  if (valid.scenario.investment)
    InvestmentChecker(valid, symbols, diagnostics).run();
}

} // namespace escala
