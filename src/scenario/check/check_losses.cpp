// SPDX-License-Identifier: Apache-2.0
// Rates by which a level is lost: churn, contraction, attrition.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "escala/core/numbers.h"
#include "scenario/check/checks.h"
#include "scenario/check/known_values.h"
#include "scenario/check/percent_remedy.h"

namespace escala {
namespace {

constexpr double kWhole = 1 + 1e-9;
constexpr double kMuch = 0.5;
// Of a drawn rate, what 1% of the paths exceed.
constexpr double kHigh = 0.99;
constexpr double kHighScore = 2.3263478740408408;

// One rate in one stretch of months.
struct Loss {
  std::size_t parameter = 0;
  Span span;
  std::string text;
  double share = 0; // a month
  bool drawn = false;
  bool unsigned_ = false; // a number of 1 or more without a percent sign
  int from = 0;
  int to = 0;
  Rewrite with_sign = {};
};

class LossChecker {
 public:
  LossChecker(const Metric& metric, const ValidMetric& checked, const ValidScenario& valid,
              Diagnostics& diagnostics)
      : metric_(metric), valid_(valid), diagnostics_(diagnostics) {
    for (std::size_t p = 0; p < metric.model->parameters.size(); ++p)
      if (metric.parameter(p).loses)
        for (const CheckedExpression& value : checked.parameters[p].values)
          add(p, value);
  }

  void run() {
    if (!losses_.empty() && !check_sum())
      for (const Loss& loss : losses_)
        if (!loss.drawn && !loss.unsigned_ && loss.share > kMuch)
          warn_much(loss);
  }

 private:
  void add(std::size_t parameter, const CheckedExpression& value) {
    if (value.facts.empty())
      return;
    const CheckedExpression& meant = resolve_driver(value, valid_);
    for (const ValueOfMonths& part : values_of(meant, valid_)) {
      const auto share = quantile_of(meant, part, kHigh, kHighScore);
      if (!share || part.from > part.to)
        continue;
      const Quantity& quantity = meant.facts[part.node].quantity;
      const double written = *share * (quantity.has_period() ? months_in(quantity.period) : 1);
      const auto [shown, node] = written_value(value, meant, part.node);
      losses_.push_back({parameter, shown.expression->span_of(node),
                         shown.expression->text_of(node), *share, !part.constant,
                         written >= 1 && !has_percent_sign(meant, part, valid_), part.from, part.to,
                         rewrite_node(*shown.expression, node, in_percent(shown, node))});
    }
  }

  // Whether the rates of some month together take more than all; reported once.
  bool check_sum() {
    for (const Loss& first : losses_) {
      std::vector<const Loss*> together;
      double sum = 0;
      for (const Loss& loss : losses_)
        if (loss.from <= first.from && first.from <= loss.to) {
          together.push_back(&loss);
          sum += loss.share;
        }
      const bool told = std::ranges::any_of(
          together, [](const Loss* loss) { return loss->unsigned_ && loss->drawn; });
      if (sum > kWhole && !told)
        return report(together, sum), true;
    }
    return false;
  }

  void report(const std::vector<const Loss*>& together, double sum) {
    const Loss& most = **std::ranges::max_element(together, {}, &Loss::share);
    const bool drawn = std::ranges::any_of(together, &Loss::drawn);
    std::string names;
    for (const Loss* loss : together)
      names += fmt::format("{}{}", names.empty() ? "" : " and ", name_of(*loss));
    if (drawn)
      return diagnostics_.warning(
          most.span,
          fmt::format("{} of {} can take more than all of it in a month", names,
                      metric_.full_name()),
          fmt::format("{}% where high; it then ends at 0", number_in_words(sum * 100)),
          yearly(most));
    const auto lacking = std::ranges::find_if(together, &Loss::unsigned_);
    if (lacking != together.end())
      return fail_unsigned(**lacking, sum);
    diagnostics_.error(most.span,
                       fmt::format("{} of {} take{} {}% of it in a month", names,
                                   metric_.full_name(), together.size() == 1 ? "s" : "",
                                   number_in_words(sum * 100)),
                       "at most 100% can be lost", yearly(most));
  }

  // "3/mo" loses 300% a month.
  void fail_unsigned(const Loss& loss, double sum) {
    diagnostics_.error(
        loss.with_sign.span,
        fmt::format("{} of {} takes {}% of it in a month", name_of(loss), metric_.full_name(),
                    number_in_words(sum * 100)),
        fmt::format("at most 100% can be lost, and {} looks like a percentage without its sign",
                    loss.text),
        loss.with_sign.suggestion());
  }

  void warn_much(const Loss& loss) {
    diagnostics_.warning(loss.span,
                         fmt::format("{} of {} takes {}% of it in a month", name_of(loss),
                                     metric_.full_name(), number_in_words(loss.share * 100)),
                         "more than half", yearly(loss));
  }

  std::string name_of(const Loss& loss) const {
    return std::string(metric_.parameter(loss.parameter).name);
  }

  // "80%/mo" was probably meant as "80%/y".
  static std::string yearly(const Loss& loss) {
    if (!loss.text.ends_with("/mo"))
      return {};
    return fmt::format("write {}/y if a year is meant",
                       loss.text.substr(0, loss.text.size() - std::string_view("/mo").size()));
  }

  const Metric& metric_;
  const ValidScenario& valid_;
  Diagnostics& diagnostics_;
  std::vector<Loss> losses_;
};

} // namespace

void check_losses(const ValidScenario& valid, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < valid.scenario.metrics.size(); ++i)
    LossChecker(valid.scenario.metrics[i], valid.metrics[i], valid, diagnostics).run();
}

} // namespace escala
