// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/uniforms.h"

#include <Random123/philox.h>

namespace escala {
namespace {

double uniform_of(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t word = (static_cast<std::uint64_t>(high) << 32) | low;
  return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52;
}

// The words of two neighbouring paths.
r123::Philox4x32::ctr_type words_of(const UniformKey& key, std::uint64_t pair) {
  const r123::Philox4x32::key_type philox_key{
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)}};
  const r123::Philox4x32::ctr_type counter{
      {static_cast<std::uint32_t>(pair), static_cast<std::uint32_t>(pair >> 32) | (key.month << 16),
       static_cast<std::uint32_t>(key.stream), static_cast<std::uint32_t>(key.stream >> 32)}};
  return r123::Philox4x32()(counter, philox_key);
}

} // namespace

double uniform_at(const UniformKey& key, std::uint64_t path) {
  const auto words = words_of(key, path / 2);
  return path % 2 == 0 ? uniform_of(words[0], words[1]) : uniform_of(words[2], words[3]);
}

void fill_uniforms(const UniformKey& key, std::uint64_t first, double* out, std::size_t lanes) {
  for (std::size_t i = 0; i < lanes; i += 2) {
    const auto words = words_of(key, (first + i) / 2);
    out[i] = uniform_of(words[0], words[1]);
    if (i + 1 < lanes)
      out[i + 1] = uniform_of(words[2], words[3]);
  }
}

} // namespace escala
