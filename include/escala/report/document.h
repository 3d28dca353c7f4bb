// SPDX-License-Identifier: Apache-2.0
// Results for people: sections with sentences, tables and charts. Every format for people is made
// from a document. Code that makes documents does not depend on any format, and a format does not
// depend on any analysis.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "escala/report/chart.h"
#include "escala/report/phrase.h"
#include "escala/report/provenance.h"

namespace escala {

struct Cell {
  Phrase content = {};
  Emphasis emphasis = Emphasis::plain;
  std::string note = {}; // more about the cell; shown as a footnote or a tooltip
};

enum class Align {
  left,
  right,
  error, // right, with the "±" signs aligned
};

struct TableColumn {
  Phrase heading = {};
  Phrase brief = {}; // a shorter heading, for pages on which the table does not fit; empty: none
  Align align = Align::left;
  int least = 0; // width to which its text may be cut, in characters; 0: never cut
  int drop = 0; // on a narrow page, the columns with the highest value are left out first; 0: never
  bool joined = false; // belongs to the column on its left, and is placed near it
};

// A row has at most one cell for each column.
struct TableRow {
  std::vector<Cell> cells;
  bool optional = false;          // left out if all its numbers on the page are 0
  Phrase otherwise = {};          // shown below its group if no part of the row is shown
  std::vector<Phrase> below = {}; // shown below the row, one line each, on pages of any width
};

struct TableGroup {
  Phrase title = {}; // replaces the first column's heading; empty: that heading
  std::vector<TableRow> rows = {};
  std::vector<Phrase> remarks = {}; // below the rows
};

// What to do if a table is wider than the page.
enum class Overflow {
  drop,  // columns are cut and left out, by their `least` and `drop`
  thin,  // shows the first column and evenly spaced others, including the last
  strips // shows all columns, in strips one below the other
};

// Each group repeats the headings.
struct Table {
  std::vector<TableColumn> columns;
  std::vector<TableGroup> groups;
  Overflow overflow = Overflow::drop;
};

// Notes on one topic are shown together, in this order of topics.
enum class NoteTopic { periods, columns, intervals, effects, other, paths, summary };

// Explains what a section shows. A note that several sections share is shown once.
struct Note {
  NoteTopic topic = NoteTopic::other;
  Phrase text;
  // The column of the section's first table that it explains, on pages that show it; none: the
  // section as a whole.
  std::optional<std::size_t> column = {};
};

struct Section {
  std::string name;         // name for links and tests: "targets"
  std::string title = {};   // empty: its tables and charts need no title
  std::string heading = {}; // for formats in which every section has one; empty: the title
  std::vector<Phrase> sentences = {};
  std::vector<Table> tables = {};
  std::vector<Chart> charts = {};
  std::vector<Note> notes = {};
};

struct Document {
  std::string title;
  Phrase summary = {};                   // what it found in a sentence, for formats that begin so
  std::vector<Phrase> settings = {};     // settings of the run: months, paths, seed
  std::vector<Phrase> introduction = {}; // one paragraph each
  Provenance provenance = {};
  std::vector<Section> sections = {};
};

} // namespace escala
