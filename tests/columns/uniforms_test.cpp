// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/uniforms.h"

#include <Random123/philox.h>
#include <catch2/catch.hpp>

#include <cstdint>
#include <vector>

using namespace escala;

namespace {

// As Random123 computes it.
double reference(const UniformKey& key, std::uint64_t path) {
  const std::uint64_t pair = path / 2;
  const auto words = r123::Philox4x32()(
      {{static_cast<std::uint32_t>(pair),
        static_cast<std::uint32_t>(pair >> 32) | (key.month << 16),
        static_cast<std::uint32_t>(key.stream), static_cast<std::uint32_t>(key.stream >> 32)}},
      {{static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)}});
  const std::size_t first = path % 2 == 0 ? 0 : 2;
  const std::uint64_t word = static_cast<std::uint64_t>(words[first + 1]) << 32 | words[first];
  return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52;
}

} // namespace

// Random123's known answer for a zero key and counter: 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
TEST_CASE("the first uniforms are Philox's known answer", "[columns]") {
  double pair[2];
  fill_uniforms({}, 0, pair, 2);
  CHECK(pair[0] == (static_cast<double>(0xe169c58d6627e8d5 >> 12) + 0.5) * 0x1p-52);
  CHECK(pair[1] == (static_cast<double>(0x9b00dbd8bc57ac4c >> 12) + 0.5) * 0x1p-52);
}

TEST_CASE("uniforms are those of Random123", "[columns]") {
  const UniformKey keys[]{{1, 2, 3}, {0xFFFF'FFFF'FFFF'FFFF, 0x1234'5678'9ABC'DEF0, 65535}, {}};
  for (const UniformKey& key : keys) {
    for (std::uint64_t first : {0ULL, 512ULL, (1ULL << 33) - 64, 1ULL << 48}) {
      std::vector<double> column(301);
      fill_uniforms(key, first, column.data(), column.size());
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < column.size(); ++i)
        wrong += column[i] != reference(key, first + i) || column[i] != uniform_at(key, first + i);
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("uniforms of paths and streams in any order are those of columns", "[columns]") {
  constexpr std::size_t kCount = 23;
  std::vector<std::uint64_t> streams, paths;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    streams.push_back((i % 5) << 40 | i);
    paths.push_back((kCount - i) * 1'000'000'007);
  }
  std::vector<double> found(kCount);
  uniforms_at(7, 60, streams.data(), paths.data(), found.data(), kCount);
  for (std::size_t i = 0; i < kCount; ++i) {
    double pair[2];
    fill_uniforms({7, streams[i], 60}, paths[i] / 2 * 2, pair, 2);
    CHECK(found[i] == pair[paths[i] % 2]);
  }
}
