// SPDX-License-Identifier: Apache-2.0
// Changes of a plan that make a target more likely, each tried on draws that did not suggest it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/core/display_unit.h"
#include "escala/report/described.h"
#include "escala/report/document.h"
#include "escala/report/phrase.h"
#include "escala/targets/interval.h"

namespace escala {

struct Recommendation {
  enum class Kind {
    value,      // another value of one part of the plan
    allocation, // other shares of the same budget
    budget,     // a larger budget
    variant,    // a variant of the plan
  };
  Kind kind = Kind::value;
  std::string variant = {};                                  // of Kind::variant
  std::vector<std::pair<std::string, std::string>> set = {}; // paths and values, as --set has them
  std::string from = {};                                     // the value of today, as written
  // Of a distribution that is shifted: by how much, and its mean today. With `value` then.
  std::optional<Number> shift = {};
  std::optional<Number> mean_today = {};
  std::optional<Number> value = {};
  std::string target = {}; // its name
  std::string label = {};  // as people read it
  double before = 0;       // probability of the target today
  double after = 0;        // with the change
  double gain = 0;
  double std_error = 0; // of the gain
  // In which another run of as many paths shows the gain, at 99%.
  Interval another_run = {};
  // Another target that becomes less likely, the one that loses most.
  struct Harm {
    std::string target;
    std::string label;
    double loss = 0; // of its probability
  };
  std::optional<Harm> harm = {};
  // What more is invested by the last month; none: the same.
  std::optional<double> cost = {};
  DisplayUnit money = {};
};

// The most that are made.
inline constexpr std::size_t kMostRecommendations = 5;

// Those that are significant, the largest gain first; of changes of one path the larger gain.
std::vector<Recommendation> worth_making(std::vector<Recommendation> all);

// A sentence: the change, what it gains with its error, and what it costs.
Phrase sentence_of(const Recommendation& recommendation);

Section recommendation_section(const std::vector<Recommendation>& recommendations);
const Described<Recommendation>& recommendation_record();

} // namespace escala
