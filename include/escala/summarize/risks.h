// SPDX-License-Identifier: Apache-2.0
// What risks did: events, the shares of each metric lost, the cost of mitigation.
//
// A loss is a share of a metric's level that is lost to the events of one risk, or of several
// together, and to nothing else: 1 - product of (1 - share). Amounts, drivers and parameters have
// no share and count as none. Inherent is the same paths without mitigation, residual with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/summarize/ordered_merge.h"

namespace escala {

struct LossSummary {
  std::uint32_t metric = 0;
  double mean = 0;       // over paths and months 1 to the horizon
  double at_horizon = 0; // mean over paths
};

struct Exposure {
  double events = 0;               // expected, from month 1 to the horizon
  std::vector<LossSummary> losses; // of each metric that loses a share, in the order of metrics
};

// Of one risk, or of a category.
struct RiskSummary {
  std::string name;
  std::string category;
  Exposure residual;
  Exposure inherent;
  double cost = 0; // expected, at the horizon
};

class RiskObserver final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override;
  void block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  // Of each risk, in the order written.
  std::vector<RiskSummary> risks() const;
  // Of each category that has risks, in the order of kRiskCategories.
  std::vector<RiskSummary> categories() const;

 private:
  // Impacts on one metric that are taken together.
  struct Loss {
    std::uint32_t metric = 0;
    std::vector<std::uint32_t> impacts;
  };
  struct Group {
    std::string name;
    std::string category;
    std::vector<std::uint32_t> risks;
    std::vector<Loss> losses;
  };

  struct Sums {
    std::vector<double> of;

    friend Sums merged(Sums first, const Sums& second) {
      for (std::size_t i = 0; i < first.of.size(); ++i)
        first.of[i] += second.of[i];
      return first;
    }
  };

  Group group_of(std::string name, std::string category, std::vector<std::uint32_t> risks) const;
  void add(const Group& group, const BlockView& view, double* sums) const;
  RiskSummary summary_of(const Group& group, std::size_t first) const;
  static std::size_t size_of(const Group& group);

  const Model* model_ = nullptr;
  std::uint64_t paths_ = 0;
  std::vector<Group> groups_; // of risks, then of categories
  std::vector<std::size_t> first_of_;
  std::size_t size_ = 0;                       // of all sums
  std::vector<std::vector<double>> under_way_; // sums of the block in each slot
  OrderedMerge<Sums> merge_;
  std::vector<double> totals_;
};

} // namespace escala
