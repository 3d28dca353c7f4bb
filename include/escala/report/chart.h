// SPDX-License-Identifier: Apache-2.0
// Charts as data: what to draw. Each format decides how to draw each kind.
//
// A vector of values has an entry for each position; a missing value leaves a gap.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "escala/core/display_unit.h"
#include "escala/report/phrase.h"

namespace escala {

using ChartValues = std::vector<std::optional<double>>;

// Positions from left to right: the months of a plan, the values of a driver.
struct ChartAxis {
  std::vector<Phrase> labels; // one for each position; a format shows those that fit
  Phrase title = {};
  // The positions whose labels are shown, ascending: the ends of years. Empty: any.
  std::vector<std::size_t> ticks = {};
};

// A level at some positions: what a target asks for.
struct ChartMark {
  Phrase label;
  double level = 0;
  std::size_t first = 0; // positions, both included
  std::size_t last = 0;
};

// Quantiles around a median, in one unit.
struct FanChart {
  ChartAxis along;
  DisplayUnit unit;
  std::vector<double> probabilities;  // ascending, symmetric around the median
  std::vector<ChartValues> quantiles; // one for each probability
  std::vector<ChartMark> marks = {};
  bool log = false; // equal ratios have equal heights; all values and levels are positive
  // The same by fiscal years, in the same quantiles, if the chart is by months: one or none.
  std::vector<FanChart> yearly = {};
};

struct ChartLine {
  Phrase name;
  ChartValues values;
};

struct LineChart {
  ChartAxis along;
  DisplayUnit unit;
  std::vector<ChartLine> lines;
};

// Lines in which each value is kept until the next position.
struct StepChart {
  ChartAxis along;
  DisplayUnit unit;
  std::vector<ChartLine> lines;
};

struct ChartBar {
  Phrase label;
  std::optional<double> value;
  std::optional<std::pair<double, double>> interval = {}; // from, to
  Emphasis emphasis = Emphasis::plain;
  std::optional<double> from = {}; // where the bar begins, instead of 0; both ends are written
};

// Bars, one below the other.
struct BarChart {
  DisplayUnit unit;
  std::vector<ChartBar> bars;
};

// A value for each row and column.
struct HeatMap {
  ChartAxis across;
  Phrase row_title = {};
  std::vector<ChartLine> rows; // from the top
  DisplayUnit unit;
};

struct WaterfallStep {
  Phrase label;
  double change = 0;
};

// The changes that lead from a first value to a last value.
struct WaterfallChart {
  DisplayUnit unit;
  Phrase first_label;
  double first = 0;
  std::vector<WaterfallStep> steps;
  Phrase last_label;
};

struct Chart {
  Phrase title; // the question that it answers, or what it states
  std::variant<FanChart, LineChart, StepChart, BarChart, HeatMap, WaterfallChart> kind;
};

} // namespace escala
