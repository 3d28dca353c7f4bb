// SPDX-License-Identifier: Apache-2.0
// The share of a month that a system of one or more copies is up.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "catalog/models/list.h"
#include "catalog/models/parameters.h"
#include "escala/catalog/distribution.h"
#include "escala/catalog/sheet_month.h"
#include "escala/columns/standard_normal.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

enum Parameter { mtbf, mttr, copies, failover };
enum DrawnUniform { outages, downtime, failovers };

constexpr std::array kParameters{
    ParameterSpec{.name = "mtbf",
                  .unit = ParameterUnit::duration,
                  .range = kAboveZero,
                  .at_opening = true,
                  .doc = "mean time between failures of a copy, from repair to failure",
                  .example = "30d",
                  .also = "failure_interval time_between_failures"},
    ParameterSpec{.name = "mttr",
                  .unit = ParameterUnit::duration,
                  .range = kAboveZero,
                  .at_opening = true,
                  .doc = "mean time to repair a copy",
                  .example = "2h",
                  .also = "repair_time recovery_time repair"},
    ParameterSpec{.name = "copies",
                  .presence = Presence::optional,
                  .fallback = 1,
                  .range = {.low = 1},
                  .at_opening = true,
                  .doc = "how many run in parallel; the system is up while one of them is up",
                  .example = "2",
                  .also = "replicas redundancy nodes instances"},
    ParameterSpec{.name = "failover",
                  .unit = ParameterUnit::duration,
                  .presence = Presence::optional,
                  .fallback = 0,
                  .range = kNotNegative,
                  .at_opening = true,
                  .doc = "time lost when the active copy fails and another takes over",
                  .example = "30s",
                  .also = "failover_time switchover"},
};

constexpr std::array kDraws{
    ModelDraw{.name = "outages", .distribution = "uniform", .parameter = {}, .at_opening = true},
    ModelDraw{.name = "downtime", .distribution = "uniform", .parameter = {}, .at_opening = true},
    ModelDraw{.name = "failovers",
              .distribution = "uniform",
              .parameter = {},
              .at_opening = true,
              .only_with = "failover"}};

// The sum of a number of exponential times of mean 1: a gamma variable. Large counts use the
// approximation of Wilson and Hilferty (1931), which has ten correct digits there.
double sum_of_exponentials(double count, double uniform) {
  constexpr double kMany = 1e6;
  static const DistributionSpec& gamma = *find_distribution("gamma");
  if (count == 0)
    return 0;
  if (count == 1)
    return -std::log1p(-uniform);
  if (count > kMany) {
    const double root = 1 - 1 / (9 * count) + normal_score(uniform) / (3 * std::sqrt(count));
    return count * root * root * root;
  }
  const std::array arguments{count, 1.0};
  return gamma.quantile(uniform, arguments);
}

double whole_power(double base, double exponent) {
  constexpr double kFew = 16;
  if (exponent > kFew)
    return std::pow(base, exponent);
  double power = base;
  for (double i = 1; i < exponent; ++i)
    power *= base;
  return power;
}

// 0 if the arguments of a lane are acceptable; otherwise the value of the month: n/a or kInvalid.
double unusable(const StepBlock& block, std::size_t i) {
  const double count = block.parameters[copies][i];
  if (is_undefined(block.parameters[mtbf][i]) || is_undefined(block.parameters[mttr][i]) ||
      is_undefined(count))
    return kUndefined;
  return count == std::floor(count) ? 0 : kInvalid;
}

// Outages of all copies at once, per month. The unit of time is the month.
double outage_rate(const StepBlock& block, std::size_t i) {
  const double repair = block.parameters[mttr][i];
  const double count = block.parameters[copies][i];
  const double down = repair / (block.parameters[mtbf][i] + repair);
  return count * whole_power(down, count) / repair;
}

double failover_rate(const StepBlock& block, std::size_t i) {
  if (!block.draws.has(failovers) || block.parameters[copies][i] <= 1)
    return 0;
  return 1 / (block.parameters[mtbf][i] + block.parameters[mttr][i]);
}

double share_up(const StepBlock& block, std::size_t i, double outage_count, double failover_count) {
  if (outage_count == 0 && failover_count == 0)
    return 1;
  double lost = sum_of_exponentials(outage_count, block.draws[downtime][i]) *
                block.parameters[mttr][i] / block.parameters[copies][i];
  if (failover_count > 0)
    lost += failover_count * block.parameters[failover][i];
  return 1 - std::min(1.0, lost);
}

