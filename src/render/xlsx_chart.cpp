// SPDX-License-Identifier: Apache-2.0
#include "render/xlsx_chart.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "render/xlsx_formats.h"

namespace escala {
namespace {

using Role = ChartSeries::Role;

// Colours that colour-blind people tell apart (Okabe and Ito, 2008).
constexpr std::array<lxw_color_t, 7> kLineColours{0x0072B2, 0xE69F00, 0x009E73, 0xD55E00,
                                                  0xCC79A7, 0x56B4E9, 0x000000};
constexpr lxw_color_t kMedian = 0x1F4E9E, kInner = 0x6C9BD9, kOuter = 0xA9C4EB, kMark = 0xC0392B,
                      kGain = 0x0072B2, kLoss = 0xD55E00, kGrid = 0xDDDDDD;

std::uint8_t type_of(SheetChart::Kind kind) {
  switch (kind) {
  case SheetChart::Kind::lines:
    return LXW_CHART_LINE;
  case SheetChart::Kind::columns:
    return LXW_CHART_COLUMN_STACKED;
  case SheetChart::Kind::bars:
    break;
  }
  return LXW_CHART_BAR_STACKED;
}

// libxlsxwriter takes a name that begins with "=" for a formula.
std::string as_text(std::string text) {
  return text.starts_with('=') ? " " + std::move(text) : std::move(text);
}

void draw_line(lxw_chart_series* series, lxw_color_t colour, float width, bool dashed) {
  lxw_chart_line line{};
  line.color = colour;
  line.width = width;
  line.dash_type = dashed ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID;
  chart_series_set_line(series, &line);
}

void draw_mark(lxw_chart_series* series) {
  draw_line(series, kMark, 1.5F, true);
  chart_series_set_marker_type(series, LXW_CHART_MARKER_DIAMOND);
  chart_series_set_marker_size(series, 6);
  lxw_chart_fill fill{};
  fill.color = kMark;
  chart_series_set_marker_fill(series, &fill);
}

void draw_bar(lxw_chart_series* series, lxw_color_t colour, bool none) {
  lxw_chart_fill fill{};
  fill.color = colour;
  fill.none = none ? LXW_TRUE : LXW_FALSE;
  chart_series_set_fill(series, &fill);
}

void draw(lxw_chart_series* series, Role role, std::size_t index) {
  switch (role) {
  case Role::line:
    return draw_line(series, kLineColours[index % kLineColours.size()], 1.75F, false);
  case Role::median:
    return draw_line(series, kMedian, 2.5F, false);
  case Role::inner:
    return draw_line(series, kInner, 1.5F, false);
  case Role::outer:
    return draw_line(series, kOuter, 1.25F, false);
  case Role::mark:
    return draw_line(series, kMark, 1.5F, true);
  case Role::point:
    return draw_mark(series);
  case Role::base:
    return draw_bar(series, kGain, true);
  case Role::gain:
    return draw_bar(series, kGain, false);
  case Role::loss:
    return draw_bar(series, kLoss, false);
  }
}

struct AreaOfChart {
  lxw_row_t first_row, last_row;
  lxw_col_t first_column, last_column;
};

AreaOfChart in_sheet(const SheetArea& area) {
  return {static_cast<lxw_row_t>(area.first_row), static_cast<lxw_row_t>(area.last_row),
          static_cast<lxw_col_t>(area.first_column), static_cast<lxw_col_t>(area.last_column)};
}

std::size_t positions_of(const SheetArea& area) {
  return (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1);
}

void set_fonts(lxw_chart* chart) {
  lxw_chart_font title{};
  title.size = 11;
  title.bold = LXW_TRUE;
  chart_title_set_name_font(chart, &title);
  lxw_chart_font small{};
  small.size = 9;
  chart_axis_set_num_font(chart->x_axis, &small);
  chart_axis_set_num_font(chart->y_axis, &small);
  chart_legend_set_font(chart, &small);
}

// Labels below the chart, also where values are negative; about twelve of them.
void set_axes(lxw_chart* chart, const SheetChart& of, NumberStyle style) {
  constexpr std::size_t kMostLabels = 12;
  const std::string code = format_code(of.look, style);
  chart_axis_set_num_format(of.kind == SheetChart::Kind::bars ? chart->x_axis : chart->y_axis,
                            code.empty() ? "General" : code.c_str());
  lxw_chart_line grid{};
  grid.color = kGrid;
  grid.width = 0.75F;
  chart_axis_major_gridlines_set_line(
      of.kind == SheetChart::Kind::bars ? chart->x_axis : chart->y_axis, &grid);
  lxw_chart_axis* labels = chart->x_axis;
  chart_axis_set_label_position(labels, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  if (of.kind == SheetChart::Kind::bars)
    return chart_axis_set_reverse(chart->y_axis); // the first bar is the highest
  if (of.label_look.kind != NumberLook::Kind::general)
    chart_axis_set_num_format(labels, format_code(of.label_look, style).c_str());
  const std::size_t step = (positions_of(of.labels) + kMostLabels - 1) / kMostLabels;
  if (step > 1) {
    chart_axis_set_interval_unit(labels, static_cast<std::uint16_t>(step));
    chart_axis_set_interval_tick(labels, static_cast<std::uint16_t>(step));
  }
  if (of.log)
    chart_axis_set_log_base(chart->y_axis, 10);
}

void hide_bases(lxw_chart* chart, const SheetChart& of) {
  std::vector<std::int16_t> hidden;
  for (std::size_t i = 0; i < of.series.size(); ++i)
    if (of.series[i].role == Role::base)
      hidden.push_back(static_cast<std::int16_t>(i));
  if (hidden.empty())
    return;
  hidden.push_back(-1);
  chart_legend_delete_series(chart, hidden.data());
}

} // namespace

void insert_chart(lxw_workbook* book, lxw_worksheet* sheet, const std::string& sheet_name,
                  const SheetChart& of, NumberStyle style,
                  const std::function<std::string(const Phrase&)>& text_of) {
  lxw_chart* chart = workbook_add_chart(book, type_of(of.kind));
  const AreaOfChart labels = in_sheet(of.labels);
  for (std::size_t i = 0; i < of.series.size(); ++i) {
    lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
    const AreaOfChart values = in_sheet(of.series[i].values);
    chart_series_set_categories(series, sheet_name.c_str(), labels.first_row, labels.first_column,
                                labels.last_row, labels.last_column);
    chart_series_set_values(series, sheet_name.c_str(), values.first_row, values.first_column,
                            values.last_row, values.last_column);
    chart_series_set_name(series, as_text(text_of(of.series[i].name)).c_str());
    draw(series, of.series[i].role, i);
  }
  chart_title_set_name(chart, as_text(text_of(of.title)).c_str());
  set_fonts(chart);
  set_axes(chart, of, style);
  chart_show_hidden_data(chart);
  chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
  if (of.series.size() > 1)
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  else
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  hide_bases(chart, of);
  lxw_chart_options options{};
  options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
  options.x_scale = of.width / 480.0;
  options.y_scale = of.height / 288.0;
  worksheet_insert_chart_opt(sheet, static_cast<lxw_row_t>(of.row),
                             static_cast<lxw_col_t>(of.column), chart, &options);
}

} // namespace escala
