// SPDX-License-Identifier: Apache-2.0
#include "analysis/climb.h"

#include <nlopt.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace escala {
namespace {

using At = std::function<std::optional<ClimbPoint>(const std::vector<double>&)>;

// NLopt asks for the function and for each constraint by itself; one look at a point answers all.
struct Climber {
  const At& at;
  const ClimbSpec& spec;
  nlopt_opt nlopt = nullptr;
  std::vector<double> where = {};
  ClimbPoint known = {};
  std::vector<double> best = {};
  double best_value = 0;
  bool stopped = false;

  void look(unsigned count, const double* shares) {
    std::vector<double> asked(shares, shares + count);
    if (stopped || (!where.empty() && asked == where))
      return;
    where = asked;
    const auto found = at(within_bounds(std::move(asked), spec.bounds));
    if (!found) {
      stopped = true;
      nlopt_force_stop(nlopt);
      return;
    }
    known = *found;
    const bool allowed = std::ranges::all_of(known.slack, [](double slack) { return slack >= 0; });
    if (allowed && (best.empty() || known.value > best_value)) {
      best = where;
      best_value = known.value;
    }
  }
};

struct Constraint {
  Climber* climber;
  std::size_t index;
};

double value_at(unsigned count, const double* shares, double* slope, void* data) {
  Climber& climber = *static_cast<Climber*>(data);
  climber.look(count, shares);
  if (slope != nullptr && !climber.known.slope.empty())
    std::ranges::copy(climber.known.slope, slope);
  return climber.known.value;
}

// NLopt's constraints hold where they are not positive.
double excess_at(unsigned count, const double* shares, double* slope, void* data) {
  const Constraint& constraint = *static_cast<const Constraint*>(data);
  Climber& climber = *constraint.climber;
  climber.look(count, shares);
  if (climber.known.slack.empty())
    return 0;
  if (slope != nullptr)
    std::ranges::transform(climber.known.slack_slope[constraint.index], slope, std::negate<>());
  return -climber.known.slack[constraint.index];
}

double sum_above_one(unsigned count, const double* shares, double* slope, void* /*data*/) {
  double sum = -1;
  for (unsigned i = 0; i < count; ++i) {
    sum += shares[i];
    if (slope != nullptr)
      slope[i] = 1;
  }
  return sum;
}

} // namespace

std::vector<double> climb(const ClimbSpec& spec, const At& at) {
  constexpr double kSureOfSum = 1e-9;
  constexpr double kLeastMove = 5e-4; // of a share
  const auto count = static_cast<unsigned>(spec.start.size());
  const std::unique_ptr<nlopt_opt_s, decltype(&nlopt_destroy)> nlopt(
      nlopt_create(NLOPT_LD_SLSQP, count), &nlopt_destroy);
  Climber climber{.at = at, .spec = spec, .nlopt = nlopt.get()};
  std::vector<double> low, high;
  for (const ShareBounds& bounds : spec.bounds) {
    low.push_back(bounds.low);
    high.push_back(bounds.high);
  }
  std::vector<Constraint> constraints;
  for (std::size_t i = 0; i < spec.constraints; ++i)
    constraints.push_back({&climber, i});
  nlopt_set_lower_bounds(nlopt.get(), low.data());
  nlopt_set_upper_bounds(nlopt.get(), high.data());
  nlopt_set_max_objective(nlopt.get(), value_at, &climber);
  nlopt_add_equality_constraint(nlopt.get(), sum_above_one, nullptr, kSureOfSum);
  for (Constraint& constraint : constraints)
    nlopt_add_inequality_constraint(nlopt.get(), excess_at, &constraint, 0);
  nlopt_set_xtol_abs1(nlopt.get(), kLeastMove);
  nlopt_set_maxeval(nlopt.get(), spec.most_points);
  std::vector<double> shares = within_bounds(spec.start, spec.bounds);
  double value = 0;
  nlopt_optimize(nlopt.get(), shares.data(), &value);
  return within_bounds(climber.best.empty() ? shares : climber.best, spec.bounds);
}

} // namespace escala
