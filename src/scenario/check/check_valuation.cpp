// SPDX-License-Identifier: Apache-2.0
// Checks the metric that the investment's worth is measured in, and the discount.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "escala/core/currencies.h"
#include "escala/scenario/keys.h"
#include "scenario/check/checks.h"
#include "scenario/check/no_number.h"

namespace escala {
namespace {

// Whether a metric reads what the investment has spent, through other metrics too.
class SpendReaders {
 public:
  explicit SpendReaders(const ValidScenario& valid)
      : valid_(valid), seen_(valid.metrics.size(), false) {}

  bool reads_spend(std::uint32_t first) {
    std::vector<std::uint32_t> open{first};
    seen_[first] = true;
    while (!open.empty()) {
      const std::uint32_t metric = open.back();
      open.pop_back();
      if (valid_.scenario.metrics[metric].model->from_investment)
        return true;
      add_read(valid_.metrics[metric], open);
    }
    return false;
  }

 private:
  void add_read(const ValidMetric& metric, std::vector<std::uint32_t>& open) {
    for (const ValidParameter& parameter : metric.parameters)
      for (const CheckedExpression& value : parameter.values)
        for (const NodeFacts& facts : value.facts)
          add(facts.symbol, open);
  }

  void add(const Symbol& symbol, std::vector<std::uint32_t>& open) {
    using Kind = Symbol::Kind;
    const bool of_metric = symbol.kind == Kind::metric || symbol.kind == Kind::parameter ||
                           symbol.kind == Kind::output;
    if (!of_metric || seen_[symbol.index])
      return;
    seen_[symbol.index] = true;
    open.push_back(symbol.index);
  }

  const ValidScenario& valid_;
  std::vector<bool> seen_;
};

class ValuationChecker {
 public:
  ValuationChecker(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics)
      : valid_(valid), written_(*valid.scenario.investment), symbols_(symbols),
        diagnostics_(diagnostics) {}

  void run() {
    const double discount = written_.discount ? yearly_discount(*written_.discount) : 0;
    if (!written_.value) {
      if (written_.discount)
        diagnostics_.warning(written_.discount->source.span, "the discount has no effect",
                             "the investment has no value to discount", "add value: METRIC");
      return;
    }
    const auto metric = valued_metric(*written_.value);
    if (!metric)
      return;
    const Metric& valued = valid_.scenario.metrics[*metric];
    const bool rate = valid_.metrics[*metric].quantity.dimension == kMoneyRate;
    valid_.investment.valuation =
        Valuation{.metric = *metric, .level = !rate && !valued.flow, .discount = discount};
    warn_counted_twice(*metric);
  }

 private:
  // The metric; nullopt with a diagnostic.
  std::optional<std::uint32_t> valued_metric(const Expression& value) {
    const CheckedExpression checked =
        check_expression(value, {Place::Kind::target}, symbols_, diagnostics_);
    if (checked.facts.empty() || checked.root().quantity.unknown)
      return std::nullopt;
    const Symbol& symbol = checked.root().symbol;
    const Dimension& of = checked.root().quantity.dimension;
    const bool money = of == kMoney || of == kMoneyRate;
    const std::string& text = value.source.text;
    const std::string what = describe(checked.root().quantity, valid_.scenario.currency);
    if (symbol.kind != Symbol::Kind::metric && !money)
      fail(value, fmt::format("{} is {}", text, what), example());
    else if (symbol.kind == Symbol::Kind::driver || checked.constant())
      fail(value, fmt::format("{} is not a metric", text), example());
    else if (symbol.kind != Symbol::Kind::metric)
      fail(value, fmt::format("{} is not a metric", text),
           formula_remedy(text, of, is_of_month(checked)));
    else if (valid_.scenario.metrics[symbol.index].model->from_investment)
      fail(value, fmt::format("{} is the spend itself", text), example());
    else if (!money)
      fail(value, fmt::format("{} is {}", text, what), worth_remedy(text, of));
    else
      return symbol.index;
    return std::nullopt;
  }

  void fail(const Expression& value, std::string problem, std::string suggestion) {
    const std::string& currency = valid_.scenario.currency;
    diagnostics_.error(value.source.span, std::move(problem),
                       fmt::format("value names a metric of money ({0}) or of money per time "
                                   "({0}/mo)",
                                   currency),
                       std::move(suggestion));
  }

  // A metric of money of the plan.
  std::string example() const {
    for (std::size_t i = 0; i < valid_.metrics.size(); ++i) {
      const Metric& metric = valid_.scenario.metrics[i];
      const Dimension& of = valid_.metrics[i].quantity.dimension;
      if ((of == kMoney || of == kMoneyRate) && !metric.model->from_investment)
        return fmt::format("as in {}", metric.full_name());
    }
    return fmt::format("add a metric of unit {}/mo, and name it here", valid_.scenario.currency);
  }

