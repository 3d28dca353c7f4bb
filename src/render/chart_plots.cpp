// SPDX-License-Identifier: Apache-2.0
// Fan, line and step charts, which are drawn in a plot.
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"
#include "render/chart_bodies.h"
#include "render/plot.h"

namespace escala {
namespace {

// Glyphs from the outer band inwards, of the median, and of a mark and its ends.
struct FanGlyphs {
  std::array<std::string_view, 3> bands;
  std::string_view median;
  std::string_view level, end;
};
constexpr FanGlyphs kFanUtf8{{"░", "▒", "▓"}, "━", "╌", "◆"};
constexpr FanGlyphs kFanAscii{{".", ":", "%"}, "=", "-", "#"};

constexpr std::array<std::string_view, 6> kLineUtf8{"●", "○", "◆", "◇", "▲", "△"};
constexpr std::array<std::string_view, 6> kLineAscii{"*", "o", "+", "x", "#", "@"};

// "░ 5% to 95%   ━ median"; an entry is not split over lines if it fits on one.
std::string legend(const std::vector<std::string>& entries, const Page& page) {
  constexpr std::string_view kBetween = "   ";
  const int room = page.width - 2;
  std::vector<std::string> lines(1);
  for (const std::string& entry : entries) {
    std::string& line = lines.back();
    const std::string longer = line.empty() ? entry : line + std::string(kBetween) + entry;
    if (line.empty() || display_width(longer) <= room)
      line = longer;
    else
      lines.push_back(entry);
  }
  std::string out;
  for (const std::string& line : lines)
    out += "  " + inked(clipped(line, room, page.utf8), Ink::dim, page) + "\n";
  return out;
}

std::string lines_body(const ChartAxis& along, const DisplayUnit& unit,
                       const std::vector<ChartLine>& lines, bool steps, const Page& page) {
  const auto scale = scale_of(lines);
  if (!scale)
    return {};
  Plot plot(along, unit, *scale, page);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& glyphs = page.utf8 ? kLineUtf8 : kLineAscii;
    const std::string_view glyph = glyphs[i % glyphs.size()];
    plot.draw(plot.rows(lines[i].values, steps), {glyph});
    names.push_back(std::string(glyph) + " " + phrase_text(lines[i].name, {}, page.script()));
  }
  return plot.to_text() + legend(names, page);
}

// The bands, from the outer one inwards. Returns their entries of the legend.
std::vector<std::string> draw_bands(const FanChart& chart, const FanGlyphs& glyphs,
                                    const Page& page, Plot& plot) {
  std::vector<std::string> names;
  const std::size_t count = chart.quantiles.size();
  for (std::size_t i = 0; i < count / 2; ++i) {
    const std::string_view glyph = glyphs.bands[std::min(i, glyphs.bands.size() - 1)];
    plot.fill(plot.rows(chart.quantiles[i], false),
              plot.rows(chart.quantiles[count - 1 - i], false), {glyph, Ink::dim});
    const Phrase span =
        filled("{} to {}", {share(chart.probabilities[i], Precision::shortest),
                            share(chart.probabilities[count - 1 - i], Precision::shortest)});
    names.push_back(std::string(glyph) + " " + added_text(span, page));
  }
  return names;
}

} // namespace

std::string chart_body(const FanChart& chart, const Page& page) {
  const auto scale = scale_of(chart);
  if (!scale)
    return {};
  const FanGlyphs& glyphs = page.utf8 ? kFanUtf8 : kFanAscii;
  Plot plot(chart.along, chart.unit, *scale, page);
  std::vector<std::string> names = draw_bands(chart, glyphs, page, plot);
  for (const ChartMark& mark : chart.marks)
    plot.draw_level(mark, {glyphs.level, Ink::yellow});
  const std::size_t count = chart.quantiles.size();
  if (count % 2 == 1) {
    plot.draw(plot.rows(chart.quantiles[count / 2], false), {glyphs.median, Ink::bold});
    names.push_back(std::string(glyphs.median) + " " + added_text("median", page));
  }
  for (const ChartMark& mark : chart.marks) {
    plot.draw_ends(mark, {glyphs.end, Ink::yellow});
    std::string name = std::string(glyphs.end) + " " + phrase_text(mark.label, {}, page.script());
    if (std::ranges::find(names, name) == names.end())
      names.push_back(std::move(name));
  }
  if (chart.log)
    names.push_back(added_text("log scale", page));
  return plot.to_text() + legend(names, page);
}

std::string chart_body(const LineChart& chart, const Page& page) {
  return lines_body(chart.along, chart.unit, chart.lines, false, page);
}

std::string chart_body(const StepChart& chart, const Page& page) {
  return lines_body(chart.along, chart.unit, chart.lines, true, page);
}

} // namespace escala
