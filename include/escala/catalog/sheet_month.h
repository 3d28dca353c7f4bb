// SPDX-License-Identifier: Apache-2.0
// One month of a metric in the workbook's Model sheet: what a growth model reads, and the formulas
// that it gives for the metric, its outputs, and rows of its own.
//
// This mirrors StepBlock (catalog/growth_model.h): what is a column of paths there is a cell here.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "escala/catalog/sheet_term.h"

namespace escala {

// The cells of one row, by month.
class SheetRow {
 public:
  virtual ~SheetRow() = default;
  virtual SheetTerm cell(int month) const = 0;
  virtual SheetRange range(int from, int to) const = 0;
  virtual bool has(int month) const = 0;
  virtual void put(int month, const SheetTerm& formula) = 0;
};

struct SheetMonth {
  int month = 0;
  int horizon = 0;
  int held_years = 0;                // see StepBlock
  SheetTerm previous = {};           // last month's state; none at the opening
  std::vector<SheetTerm> parameters; // in the order of the spec; none where nothing is read
  std::vector<SheetTerm> draws;      // in the order of the spec
  bool has_losses = false;           // some month has a permanent loss
  SheetTerm shock = {};              // this month's factor; none without volatility
  const std::vector<double>* survival = nullptr; // by age in months; only of some models
  std::vector<SheetRow*> outputs; // in the order of the spec; null where nothing reads it
  // A row of the model's own, by its label: what a model keeps from month to month.
  std::function<SheetRow&(std::string_view label)> row;
};

// Gives the metric's value of the month, and writes the month's cells of the outputs and rows.
using SheetStep = SheetTerm (*)(SheetMonth& month);

} // namespace escala
