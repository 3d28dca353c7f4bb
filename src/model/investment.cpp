// SPDX-License-Identifier: Apache-2.0
// The investment: the spend of each pillar by the start and the end of a month, and its lifts.
#include <fmt/format.h>

#include <algorithm>

#include "escala/core/undefined.h"
#include "model/compiler.h"
#include "model/instructions.h"

namespace escala {
namespace {

constexpr int kAtStart = 1; // months of delay: what was spent before the month
constexpr int kAtEnd = 0;

} // namespace

// Builds a quantity of the investment. If it is not constant, its range is checked on each path.
ParameterSource Compiler::build_range_checked(const CheckedExpression& checked,
                                              const std::string& name, const KeySpec& key,
                                              std::string what, CompiledDefinition& built) {
  const ParameterSource source = build_source(checked, name, built);
  if (source.kind != ParameterSource::Kind::series)
    return source;
  built.value.push_back(
      {Work::Kind::range_check, static_cast<std::uint32_t>(model_.range_checks.size())});
  model_.range_checks.push_back(
      {source, &key, std::move(what), programs_.text_of(checked.expression)});
  return source;
}

void Compiler::build_pillar(std::uint32_t index, CompiledDefinition& built) {
  const ValidInvestment& investment = source_.investment;
  const ValidPillar& pillar = investment.pillars[index];
  const std::string& own = source_.scenario.investment->pillars[index].name.text;
  const std::string name = "investment." + own;
  const auto part = [&](const CheckedExpression& checked, std::string_view key, int year = -1) {
    const std::string place =
        fmt::format("{}.{}{}", name, key, year < 0 ? "" : "." + std::to_string(year));
    return build_range_checked(checked, place, escala::key_of(kPillarKeys, key),
                               fmt::format("{} of {}", key, own), built);
  };
  const ParameterSource budget =
      build_range_checked(investment.budget, "investment.budget",
                          escala::key_of(kInvestmentKeys, "budget"), "budget", built);
  const ParameterSource share = part(pillar.share, "share");
  const ParameterSource half_at = part(pillar.half_at, "half_at");
  std::vector<ParameterSource> years;
  for (std::size_t i = 0; i < pillar.spend.size(); ++i)
    years.push_back(part(pillar.spend[i], "spend", static_cast<int>(i)));
  spent_[index] = build_spent(index, budget, share, years, kAtEnd, built);
  if (pillar.lifts.empty())
    return;
  const std::uint32_t before = build_spent(index, budget, share, years, kAtStart, built);
  for (std::size_t i = 0; i < pillar.lifts.size(); ++i)
    build_lift(index, i, before, half_at, built);
}

// Adds a table of the share of an amount that is spent by each month, if it is spent evenly over
// `months` from the end of month `begin` on.
std::uint32_t Compiler::add_spend_table(double begin, double months, int delay,
                                        CompiledDefinition& built) {
  Series series{.kind = Series::Kind::table,
                .name = delay > 0 ? "share of the time gone (before the month)"
                                  : "share of the time gone",
                .invested = true};
  for (int month = 0; month <= model_.horizon; ++month)
    series.table.push_back(std::clamp((month - delay - begin) / months, 0.0, 1.0));
  const std::uint32_t index = programs_.add_series(std::move(series));
  built.value.push_back({Work::Kind::series, index});
  return index;
}

std::uint32_t Compiler::build_spent(std::uint32_t pillar, const ParameterSource& budget,
                                    const ParameterSource& share,
                                    const std::vector<ParameterSource>& years, int delay,
                                    CompiledDefinition& built) {
  Program program;
  push_constant(0, 0, program);
  const auto add = [&](std::uint32_t table) {
    push_series(table, 0, program);
    push_operator("*", 0, program);
    push_operator("+", 0, program);
  };
  for (std::size_t year = 0; year < years.size(); ++year) {
    const double begin = static_cast<double>(year) * kMonthsInYear;
    push_source(model_, years[year], 0, program);
    add(add_spend_table(begin, kMonthsInYear, delay, built));
  }
  if (years.empty()) {
    push_source(model_, budget, 0, program);
    push_source(model_, share, 0, program);
    push_operator("*", 0, program);
    add(add_spend_table(0, source_.investment.over, delay, built));
  } else {
    push_limit(pillar, budget, share, years, program);
  }
  program.depth = stack_depth(program);
  const std::string& own = source_.scenario.investment->pillars[pillar].name.text;
  const std::uint32_t index = programs_.add_series(
      {.name = fmt::format("investment.{}.spent{}", own, delay > 0 ? " (before the month)" : "")});
  model_.series[index].programs.push_back(std::move(program));
  built.value.push_back({Work::Kind::series, index});
  return index;
}

// If the years of a pillar add up to more than its share of the budget, the path has a mistake.
void Compiler::push_limit(std::uint32_t pillar, const ParameterSource& budget,
                          const ParameterSource& share, const std::vector<ParameterSource>& years,
                          Program& program) {
  constexpr double kRounding = 1e-9;
  push_constant(0, 0, program);
  for (const ParameterSource& year : years) {
    push_source(model_, year, 0, program);
    push_operator("+", 0, program);
  }
  push_source(model_, budget, 0, program);
  if (source_.scenario.investment->pillars[pillar].share) {
    push_source(model_, share, 0, program);
    push_operator("*", 0, program);
  }
  push_constant(1 + kRounding, 0, program);
  push_operator("*", 0, program);
  push_operator("<=", 0, program);
  push_constant(0, 0, program);
  push_constant(kInvalid, 0, program);
  push_apply(if_function(), 3, 0, program);
  push_operator("+", 0, program);
}

// 1 + lift * S / (S + half_at), where S is the spend by the start of the month.
void Compiler::build_lift(std::uint32_t pillar, std::size_t index, std::uint32_t spent,
                          const ParameterSource& half_at, CompiledDefinition& built) {
  const ValidEffect& lift = source_.investment.pillars[pillar].lifts[index];
  const Pillar& written = source_.scenario.investment->pillars[pillar];
  const std::string name =
      fmt::format("investment.{}.lifts.{}", written.name.text, written.lifts[index].affected.text);
  const ParameterSource size =
      build_range_checked(lift.size, name, escala::key_of(kPillarKeys, "lifts"),
                          fmt::format("the lift of {}", written.lifts[index].affected.text), built);
  Program program;
  push_constant(1, 0, program);
  push_source(model_, size, 0, program);
  push_series(spent, 0, program);
  push_series(spent, 0, program);
  push_source(model_, half_at, 0, program);
  push_operator("+", 0, program);
  push_operator("/", 0, program);
  push_operator("*", 0, program);
  push_operator("+", 0, program);
  program.depth = stack_depth(program);
  const std::uint32_t factor = programs_.add_series({.name = name + " (factor)"});
  model_.series[factor].programs.push_back(std::move(program));
  for (const Symbol& symbol : lift.affected)
    if (Series* adjusted = adjusted_series(symbol))
      adjusted->lifts.push_back(factor);
  built.value.push_back({Work::Kind::series, factor});
}

void Compiler::build_total_spent(std::uint32_t metric, CompiledDefinition& built) {
  model_.spent = metric;
  Program program;
  push_constant(0, 0, program);
  for (std::uint32_t spent : spent_) {
    push_series(spent, 0, program);
    push_operator("+", 0, program);
  }
  program.depth = stack_depth(program);
  const std::uint32_t index = programs_.add_series({.name = "investment.spent"});
  model_.series[index].programs.push_back(std::move(program));
  model_.metrics[metric].parameters[0] = {.kind = ParameterSource::Kind::series, .index = index};
  built.value.push_back({Work::Kind::series, index});
}

} // namespace escala
