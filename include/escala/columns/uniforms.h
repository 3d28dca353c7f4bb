// SPDX-License-Identifier: Apache-2.0
// Counter-based uniforms: Philox4x32-10 (Salmon et al. 2011), as in Random123.
//
// The key is the seed. The counter consists of a number that four paths share, the month, and the
// stream (a hash of a draw's name and ordinal). So a draw does not depend on other draws or on
// threads. One Philox block gives each of its four paths a word of 32 bits, and from it a uniform
// strictly between 0 and 1: an odd multiple of 2^-33. A uniform within 2^-16 of 0 or 1 gets 20 more
// bits from another stream, so that the tails have a resolution of 52 bits.
#pragma once

#include <cstdint>

#include "escala/columns/column.h"

namespace escala {

struct UniformKey {
  std::uint64_t seed = 0;
  std::uint64_t stream = 0;
  std::uint32_t month = 0; // at most 65535
};

// out[i] is the uniform of path first + i; `first` is below 2^50.
void fill_uniforms(const UniformKey& key, std::uint64_t first, Column out);

// Uniforms of paths and streams in any order: out[i] is the uniform of paths[i] in streams[i]. Both
// arrays are as long as `out`.
void uniforms_at(std::uint64_t seed, std::uint32_t month, const std::uint64_t* streams,
                 const std::uint64_t* paths, Column out);

// The uniform of one path.
double uniform_at(const UniformKey& key, std::uint64_t path);

} // namespace escala
