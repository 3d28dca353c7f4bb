// SPDX-License-Identifier: Apache-2.0
// Computes direction numbers from the polynomials and first numbers of Joe and Kuo in Boost.Random,
// by the recurrence of Bratley and Fox (1988), section 2.
#include <bit>
#include <boost/random/detail/sobol_table.hpp>

#include "escala/columns/sobol.h"

namespace escala {
namespace {

using Table = boost::random::detail::qrng_tables::sobol;
static_assert(kSobolDimensions == BOOST_RANDOM_SOBOL_MAX_DIMENSION);

// The odd numbers m; direction number k is m[k] / 2^(k + 1).
std::array<std::uint32_t, 32> odd_numbers(std::uint32_t dimension) {
  std::array<std::uint32_t, 32> m;
  m.fill(1);
  if (dimension == 0)
    return m;
  const std::uint32_t polynomial = Table::polynomial(dimension - 1);
  const auto degree = static_cast<std::size_t>(std::bit_width(polynomial)) - 1;
  for (std::size_t k = 0; k < degree; ++k)
    m[k] = Table::minit(dimension - 1, k);
  for (std::size_t k = degree; k < m.size(); ++k) {
    m[k] = m[k - degree];
    for (std::size_t i = 1; i <= degree; ++i)
      if ((polynomial >> (degree - i) & 1) != 0)
        m[k] ^= m[k - i] << i;
  }
  return m;
}

} // namespace

SobolDimension sobol_dimension(std::uint32_t number) {
  SobolDimension dimension{.number = number};
  const std::array<std::uint32_t, 32> m = odd_numbers(number);
  for (std::size_t k = 0; k < m.size(); ++k)
    for (std::size_t digit = 0; digit <= k; ++digit)
      dimension.directions[k] |= (m[k] >> (k - digit) & 1) << digit;
  return dimension;
}

std::uint32_t sobol_point(const SobolDimension& dimension, std::uint32_t index) {
  std::uint32_t point = 0;
  for (; index != 0; index &= index - 1)
    point ^= dimension.directions[static_cast<std::size_t>(std::countr_zero(index))];
  return point;
}

} // namespace escala
