// SPDX-License-Identifier: Apache-2.0
#include "escala/report/run_sheets.h"

#include <utility>

#include "report/trial_places.h"

namespace escala {

std::vector<Sheet> run_sheets(const RunResult& result, TrialTable trials, const Replay& replay) {
  const ReplayPlaces places;
  std::vector<Sheet> sheets{curves_sheet(result), inputs_sheet(result, replay, places)};
  if (trials.paths() > 0) { // a certain plan without targets has none
    Sheet audit = audit_sheet(result, trials);
    round_trials(trials);
    sheets.push_back(trials_sheet(result, trials));
    sheets.push_back(std::move(audit));
  }
  sheets.push_back(model_sheet(replay, places));
  sheets.push_back(shocks_sheet(replay));
  return sheets;
}

} // namespace escala
