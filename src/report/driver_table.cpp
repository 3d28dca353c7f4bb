// SPDX-License-Identifier: Apache-2.0
// The flat table of drivers: a row for each driver and target.
#include <string>

#include "report/run_records.h"
#include "report/table_cells.h"

namespace escala {
namespace {

const Value::Map& shares_by_target(const Record& driver) {
  static const Value::Map kNone;
  const auto* shares = driver.find("targets")->get<Value::Map>();
  return shares == nullptr ? kNone : *shares;
}

Value decided_targets(const Record& driver, const Record*) {
  Texts names;
  for (const MapEntry& entry : shares_by_target(driver))
    names.push_back(entry.name);
  return names;
}

// A field of what a driver has to do with each target.
DataColumn share_column(std::string name, const std::string& path) {
  return {.name = std::move(name), .made = [path](const Record& driver, const Record*) -> Value {
            Value::List values;
            for (const MapEntry& entry : shares_by_target(driver)) {
              const Value* found = entry.value.get<Record>()->find(path);
              values.push_back(found == nullptr ? Value(Absent{}) : *found);
            }
            return values;
          }};
}

} // namespace

DataTable driver_table() {
  return {.name = "drivers",
          .doc = "what each driver has to do with each target",
          .of = &driver_record().type(),
          .each = "targets",
          .columns = with_origin({{.name = "driver", .path = "name"},
                                  {.name = "unit", .path = "unit"},
                                  {.name = "p5", .path = "p5"},
                                  {.name = "p50", .path = "p50"},
                                  {.name = "p95", .path = "p95"},
                                  {.name = "target", .made = decided_targets},
                                  share_column("share", "share"),
                                  share_column("share_se", "share_se"),
                                  share_column("met_median", "met_median"),
                                  share_column("unmet_median", "unmet_median"),
                                  share_column("rule", "rule.when"),
                                  share_column("rule_meets", "rule.of_those_meet"),
                                  share_column("rule_holds", "rule.holds")})};
}

} // namespace escala
