// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/sort.h"

#include "hwy/contrib/sort/vqsort.h"

namespace escala {

void sort_numbers(std::span<double> values) {
  const hwy::Sorter sorter;
  sorter(values.data(), values.size(), hwy::SortAscending());
}

} // namespace escala
