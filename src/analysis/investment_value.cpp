// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/investment_value.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/unite_paths.h"
#include "escala/columns/sobol.h"
#include "escala/core/calendar.h"
#include "escala/core/undefined.h"
#include "escala/summarize/moments.h"
#include "escala/summarize/sorted_quantile.h"

namespace escala {

std::uint64_t valued_paths(const Model& model, std::uint64_t paths) {
  if (!model.valuation)
    return 0;
  const auto months = static_cast<std::uint64_t>(model.horizon) + 1;
  const std::uint64_t most =
      std::clamp(kValuedFlows / months / 2 * 2, kLeastValuedPaths, kValuedPaths);
  return std::min(paths, most);
}

std::uint64_t memory_of_value(const Model& model, std::uint64_t paths) {
  const auto months = static_cast<std::uint64_t>(model.horizon) + 1;
  return 2 * sizeof(double) * (months + 1) * valued_paths(model, model.is_uncertain() ? paths : 1);
}

void FlowsOfPaths::begin(const RunShape& shape) {
  model_ = shape.model;
  paths_ = valued_paths(*model_, shape.paths);
  spent_.assign(paths_, 0);
  months_.assign(static_cast<std::size_t>(model_->horizon) + 1, std::vector<double>(paths_));
}

void FlowsOfPaths::on_block(const BlockView& view) {
  if (view.first >= paths_)
    return;
  const Valuation& valuation = *model_->valuation;
  const std::size_t lanes = std::min<std::uint64_t>(view.lanes, paths_ - view.first);
  const ConstColumn values = view.reported[valuation.metric];
  const ConstColumn spent = view.reported[model_->spent];
  double* const month = months_[static_cast<std::size_t>(view.month)].data() + view.first;
  double* const spent_before = spent_.data() + view.first;
  for (std::size_t i = 0; i < lanes; ++i) {
    if (valuation.level)
      month[i] = values[i] - spent[i];
    else if (view.month > 0)
      month[i] = values[i] - (spent[i] - spent_before[i]);
    spent_before[i] = spent[i];
  }
}

void FlowsOfPaths::finish(Ranks& ranks) { unite_paths(months_, ranks); }

namespace {

// Values by path. The net present value and the balance of each are summed month by month.
class Valuing {
 public:
  Valuing(const Model& model, Sampler sampler, const FlowsOfPaths& with,
          const FlowsOfPaths& without)
      : valuation_(*model.valuation), sampler_(sampler), with_(with.months()),
        without_(without.months()), paths_(with_.front().size()), flows_(paths_),
        defined_(paths_, true) {
    value_.metric = valuation_.metric;
    value_.discount = valuation_.discount;
    value_.paths = paths_;
  }

  InvestmentValue run() {
    for (std::size_t month = 1; month < with_.size(); ++month) {
      set_flows(month);
      for (std::size_t path = 0; path < paths_; ++path)
        defined_[path] = defined_[path] && !std::isnan(flows_[path]);
    }
    value_.undefined = static_cast<std::uint64_t>(std::ranges::count(defined_, false));
    add_months();
    add_present_value();
    add_return();
    add_payback();
    return std::move(value_);
  }

 private:
  void set_flows(std::size_t month) {
    for (std::size_t path = 0; path < paths_; ++path) {
      flows_[path] = with_[month][path] - without_[month][path];
      if (valuation_.level)
        flows_[path] -= with_[month - 1][path] - without_[month - 1][path];
    }
  }

  // The values of the paths that have some.
  std::vector<double> of_defined(const std::vector<double>& values) const {
    std::vector<double> kept;
    for (std::size_t path = 0; path < paths_; ++path)
      if (defined_[path])
        kept.push_back(values[path]);
    return kept;
  }

  static double mean_of(const std::vector<double>& values) {
    return values.empty() ? kUndefined : moments(values).mean;
  }

  static std::array<double, 3> quantiles_of(std::vector<double> values) {
    if (values.empty())
      return {kUndefined, kUndefined, kUndefined};
    std::ranges::sort(values);
    return {quantile_of_sorted(values, 0.05), quantile_of_sorted(values, 0.5),
            quantile_of_sorted(values, 0.95)};
  }

  // Paths of one group are not independent: a pair, or a replicate. Groups are.
  std::size_t group_of(std::size_t path) const {
    switch (sampler_) {
    case Sampler::antithetic:
      return path / 2;
    case Sampler::sobol:
      return path / kTurn % kReplicates;
    case Sampler::random:
      break;
    }
    return path;
  }

