// SPDX-License-Identifier: Apache-2.0
#include "analysis/deciding_rule.h"

#include <cmath>

namespace escala {
namespace {

constexpr double kNineOfTen = 0.9;
constexpr int kTried = 100; // bounds, at equal distances in rank

// With three significant digits, so that what is shown is what was counted.
double rounded(double value, double factor) {
  const double shown = value * factor;
  if (shown == 0 || !std::isfinite(shown))
    return value;
  const double unit = std::pow(10, std::floor(std::log10(std::abs(shown))) - 2);
  return std::round(shown / unit) * unit / factor;
}

class RuleSearch {
 public:
  explicit RuleSearch(const OrderedPaths& paths)
      : paths_(paths), n_(static_cast<double>(paths.size())),
        p_(static_cast<double>(paths.met_before(paths.size())) / n_) {}

  void consider(double bound, bool at_least) {
    const std::size_t split = at_least ? paths_.below(bound) : paths_.not_above(bound);
    const auto low = static_cast<double>(split);
    const auto met_low = static_cast<double>(paths_.met_before(split));
    const double held = at_least ? n_ - low : low;
    const double met = at_least ? p_ * n_ - met_low : met_low;
    if (std::min(held, n_ - held) < n_ / kTried)
      return;
    const DecidingRule rule{at_least, bound, met / held, held / n_};
    if (rule.of_those_meet <= p_)
      return;
    if (p_ < kNineOfTen && rule.of_those_meet >= kNineOfTen &&
        (!sure_ || rule.holds > sure_->holds))
      sure_ = rule;
    if (!best_ || explained(rule) > explained(*best_))
      best_ = rule;
  }

  std::optional<DecidingRule> found() const { return sure_ ? sure_ : best_; }

 private:
  double explained(const DecidingRule& rule) const {
    return rule.holds / (1 - rule.holds) * std::pow(rule.of_those_meet - p_, 2);
  }

  const OrderedPaths& paths_;
  double n_;
  double p_;
  std::optional<DecidingRule> sure_;
  std::optional<DecidingRule> best_;
};

} // namespace

std::optional<DecidingRule> deciding_rule(const OrderedPaths& paths, double factor) {
  RuleSearch search(paths);
  for (int i = 1; i < kTried; ++i) {
    const double bound = rounded(paths.quantile(static_cast<double>(i) / kTried), factor);
    search.consider(bound, true);
    search.consider(bound, false);
  }
  return search.found();
}

} // namespace escala