// Poisson counts of all lanes with these means; 0 if there is no draw.
Eigen::ArrayXd draw_counts(ConstColumn uniforms, const Eigen::ArrayXd& means) {
  static const DistributionSpec& poisson = *find_distribution("poisson");
  Eigen::ArrayXd counts = Eigen::ArrayXd::Zero(means.size());
  const double* rates = means.data();
  if (uniforms.exists())
    poisson.quantiles(uniforms, {&rates, 1, uniforms.lanes()}, counts);
  return counts;
}

void evaluate(const StepBlock& block, Column next) {
  Eigen::ArrayXd outage_rates(block.lanes), failover_rates(block.lanes);
  for (std::size_t i = 0; i < block.lanes; ++i) {
    next[i] = unusable(block, i);
    outage_rates[i] = next[i] == 0 ? outage_rate(block, i) : 0;
    failover_rates[i] = next[i] == 0 ? failover_rate(block, i) : 0;
  }
  const Eigen::ArrayXd outage_counts = draw_counts(block.draws[outages], outage_rates);
  const Eigen::ArrayXd failover_counts = draw_counts(block.draws[failovers], failover_rates);
  for (std::size_t i = 0; i < block.lanes; ++i)
    if (next[i] == 0)
      next[i] = share_up(block, i, outage_counts[i], failover_counts[i]);
}

Requirement requirement(std::span<const std::optional<double>> arguments) {
  const auto count = arguments[copies];
  if (!count || *count == std::floor(*count))
    return {};
  return {"copies", "copies must be a whole number"};
}

// The quantile of a Poisson count: how many of 0, 1, 2, ... have a distribution function below the
// uniform. Counts much above the mean do not happen; other futures may have a larger mean.
SheetTerm sheet_count(const SheetTerm& uniform, const SheetTerm& rate) {
  static const DistributionSpec& poisson = *find_distribution("poisson");
  const double mean = rate.value();
  int counts = 32;
  while (counts < 2 * mean + 20 * std::sqrt(mean) && counts < 4096)
    counts *= 2;
  const std::string text = fmt::format("SUMPRODUCT(--({}>POISSON(ROW($1:${})-1,{},TRUE)))",
                                       uniform.text(), counts, rate.text());
  return {text, poisson.quantile(uniform.value(), std::array{mean})};
}

SheetTerm sheet_hours(SheetMonth& month, const SheetTerm& count) {
  const SheetTerm& uniform = month.draws[downtime];
  const std::array terms{uniform, count, SheetTerm(1)};
  const SheetTerm many =
      call("GAMMAINV", terms, sum_of_exponentials(count.value(), uniform.value()));
  const SheetTerm one = -logarithm(1 - uniform);
  return choice(compared(count, "=", 0), 0, choice(compared(count, "=", 1), one, many));
}

SheetTerm sheet_month(SheetMonth& month) {
  const SheetTerm& up = month.parameters[mtbf];
  const SheetTerm& repair = month.parameters[mttr];
  const SheetTerm& count = month.parameters[copies];
  SheetRow& failed = month.row("outages");
  const SheetTerm down = power(repair / (up + repair), count);
  failed.put(month.month, sheet_count(month.draws[outages], count * down / repair));
  SheetTerm lost = sheet_hours(month, failed.cell(month.month)) * repair / count;
  const bool alone = count.is_constant() && count.value() <= 1;
  if (month.draws[failovers].exists() && !alone) {
    SheetRow& taken_over = month.row("failovers");
    const SheetTerm counted = sheet_count(month.draws[failovers], 1 / (up + repair));
    taken_over.put(month.month, choice(compared(count, ">", 1), counted, 0));
    lost = lost + taken_over.cell(month.month) * month.parameters[failover];
  }
  return 1 - least(1, lost);
}

} // namespace

const ModelSpec kAvailability{
    .name = "availability",
    .doc =
        "the share of the month that a system of one or more copies is up; in % unless a unit is "
        "written",
    .formula = "1 - min(1, downtime / month); outages of all k copies at rate k U^k / mttr, each "
               "exponential of mean mttr / k, U = mttr / (mtbf + mttr); the active copy fails at "
               "rate 1 / (mtbf + mttr) and costs failover",
    .source = "alternating renewal processes in parallel",
    .parameters = kParameters,
    .draws = kDraws,
    .open = evaluate,
    .step = evaluate,
    .uses_previous = false,
    .requirement = requirement,
    .percent = true,
    .failure = "it overflows",
    .example =
        "uptime: {unit: \"%\", model: availability, mtbf: 30d, mttr: 2h, copies: 2, failover: 30s}",
    .also = "uptime sla reliability",
    .sheet_open = sheet_month,
    .sheet_step = sheet_month,
};

} // namespace escala