  // A metric with this formula. `flow`: its values are amounts of their month.
  std::string formula_remedy(const std::string& formula, const Dimension& of, bool flow) const {
    const bool rate = of == kMoneyRate;
    return fmt::format("name a metric {{unit: {}{}, {}formula: {}}}", valid_.scenario.currency,
                       rate ? "/mo" : "", flow && !rate ? "flow: true, " : "", formula);
  }

  static bool is_of_month(const CheckedExpression& checked) {
    return std::ranges::any_of(checked.facts, [](const NodeFacts& facts) {
      return facts.symbol.kind == Symbol::Kind::output ||
             (facts.time_function != nullptr && facts.time_function->name == "change");
    });
  }

  // Of users: what they are worth in money.
  std::string worth_remedy(const std::string& name, const Dimension& of) const {
    if (of == kPlain || of == kRate)
      return formula_remedy(fmt::format("{} * {}", name, money_text("1", valid_.scenario.currency)),
                            of == kRate ? kMoneyRate : kMoney, false);
    return example();
  }

  void warn_counted_twice(std::uint32_t metric) {
    if (!SpendReaders(valid_).reads_spend(metric))
      return;
    const std::string& text = written_.value->source.text;
    const Valuation& valuation = *valid_.investment.valuation;
    const Dimension& of = valid_.metrics[metric].quantity.dimension;
    const std::string spend = valuation.level    ? "investment.spent"
                              : of == kMoneyRate ? "change(investment.spent) / 1mo"
                                                 : "change(investment.spent)";
    diagnostics_.warning(written_.value->source.span,
                         fmt::format("{} already counts what the investment spends", text),
                         "it reads investment.spent, and the spend is taken off it once more",
                         formula_remedy(fmt::format("{} + {}", text, spend), of, !valuation.level));
  }

  // A rate is one of its period: 1%/mo is 12.7% a year. A percentage is one of a year.
  double yearly_discount(const Expression& discount) {
    const std::size_t errors = diagnostics_.error_count();
    const CheckedExpression checked =
        check_expression(discount, {Place::Kind::setting}, symbols_, diagnostics_);
    if (checked.facts.empty() || diagnostics_.error_count() > errors)
      return 0;
    const NodeFacts& root = checked.root();
    const std::string& text = discount.source.text;
    if (!root.constant)
      return fail_discount(discount, fmt::format("{} is not a constant", text),
                           "this value is needed before the simulation", "give a number");
    if (!std::isfinite(*root.constant)) {
      fail_no_number(text, checked, discount.syntax.root(), diagnostics_);
      return 0;
    }
    if (root.quantity.calendar ||
        (root.quantity.dimension != kPlain && root.quantity.dimension != kRate))
      return fail_discount(
          discount,
          fmt::format("{} is {}", text, describe(root.quantity, valid_.scenario.currency)),
          "a discount is a percentage a year", "as in 12%/y");
    return in_years(discount, checked);
  }

  double in_years(const Expression& discount, const CheckedExpression& checked) {
    const NodeFacts& root = checked.root();
    const std::string& text = discount.source.text;
    const bool rate = root.quantity.dimension == kRate;
    const double months =
        rate && root.quantity.has_period() ? months_in(root.quantity.period) : kMonthsInYear;
    const double of_period = rate ? *root.constant * months : *root.constant;
    if (!rate && root.quantity.literal && !root.quantity.percent && of_period != 0)
      return fail_discount(discount, fmt::format("{} is a plain number", text),
                           "a discount is a percentage a year",
                           fmt::format("write {}/y", percent_of(of_period)));
    if (of_period <= -1)
      return fail_discount(discount, fmt::format("a discount of {} is too low", text),
                           key_of(kInvestmentKeys, "discount").range_text,
                           text.starts_with('-') ? "write " + text.substr(1) : "as in 12%/y");
    return months == kMonthsInYear ? of_period
                                   : std::pow(1 + of_period, kMonthsInYear / months) - 1;
  }

  // "12" and "0.12" mean 12%.
  static std::string percent_of(double number) {
    return fmt::format("{:.10g}%", std::abs(number) < 1 ? number * 100 : number);
  }

  double fail_discount(const Expression& discount, std::string problem, std::string_view reason,
                       std::string suggestion) {
    diagnostics_.error(discount.source.span, std::move(problem), std::string(reason),
                       std::move(suggestion));
    return 0;
  }

  ValidScenario& valid_;
  const Investment& written_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
};

} // namespace

void check_valuation(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  if (valid.scenario.investment)
    ValuationChecker(valid, symbols, diagnostics).run();
}

} // namespace escala
