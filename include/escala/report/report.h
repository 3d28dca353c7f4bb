// SPDX-License-Identifier: Apache-2.0
// The answer as one typed document, from which every format is rendered.
//
// Values are in the unit that each curve names. Missing is nullopt, never zero.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "escala/core/calendar.h"

namespace escala {

inline constexpr std::array<double, 7> kQuantiles{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};
inline constexpr std::array<const char*, 7> kQuantileNames{"p5",  "p10", "p25", "p50",
                                                           "p75", "p90", "p95"};
inline constexpr std::size_t kMedian = 3;
// Those that a table shows.
inline constexpr std::array<double, 3> kTableQuantiles{0.05, 0.50, 0.95};

// How people read a number of this unit.
struct DisplayUnit {
  enum class Style { plain, money, percent };

  std::string text; // as JSON and CSV give it: "USD", "USD/mo", "users", "%", ""
  Style style = Style::plain;
  std::string symbol; // of money: "$" or "CHF "
  std::string per;    // of a rate: "/mo"
};

using Cell = std::optional<double>;

struct Curve {
  std::string name;
  std::string label; // the name where none is written
  DisplayUnit unit;
  // The month of each entry: 0 to the horizon; with periods the ends of those, behind the opening
  // where this is a level.
  std::vector<int> months;
  std::vector<Cell> mean;
  std::vector<Cell> sd;
  std::vector<double> undefined;                              // share of paths that are n/a
  std::array<std::vector<Cell>, kQuantiles.size()> quantiles; // empty: not computed
  int last_actual = -1; // the last month whose value is known; -1: none
};

enum class Verdict { met, missed, undecided };
enum class TimingKind { by, at, throughout };

struct Timing {
  TimingKind kind = TimingKind::by;
  int from = 0; // months, both included
  int to = 0;
};

struct Estimate {
  double probability = 0;
  double std_error = 0;
  double low = 0; // the 99% Monte Carlo interval
  double high = 0;
  std::uint64_t paths = 0;
};

struct TargetResult {
  std::string name;
  std::string label;
  std::string when; // the condition as written
  Timing timing;
  double confidence = 0.5;
  Estimate estimate;
  Verdict verdict = Verdict::undecided;
  std::optional<int> median_month; // by which half of all paths have met it
  // Percentiles of the first month, over the paths that ever met it; and the share that never did.
  Cell first_p10, first_p50, first_p90;
  double never = 0;
  // The median, at the month judged, of the metric that the condition is about, if it is one.
  Cell median_there;
  DisplayUnit median_unit;
  std::string file; // where it is written; line 0: nowhere in a file
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

struct JointResult {
  Estimate estimate;
  std::optional<double> confidence; // where `all` is given
  std::optional<Verdict> verdict;
};

// A metric's loss to a risk: shares of its level.
struct LossResult {
  std::string metric;
  std::string label;
  double mean = 0; // over paths and months
  double at_horizon = 0;
};

struct ExposureResult {
  double events = 0; // expected, over the plan
  std::vector<LossResult> losses;
};

// A difference on the same paths, with less without.
struct GainResult {
  std::string name;
  std::string label;
  DisplayUnit unit; // of a metric; probabilities have none
  Cell with, without, gain, std_error;
  Cell per_cost; // gain for each unit of currency spent; empty where nothing is spent
};

// What something gains that costs money.
struct BenefitResult {
  std::uint64_t paths = 0;         // compared
  double cost = 0;                 // expected, at the horizon
  std::vector<GainResult> metrics; // at the horizon
  std::vector<GainResult> targets; // probabilities
  std::optional<GainResult> joint; // absent where there are no targets
};

// Of one risk, or of a category of risks.
struct RiskResult {
  std::string name;
  std::string category;
  std::vector<std::string> victims; // metrics that it hits, by share or amount
  ExposureResult residual;
  ExposureResult inherent; // without mitigation
  double cost = 0;
  std::optional<BenefitResult> mitigation; // of a mitigated risk
};

// A file beside the scenario that it takes values from.
struct DataProvenance {
  std::string file; // as the scenario names it
  std::string sha256;
};

struct Provenance {
  std::string scenario; // its name
  std::string description;
  std::string file;    // as given; "-" for standard input
  std::string sha256;  // of the file's bytes, lower-case hexadecimal
  std::string variant; // empty: none
  std::vector<std::pair<std::string, std::string>> set; // --set, in order
  std::vector<DataProvenance> data;
  std::uint64_t paths = 0;
  std::uint64_t seed = 0;
  std::string sampler;
  std::string isa;
  double quantile_error = 0; // as a share of a quantile; 0: they are exact
};

struct Report {
  Provenance provenance;
  Calendar calendar;
  int horizon = 0;
  Every every = Every::month; // of the curves: levels at a period's end, flows summed over it
  std::string currency;
  std::vector<Curve> curves; // empty where only targets were judged
  std::vector<TargetResult> targets;
  std::optional<JointResult> joint; // absent where there are no targets
  std::vector<RiskResult> risks;
  std::vector<RiskResult> categories;
  std::optional<BenefitResult> mitigation; // of all risks, where several are mitigated
  std::optional<BenefitResult> investment;
};

} // namespace escala
