// SPDX-License-Identifier: Apache-2.0
// The constants of a model as columns, so that they are not written again every month.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "escala/model/model.h"
#include "simulate/block_state.h"

namespace escala {

class ConstantColumns {
 public:
  // Keeps columns for a limited number of constants in the model's parameters and programs.
  explicit ConstantColumns(const Model& model);

  // A column with the same value in every lane: a stored one, or `own`, which is filled with it.
  ConstColumn spread(double value, Column own) const;

 private:
  std::vector<std::uint64_t> bits_; // of the stored constants, ascending
  Columns columns_;
};

} // namespace escala
