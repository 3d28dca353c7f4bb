// SPDX-License-Identifier: Apache-2.0
// Counter-based uniforms: Philox4x32-10 (Salmon et al. 2011), as Random123 has it.
//
// The key is the seed. The counter holds a number that four paths share, the month and the stream
// (of a draw's name and ordinal), so that a draw depends on nothing else: neither on other draws
// nor on threads. One Philox block gives each of its four paths a word of 32 bits, and so a uniform
// strictly between 0 and 1: an odd multiple of 2^-33. What lies within 2^-16 of 0 or 1 has another
// 20 bits, of another stream, so that tails are as fine as 52 bits make them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace escala {

struct UniformKey {
  std::uint64_t seed = 0;
  std::uint64_t stream = 0;
  std::uint32_t month = 0; // at most 65535
};

// out[i] is the uniform of path first + i; `first` is below 2^50.
void fill_uniforms(const UniformKey& key, std::uint64_t first, double* out, std::size_t lanes);

// The same, of paths and streams of any order: out[i] is that of paths[i] in streams[i].
void uniforms_at(std::uint64_t seed, std::uint32_t month, const std::uint64_t* streams,
                 const std::uint64_t* paths, double* out, std::size_t lanes);

// The same, of one path.
double uniform_at(const UniformKey& key, std::uint64_t path);

} // namespace escala
