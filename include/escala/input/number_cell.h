// SPDX-License-Identifier: Apache-2.0
// A number as spreadsheets and programs write it, in the form of the language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace escala {

// What a cell says if the point is the decimal mark, and if the comma is. The other one, spaces and
// apostrophes separate groups of three digits, the first of which is no single 0. Parentheses and a
// minus anywhere around the digits are negative; money may stand before or after; suffixes and %
// are kept: "(1.234,50 €)" with a comma is "-€1234.50", and with a point no number.
struct NumberCell {
  std::optional<std::string> point = {};
  std::optional<std::string> comma = {};
  std::string why = {};    // if it is neither: the reason, or empty
  std::string remedy = {}; // if it is neither: what to write, or empty

  std::string text = {};      // the cell, its spaces made plain
  std::string currency = {};  // its symbol or code; empty: none
  bool percent = false;       // it has a %
  std::size_t digits_end = 0; // in `text`: where the digits end, with their marks
  char mark = 0;              // of a number with one mark, followed by three digits: that mark

  bool is_number() const { return point || comma; }
  // Both readings exist, and differ.
  bool is_ambiguous() const { return point && comma && *point != *comma; }
};

NumberCell read_number_cell(std::string_view cell);

} // namespace escala
