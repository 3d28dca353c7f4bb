// SPDX-License-Identifier: Apache-2.0
// Bars, waterfalls and heat maps as pictures. A bar has its label and value above it, so that there
// is room for both on a narrow screen.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "escala/render/display.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"
#include "render/html_chart.h"
#include "render/html_text.h"
#include "render/html_words.h"
#include "render/svg_plot.h"
#include "render/value_scale.h"

namespace escala {
namespace {

constexpr int kBarHeight = 36;    // with its text
constexpr int kLongestLabel = 36; // characters
constexpr std::size_t kHeatShades = 8;

struct SvgBar {
  std::string label; // as text
  std::string value;
  double from = 0, to = 0;
  bool drawn = true; // it has a value
  std::optional<std::pair<double, double>> interval = {};
  std::string classes = "bar";
};

ValueRange range_with_zero(const std::vector<SvgBar>& bars) {
  ValueRange range;
  const auto include = [&](double value) {
    range.low = std::min(range.low, value);
    range.high = std::max(range.high, value);
  };
  for (const SvgBar& bar : bars) {
    include(bar.from);
    include(bar.to);
    if (bar.interval) {
      include(bar.interval->first);
      include(bar.interval->second);
    }
  }
  return range;
}

// In percent of the width.
double place_of(double value, const ValueRange& range) {
  const double length = range.high - range.low;
  return length > 0 && std::isfinite(value) ? 100 * (value - range.low) / length : 0;
}

std::string percent_text(double percent) { return svg_number(percent) + "%"; }

std::string bar_shapes(const SvgBar& bar, const ValueRange& range, double top) {
  std::string out;
  const auto [low, high] = std::minmax({place_of(bar.from, range), place_of(bar.to, range)});
  if (bar.drawn)
    out += "<rect class=\"" + bar.classes + "\" x=\"" + percent_text(low) + "\" y=\"" +
           svg_number(top + 18) + "\" width=\"" + percent_text(high - low) + "\" height=\"10\"/>\n";
  if (bar.interval) {
    const std::string y = svg_number(top + 23);
    out += "<line class=\"iv\" x1=\"" + percent_text(place_of(bar.interval->first, range)) +
           "\" x2=\"" + percent_text(place_of(bar.interval->second, range)) + "\" y1=\"" + y +
           "\" y2=\"" + y + "\"/>\n";
  }
  return out;
}

std::string bars_picture(const std::vector<SvgBar>& bars) {
  if (bars.empty())
    return {};
  const ValueRange range = range_with_zero(bars);
  std::string shapes, alternative;
  double top = 0;
  for (const SvgBar& bar : bars) {
    const std::string label = html_text(clipped(bar.label, kLongestLabel, true));
    const std::string value = html_text(bar.value);
    shapes += "<text class=\"t\" x=\"0\" y=\"" + svg_number(top + 13) + "\">" + label +
              "</text><text class=\"t e v\" x=\"100%\" y=\"" + svg_number(top + 13) + "\">" +
              value + "</text>\n" + bar_shapes(bar, range, top);
    alternative += (alternative.empty() ? "" : "; ") + html_text(bar.label) + ": " + value;
    top += kBarHeight;
  }
  return "<svg class=\"bars\" width=\"100%\" height=\"" + svg_number(top) +
         "\" role=\"img\" aria-label=\"" + alternative + "\">\n" + shapes + "</svg>\n";
}

std::string classes_of(Emphasis emphasis) {
  switch (emphasis) {
  case Emphasis::good:
    return "bar good";
  case Emphasis::bad:
    return "bar bad";
  case Emphasis::open:
    return "bar open";
  case Emphasis::strong:
    return "bar strong";
  case Emphasis::muted:
    return "bar muted";
  case Emphasis::plain:
    break;
  }
  return "bar";
}

std::string value_text(const ChartBar& bar, const DisplayUnit& unit, const Page& page) {
  const auto number = [&](double value) { return Number{.value = value, .unit = unit}; };
  if (bar.value && bar.from)
    return added_text(filled(html_words::kSpan, {number(*bar.from), number(*bar.value)}), page);
  std::string text = display(bar.value, unit, page.script());
  if (bar.interval)
    text += " (" +
            added_text(filled(html_words::kSpan,
                              {number(bar.interval->first), number(bar.interval->second)}),
                       page) +
            ")";
  return text;
}

SvgBar total_bar(const Phrase& label, double value, const DisplayUnit& unit, const Page& page) {
  return {.label = phrase_text(label, {}, page.script()),
          .value = display(value, unit, page.script()),
          .to = value,
          .classes = "bar strong"};
}

// Of a value among all, from 0 to kHeatShades - 1.
std::size_t shade_of_value(double value, const ValueRange& range) {
  const double share = place_of(value, range) / 100;
  return std::min(static_cast<std::size_t>(share * static_cast<double>(kHeatShades)),
                  kHeatShades - 1);
}

} // namespace

std::string chart_picture(const BarChart& chart, const Page& page) {
  std::vector<SvgBar> bars;
  for (const ChartBar& bar : chart.bars)
    bars.push_back({.label = phrase_text(bar.label, {}, page.script()),
                    .value = value_text(bar, chart.unit, page),
                    .from = bar.from.value_or(0),
                    .to = bar.value.value_or(0),
                    .drawn = bar.value.has_value(),
                    .interval = bar.interval,
                    .classes = classes_of(bar.emphasis)});
  return bars_picture(bars);
}

std::string chart_picture(const WaterfallChart& chart, const Page& page) {
  double level = chart.first;
  std::vector<SvgBar> bars{total_bar(chart.first_label, level, chart.unit, page)};
  for (const WaterfallStep& step : chart.steps) {
    const double before = std::exchange(level, level + step.change);
    const Number change{.value = step.change, .unit = chart.unit, .show_plus = true};
    bars.push_back({.label = phrase_text(step.label, {}, page.script()),
                    .value = display(change, page.script()).value,
                    .from = before,
                    .to = level,
                    .classes = step.change < 0 ? "bar bad" : "bar good"});
  }
  bars.push_back(total_bar(chart.last_label, level, chart.unit, page));
  return bars_picture(bars);
}

std::string chart_picture(const HeatMap& chart, const Page& page) {
  std::vector<const ChartValues*> all;
  for (const ChartLine& line : chart.rows)
    all.push_back(&line.values);
  const auto range = range_of(all);
  if (!range)
    return {};
  std::string out = "<table class=\"heat\">\n<thead><tr><th scope=\"col\">" +
                    html_phrase(chart.row_title, page) + "</th>";
  for (const Phrase& label : chart.across.labels)
    out += "<th scope=\"col\" class=\"n\">" + html_phrase(label, page) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const ChartLine& line : chart.rows) {
    out += "<tr><th scope=\"row\">" + html_phrase(line.name, page) + "</th>";
    for (const std::optional<double>& value : line.values)
      out += (value ? "<td class=\"n h" + std::to_string(shade_of_value(*value, *range)) + "\">"
                    : std::string("<td class=\"n\">")) +
             html_text(display(value, chart.unit, page.script())) + "</td>";
    out += "</tr>\n";
  }
  std::string title;
  if (!chart.across.title.empty())
    title = "<p class=\"axis\">" +
            html_added(filled(html_words::kAcross, {part(chart.across.title)}), page) + "</p>\n";
  return title + "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"" +
         html_phrase(chart.row_title, page) + "\">\n" + out + "</tbody>\n</table>\n</div>\n";
}

} // namespace escala
