// SPDX-License-Identifier: Apache-2.0
// The sheet Charts: the numbers of each chart of documents, and the chart beside them.
#include <algorithm>
#include <string>
#include <vector>

#include "escala/report/document_sheets.h"
#include "report/chart_numbers.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

constexpr std::size_t kFirstChartRow = 3;
constexpr std::size_t kRowsOfChart = 17;
constexpr std::size_t kColumnsOfChart = 10;
constexpr std::size_t kChartsAcross = 2;
constexpr std::size_t kNumbers = kChartsAcross * kColumnsOfChart + 1; // the column of the numbers
constexpr std::size_t kMostSheetCharts = 120; // a workbook with more opens slowly

std::vector<const Chart*> charts_of(std::span<const Document> documents,
                                    std::span<const std::string> elsewhere) {
  std::vector<const Chart*> charts;
  for (const Document& document : documents)
    for (const Section& section : document.sections)
      if (std::ranges::find(elsewhere, section.name) == elsewhere.end())
        for (const Chart& chart : section.charts)
          if (!is_heat_map(chart)) // a table, on Summary
            charts.push_back(&chart);
  return charts;
}

} // namespace

std::optional<Sheet> charts_sheet(std::span<const Document> documents,
                                  std::span<const std::string> elsewhere) {
  std::vector<const Chart*> charts = charts_of(documents, elsewhere);
  if (charts.empty())
    return std::nullopt;
  charts.resize(std::min(charts.size(), kMostSheetCharts));
  Sheet sheet{.name = "Charts", .fits_columns = true};
  sheet.widths.assign(kNumbers, 9);
  sheet.rows = {{text_cell("Charts", SheetStyle::title)},
                {text_cell(filled("The numbers of the charts are in the columns from {} on.",
                                  {sheet_column(kNumbers)}),
                           SheetStyle::note)}};
  std::size_t row = kFirstChartRow;
  for (const Chart* chart : charts) {
    row = add_chart_numbers(*chart, row, kNumbers, sheet);
    const std::size_t index = sheet.charts.size() - 1;
    sheet.charts.back().row = kFirstChartRow + index / kChartsAcross * kRowsOfChart;
    sheet.charts.back().column = index % kChartsAcross * kColumnsOfChart;
  }
  return sheet;
}

} // namespace escala
