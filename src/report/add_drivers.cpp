// SPDX-License-Identifier: Apache-2.0
#include "report/add_drivers.h"

namespace escala {

void add_drivers(const Model& model, const Findings& findings, RunResult& result) {
  for (const InputAttribution& found : findings.inputs) {
    const DrawnInput& input = model.drawn[found.input];
    const double factor = input.unit.factor;
    DriverResult driver{.name = input.name,
                        .unit = input.unit,
                        .p5 = found.p5 * factor,
                        .p50 = found.p50 * factor,
                        .p95 = found.p95 * factor,
                        .repeated = found.repeated,
                        .chance = input.chance,
                        .targets = found.targets};
    for (std::optional<InputShare>& share : driver.targets) {
      if (!share)
        continue;
      share->met_median *= factor;
      share->unmet_median *= factor;
      if (share->rule)
        share->rule->bound *= factor;
    }
    result.drivers.push_back(std::move(driver));
  }
  result.together = findings.together;
}

} // namespace escala
