// SPDX-License-Identifier: Apache-2.0
#include "render/plot.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "escala/render/display.h"
#include "escala/render/phrase_text.h"
#include "escala/render/table_text.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

constexpr std::size_t kHeight = 9; // odd, so that there is a middle row
constexpr int kWidest = 100;       // of the page: wider plots are not easier to read
constexpr int kPlotIndent = 2;

constexpr int kLabelGap = 2; // between the labels below

} // namespace

Plot::Plot(const ChartAxis& along, const DisplayUnit& unit, const ValueScale& scale,
           const Page& page)
    : along_(along), unit_(unit), scale_(widened(scale)), page_(page) {
  labels_ = value_labels();
  for (const std::string& label : labels_)
    label_width_ = std::max(label_width_, display_width(label));
  label_width_ = std::min(label_width_, page.width / 3);
  const int room = std::min(page.width, kWidest) - kPlotIndent - label_width_ - 2; // blank, axis
  width_ = static_cast<std::size_t>(std::max(1, room));
  cells_.assign(kHeight, std::vector<PlotGlyph>(width_));
}

double Plot::row_of(double value) const {
  return (1 - height_of(value, scale_)) * static_cast<double>(kHeight - 1);
}

std::size_t Plot::column_of(std::size_t position) const {
  const std::size_t last = along_.labels.size() < 2 ? 1 : along_.labels.size() - 1;
  const double share = static_cast<double>(position) / static_cast<double>(last);
  const double column = std::clamp(share, 0.0, 1.0) * static_cast<double>(width_ - 1);
  return static_cast<std::size_t>(std::lround(column));
}

Plot::Rows Plot::rows(const ChartValues& values, bool steps) const {
  Rows rows(width_);
  if (values.empty())
    return rows;
  const double last = static_cast<double>(values.size() - 1);
  for (std::size_t column = 0; column < width_; ++column) {
    const double at =
        width_ == 1 ? last : last * static_cast<double>(column) / static_cast<double>(width_ - 1);
    const auto left = static_cast<std::size_t>(at);
    const double share = steps ? 0 : at - static_cast<double>(left);
    const std::size_t right = share > 0 ? left + 1 : left;
    if (values[left] && values[right])
      rows[column] = row_of(*values[left]) * (1 - share) + row_of(*values[right]) * share;
  }
  return rows;
}

void Plot::fill(const Rows& low, const Rows& high, const PlotGlyph& glyph) {
  for (std::size_t column = 0; column < width_; ++column) {
    if (!low[column] || !high[column])
      continue;
    const auto [top, bottom] = std::minmax({std::lround(*low[column]), std::lround(*high[column])});
    for (auto row = static_cast<std::size_t>(top); row <= static_cast<std::size_t>(bottom); ++row)
      cells_[row][column] = glyph;
  }
}

void Plot::draw(const Rows& line, const PlotGlyph& glyph) {
  const auto row_at = [&](std::size_t column) {
    return static_cast<std::size_t>(std::lround(*line[column]));
  };
  for (std::size_t column = 0; column < width_; ++column) {
    if (!line[column])
      continue;
    const std::size_t row = row_at(column);
    const std::size_t before = column > 0 && line[column - 1] ? row_at(column - 1) : row;
    cells_[row][column] = glyph;
    // The rows between the two columns are drawn in this one.
    for (std::size_t between = std::min(row, before) + 1; between < std::max(row, before);
         ++between)
      cells_[between][column] = glyph;
  }
}

void Plot::draw_level(const ChartMark& mark, const PlotGlyph& glyph) {
  const auto row = static_cast<std::size_t>(std::lround(row_of(mark.level)));
  for (std::size_t column = column_of(mark.first); column <= column_of(mark.last); ++column)
    cells_[row][column] = glyph;
}

void Plot::draw_ends(const ChartMark& mark, const PlotGlyph& glyph) {
  const auto row = static_cast<std::size_t>(std::lround(row_of(mark.level)));
  cells_[row][column_of(mark.first)] = glyph;
  cells_[row][column_of(mark.last)] = glyph;
}

