// SPDX-License-Identifier: Apache-2.0
#include "render/svg_plot.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "escala/render/display.h"
#include "render/html_text.h"

namespace escala {
namespace {

// The plot area, in percent of the width and in pixels; the rest is for labels.
constexpr double kLeft = 12, kWidth = 68;
constexpr double kTop = 14, kHeight = 200, kBottom = 26;
constexpr double kUnits = 1000;        // of the plot area's own coordinates across
constexpr double kLineHeight = 13;     // between labels
constexpr std::size_t kMostLabels = 4; // below, on the narrowest screen
constexpr double kTextBelow = 4;       // from the middle of a text to its base line

std::string attribute(std::string_view name, const std::string& value) {
  return " " + std::string(name) + "=\"" + value + "\"";
}

std::string text_at(double x_percent, double y, std::string_view classes, const std::string& text) {
  return "<text" + attribute("x", svg_number(x_percent) + "%") + attribute("y", svg_number(y)) +
         attribute("class", std::string(classes)) + ">" + text + "</text>\n";
}

} // namespace

std::string svg_number(double value) {
  std::array<char, 40> buffer;
  const double rounded = std::round(value * 10) / 10;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded + 0.0);
  return {buffer.data(), end.ptr};
}

SvgPlot::SvgPlot(const ChartAxis& along, const DisplayUnit& unit, const ValueScale& scale,
                 const Page& page)
    : along_(along), unit_(unit), scale_(widened(scale)), page_(page) {}

double SvgPlot::y_of(double value) const { return kTop + (1 - height_of(value, scale_)) * kHeight; }

// Across the whole picture.
std::string SvgPlot::percent_of(std::size_t position) const {
  const std::size_t last = std::max<std::size_t>(along_.labels.size(), 2) - 1;
  const double share = static_cast<double>(position) / static_cast<double>(last);
  return svg_number(kLeft + kWidth * std::min(share, 1.0)) + "%";
}

// In the plot area.
std::string SvgPlot::point_of(std::size_t position, double value) const {
  const std::size_t last = std::max<std::size_t>(along_.labels.size(), 2) - 1;
  return svg_number(kUnits * static_cast<double>(position) / static_cast<double>(last)) + "," +
         svg_number(y_of(value) - kTop);
}

std::vector<std::size_t> SvgPlot::labelled() const {
  std::vector<std::size_t> positions = along_.ticks;
  if (positions.empty())
    for (std::size_t i = 0; i < along_.labels.size(); ++i)
      positions.push_back(i);
  // Evenly spaced, to the last one.
  const std::size_t step =
      std::max<std::size_t>(1, (positions.size() + kMostLabels - 1) / kMostLabels);
  std::vector<std::size_t> kept;
  for (std::size_t i = positions.size(); i > 0; i -= std::min(i, step))
    kept.push_back(positions[i - 1]);
  return kept;
}

void SvgPlot::add_grid() {
  const std::vector<double> values = labelled_values(scale_);
  std::vector<double> used;
  for (const double value : values) {
    const double y = y_of(value);
    if (std::ranges::any_of(used, [&](double other) { return std::abs(other - y) < kLineHeight; }))
      continue;
    used.push_back(y);
    under_ += "<line class=\"g\"" + attribute("x1", svg_number(kLeft) + "%") +
              attribute("x2", svg_number(kLeft + kWidth) + "%") + attribute("y1", svg_number(y)) +
              attribute("y2", svg_number(y)) + "/>\n";
    const Number number{.value = value, .unit = unit_, .apart = values};
    over_ +=
        text_at(kLeft - 1, y + kTextBelow, "t e", html_text(display(number, page_.script()).value));
  }
  for (const std::size_t position : labelled())
    over_ += "<text" + attribute("x", percent_of(position)) +
             attribute("y", svg_number(kTop + kHeight + kBottom - 8)) + " class=\"t m\">" +
             html_phrase(along_.labels[position], page_) + "</text>\n";
}

