// SPDX-License-Identifier: Apache-2.0
// An answer for people, of sections with sentences, tables and charts, from which every format for
// people is made. What makes a document knows no format, and a format no analysis.
#pragma once

#include <string>
#include <vector>

#include "escala/report/chart.h"
#include "escala/report/phrase.h"
#include "escala/report/provenance.h"

namespace escala {

struct Cell {
  Phrase content = {};
  Emphasis emphasis = Emphasis::plain;
  std::string note = {}; // what else there is to say of it; a footnote or a tooltip
};

enum class Align {
  left,
  right,
  error, // right, the signs of errors below one another
};

struct TableColumn {
  Phrase heading = {};
  Phrase brief = {}; // a shorter heading, for pages on which the table doesn't fit; empty: none
  Align align = Align::left;
  int least = 0;       // characters down to which its text may be cut; 0: it is not cut
  int drop = 0;        // a narrow page leaves out the columns with the highest first; 0: never
  bool joined = false; // belongs to the column on its left, and stands near it
};

// A row has at most one cell for each column.
struct TableRow {
  std::vector<Cell> cells;
  bool optional = false;          // left out where every number of it on the page is 0
  Phrase otherwise = {};          // said below its group instead, where no part of it is shown
  std::vector<Phrase> below = {}; // said below the row on a line each, whatever fits
};

struct TableGroup {
  Phrase title = {}; // stands in place of the first column's heading; empty: that heading
  std::vector<TableRow> rows = {};
  std::vector<Phrase> remarks = {}; // below the rows
};

// Where a table is wider than the page.
enum class Overflow {
  drop,  // columns are cut and left out, as they say
  thin,  // of all columns but the first, evenly spaced ones are shown, the last among them
  strips // all columns are shown, in strips one below the other
};

// Each group repeats the headings.
struct Table {
  std::vector<TableColumn> columns;
  std::vector<TableGroup> groups;
  Overflow overflow = Overflow::drop;
};

// Notes on one topic stand together, in this order.
enum class NoteTopic { periods, columns, intervals, effects, other };

// Explains what a section shows. The same note of several sections is given once.
struct Note {
  NoteTopic topic = NoteTopic::other;
  std::string text;
};

struct Section {
  std::string name;       // "targets": what links and tests call it
  std::string title = {}; // empty: its tables and charts say enough
  std::vector<Phrase> sentences = {};
  std::vector<Table> tables = {};
  std::vector<Chart> charts = {};
  std::vector<Note> notes = {};
};

struct Document {
  std::string title;
  std::vector<Phrase> settings = {};     // what the answer rests on: months, paths, seed
  std::vector<Phrase> introduction = {}; // a paragraph each
  Provenance provenance = {};
  std::vector<Section> sections = {};
};

} // namespace escala
