// SPDX-License-Identifier: Apache-2.0
// Bar charts and waterfalls: one line for each bar, with its label and its value.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/render/display.h"
#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"
#include "render/chart_bodies.h"
#include "render/plot.h"

namespace escala {
namespace {

constexpr int kWidestTrack = 60;
constexpr int kLeastTrack = 6; // narrower bars are not readable

struct BarGlyphs {
  std::string_view whole, up, down, low, between, high;
};
constexpr BarGlyphs kUtf8Bars{"█", "▓", "░", "├", "─", "┤"};
constexpr BarGlyphs kAsciiBars{"#", "+", "-", "[", "-", "]"};

// A part of a bar, from one value to another.
struct Stretch {
  double from = 0;
  double to = 0;
  std::string_view glyph;
};

struct BarLine {
  std::string label;
  std::vector<Stretch> bar; // each is drawn over the ones before it
  std::optional<std::pair<double, double>> interval;
  std::string value;
  Ink ink = Ink::plain;
};

ValueRange bar_range(const std::vector<BarLine>& lines) {
  ValueRange range; // includes 0
  const auto include = [&](double value) {
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  };
  for (const BarLine& line : lines) {
    for (const Stretch& stretch : line.bar) {
      include(stretch.from);
      include(stretch.to);
    }
    if (line.interval) {
      include(line.interval->first);
      include(line.interval->second);
    }
  }
  return range;
}

class Track {
 public:
  Track(ValueRange range, int width, bool utf8)
      : range_(range), width_(width), glyphs_(utf8 ? kUtf8Bars : kAsciiBars) {}

  std::string text(const BarLine& line) const {
    std::vector<std::string_view> columns(static_cast<std::size_t>(width_), " ");
    for (const Stretch& stretch : line.bar) {
      const auto [first, last] = std::minmax({place(stretch.from), place(stretch.to)});
      for (std::size_t i = first; i < last; ++i)
        columns[i] = stretch.glyph;
    }
    if (line.interval)
      lay_interval(columns, *line.interval);
    std::string text;
    for (const std::string_view column : columns)
      text += column;
    return text;
  }

 private:
  // The place of a value between columns, from 0 to the width.
  std::size_t place(double value) const {
    const double length = range_.high - range_.low;
    const double share = length > 0 ? (value - range_.low) / length : 0;
    return static_cast<std::size_t>(std::lround(std::clamp(share, 0.0, 1.0) * width_));
  }

  void lay_interval(std::vector<std::string_view>& columns,
                    std::pair<double, double> interval) const {
    const std::size_t most = columns.size() - 1;
    const std::size_t low = std::min(place(interval.first), most);
    const std::size_t high = std::clamp(place(interval.second), low + 1, most + 1) - 1;
    for (std::size_t i = low; i <= high; ++i)
      columns[i] = glyphs_.between;
    columns[high] = glyphs_.high;
    columns[low] = glyphs_.low;
  }

  ValueRange range_;
  int width_;
  const BarGlyphs& glyphs_;
};

int widest(const std::vector<BarLine>& lines, std::string BarLine::*text) {
  int width = 0;
  for (const BarLine& line : lines)
    width = std::max(width, display_width(line.*text));
  return width;
}

std::string bar_lines_text(const std::vector<BarLine>& lines, const Page& page) {
  if (lines.empty())
    return {};
  const int gap = GridColumn{}.gap;
  const int label = std::min(widest(lines, &BarLine::label), page.width * 2 / 5);
  const int room = page.width - 3 * gap - label - widest(lines, &BarLine::value);
  const bool has_bars = room >= kLeastTrack;
  const Track track(bar_range(lines), std::min(room, kWidestTrack), page.utf8);
  Grid grid;
  grid.columns = {{.least = label}};
  if (has_bars)
    grid.columns.push_back({});
  grid.columns.push_back({.right = true});
  for (const BarLine& line : lines) {
    std::vector<GridCell> row{{line.label}};
    if (has_bars)
      row.push_back({track.text(line), line.ink});
    row.push_back({line.value});
    grid.rows.push_back(std::move(row));
  }
  return to_text(std::move(grid), page);
}

std::string interval_text(const std::pair<double, double>& interval, const DisplayUnit& unit,
                          const Page& page) {
  const Phrase span = filled("{} to {}", {Number{.value = interval.first, .unit = unit},
                                          Number{.value = interval.second, .unit = unit}});
  return " (" + added_text(span, page) + ")";
}

std::vector<BarLine> bar_lines(const BarChart& chart, const Page& page) {
  const BarGlyphs& glyphs = page.utf8 ? kUtf8Bars : kAsciiBars;
  std::vector<BarLine> lines;
  for (const ChartBar& bar : chart.bars) {
    BarLine line{.label = phrase_text(bar.label, {}, page.script()),
                 .bar = {},
                 .interval = bar.interval,
                 .value = display(bar.value, chart.unit, page.script()),
                 .ink = ink_of(bar.emphasis)};
    if (bar.value)
      line.bar = {{bar.from.value_or(0), *bar.value, glyphs.whole}};
    if (bar.value && bar.from)
      line.value =
          phrase_text(filled("{} to {}", {Number{.value = *bar.from, .unit = chart.unit},
                                          Number{.value = *bar.value, .unit = chart.unit}}),
                      {}, page.script());
    lines.push_back(std::move(line));
  }
  return lines;
}

// Intervals are always drawn. They are also written if the page has enough room.
void write_intervals(const BarChart& chart, const Page& page, std::vector<BarLine>& lines) {
  constexpr int kRoomy = 60;
  if (page.width < kRoomy)
    return;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (chart.bars[i].interval)
      lines[i].value += interval_text(*chart.bars[i].interval, chart.unit, page);
}

BarLine total_line(const Phrase& label, double value, const WaterfallChart& chart,
                   const Page& page) {
  return {.label = phrase_text(label, {}, page.script()),
          .bar = {{0, value, (page.utf8 ? kUtf8Bars : kAsciiBars).whole}},
          .interval = {},
          .value = display(value, chart.unit, page.script()),
          .ink = Ink::bold};
}

} // namespace

std::string chart_body(const BarChart& chart, const Page& page) {
  std::vector<BarLine> lines = bar_lines(chart, page);
  write_intervals(chart, page, lines);
  return bar_lines_text(lines, page);
}

std::string chart_body(const WaterfallChart& chart, const Page& page) {
  const BarGlyphs& glyphs = page.utf8 ? kUtf8Bars : kAsciiBars;
  double level = chart.first;
  std::vector<BarLine> lines{total_line(chart.first_label, level, chart, page)};
  for (const WaterfallStep& step : chart.steps) {
    const double before = std::exchange(level, level + step.change);
    const Number change{.value = step.change, .unit = chart.unit, .show_plus = true};
    lines.push_back({.label = phrase_text(step.label, {}, page.script()),
                     .bar = {{before, level, step.change < 0 ? glyphs.down : glyphs.up}},
                     .interval = {},
                     .value = display(change, page.script()).value});
  }
  lines.push_back(total_line(chart.last_label, level, chart, page));
  return bar_lines_text(lines, page);
}

} // namespace escala