  // The standard error of the mean of values by path.
  double error_of_mean(const std::vector<double>& values) const {
    std::vector<double> sums, counts;
    for (std::size_t path = 0; path < paths_; ++path) {
      if (!defined_[path])
        continue;
      const std::size_t group = group_of(path);
      if (group >= sums.size()) {
        sums.resize(group + 1);
        counts.resize(group + 1);
      }
      sums[group] += values[path];
      counts[group] += 1;
    }
    std::vector<double> means;
    for (std::size_t group = 0; group < sums.size(); ++group)
      if (counts[group] > 0)
        means.push_back(sums[group] / counts[group]);
    if (means.empty())
      return kUndefined;
    const Moments of_means = moments(means);
    return of_means.count < 2 ? 0 : of_means.sd() / std::sqrt(of_means.count);
  }

  std::vector<double> present_values(double discount) {
    std::vector<double> values(paths_, 0.0);
    for (std::size_t month = 1; month < with_.size(); ++month) {
      set_flows(month);
      const double worth = std::pow(1 + discount, -static_cast<double>(month) / kMonthsInYear);
      for (std::size_t path = 0; path < paths_; ++path)
        values[path] += worth * flows_[path];
    }
    return values;
  }

  // Also finds the first month from which each path's balance is never below 0 again.
  void add_months() {
    // What rounding leaves of flows that cancel is no debt.
    constexpr double kRounding = 1e-9;
    std::vector<double> balance(paths_), moved(paths_);
    paid_back_.assign(paths_, 1);
    add_month(balance);
    for (std::size_t month = 1; month < with_.size(); ++month) {
      set_flows(month);
      for (std::size_t path = 0; path < paths_; ++path) {
        balance[path] += flows_[path];
        moved[path] += std::abs(flows_[path]);
        if (balance[path] < -kRounding * moved[path])
          paid_back_[path] = static_cast<int>(month) + 1;
      }
      value_.mean_flow.push_back(mean_of(of_defined(flows_)));
      add_month(balance);
    }
    value_.mean_flow.insert(value_.mean_flow.begin(), 0.0);
  }

  void add_month(const std::vector<double>& balance) {
    const std::vector<double> defined = of_defined(balance);
    value_.mean_balance.push_back(mean_of(defined));
    const auto [p5, p50, p95] = quantiles_of(defined);
    value_.balance_p5.push_back(p5);
    value_.balance_p50.push_back(p50);
    value_.balance_p95.push_back(p95);
  }

  void add_present_value() {
    const std::vector<double> values = present_values(valuation_.discount);
    const std::vector<double> defined = of_defined(values);
    value_.mean = mean_of(defined);
    value_.std_error = error_of_mean(values);
    const auto [p5, p50, p95] = quantiles_of(defined);
    value_.p5 = p5;
    value_.p50 = p50;
    value_.p95 = p95;
    std::vector<double> positive;
    for (const double value : values)
      positive.push_back(value > 0 ? 1 : 0);
    value_.positive = mean_of(of_defined(positive));
    value_.positive_error = error_of_mean(positive);
  }

  // By the delta method: the error of the net present value at the rate, over its slope there.
  void add_return() {
    if (value_.undefined == paths_) {
      value_.irr.reason = NoReturn::undefined;
      return;
    }
    value_.irr = internal_return(value_.mean_flow);
    if (!value_.irr.rate)
      return;
    const double rate = *value_.irr.rate;
    double slope = 0;
    for (std::size_t month = 1; month < value_.mean_flow.size(); ++month) {
      const double years = static_cast<double>(month) / kMonthsInYear;
      slope += -years * std::pow(1 + rate, -years - 1) * value_.mean_flow[month];
    }
    value_.irr_error = error_of_mean(present_values(rate)) / std::abs(slope);
  }

  void add_payback() {
    const int horizon = static_cast<int>(with_.size()) - 1;
    std::vector<int> months;
    std::vector<double> never;
    for (std::size_t path = 0; path < paths_; ++path) {
      never.push_back(paid_back_[path] > horizon ? 1 : 0);
      if (defined_[path])
        months.push_back(paid_back_[path]);
    }
    value_.never = mean_of(of_defined(never));
    value_.never_error = error_of_mean(never);
    if (months.empty())
      return;
    std::ranges::sort(months);
    const int half = months[(months.size() - 1) / 2];
    if (half <= horizon)
      value_.payback_month = half;
  }

  const Valuation& valuation_;
  Sampler sampler_;
  const std::vector<std::vector<double>>& with_;
  const std::vector<std::vector<double>>& without_;
  std::size_t paths_;
  std::vector<double> flows_; // by path, of one month
  std::vector<bool> defined_;
  std::vector<int> paid_back_; // by path: a month, or the one after the horizon
  InvestmentValue value_;
};

} // namespace

InvestmentValue value_of_investment(const Model& model, Sampler sampler, const FlowsOfPaths& with,
                                    const FlowsOfPaths& without) {
  return Valuing(model, sampler, with, without).run();
}

} // namespace escala
