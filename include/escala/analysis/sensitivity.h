// SPDX-License-Identifier: Apache-2.0
// Which inputs the variance of an output comes from: Sobol indices, Shapley effects, and the output
// at quantiles of each input.
//
// Let A and B be the outputs of two independent draws of everything, A_i that of the first with
// input i from the second, and B_i the reverse. Of independent inputs (Azzini, Mara and Rosati
// 2021)
//   first order  2 sum (B_i - B)(A - A_i) / sum ((A - B)^2 + (B_i - A_i)^2)
//   total        sum ((B - B_i)^2 + (A - A_i)^2) / the same.
// They are exact for an input that does nothing, and for one that does everything. Of an input that
// is correlated with others, with A_J the output if the inputs J are drawn anew given all others
// (Jansen 1999):
//   first order  1 - sum (A - A_(all but i))^2 / sum (A - B)^2    what it explains alone
//   total        sum (A - A_i)^2 / sum (A - B)^2                  what is left if all others are
//   known
// A Shapley effect is the mean of an input's part of d(J) = sum (A - A_J)^2 / sum (A - B)^2 over
// the orders in which inputs join J (Owen 2014; Song, Nelson and Staum 2016). They add up to 1.
//
// Paths are scrambled Sobol points whatever the plan's sampler is, and errors are those between
// their replicates.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "escala/analysis/looks.h"
#include "escala/analysis/random_inputs.h"
#include "escala/analysis/studied_output.h"

namespace escala {

// A share of the variance; n/a if it is not known.
struct VarianceShare {
  double share = 0;
  double std_error = 0;
};

struct InputSensitivity {
  VarianceShare first_order;
  VarianceShare total;
  VarianceShare shapley; // n/a if it is not asked for
  // Mean of the output with the input at its quantiles of kTornadoQuantiles; empty if the input has
  // several draws or is correlated.
  std::vector<double> points = {};
  // Whether no step between points contradicts another one (significant at 99%).
  bool monotone = true;
};

struct Sensitivity {
  double mean = 0; // n/a if the output is n/a on every path
  double variance = 0;
  std::vector<InputSensitivity> inputs = {};
  VarianceShare sum_of_first;  // of all inputs; n/a if some are correlated
  std::uint64_t values = 0;    // independent paths on which the output was looked at
  std::uint64_t undefined = 0; // of these: n/a
  // Of a target: too few of these paths meet or miss it to share out its variance.
  bool too_few = false;
  std::size_t replicates = 0;
};

inline constexpr double kTornadoQuantiles[] = {0.1, 0.3, 0.5, 0.7, 0.9};

struct SensitivityQuestion {
  StudiedOutput output;
  std::vector<RandomInput> inputs;
  bool shapley = false; // then the inputs are all that the model draws
  std::uint64_t seed = 1;
};

class SensitivityStudy final : public Study {
 public:
  // The model must outlive it.
  SensitivityStudy(const Model& model, SensitivityQuestion question);
  ~SensitivityStudy() override;

  std::vector<Run> runs(std::uint64_t first, std::uint64_t paths) override;
  void take() override;
  // The standard errors of the largest index of each kind are at most 0.02.
  bool is_sure() const override;
  std::string so_far() const override;

  // Runs of a look after the first.
  std::size_t run_count() const;
  // Random orders of which Shapley effects are means; 0: they are exact.
  std::size_t orders() const;
  Sensitivity found() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace escala
