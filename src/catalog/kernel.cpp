// SPDX-License-Identifier: Apache-2.0
#include "escala/catalog/kernel.h"

#include <vector>

namespace escala {

double apply_kernel(Kernel kernel, std::span<const double> arguments) {
  std::vector<const double*> columns;
  for (const double& argument : arguments)
    columns.push_back(&argument);
  double result = 0;
  kernel({columns.data(), columns.size(), 1}, {&result, 1});
  return result;
}

} // namespace escala
