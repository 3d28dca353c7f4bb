// SPDX-License-Identifier: Apache-2.0
// A chart of each kind.
#pragma once

#include <string>
#include <vector>

#include "escala/report/chart.h"

namespace escala::sample {

inline const DisplayUnit kMoney{"USD", DisplayUnit::Style::money, "$", ""};
inline const DisplayUnit kShare{"%", DisplayUnit::Style::percent, "", ""};

inline ChartAxis years() { return {{"2026", "2027", "2028", "2029", "2030"}}; }

inline Chart fan() {
  return {"How far may ARR spread?", FanChart{years(),
                                              kMoney,
                                              {0.05, 0.5, 0.95},
                                              {{5e6, 6e6, 7e6, 8e6, 9e6},
                                               {5e6, 8e6, 12e6, 18e6, 25e6},
                                               {5e6, 11e6, 20e6, 35e6, 65e6}}}};
}

// Grows from $1M to more than twenty times that.
inline Chart wide_fan() {
  FanChart fan{years(),
               kMoney,
               {0.05, 0.25, 0.5, 0.75, 0.95},
               {{1e6, 2e6, 3e6, 5e6, 8e6},
                {1e6, 2.5e6, 5e6, 10e6, 20e6},
                {1e6, 3e6, 8e6, 20e6, 50e6},
                {1e6, 4e6, 12e6, 40e6, 100e6},
                {1e6, 6e6, 30e6, 100e6, 300e6}}};
  fan.along.ticks = {0, 2, 4};
  fan.marks = {{"$100M", 100e6, 0, 4}, {"$10M in 2028", 10e6, 2, 2}};
  fan.log = true;
  return {"How far may ARR spread?", fan};
}

inline Chart lines() {
  return {"Which plan grows faster?",
          LineChart{years(),
                    kMoney,
                    {{"base", {1e6, 2e6, 3e6, 4e6, 5e6}}, {"bold", {1e6, 1e6, {}, 6e6, 9e6}}}}};
}

inline Chart steps() {
  return {"When is $1B reached?",
          StepChart{years(), kShare, {{"reached by then", {0, 0, 0.25, 0.5, 1}}}}};
}

inline Chart bars() {
  return {"What decides $1B ARR?", BarChart{kShare,
                                            {{"growth", 0.5, {{0.4, 0.6}}},
                                             {"churn", -0.25, {{-0.3, -0.2}}},
                                             {"price", {}, {}, Emphasis::muted}}}};
}

inline Chart heat() {
  return {"Growth and churn: how likely is $1B ARR?",
          HeatMap{.across = {{"100%", "150%", "200%"}, "growth"},
                  .row_title = "churn",
                  .rows = {{"1%", {0.5, 0.75, 1}}, {"3%", {0, 0.25, {}}}},
                  .unit = kShare}};
}

inline Chart waterfall() {
  return {"Where does the ARR of 2026 come from?",
          WaterfallChart{kMoney, "2025", 4e6, {{"new", 3e6}, {"churned", -1e6}}, "2026"}};
}

inline std::vector<Chart> charts() {
  return {fan(), wide_fan(), lines(), steps(), bars(), heat(), waterfall()};
}

} // namespace escala::sample
