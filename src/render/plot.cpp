// SPDX-License-Identifier: Apache-2.0
#include "render/plot.h"

#include <algorithm>
#include <cmath>

#include "escala/render/display.h"
#include "escala/render/grid.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

constexpr std::size_t kHeight = 9; // odd, so that there is a middle row
constexpr int kWidest = 100;       // of the page: wider plots are not easier to read
constexpr int kPlotIndent = 2;

// Widens a range that has only one value.
ValueRange widened(ValueRange range) {
  if (range.low < range.high)
    return range;
  const double room = range.low == 0 ? 1 : std::abs(range.low) / 2;
  return {range.low - room, range.high + room};
}

} // namespace

std::optional<ValueRange> range_of(const std::vector<const ChartValues*>& values) {
  std::optional<ValueRange> range;
  for (const ChartValues* list : values)
    for (const std::optional<double>& value : *list)
      if (value && std::isfinite(*value)) {
        range = range.value_or(ValueRange{*value, *value});
        range = ValueRange{std::min(range->low, *value), std::max(range->high, *value)};
      }
  return range;
}

Plot::Plot(const ChartAxis& along, const DisplayUnit& unit, ValueRange range, const Page& page)
    : along_(along), unit_(unit), range_(widened(range)), page_(page) {
  for (const std::size_t row : {std::size_t{0}, kHeight / 2, kHeight - 1})
    label_width_ = std::max(label_width_, display_width(label_of_row(row)));
  label_width_ = std::min(label_width_, page.width / 3);
  const int room = std::min(page.width, kWidest) - kPlotIndent - label_width_ - 2; // blank, axis
  width_ = static_cast<std::size_t>(std::max(1, room));
  rows_.assign(kHeight, std::vector<std::string>(width_, " "));
}

std::vector<std::optional<double>> Plot::sampled(const ChartValues& values, bool steps) const {
  std::vector<std::optional<double>> samples(width_);
  if (values.empty())
    return samples;
  const double last = static_cast<double>(values.size() - 1);
  for (std::size_t column = 0; column < width_; ++column) {
    const double at =
        width_ == 1 ? last : last * static_cast<double>(column) / static_cast<double>(width_ - 1);
    const auto left = static_cast<std::size_t>(at);
    const double share = steps ? 0 : at - static_cast<double>(left);
    const std::size_t right = share > 0 ? left + 1 : left;
    if (values[left] && values[right])
      samples[column] = *values[left] * (1 - share) + *values[right] * share;
  }
  return samples;
}

std::size_t Plot::row_of(double value) const {
  const double share = (range_.high - value) / (range_.high - range_.low);
  const double row = std::clamp(share, 0.0, 1.0) * static_cast<double>(kHeight - 1);
  return static_cast<std::size_t>(std::lround(row));
}

void Plot::fill(std::size_t column, double from, double to, std::string_view glyph) {
  const std::size_t top = row_of(std::max(from, to)), bottom = row_of(std::min(from, to));
  for (std::size_t row = top; row <= bottom; ++row)
    rows_[row][column] = glyph;
}

void Plot::draw(const std::vector<std::optional<double>>& samples, std::string_view glyph) {
  for (std::size_t column = 0; column < samples.size(); ++column) {
    if (!samples[column])
      continue;
    const std::size_t row = row_of(*samples[column]);
    const bool follows = column > 0 && samples[column - 1];
    const std::size_t before = follows ? row_of(*samples[column - 1]) : row;
    rows_[row][column] = glyph;
    // The rows between the two samples are drawn in this column.
    for (std::size_t between = std::min(row, before) + 1; between < std::max(row, before);
         ++between)
      rows_[between][column] = glyph;
  }
}

std::string Plot::label_of_row(std::size_t row) const {
  if (row != 0 && row != kHeight / 2 && row != kHeight - 1)
    return {};
  const double share = static_cast<double>(row) / static_cast<double>(kHeight - 1);
  return display(range_.high - share * (range_.high - range_.low), unit_, page_.utf8);
}

// The labels of the first position, of the last, and of those between that have room.
std::string Plot::label_line() const {
  const std::vector<std::string>& labels = along_.labels;
  std::string line;
  int used = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::string label = printable(labels[i], page_.utf8);
    const int size = display_width(label);
    const auto width = static_cast<int>(width_);
    const int at = labels.size() == 1
                       ? 0
                       : static_cast<int>(std::lround(static_cast<double>(i) * (width - 1) /
                                                      static_cast<double>(labels.size() - 1)));
    const int start = std::clamp(at - size / 2, 0, std::max(0, width - size));
    const int last_size = display_width(printable(labels.back(), page_.utf8));
    const bool is_last = i + 1 == labels.size();
    const bool has_room = (used == 0 || start >= used + 2) && start + size <= width &&
                          (is_last || start + size + 2 <= width - last_size);
    if (!has_room)
      continue;
    line += blanks(start - used) + label;
    used = start + size;
  }
  return line;
}

std::string Plot::to_text() const {
  const std::string_view up = page_.utf8 ? "│" : "|", corner = page_.utf8 ? "└" : "+",
                         right = page_.utf8 ? "─" : "-";
  std::string out;
  for (std::size_t row = 0; row < kHeight; ++row) {
    const std::string label = clipped(label_of_row(row), label_width_, page_.utf8);
    std::string line = blanks(label_width_ - display_width(label)) + label;
    line.append(" ").append(up);
    std::string glyphs;
    for (const std::string& glyph : rows_[row])
      glyphs += glyph;
    glyphs.erase(glyphs.find_last_not_of(' ') + 1);
    out += blanks(kPlotIndent) + line + glyphs + "\n";
  }
  out += blanks(kPlotIndent + label_width_ + 1).append(corner);
  for (std::size_t column = 0; column < width_; ++column)
    out += right;
  out += "\n";
  if (const std::string labels = label_line(); !labels.empty())
    out += blanks(kPlotIndent + label_width_ + 2) + inked(labels, Ink::dim, page_) + "\n";
  for (const std::string& line :
       wrapped(printable(along_.title, page_.utf8), page_.width - kPlotIndent))
    out += blanks(kPlotIndent) + inked(line, Ink::dim, page_) + "\n";
  return out;
}

} // namespace escala
