// SPDX-License-Identifier: Apache-2.0
#include "escala/columns/uniforms.h"

#include <Random123/philox.h>
#include <catch2/catch.hpp>

#include <cstdint>
#include <vector>

using namespace escala;

namespace {

// As Random123 computes it. Sixteen paths share four blocks.
std::uint32_t reference_word(const UniformKey& key, std::uint64_t path) {
  const std::uint64_t block = path / 16 * 4 + path % 4;
  const auto words = r123::Philox4x32()(
      {{static_cast<std::uint32_t>(block),
        static_cast<std::uint32_t>(block >> 32) | (key.month << 16),
        static_cast<std::uint32_t>(key.stream), static_cast<std::uint32_t>(key.stream >> 32)}},
      {{static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)}});
  return words[path / 4 % 4];
}

// Words of the lowest and highest 2^16 have twenty more bits from another stream.
double reference(const UniformKey& key, std::uint64_t path) {
  const std::uint64_t word = reference_word(key, path);
  if (word >= 0x1'0000 && word < 0xFFFF'0000)
    return (static_cast<double>(word) + 0.5) * 0x1p-32;
  const UniformKey finer{key.seed, key.stream ^ 0x9E37'79B9'7F4A'7C15, key.month};
  const std::uint64_t more = reference_word(finer, path) >> 12;
  return (static_cast<double>(word << 20 | more) + 0.5) * 0x1p-52;
}

} // namespace

// Random123's known answer for a zero key and counter: 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
TEST_CASE("the first uniforms are Philox's known answer", "[columns]") {
  double uniforms[16];
  fill_uniforms({}, 0, column_of(uniforms));
  CHECK(uniforms[0] == (0x6627e8d5 + 0.5) * 0x1p-32);
  CHECK(uniforms[4] == (0xe169c58d + 0.5) * 0x1p-32);
  CHECK(uniforms[8] == (0xbc57ac4c + 0.5) * 0x1p-32);
  CHECK(uniforms[12] == (0x9b00dbd8 + 0.5) * 0x1p-32);
}

TEST_CASE("uniforms in the tails are as fine as doubles are there", "[columns]") {
  constexpr std::size_t kCount = 1 << 20;
  std::vector<double> column(kCount);
  fill_uniforms({4, 5, 6}, 0, column_of(column));
  std::size_t fine = 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    if (column[i] > 0x1p-16 && column[i] < 1 - 0x1p-16)
      continue;
    REQUIRE(column[i] == reference({4, 5, 6}, i));
    ++fine;
  }
  CHECK(fine > 10); // 32 are expected
  CHECK(fine < 60);
}

TEST_CASE("uniforms are those of Random123", "[columns]") {
  const UniformKey keys[]{{1, 2, 3}, {0xFFFF'FFFF'FFFF'FFFF, 0x1234'5678'9ABC'DEF0, 65535}, {}};
  for (const UniformKey& key : keys) {
    for (std::uint64_t first : {0ULL, 7ULL, 512ULL, (1ULL << 34) - 70, 1ULL << 48}) {
      std::vector<double> column(301);
      fill_uniforms(key, first, column_of(column));
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
  uniforms_at(7, 60, streams.data(), paths.data(), column_of(found));
  for (std::size_t i = 0; i < kCount; ++i) {
    double sixteen[16];
    fill_uniforms({7, streams[i], 60}, paths[i] / 16 * 16, column_of(sixteen));
    CHECK(found[i] == sixteen[paths[i] % 16]);
  }
}
