// SPDX-License-Identifier: Apache-2.0
// Summaries of risks: events, losses as shares of each metric, and the cost of mitigation.
//
// A loss is the share of a metric's level that is lost to the events of one risk, or of several
// risks together: 1 - product of (1 - share). Impacts that are amounts or act on drivers or
// parameters have no share and are not counted. Inherent losses are those of the same paths without
// mitigation, residual losses those with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "escala/simulate/observer.h"
#include "escala/summarize/ordered_merge.h"

namespace escala {

// The mean loss of one metric.
struct LossSummary {
  std::uint32_t metric = 0;
  double mean = 0;       // over paths and months 1 to the horizon
  double at_horizon = 0; // mean over paths
};

// Expected events and losses.
struct Exposure {
  double events = 0;               // from month 1 to the horizon
  std::vector<LossSummary> losses; // of each metric with a loss, in the order of metrics
};

// Of one risk, or of a category of risks.
struct RiskSummary {
  std::string name;
  std::string category;
  Exposure residual;
  Exposure inherent;
  double cost = 0; // of mitigation: mean at the horizon
};

// Sums up events, losses and costs during a run.
class RiskObserver final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;
  void finish(Ranks& ranks) override;

  // Of each risk, in the order written.
  std::vector<RiskSummary> risks() const;
  // Of each category that has risks, in the order of kRiskCategories.
  std::vector<RiskSummary> categories() const;

 private:
  // Impacts on one metric that are combined.
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
  std::size_t size_ = 0;                         // of all sums
  std::vector<std::vector<double>> in_progress_; // by slot: sums of its block
  OrderedMerge<Sums> merge_;
  std::vector<double> totals_;
};

} // namespace escala
