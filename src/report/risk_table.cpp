// SPDX-License-Identifier: Apache-2.0
// The flat table of risks: a row for each metric that a risk lowers, and one for a risk that lowers
// none.
#include <string>

#include "report/run_records.h"
#include "report/table_cells.h"

namespace escala {
namespace {

const Value::Map& losses_of(const Record& risk) {
  static const Value::Map kNone;
  const auto* losses = risk.find("expected_loss")->get<Value::Map>();
  return losses == nullptr ? kNone : *losses;
}

Value lowered_metrics(const Record& risk, const Record*) {
  Texts names;
  for (const MapEntry& loss : losses_of(risk))
    names.push_back(loss.name);
  return names;
}

// The entries of another map, in the order of the same metrics.
DataColumn loss_column(std::string name, const std::string& path) {
  return {.name = std::move(name), .made = [path](const Record& risk, const Record*) -> Value {
            Numbers values;
            for (const MapEntry& loss : losses_of(risk)) {
              const Value* found = risk.find(path + "." + loss.name);
              const auto* number = found == nullptr ? nullptr : found->get<double>();
              values.push_back(number == nullptr ? std::nullopt : std::optional(*number));
            }
            return values;
          }};
}

} // namespace

DataTable risk_table() {
  return {.name = "risks",
          .doc = "each risk and each metric that it lowers: events, losses, cost",
          .of = &risk_record().type(),
          .each = "expected_loss",
          .columns =
              with_origin({{.name = "risk", .path = "name"},
                           {.name = "category", .path = "category"},
                           {.name = "expected_events", .path = "expected_events"},
                           {.name = "inherent_events", .path = "inherent.expected_events"},
                           {.name = "cost", .path = "cost"},
                           {.name = "metric", .made = lowered_metrics},
                           loss_column("expected_loss", "expected_loss"),
                           loss_column("inherent_loss", "inherent.expected_loss"),
                           loss_column("loss_at_horizon", "loss_at_horizon"),
                           loss_column("inherent_loss_at_horizon", "inherent.loss_at_horizon")})};
}

} // namespace escala
