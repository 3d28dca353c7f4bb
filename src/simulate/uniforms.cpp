// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/uniforms.h"

#include <Random123/philox.h>

namespace escala {
namespace {

double uniform_of(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t word = (static_cast<std::uint64_t>(high) << 32) | low;
  return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52;
}

} // namespace

void fill_uniforms(const UniformKey& key, std::uint64_t first, double* out, std::size_t lanes) {
  r123::Philox4x32 philox;
  const r123::Philox4x32::key_type philox_key{
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)}};
  for (std::size_t i = 0; i < lanes; i += 2) {
    const std::uint64_t pair = (first + i) / 2;
    const r123::Philox4x32::ctr_type counter{
        {static_cast<std::uint32_t>(pair),
         static_cast<std::uint32_t>(pair >> 32) | (key.month << 16),
         static_cast<std::uint32_t>(key.stream), static_cast<std::uint32_t>(key.stream >> 32)}};
    const auto words = philox(counter, philox_key);
    out[i] = uniform_of(words[0], words[1]);
    if (i + 1 < lanes)
      out[i + 1] = uniform_of(words[2], words[3]);
  }
}

} // namespace escala
