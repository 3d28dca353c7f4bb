// SPDX-License-Identifier: Apache-2.0
// Charts over time, or over the values of a driver, as pictures.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "escala/render/display.h"
#include "escala/render/phrase_text.h"
#include "render/html_chart.h"
#include "render/html_text.h"
#include "render/html_words.h"
#include "render/svg_plot.h"
#include "render/value_scale.h"

namespace escala {
namespace {

constexpr std::array<std::string_view, 2> kBands{"b b0", "b b1"};
constexpr std::size_t kLineColors = 6;

std::optional<std::size_t> last_of(const ChartValues& values) {
  for (std::size_t i = values.size(); i-- > 0;)
    if (values[i])
      return i;
  return std::nullopt;
}

std::optional<std::size_t> first_of(const ChartValues& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i])
      return i;
  return std::nullopt;
}

std::vector<double> levels_of(const FanChart& chart) {
  std::vector<double> levels;
  for (const ChartMark& mark : chart.marks)
    levels.push_back(mark.level);
  return levels;
}

Number number_at(const ChartValues& values, std::size_t position, const DisplayUnit& unit,
                 const std::vector<double>& apart = {}) {
  return {.value = values[position], .unit = unit, .apart = apart};
}

// The last values: of the median, and of the outer band with its share.
std::vector<EndLabel> end_labels(const FanChart& chart, const SvgPlot& plot, const Page& page) {
  std::vector<EndLabel> labels;
  const std::size_t count = chart.quantiles.size();
  const std::vector<double> apart = levels_of(chart);
  for (std::size_t i = 0; i < count; ++i) {
    const bool median = 2 * i + 1 == count;
    const bool outer = i == 0 || i + 1 == count;
    const auto last = last_of(chart.quantiles[i]);
    if (!last || !(median || outer))
      continue;
    const std::string value = html_text(
        display(number_at(chart.quantiles[i], *last, chart.unit, apart), page.script()).value);
    const double y = plot.y_of(*chart.quantiles[i][*last]);
    if (median)
      labels.push_back({y, value, "t v"});
    else
      labels.push_back(
          {y, html_added(share(chart.probabilities[i], Precision::shortest), page) + " " + value,
           "t"});
  }
  return labels;
}

std::string swatch(std::string_view classes, const std::string& name) {
  return "<li><svg width=\"18\" height=\"10\" aria-hidden=\"true\"><rect class=\"" +
         std::string(classes) + "\" width=\"18\" height=\"10\"/></svg> " + name + "</li>";
}

std::string list_text(const std::string& items) {
  return items.empty() ? items : "<ul class=\"legend\">" + items + "</ul>\n";
}

std::string fan_legend(const FanChart& chart, const Page& page) {
  std::string items;
  const std::size_t count = chart.quantiles.size();
  for (std::size_t i = 0; i < count / 2; ++i)
    items +=
        swatch(i == 0 ? "b b0" : "b b1 b01",
               html_added(filled(html_words::kSpan,
                                 {share(chart.probabilities[i], Precision::shortest),
                                  share(chart.probabilities[count - 1 - i], Precision::shortest)}),
                          page));
  if (count % 2 == 1)
    items += swatch("md", html_added(html_words::kMedian, page));
  if (chart.log)
    items += "<li class=\"scale\">" + html_added(html_words::kLogScale, page) + "</li>";
  return list_text(items);
}

// "From $5M in 2026-01 to $295M in 2030-12 (5% to 95%: $52M to $1.45B)."
std::string alternative_of(const FanChart& chart, const Page& page) {
  const ChartValues& median = chart.quantiles[chart.quantiles.size() / 2];
  const auto first = first_of(median), last = last_of(median);
  if (!first)
    return html_added(html_words::kNoValues, page);
  const std::vector<double> apart = levels_of(chart);
  const auto at = [&](const ChartValues& values, std::size_t position) {
    return number_at(values, position, chart.unit, apart);
  };
  std::string text = html_added(
      filled(html_words::kMedianSpan, {at(median, *first), part(chart.along.labels[*first]),
                                       at(median, *last), part(chart.along.labels[*last])}),
      page);
  if (chart.quantiles.size() > 1)
    text += " " + html_added(filled(html_words::kBandAtEnd,
                                    {share(chart.probabilities.front(), Precision::shortest),
                                     share(chart.probabilities.back(), Precision::shortest),
                                     at(chart.quantiles.front(), *last),
                                     at(chart.quantiles.back(), *last)}),
                             page);
  for (const ChartMark& mark : chart.marks)
    text +=
        " " + html_added(filled(html_words::kMarkLevel,
                                {part(mark.label),
                                 Number{.value = mark.level, .unit = chart.unit, .apart = apart}}),
                         page);
  return text;
}

std::string alternative_of(const ChartAxis& along, const DisplayUnit& unit,
                           const std::vector<ChartLine>& lines, const Page& page) {
  std::string text;
  for (const ChartLine& line : lines) {
    const auto first = first_of(line.values), last = last_of(line.values);
    if (!first)
      continue;
    text += (text.empty() ? "" : " ") +
            html_added(filled(html_words::kLineSpan,
                              {part(line.name), number_at(line.values, *first, unit),
                               part(along.labels[*first]), number_at(line.values, *last, unit),
                               part(along.labels[*last])}),
                       page);
  }
  return text;
}

std::string line_class(std::size_t line) { return "l l" + std::to_string(line % kLineColors); }

std::string lines_picture(const ChartAxis& along, const DisplayUnit& unit,
                          const std::vector<ChartLine>& lines, bool steps, const Page& page) {
  const auto scale = scale_of(lines);
  if (!scale)
    return {};
  SvgPlot plot(along, unit, *scale, page);
  plot.add_grid();
  std::string legend;
  std::vector<EndLabel> labels;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    plot.add_line(lines[i].values, steps, line_class(i));
    legend += swatch("s" + std::to_string(i % kLineColors), html_phrase(lines[i].name, page));
    if (const auto last = last_of(lines[i].values))
      labels.push_back({plot.y_of(*lines[i].values[*last]),
                        html_text(display(lines[i].values[*last], unit, page.script())), "t v"});
  }
  plot.add_end_labels(std::move(labels));
  std::string below;
  if (!along.title.empty())
    below = "<p class=\"axis\">" + html_phrase(along.title, page) + "</p>\n";
  return plot.take(alternative_of(along, unit, lines, page)) + below +
         (lines.size() > 1 ? list_text(legend) : std::string());
}

} // namespace

std::string chart_picture(const FanChart& chart, const Page& page) {
  const auto scale = scale_of(chart);
  if (!scale)
    return {};
  SvgPlot plot(chart.along, chart.unit, *scale, page);
  plot.add_grid();
  const std::size_t count = chart.quantiles.size();
  for (std::size_t i = 0; i < count / 2; ++i)
    plot.add_band(chart.quantiles[i], chart.quantiles[count - 1 - i],
                  kBands[std::min(i, kBands.size() - 1)]);
  if (count % 2 == 1)
    plot.add_line(chart.quantiles[count / 2], false, "md");
  for (const ChartMark& mark : chart.marks)
    plot.add_mark(mark);
  plot.add_end_labels(end_labels(chart, plot, page));
  return plot.take(alternative_of(chart, page)) + fan_legend(chart, page);
}

std::string chart_picture(const LineChart& chart, const Page& page) {
  return lines_picture(chart.along, chart.unit, chart.lines, false, page);
}

std::string chart_picture(const StepChart& chart, const Page& page) {
  return lines_picture(chart.along, chart.unit, chart.lines, true, page);
}

} // namespace escala
