// SPDX-License-Identifier: Apache-2.0
// What the investment is worth: its flows are the paired difference in a metric of money, with the
// investment and without it, less what it spends.
//
//   flow of month t       f_t = (V_t with - V_t without) - spend of the month, t = 1 to the
//   horizon.
//                         Of a level of money V_t is its monthly change.
//   net present value     sum of f_t (1 + discount)^(-t/12)
//   internal return       the yearly rate at which the mean flows have a net present value of 0
//   payback month         the first month from which the undiscounted balance, f_1 + ... + f_t, is
//                         never below 0 again
//
// A path with an n/a flow counts in none of them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/simulate/run.h"

namespace escala {

// The largest number of paths that are valued.
inline constexpr std::uint64_t kValuedPaths = 32'768;
// The largest number of flows that are kept: long plans have fewer paths. There are always
// kLeastValuedPaths.
inline constexpr std::uint64_t kValuedFlows = std::uint64_t{1} << 22;
inline constexpr std::uint64_t kLeastValuedPaths = 2048;

// The number of paths of a run that are valued; 0 if its plan doesn't ask for it.
std::uint64_t valued_paths(const Model& model, std::uint64_t paths);
// Bytes that each rank needs to value a run.
std::uint64_t memory_of_value(const Model& model, std::uint64_t paths);

// Records the metric of money on each of the first valued_paths(), less what the run spends.
class FlowsOfPaths final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  // By month, 0 to the horizon, and path. Of a level of money: what it is, less the spend so far.
  // Of flows: those of the month; month 0 has none.
  const std::vector<std::vector<double>>& months() const { return months_; }

 private:
  const Model* model_ = nullptr;
  std::uint64_t paths_ = 0;
  std::vector<double> spent_; // by path: so far
  std::vector<std::vector<double>> months_;
};

// Why there is no rate of return.
enum class NoReturn : std::uint8_t {
  none,           // there is one
  no_sign_change, // the mean flows are never below 0, or never above it
  several,        // several rates give the mean flows a net present value of 0
  no_rate,        // no rate does
  undefined,      // no path has flows
};

struct InternalReturn {
  std::optional<double> rate = {}; // per year
  NoReturn reason = NoReturn::none;
  std::vector<double> rates = {}; // ascending; all that were found
};

// Of flows by month, from month 0 on.
InternalReturn internal_return(std::span<const double> flows);

struct InvestmentValue {
  std::uint32_t metric = 0; // of the model
  double discount = 0;      // per year
  std::uint64_t paths = 0;
  std::uint64_t undefined = 0; // of them: with an n/a flow. Those below are of the others.

  // Net present value; n/a if no path is left.
  double mean = 0, std_error = 0, p5 = 0, p50 = 0, p95 = 0;
  double positive = 0, positive_error = 0; // probability that it is above 0

  InternalReturn irr;
  double irr_error = 0;

  // By which half of the paths have paid back; none: fewer do.
  std::optional<int> payback_month = {};
  double never = 0, never_error = 0; // share of the paths that don't until the horizon

  // By month, 0 to the horizon.
  std::vector<double> mean_flow = {}, mean_balance = {};
  std::vector<double> balance_p5 = {}, balance_p50 = {}, balance_p95 = {};
};

// `with`, `without`: of the same paths. The model has a valuation.
InvestmentValue value_of_investment(const Model& model, Sampler sampler, const FlowsOfPaths& with,
                                    const FlowsOfPaths& without);

} // namespace escala
