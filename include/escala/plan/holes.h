// SPDX-License-Identifier: Apache-2.0
// Values of a plan that a study varies, as its options write them: PATH=EXPR with {...} around each
// varied value.
//
//   metrics.arr.initial={$5M..$20M:7}            a range, and how many values
//   metrics.arr.initial={$5M, $8M, $12M}         a list
//   drivers.arr_growth=normal({100%..300%:9}, 40%)
//
// A range has equal steps, or equal ratios if both ends are positive and their ratio is over 20;
// ":7lin" and ":7log" set the kind explicitly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/core/source.h"
#include "escala/core/units.h"

namespace escala {

// The values of one hole, in canonical units.
struct HoleValues {
  enum class Spacing { even, log };

  Quantity quantity;          // their dimension and unit, as written
  std::vector<double> values; // of a list, or of a range with a count
  bool is_range = false;      // if true, `low` and `high` are its ends
  double low = 0;
  double high = 0;
  Spacing spacing = Spacing::even; // of a range
};

struct OpenValue {
  std::string option = "--vary";
  std::string path = {};
  std::string expression = {};         // with the first value of each hole in its place
  std::vector<Hole> holes = {};        // their places in the expression; numbered from 0
  std::vector<HoleValues> values = {}; // of each hole
};

// Reads PATH=EXPR. Mistakes are reported at `text`, whose source is the option. Money must be in
// `currency`. `form`: how messages write a range.
std::optional<OpenValue> read_open_value(const Source& text, std::string_view currency,
                                         Diagnostics& diagnostics,
                                         std::string_view form = "{FROM..TO:COUNT}");

// A value as a literal of the language: "12.5%", "USD 5000000", "36mo".
std::string literal_text(double value, const Quantity& quantity, std::string_view currency);

} // namespace escala
