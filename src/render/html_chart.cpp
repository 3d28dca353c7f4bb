// SPDX-License-Identifier: Apache-2.0
#include "render/html_chart.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <type_traits>
#include <variant>

#include "escala/render/display.h"
#include "escala/render/phrase_text.h"
#include "render/html_text.h"
#include "render/html_words.h"
#include "render/value_scale.h"

namespace escala {
namespace {

// As many digits as a picture can show.
std::string picture_number(const std::optional<double>& value) {
  constexpr int kDigits = 5;
  if (!value || !std::isfinite(*value))
    return "null";
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), *value,
                                 std::chars_format::general, kDigits);
  return {buffer.data(), end.ptr};
}

template <class Values, class Write>
std::string list_of(const Values& values, const Write& write) {
  std::string out = "[";
  for (const auto& value : values)
    out.append(out.size() == 1 ? "" : ",").append(write(value));
  return out + "]";
}

std::string numbers_of(const ChartValues& values) { return list_of(values, picture_number); }

// The values in words, which tell them from what targets ask for.
std::string texts_of(const ChartValues& values, const DisplayUnit& unit,
                     const std::vector<double>& apart, const Page& page) {
  return list_of(values, [&](const std::optional<double>& value) {
    return script_text(
        display(Number{.value = value, .unit = unit, .apart = apart}, page.script()).value);
  });
}

std::string script_phrase(const Phrase& phrase, const Page& page) {
  return script_text(phrase_text(phrase, Emphasis::plain, page.script()));
}

// What stands before and after a number on the axis, and the unit's style.
std::string unit_data(const DisplayUnit& unit) {
  return "{\"symbol\":" + script_text(unit.symbol) + ",\"per\":" + script_text(unit.per) +
         ",\"percent\":" + (unit.style == DisplayUnit::Style::percent ? "true" : "false") + "}";
}

std::string band_name(const FanChart& chart, std::size_t i, const Page& page) {
  const std::size_t last = chart.probabilities.size() - 1;
  return script_text(added_text(
      filled(html_words::kSpan, {share(chart.probabilities[i], Precision::shortest),
                                 share(chart.probabilities[last - i], Precision::shortest)}),
      page));
}

// The script finds each by its English text.
constexpr std::array kWords{html_words::kLogTool, html_words::kYearsTool, html_words::kWholeTool,
                            html_words::kMedian};

template <class Kind>
constexpr bool kIsInteractive = std::is_same_v<Kind, FanChart> || std::is_same_v<Kind, LineChart> ||
                                std::is_same_v<Kind, StepChart>;

} // namespace

std::size_t HtmlCharts::axis(const ChartAxis& along) {
  const std::string ticks =
      list_of(along.ticks, [](std::size_t position) { return std::to_string(position); });
  std::string text =
      "{\"labels\":" +
      list_of(along.labels, [&](const Phrase& label) { return script_phrase(label, page_); }) +
      ",\"ticks\":" + ticks + "}";
  const auto found = std::ranges::find(axes_, text);
  const auto index = static_cast<std::size_t>(found - axes_.begin());
  if (found == axes_.end())
    axes_.push_back(std::move(text));
  return index;
}

std::string HtmlCharts::fan_data(const FanChart& chart) {
  std::vector<double> apart;
  for (const ChartMark& mark : chart.marks)
    apart.push_back(mark.level);
  std::string out = "{\"kind\":\"fan\",\"axis\":" + std::to_string(axis(chart.along)) +
                    ",\"unit\":" + unit_data(chart.unit) +
                    ",\"log\":" + (chart.log ? "true" : "false") + ",\"bands\":[";
  for (std::size_t i = 0; i < chart.probabilities.size() / 2; ++i)
    out += (i == 0 ? "" : ",") + band_name(chart, i, page_);
  out += "],\"values\":" + list_of(chart.quantiles, numbers_of) + ",\"texts\":" +
         list_of(chart.quantiles,
                 [&](const ChartValues& values) {
                   return texts_of(values, chart.unit, apart, page_);
                 }) +
         ",\"marks\":" + list_of(chart.marks, [&](const ChartMark& mark) {
           return "{\"label\":" + script_phrase(mark.label, page_) +
                  ",\"level\":" + picture_number(mark.level) +
                  ",\"first\":" + std::to_string(mark.first) +
                  ",\"last\":" + std::to_string(mark.last) + "}";
         });
  for (const FanChart& yearly : chart.yearly)
    out += ",\"yearly\":" + fan_data(yearly);
  return out + "}";
}

std::string HtmlCharts::line_data(const ChartAxis& along, const DisplayUnit& unit,
                                  const std::vector<ChartLine>& lines, bool steps) {
  return std::string("{\"kind\":\"") + (steps ? "steps" : "lines") +
         "\",\"axis\":" + std::to_string(axis(along)) + ",\"unit\":" + unit_data(unit) +
         ",\"names\":" +
         list_of(lines, [&](const ChartLine& line) { return script_phrase(line.name, page_); }) +
         ",\"values\":" +
         list_of(lines, [](const ChartLine& line) { return numbers_of(line.values); }) +
         ",\"texts\":" +
         list_of(lines,
                 [&](const ChartLine& line) { return texts_of(line.values, unit, {}, page_); }) +
         "}";
}

template <class Kind>
void HtmlCharts::add_data(const Kind& kind) {
  if constexpr (std::is_same_v<Kind, FanChart>)
    charts_.push_back(fan_data(kind));
  else
    charts_.push_back(
        line_data(kind.along, kind.unit, kind.lines, std::is_same_v<Kind, StepChart>));
}

std::string HtmlCharts::figure(const Chart& chart) {
  return std::visit(
      [&](const auto& kind) {
        using Kind = std::decay_t<decltype(kind)>;
        std::string picture = chart_picture(kind, page_);
        std::string attributes;
        if (picture.empty()) {
          picture = "<p>" + html_added(html_words::kNoValues, page_) + "</p>\n";
        } else if constexpr (kIsInteractive<Kind>) {
          attributes = " data-chart=\"" + std::to_string(charts_.size()) + "\"";
          add_data(kind);
        }
        return "<figure" + attributes + ">\n<figcaption>" + html_phrase(chart.title, page_) +
               "</figcaption>\n" + picture + "</figure>\n";
      },
      chart.kind);
}

std::string HtmlCharts::data() const {
  std::string words = "{\"language\":";
  words += page_.numbers == NumberStyle::spanish ? "\"es\"" : "\"en\"";
  for (const char* word : kWords)
    words += "," + script_text(word) + ":" + script_text(added_text(word, page_));
  const auto text = [](const std::string& json) { return json; };
  return "{\"words\":" + words + "},\"axes\":" + list_of(axes_, text) +
         ",\"charts\":" + list_of(charts_, text) + "}";
}

} // namespace escala