// One closed path for each stretch without missing values.
void SvgPlot::add_band(const ChartValues& low, const ChartValues& high, std::string_view classes) {
  std::string path;
  std::string upper, lower;
  const auto close = [&] {
    if (!upper.empty())
      path += "M" + upper + lower + "Z";
    upper.clear();
    lower.clear();
  };
  for (std::size_t i = 0; i < std::min(low.size(), high.size()); ++i) {
    if (!low[i] || !high[i]) {
      close();
      continue;
    }
    upper += (upper.empty() ? "" : "L") + point_of(i, *high[i]);
    lower.insert(0, "L" + point_of(i, *low[i]));
  }
  close();
  shapes_ += "<path" + attribute("class", std::string(classes)) + attribute("d", path) + "/>\n";
}

void SvgPlot::add_line(const ChartValues& values, bool steps, std::string_view classes) {
  std::string path;
  std::optional<double> before;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i]) {
      if (steps && before)
        path += "L" + point_of(i, *before);
      path += (before ? "L" : "M") + point_of(i, *values[i]);
    }
    before = values[i];
  }
  shapes_ += "<path" + attribute("class", std::string(classes)) + attribute("d", path) + "/>\n";
}

void SvgPlot::add_mark(const ChartMark& mark) {
  const double y = y_of(mark.level);
  under_ += "<line class=\"k\"" + attribute("x1", percent_of(mark.first)) +
            attribute("x2", percent_of(mark.last)) + attribute("y1", svg_number(y)) +
            attribute("y2", svg_number(y)) + "/>\n";
  for (const std::size_t end : {mark.first, mark.last})
    over_ += "<circle class=\"k\" r=\"3.5\"" + attribute("cx", percent_of(end)) +
             attribute("cy", svg_number(y)) + "/>\n";
  const auto near = [&](double other) { return std::abs(other - y) < kLineHeight; };
  if (std::ranges::any_of(mark_labels_, near))
    return;
  mark_labels_.push_back(y);
  const bool above = y > kTop + kLineHeight;
  const bool starts_late = 2 * mark.first > along_.labels.size();
  over_ += "<text" + attribute("x", percent_of(mark.first)) +
           attribute("y", svg_number(above ? y - 6 : y + kLineHeight + 2)) + " class=\"t k" +
           (starts_late ? " e" : "") + "\">" + html_phrase(mark.label, page_) + "</text>\n";
}

void SvgPlot::add_end_labels(std::vector<EndLabel> labels) {
  std::ranges::stable_sort(labels, {}, &EndLabel::y);
  double next = kTop;
  for (EndLabel& label : labels)
    next = (label.y = std::max(label.y, next)) + kLineHeight;
  double below = kTop + kHeight + kBottom - kLineHeight; // pushes labels up from the lower edge
  for (auto label = labels.rbegin(); label != labels.rend(); ++label)
    below = (label->y = std::min(label->y, below)) - kLineHeight;
  for (const EndLabel& label : labels)
    over_ += text_at(kLeft + kWidth + 1, label.y + kTextBelow, label.classes, label.text);
}

std::string SvgPlot::take(const std::string& alternative) {
  const double height = kTop + kHeight + kBottom;
  return "<svg class=\"c\" width=\"100%\" height=\"" + svg_number(height) + "\" role=\"img\"" +
         attribute("aria-label", alternative) + ">\n" + under_ + "<svg x=\"" + svg_number(kLeft) +
         "%\" y=\"" + svg_number(kTop) + "\" width=\"" + svg_number(kWidth) + "%\" height=\"" +
         svg_number(kHeight) + "\" viewBox=\"0 0 " + svg_number(kUnits) + " " +
         svg_number(kHeight) + "\" preserveAspectRatio=\"none\" overflow=\"visible\">\n" + shapes_ +
         "</svg>\n" + over_ + "</svg>\n";
}

} // namespace escala
