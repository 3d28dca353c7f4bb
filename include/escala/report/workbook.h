// SPDX-License-Identifier: Apache-2.0
// A workbook as plain values: sheets of cells, which a spreadsheet computes and draws. A format
// writes it; code that makes sheets does not depend on any format.
//
// Rows and columns are counted from 0 here, and from 1 and A in formulas.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "escala/report/phrase.h"

namespace escala {

// How a number looks. The cell holds it in full.
struct NumberLook {
  enum class Kind : std::uint8_t {
    general, // as the spreadsheet likes
    plain,   // with some decimals
    percent, // the same, of a share of 1
    month,   // a date, of which the month is shown
    day,     // a date
  };
  Kind kind = Kind::general;
  int decimals = 0;
  bool plus = false;       // before a positive number
  bool brief = false;      // millions as "M": of axes
  std::string before = {}; // "$"
  std::string after = {};  // "/mo"
};

struct SheetCell {
  enum class Style : std::uint8_t {
    plain,
    title,
    note,
    heading, // of a section
    header,  // of columns
    formula, // computed
    value,   // a number that no formula computes: written, drawn or actual
    choice,  // to be chosen by the reader
  };
  enum class Side : std::uint8_t {
    usual, // text left, numbers right
    left,
    right,
    indented, // left, but away from a number on its left
  };
  Style style = Style::plain;
  Side side = Side::usual;
  Emphasis emphasis = Emphasis::plain;
  Phrase text = {};
  std::optional<double> number = {}; // with a formula: its value; NaN: #N/A
  std::string formula = {};          // without the equals sign
  NumberLook look = {};
  std::string note = {}; // more about the cell

  bool empty() const { return text.empty() && !number && formula.empty(); }
};

using SheetLine = std::vector<SheetCell>;

// Rows of numbers, of which there may be a million.
struct SheetNumbers {
  enum class Missing : std::uint8_t { error, blank }; // how NaN is written: #N/A, or not at all

  std::size_t first_row = 0;
  std::vector<Phrase> labels = {}; // in the first column, before the numbers; empty: none
  std::size_t columns = 0;
  std::vector<double> values = {}; // row by row
  Missing missing = Missing::error;

  std::size_t rows() const { return columns == 0 ? 0 : values.size() / columns; }
};

// All bounds belong to it.
struct SheetArea {
  std::size_t first_row = 0;
  std::size_t first_column = 0;
  std::size_t last_row = 0;
  std::size_t last_column = 0;
};

// A cell of the area whose text is this one shows this emphasis.
struct SheetColouring {
  SheetArea area;
  Phrase text;
  Emphasis emphasis = Emphasis::plain;
};

struct ChartSeries {
  enum class Role : std::uint8_t {
    line,   // one of several things
    median, // of a spread
    inner,  // a bound of the band around it
    outer,
    mark,  // a level over several positions
    point, // a level at one position
    base,  // not drawn: what others stand on
    gain,  // of a waterfall
    loss,
  };
  Phrase name;
  SheetArea values;
  Role role = Role::line;
};

// A chart of cells of its own sheet.
struct SheetChart {
  enum class Kind : std::uint8_t {
    lines,
    columns, // upright, one on the other
    bars,    // lying, one behind the other
  };
  Kind kind = Kind::lines;
  Phrase title;
  SheetArea labels; // of positions
  std::vector<ChartSeries> series;
  NumberLook look = {};       // of values
  NumberLook label_look = {}; // of positions, if they are numbers
  bool log = false;
  std::size_t row = 0; // of its upper left corner
  std::size_t column = 0;
  int width = 640; // in pixels
  int height = 320;
};

// A cell that takes one of the texts of a range.
struct SheetChoice {
  std::size_t row = 0;
  std::size_t column = 0;
  std::string range; // "Shocks!$A$4:$A$208"
};

struct Sheet {
  std::string name; // formulas refer to it, so it is not translated
  std::vector<SheetLine> rows = {};
  std::vector<SheetNumbers> numbers = {}; // in rows that have no other cells, ascending
  std::size_t frozen_rows = 0;
  std::size_t frozen_columns = 0;
  std::vector<double> widths = {};     // in characters, of the first columns
  bool fits_columns = false;           // the width of further columns follows what is in them
  std::vector<SheetArea> details = {}; // rows that are shown when their group is opened
  std::vector<SheetColouring> colourings = {};
  std::vector<SheetArea> heats = {}; // cells that are shaded by their value
  std::vector<SheetChart> charts = {};
  std::vector<SheetChoice> choices = {};
  bool filtered = false;      // the first frozen rows' last one has a filter for each column
  bool one_page_wide = false; // printed so small that all columns are on a page
};

// "A" for column 0.
std::string sheet_column(std::size_t column);

struct Workbook {
  std::string title;
  std::vector<Sheet> sheets;
};

} // namespace escala
