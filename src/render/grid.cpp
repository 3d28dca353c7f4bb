// SPDX-License-Identifier: Apache-2.0
#include "escala/render/grid.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <utility>

#include "escala/render/text_width.h"

namespace escala {
namespace {

using Row = std::vector<GridCell>;

std::string_view escape_of(Ink ink) {
  switch (ink) {
  case Ink::bold:
    return "\x1b[1m";
  case Ink::dim:
    return "\x1b[2m";
  case Ink::green:
    return "\x1b[32m";
  case Ink::red:
    return "\x1b[31m";
  case Ink::yellow:
    return "\x1b[33m";
  case Ink::plain:
    break;
  }
  return {};
}

bool runs_on(const Row& row, std::size_t column, std::size_t columns) {
  return row.size() < columns && column + 1 == row.size();
}

std::vector<int> natural_widths(const Grid& grid) {
  std::vector<int> widths(grid.columns.size(), 0);
  for (const Row& row : grid.rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      if (!runs_on(row, i, widths.size()))
        widths[i] = std::max(widths[i], display_width(row[i].text));
  return widths;
}

int total_width(const Grid& grid, const std::vector<int>& widths) {
  int total = 0;
  for (std::size_t i = 0; i < widths.size(); ++i)
    total += grid.columns[i].gap + widths[i];
  return total;
}

void shrink(const Grid& grid, std::vector<int>& widths, int width, bool below_least) {
  constexpr int kAlmostNothing = 4;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const int least = grid.columns[i].least;
    const int excess = total_width(grid, widths) - width;
    const int spare = widths[i] - (below_least ? kAlmostNothing : least);
    if (least > 0 && excess > 0 && spare > 0)
      widths[i] -= std::min(spare, excess);
  }
}

std::optional<std::size_t> most_dispensable(const Grid& grid) {
  const auto found =
      std::max_element(grid.columns.begin(), grid.columns.end(),
                       [](const GridColumn& a, const GridColumn& b) { return a.drop < b.drop; });
  if (found == grid.columns.end() || found->drop == 0)
    return std::nullopt;
  return static_cast<std::size_t>(found - grid.columns.begin());
}

void erase_column(Grid& grid, std::size_t column) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  const std::size_t columns = grid.columns.size();
  for (Row& row : grid.rows)
    if (column < row.size() && !runs_on(row, column, columns))
      row.erase(row.begin() + at);
  grid.columns.erase(grid.columns.begin() + at);
}

// Leaves columns out of the grid and of `kept`.
std::vector<int> fit(Grid& grid, int width, std::vector<std::size_t>& kept) {
  for (;;) {
    std::vector<int> widths = natural_widths(grid);
    shrink(grid, widths, width, false);
    if (total_width(grid, widths) <= width)
      return widths;
    const auto column = most_dispensable(grid);
    if (!column) {
      shrink(grid, widths, width, true);
      return widths;
    }
    erase_column(grid, *column);
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(*column));
  }
}

// Builds one line. Blanks are added only when text follows them.
class Line {
 public:
  explicit Line(const Page& page) : page_(page) {}

  void blanks(int count) { blanks_ += count; }

  void text(const GridCell& cell, int width) {
    std::string shown =
        clipped(cell.text, std::min(width, page_.width - used_ - blanks_), page_.utf8);
    const std::size_t end = shown.find_last_not_of(' ') + 1;
    const auto trailing = static_cast<int>(shown.size() - end);
    shown.erase(end);
    if (shown.empty())
      return blanks(trailing);
    text_.append(static_cast<std::size_t>(blanks_), ' ');
    text_ += inked(shown, cell.ink, page_);
    used_ += blanks_ + display_width(shown);
    blanks_ = trailing;
  }

  int end() const { return used_ + blanks_; }
  std::string take() { return std::move(text_) + "\n"; }

 private:
  const Page& page_;
  std::string text_;
  int used_ = 0;
  int blanks_ = 0;
};

std::string line_of(const Row& row, const Grid& grid, const std::vector<int>& widths,
                    const Page& page) {
  Line line(page);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const GridColumn& column = grid.columns[i];
    const int width = runs_on(row, i, widths.size()) ? page.width : widths[i];
    line.blanks(column.gap);
    const int start = line.end();
    if (column.right)
      line.blanks(std::max(0, widths[i] - display_width(row[i].text)));
    line.text(row[i], width);
    line.blanks(std::max(0, start + widths[i] - line.end()));
  }
  return line.take();
}

} // namespace

std::string inked(std::string_view text, Ink ink, const Page& page) {
  if (!page.color || ink == Ink::plain)
    return std::string(text);
  return std::string(escape_of(ink)).append(text).append("\x1b[0m");
}

int Grid::natural_width() const { return total_width(*this, natural_widths(*this)); }

std::string to_text(Grid grid, const Page& page) { return laid_out(std::move(grid), page).text; }

GridText laid_out(Grid grid, const Page& page) {
  GridText out;
  out.columns.resize(grid.columns.size());
  std::iota(out.columns.begin(), out.columns.end(), std::size_t{0});
  const std::vector<int> widths = fit(grid, page.width, out.columns);
  for (const Row& row : grid.rows)
    out.text += line_of(row, grid, widths, page);
  return out;
}

} // namespace escala
