// SPDX-License-Identifier: Apache-2.0
#include "app/run_outcome.h"

#include "app/exit_code.h"
#include "app/messages.h"

namespace escala::app {

int report_outcome(const RunOutcome& outcome, const CompiledPlan& plan, Diagnostics* found) {
  if (outcome.status != RunStatus::failed)
    return kDone;
  Diagnostics diagnostics;
  diagnostics.add(explain(outcome.failure, plan.model, plan.notes));
  show(diagnostics, false, false);
  if (found != nullptr)
    found->add(diagnostics.all().front());
  return kInvalid;
}

} // namespace escala::app
