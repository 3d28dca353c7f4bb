// SPDX-License-Identifier: Apache-2.0
// What kernels give with every instruction set that this machine has: the same bits, but for those
// that fuse multiplications and additions where they can, which give the same bits without.
#include "escala/columns/instruction_set.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "escala/columns/arithmetic.h"
#include "escala/columns/bits.h"
#include "escala/columns/brackets.h"
#include "escala/columns/elementary.h"
#include "escala/columns/poisson.h"
#include "escala/columns/sobol.h"
#include "escala/columns/staffing.h"
#include "escala/columns/standard_normal.h"
#include "escala/columns/sums.h"
#include "escala/columns/uniforms.h"
#include "escala/core/undefined.h"

using namespace escala;

namespace {

using Column = std::vector<double>;

// Not a multiple of any vector's width.
constexpr std::size_t kLanes = 509;

Column uniforms(std::uint64_t stream) {
  Column column(kLanes);
  fill_uniforms({.seed = 5, .stream = stream, .month = 7}, 1000, column.data(), kLanes);
  return column;
}

// Numbers of every kind among ordinary ones.
Column with_odd_numbers() {
  Column column = uniforms(1);
  for (double& value : column)
    value = (value - 0.5) * 40;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::array odd{0.0,   -0.0,   kUndefined, kInvalid, kInfinity, -kInfinity, 1.0,
                       1e308, -1e308, 5e-324,     1e-310,   709.7,     -745.0,     -720.5};
  for (std::size_t i = 0; i < odd.size(); ++i)
    column[17 * i + 3] = odd[i];
  return column;
}

std::vector<std::uint64_t> bits_of(const Column& column) {
  std::vector<std::uint64_t> bits;
  for (double value : column)
    bits.push_back(std::bit_cast<std::uint64_t>(value));
  return bits;
}

struct Kernel {
  std::string name;
  std::function<void(double*)> run; // into kLanes lanes
  bool fuses = false;
};

constexpr std::string_view kFusingSet = "x86-64-v3";
constexpr std::uint64_t kMostApart = 4;

// How many numbers lie between two of one sign; what is no finite number is next to nothing.
std::uint64_t units_apart(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t kInfinity = 0x7FF0'0000'0000'0000;
  const std::uint64_t apart = a > b ? a - b : b - a;
  const bool finite = (a & kInfinity) != kInfinity && (b & kInfinity) != kInfinity;
  return finite || apart == 0 ? apart : kInfinity;
}

std::uint64_t most_apart(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  return std::transform_reduce(
      a.begin(), a.end(), b.begin(), std::uint64_t{0},
      [](std::uint64_t x, std::uint64_t y) { return std::max(x, y); }, units_apart);
}

std::vector<Kernel> kernels() {
  static const Column odd = with_odd_numbers();
  static const Column other = [] {
    Column column = odd;
    std::rotate(column.begin(), column.begin() + 17, column.end());
    return column;
  }();
  static const Column uniform = uniforms(2);
  static const Column means = [] {
    Column column = uniforms(3);
    for (double& mean : column)
      mean *= 22;
    return column;
  }();
  static const Column same(kLanes, 1.8);
  std::vector<Kernel> all{
      {"uniforms",
       [](double* out) {
         fill_uniforms({.seed = 9, .stream = 1ULL << 40 | 3, .month = 60}, 1ULL << 40, out, kLanes);
       }},
      {"Sobol points",
       [](double* out) { fill_sobol(sobol_dimension(77), 9, 1ULL << 20, out, kLanes); }},
      {"normal scores", [](double* out) { normal_scores(uniform.data(), out, kLanes); }, true},
      {"exp", [](double* out) { exponentials(odd.data(), out, kLanes); }, true},
      {"log", [](double* out) { logarithms(odd.data(), out, kLanes); }, true},
      {"roots", [](double* out) { roots(means.data(), 1.0 / 12, out, kLanes); }, true},
      {"factors",
       [](double* out) { mean_one_factors(uniform.data(), 0.3, odd.data(), out, kLanes); }, true},
      {"multiples",
       [](double* out) {
         std::copy(means.begin(), means.end(), out);
         add_multiples(std::vector{0.7}, uniform.data(), 0, 0.3, out, kLanes);
       },
       true},
      {"sums", [](double* out) { sums(odd.data(), other.data(), out, kLanes); }},
      {"products", [](double* out) { products(odd.data(), other.data(), out, kLanes); }},
      {"products of three",
       [](double* out) { products_of_three(odd.data(), other.data(), means.data(), out, kLanes); }},
      {"sums with a constant", [](double* out) { add_constant(odd.data(), 0.3, out, kLanes); }},
      {"differences from a constant",
       [](double* out) { subtract_from_constant(odd.data(), 0.3, out, kLanes); }},
      {"products with a constant",
       [](double* out) { multiply_by_constant(odd.data(), 0.3, out, kLanes); }},
      {"quotients by a constant",
       [](double* out) { divide_by_constant(odd.data(), 0.3, out, kLanes); }},
      {"quotients", [](double* out) { quotients(odd.data(), other.data(), out, kLanes); }},
      {"staffing",
       [](double* out) {
         staffing_steps({.present = means.data(),
                         .needed = odd.data(),
                         .speed = uniform.data(),
                         .attrition = uniform.data(),
                         .max_hires = same.data()},
                        out, kLanes);
       }},
      {"larger", [](double* out) { larger_of(odd.data(), other.data(), out, kLanes); }},
      {"smaller", [](double* out) { smaller_of(odd.data(), other.data(), out, kLanes); }},
      {"counts",
       [](double* out) { summed_poisson_counts(uniform.data(), means.data(), out, kLanes); }},
      {"counts of one mean",
       [](double* out) { summed_poisson_counts(uniform.data(), same.data(), out, kLanes); }},
      {"sums of deviations",
       [](double* out) { *out = sums_of_deviations(means.data(), 11, kLanes).sum; }},
      {"sums of squares",
       [](double* out) { *out = sums_of_deviations(means.data(), 11, kLanes).squares; }, true},
  };
  for (Comparison comparison :
       {Comparison::less, Comparison::less_equal, Comparison::greater, Comparison::greater_equal,
        Comparison::equal, Comparison::not_equal})
    all.push_back({"comparison", [comparison](double* out) {
                     comparisons(comparison, odd.data(), other.data(), out, kLanes);
                   }});
  all.push_back({"brackets", [](double* out) {
                   std::array<Bracket, 3> brackets{{{1, 2}, {5, 5}, {20, 21}}};
                   const CellScale scale = scale_of(brackets, {});
                   for (Bracket& bracket : brackets)
                     bracket = of_whole_cells(bracket, scale);
                   const BracketTable table = table_of(brackets, scale);
                   std::vector<std::size_t> below(table.count);
                   BracketPlaces places;
                   const auto values = std::span<const double>(means).first(kLanes);
                   find_places(values, table, below.data(), places);
                   for (std::size_t i = 0; i < kLanes; ++i) {
                     const std::uint64_t inside = places.inside[i / 64] >> (i % 64) & 1;
                     out[i] = places.of[i] + (inside != 0 ? 0.5 : 0);
                   }
                   out[0] += static_cast<double>(places.count);
                   for (std::size_t i = 0; i < below.size(); ++i)
                     out[i] += static_cast<double>(below[i]);
                 }});
  all.push_back({"cells", [](double* out) {
                   const auto values = std::span<const double>(means).first(kLanes);
                   const Extent extent = extent_of(values);
                   std::vector<std::int16_t> cells(kLanes);
                   cells_of(values, scale_between(rounded(extent.low), rounded(extent.high), 999),
                            cells.data());
                   std::ranges::copy(cells, out);
                 }});
  all.push_back({"bits", [](double* out) {
                   Column conditions(kLanes);
                   comparisons(Comparison::greater, odd.data(), other.data(), conditions.data(),
                               kLanes);
                   std::array<std::uint64_t, 8> words{};
                   pack_conditions(conditions.data(), words.data(), kLanes);
                   for (std::size_t i = 0; i < words.size(); ++i)
                     out[i] = std::bit_cast<double>(words[i]);
                 }});
  return all;
}

} // namespace

