// SPDX-License-Identifier: Apache-2.0
// Where a result comes from, and what is needed to reproduce it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace escala {

// A data file from which the scenario takes values.
struct DataProvenance {
  std::string file; // as the scenario names it
  std::string sha256;
};

struct Provenance {
  std::string scenario; // its name
  std::string description;
  std::string file;                                  // as given; "-" for standard input
  std::string sha256;                                // of the file's bytes, lower-case hexadecimal
  std::shared_ptr<const std::string> text = nullptr; // of the file; null: not known
  std::string command; // that reproduces the result, as it is typed in a shell
  std::string variant; // empty: none
  std::vector<std::pair<std::string, std::string>> set; // --set, in order
  std::vector<DataProvenance> data;
  std::uint64_t paths = 0;
  std::uint64_t seed = 0;
  std::string sampler;
  std::string isa;
  double quantile_error = 0; // as a share of a quantile; 0: they are exact
};

} // namespace escala