// Beside each row: a level, or a round value where there is none within a row.
std::vector<std::string> Plot::value_labels() const {
  std::vector<std::optional<double>> shown(kHeight);
  const auto is_free = [&](std::size_t row) {
    return !shown[row] && (row == 0 || !shown[row - 1]) && (row + 1 == kHeight || !shown[row + 1]);
  };
  const std::vector<double> values = labelled_values(scale_);
  for (const double value : values)
    if (const auto row = static_cast<std::size_t>(std::lround(row_of(value))); is_free(row))
      shown[row] = value;
  std::vector<std::string> labels;
  for (const std::optional<double>& value : shown)
    labels.push_back(
        value
            ? display(Number{.value = value, .unit = unit_, .apart = values}, page_.script()).value
            : std::string());
  return labels;
}

// Where the labels of these positions begin; nullopt if they have no room beside one another.
std::optional<std::vector<int>>
Plot::label_starts(const std::vector<std::size_t>& positions) const {
  const auto width = static_cast<int>(width_);
  std::vector<int> starts;
  int used = -kLabelGap;
  for (const std::size_t position : positions) {
    const int size = display_width(phrase_text(along_.labels[position], {}, page_.script()));
    const int middle = static_cast<int>(column_of(position)) - size / 2;
    const int start = std::clamp(middle, 0, std::max(0, width - size));
    if (size > width || start < used + kLabelGap)
      return std::nullopt;
    starts.push_back(start);
    used = start + size;
  }
  return starts;
}

// The positions with a label below: as many as have room, evenly spaced.
std::vector<std::size_t> Plot::labelled() const {
  std::vector<std::size_t> positions = along_.ticks;
  if (positions.empty())
    for (std::size_t i = 0; i < along_.labels.size(); ++i)
      positions.push_back(i);
  for (std::size_t room = std::min(positions.size(), width_); room > 0; --room) {
    std::vector<std::size_t> kept;
    for (const std::size_t i : thinned(positions.size(), static_cast<int>(room)))
      kept.push_back(positions[i]);
    if (label_starts(kept))
      return kept;
  }
  return {};
}

std::string Plot::label_line() const {
  const std::vector<std::size_t> positions = labelled();
  const std::vector<int> starts = label_starts(positions).value_or(std::vector<int>());
  std::string line;
  for (std::size_t i = 0; i < starts.size(); ++i)
    line += blanks(starts[i] - display_width(line)) +
            phrase_text(along_.labels[positions[i]], {}, page_.script());
  return line;
}

std::string Plot::row_text(std::size_t row) const {
  std::vector<PlotGlyph> cells = cells_[row];
  while (!cells.empty() && cells.back().text == " ")
    cells.pop_back();
  std::string out, same; // `same`: characters of one ink
  for (std::size_t i = 0; i < cells.size(); ++i) {
    same += cells[i].text;
    if (i + 1 == cells.size() || cells[i + 1].ink != cells[i].ink)
      out += inked(std::exchange(same, {}), cells[i].ink, page_);
  }
  return out;
}

// With a mark above each label, where positions are chosen for labels.
std::string Plot::axis_line() const {
  std::vector<std::string_view> line(width_, page_.utf8 ? "─" : "-");
  if (!along_.ticks.empty())
    for (const std::size_t position : labelled())
      line[column_of(position)] = page_.utf8 ? "┴" : "+";
  std::string out(page_.utf8 ? "└" : "+");
  for (const std::string_view glyph : line)
    out += glyph;
  return out;
}

std::string Plot::to_text() const {
  std::string out;
  for (std::size_t row = 0; row < kHeight; ++row) {
    const std::string label = clipped(labels_[row], label_width_, page_.utf8);
    out += blanks(kPlotIndent + label_width_ - display_width(label)) + label;
    out.append(page_.utf8 ? " │" : " |").append(row_text(row)).append("\n");
  }
  out += blanks(kPlotIndent + label_width_ + 1) + axis_line() + "\n";
  if (const std::string labels = label_line(); !labels.empty())
    out += blanks(kPlotIndent + label_width_ + 2) + inked(labels, Ink::dim, page_) + "\n";
  for (const std::string& line :
       wrapped(phrase_text(along_.title, {}, page_.script()), page_.width - kPlotIndent))
    out += blanks(kPlotIndent) + inked(line, Ink::dim, page_) + "\n";
  return out;
}

} // namespace escala