TEST_CASE("instruction sets give the same bits where they round as often", "[columns]") {
  const std::string best(instruction_set());
  for (const Kernel& kernel : kernels()) {
    INFO(kernel.name);
    std::vector<std::uint64_t> expected;
    for (std::string_view set : instruction_sets()) {
      if ((kernel.fuses && set == kFusingSet) || !select_instruction_set(set))
        continue;
      CAPTURE(set);
      Column out(kLanes);
      kernel.run(out.data());
      if (expected.empty())
        expected = bits_of(out);
      CHECK(bits_of(out) == expected);
    }
    REQUIRE(select_instruction_set(best));
  }
  CHECK_FALSE(select_instruction_set("x86-64-v9"));
  CHECK(instruction_set() == best);
}

TEST_CASE("fusing changes the last bits", "[columns]") {
  const std::string best(instruction_set());
  if (best != kFusingSet)
    return;
  for (const Kernel& kernel : kernels()) {
    INFO(kernel.name);
    Column fused(kLanes), apart(kLanes);
    kernel.run(fused.data());
    REQUIRE(select_instruction_set(instruction_sets().back()));
    kernel.run(apart.data());
    REQUIRE(select_instruction_set(best));
    CHECK(most_apart(bits_of(fused), bits_of(apart)) <= (kernel.fuses ? kMostApart : 0));
  }
}
