// SPDX-License-Identifier: Apache-2.0
// All models. Each is defined as `k` and its name in its own file.
#pragma once

#include "escala/catalog/growth_model.h"

#define ESCALA_GROWTH_MODELS(MODEL)                                                                \
  MODEL(Compound)                                                                                  \
  MODEL(Linear)                                                                                    \
  MODEL(Logistic)                                                                                  \
  MODEL(Gompertz)                                                                                  \
  MODEL(Bass)                                                                                      \
  MODEL(Waterfall)                                                                                 \
  MODEL(Cohort)                                                                                    \
  MODEL(Staffing)                                                                                  \
  MODEL(Launches)                                                                                  \
  MODEL(Availability)                                                                              \
  MODEL(MeanReverting)

namespace escala {

#define ESCALA_DECLARE_MODEL(name) extern const ModelSpec k##name;
ESCALA_GROWTH_MODELS(ESCALA_DECLARE_MODEL)
#undef ESCALA_DECLARE_MODEL

extern const ModelSpec kFormula; // used by plans without naming a model
extern const ModelSpec kNext;
extern const ModelSpec kSpending;       // investment.spent
extern const ModelSpec kWaterfallTotal; // of a waterfall that is split by segments

} // namespace escala
