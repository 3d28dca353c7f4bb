// SPDX-License-Identifier: Apache-2.0
// A column of numbers with errors: "81.2% ± 0.3", with the ends of the numbers and the "±" signs
// aligned.
#pragma once

#include <cstddef>
#include <string>

#include "escala/render/display.h"
#include "escala/report/document.h"

namespace escala {

class ErrorColumn {
 public:
  ErrorColumn(const Table& table, std::size_t column, Script script);

  // The text of a cell in the column's width; empty for a cell without content.
  std::string text(const Cell& cell) const;

 private:
  NumberText parts_of(const Cell& cell) const;

  std::string sign_;
  Script script_;
  int value_ = 0; // width of the widest value
  int error_ = 0;
};

} // namespace escala
