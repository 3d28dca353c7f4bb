// SPDX-License-Identifier: Apache-2.0
// What decides each target: the drivers that explain most of its variance.
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "report/findings.h"
#include "report/sections.h"

namespace escala {
namespace {

constexpr std::size_t kMostDriversShown = 6; // of a target

Phrase name_of_driver(const DriverResult& driver) {
  if (driver.repeated && !driver.chance)
    return filled("the mean of {}", {driver.name});
  return OwnText{driver.name};
}

Cell rule_cell(const DriverResult& driver, const InputShare& of) {
  if (!of.rule)
    return {};
  return {
      filled(of.rule->at_least ? "{} or more: {} meet it" : "{} or less: {} meet it",
             {driver.in_unit(of.rule->bound), share(of.rule->of_those_meet, Precision::digits)})};
}

TableRow decides_row(const DriverResult& driver, const InputShare& of) {
  Number of_variance = share(of.share, Precision::error);
  of_variance.error = of.share_se;
  return {{{name_of_driver(driver)},
           {of_variance},
           {driver.in_unit(of.met_median)},
           {driver.in_unit(of.unmet_median)},
           rule_cell(driver, of)}};
}

TableGroup decides_group(const RunResult& result, std::size_t target) {
  TableGroup group{.title = OwnText{result.targets[target].label}};
  std::vector<const DriverResult*> drivers = deciding_drivers(result, target);
  if (drivers.size() > kMostDriversShown)
    drivers.resize(kMostDriversShown);
  for (const DriverResult* driver : drivers)
    group.rows.push_back(decides_row(*driver, *driver->targets[target]));
  return group;
}

} // namespace

Section decides_section(const RunResult& result) {
  Section section{.name = "decides", .heading = "What decides each target"};
  Table table{.columns = {{.heading = "Driver", .least = 12},
                          {.heading = "of the variance", .brief = "share", .align = Align::error},
                          {.heading = "median if met", .align = Align::right, .drop = 2},
                          {.heading = "if not met", .align = Align::right, .drop = 3},
                          {.heading = "best rule", .drop = 1}},
              .groups = {}};
  for (std::size_t i = 0; i < result.targets.size(); ++i)
    if (TableGroup group = decides_group(result, i); !group.rows.empty())
      table.groups.push_back(std::move(group));
  if (table.groups.empty())
    return {.name = section.name};
  section.tables.push_back(std::move(table));
  section.notes.push_back(
      {NoteTopic::columns,
       "Of the variance: the part of whether a target is met that a driver explains alone, with "
       "its standard error. Correlated drivers share theirs."});
  return section;
}

} // namespace escala
