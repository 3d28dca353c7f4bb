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
#include "escala/columns/standard_normal.h"
#include "escala/columns/sums.h"
#include "escala/columns/uniforms.h"
#include "escala/core/undefined.h"

using namespace escala;

namespace {

using Values = std::vector<double>;

// Not a multiple of any vector's width.
constexpr std::size_t kLanes = 509;

Values uniforms(std::uint64_t stream) {
  Values column(kLanes);
  fill_uniforms({.seed = 5, .stream = stream, .month = 7}, 1000, column_of(column));
  return column;
}

// Numbers of every kind among ordinary ones.
Values with_odd_numbers() {
  Values column = uniforms(1);
  for (double& value : column)
    value = (value - 0.5) * 40;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::array odd{0.0,   -0.0,   kUndefined, kInvalid, kInfinity, -kInfinity, 1.0,
                       1e308, -1e308, 5e-324,     1e-310,   709.7,     -745.0,     -720.5};
  for (std::size_t i = 0; i < odd.size(); ++i)
    column[17 * i + 3] = odd[i];
  return column;
}

std::vector<std::uint64_t> bits_of(const Values& column) {
  std::vector<std::uint64_t> bits;
  for (double value : column)
    bits.push_back(std::bit_cast<std::uint64_t>(value));
  return bits;
}

struct Kernel {
  std::string name;
  std::function<void(Column)> run; // into kLanes lanes
  bool fuses = false;
};

constexpr std::string_view kFusingSet = "x86-64-v3";
constexpr std::uint64_t kLastPlacesLimit = 4;

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
  static const Values odd = with_odd_numbers();
  static const Values other = [] {
    Values column = odd;
    std::rotate(column.begin(), column.begin() + 17, column.end());
    return column;
  }();
  static const Values uniform = uniforms(2);
  static const Values means = [] {
    Values column = uniforms(3);
    for (double& mean : column)
      mean *= 22;
    return column;
  }();
  static const Values same(kLanes, 1.8);
  std::vector<Kernel> all{
      {"uniforms",
       [](Column out) {
         fill_uniforms({.seed = 9, .stream = 1ULL << 40 | 3, .month = 60}, 1ULL << 40, out);
       }},
      {"Sobol points", [](Column out) { fill_sobol(sobol_dimension(77), 9, 1ULL << 20, out); }},
      {"normal scores", [](Column out) { normal_scores(column_of(uniform), out); }, true},
      {"exp", [](Column out) { exponentials(column_of(odd), out); }, true},
      {"log", [](Column out) { logarithms(column_of(odd), out); }, true},
      {"roots", [](Column out) { roots(column_of(means), 1.0 / 12, out); }, true},
      {"factors",
       [](Column out) { mean_one_factors(column_of(uniform), 0.3, column_of(odd), out); }, true},
      {"triangular products",
       [](Column out) {
         Eigen::ArrayXXd columns(kLanes, 2);
         columns.col(0) = column_of(uniform);
         columns.col(1) = column_of(means);
         TriangularFactor factor(2, 2);
         factor << 1, 0, 0.7, 0.3;
         multiply_by_triangular(factor,
                                {columns.data(), columns.rows(), 2, Eigen::OuterStride<>(kLanes)});
         out = columns.col(1);
       },
       true},
      {"sums", [](Column out) { add(column_of(odd), column_of(other), out); }},
      {"products", [](Column out) { multiply(column_of(odd), column_of(other), out); }},
      {"differences", [](Column out) { subtract(column_of(odd), column_of(other), out); }},
      {"sums with a constant", [](Column out) { add_constant(column_of(odd), 0.3, out); }},
      {"differences from a constant",
       [](Column out) { subtract_from_constant(column_of(odd), 0.3, out); }},
      {"products with a constant",
       [](Column out) { multiply_by_constant(column_of(odd), 0.3, out); }},
      {"quotients by a constant", [](Column out) { divide_by_constant(column_of(odd), 0.3, out); }},
      {"quotients", [](Column out) { divide(column_of(odd), column_of(other), out); }},
      {"larger", [](Column out) { larger_of(column_of(odd), column_of(other), out); }},
      {"smaller", [](Column out) { smaller_of(column_of(odd), column_of(other), out); }},
      {"counts",
       [](Column out) { summed_poisson_counts(column_of(uniform), column_of(means), out); }},
      {"counts of one mean",
       [](Column out) { summed_poisson_counts(column_of(uniform), column_of(same), out); }},
      {"sums of deviations",
       [](Column out) { out[0] = sums_of_deviations(column_of(means), 11).sum; }},
      {"sums of squares",
       [](Column out) { out[0] = sums_of_deviations(column_of(means), 11).squares; }, true},
  };
  for (Comparison comparison :
       {Comparison::less, Comparison::less_equal, Comparison::greater, Comparison::greater_equal,
        Comparison::equal, Comparison::not_equal})
    all.push_back({"comparison", [comparison](Column out) {
                     compare(comparison, column_of(odd), column_of(other), out);
                   }});
  all.push_back({"brackets", [](Column out) {
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
  all.push_back({"cells", [](Column out) {
                   const auto values = std::span<const double>(means).first(kLanes);
                   const Extent extent = extent_of(values);
                   std::vector<std::int16_t> cells(kLanes);
                   cells_of(values, scale_between(rounded(extent.low), rounded(extent.high), 999),
                            cells.data());
                   std::ranges::copy(cells, out.data());
                 }});
  all.push_back({"bits", [](Column out) {
                   Values conditions(kLanes);
                   compare(Comparison::greater, column_of(odd), column_of(other),
                           column_of(conditions));
                   std::array<std::uint64_t, 8> words{};
                   pack_conditions(column_of(conditions), words.data());
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
      Values out(kLanes);
      kernel.run(column_of(out));
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
    Values fused(kLanes), apart(kLanes);
    kernel.run(column_of(fused));
    REQUIRE(select_instruction_set(instruction_sets().back()));
    kernel.run(column_of(apart));
    REQUIRE(select_instruction_set(best));
    CHECK(most_apart(bits_of(fused), bits_of(apart)) <= (kernel.fuses ? kLastPlacesLimit : 0));
  }
}
