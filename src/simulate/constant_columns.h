// SPDX-License-Identifier: Apache-2.0
// The constants of a model as columns, so that a month need not write them again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "escala/model/model.h"
#include "simulate/block_state.h"

namespace escala {

class ConstantColumns {
 public:
  // Keeps the first few constants that the model's parameters and programs have.
  explicit ConstantColumns(const Model& model);

  // A column of one value: a kept one, or `own` filled with it.
  ConstColumn spread(double value, Column own) const;

 private:
  std::vector<std::uint64_t> bits_; // of the constants that are kept, ascending
  Columns columns_;
};

} // namespace escala
