// SPDX-License-Identifier: Apache-2.0
// Computes the risks of a block's month: arrivals, the effect of each event, and the losses that
// still last.
//
// Events are few. So they are gathered from the block's lanes, and their draws are evaluated with
// one lane for each event. Every event is computed with mitigation and without. Both cases count a
// month's arrivals with the same uniform, so the events that remain after prevention are the first
// ones of those without it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "escala/simulate/failure.h"
#include "simulate/block_month.h"
#include "simulate/evaluator.h"
#include "simulate/series_runner.h"

namespace escala {

class RiskRunner {
 public:
  RiskRunner(BlockMonth& at, Evaluator& evaluator, SeriesRunner& series);

  // A rate out of its range, or a quantity of an event that is not a number, is a failure.
  std::optional<Failure> run(std::uint32_t risk);

 private:
  // The columns of the current risk.
  struct RiskMonth {
    std::uint32_t index = 0;
    const ModelRisk& risk;
    ConstColumn frequency; // per month
    ConstColumn prevention;
    ConstColumn detection;
    ConstColumn response;
    ConstColumn recovery;
    ConstColumn cost; // per month
  };
  // The draws of some events.
  struct EventDraws {
    std::span<const Event> events;
    ConstColumn detected = {}; // uniforms
    ConstColumn duration = {}; // left out: losses are permanent
  };

  void open(std::uint32_t index);
  RiskMonth columns_of(std::uint32_t index);
  ConstColumn rate(const RiskRate& rate, bool counts, std::size_t column);
  std::optional<Failure> check_rates(const RiskMonth& month) const;
  std::optional<Failure> check_rate(std::uint32_t risk, const RiskRate& rate,
                                    ConstColumn values) const;
  void spend(const RiskMonth& month);
  void clear_effects(const ModelRisk& risk);
  void draw_arrivals(const RiskMonth& month);
  void gather_events(const RiskMonth& month);
  std::optional<Failure> apply_events(const RiskMonth& month, std::span<const Event> events);
  EventDraws draw_events(const RiskMonth& month, std::span<const Event> events);
  ConstColumn evaluate_quantity(const EventQuantity& quantity, std::size_t column);
  std::optional<Failure> check_lasting(std::uint32_t index, std::size_t added);
  std::optional<Failure> check_event(const RiskMonth& month, const EventDraws& draws,
                                     std::size_t event) const;
  bool happens(const RiskMonth& month, const Event& event);
  static double share_let_through(const RiskMonth& month, const EventDraws& draws,
                                  std::size_t event);
  double size_of(const ModelImpact& impact, std::size_t column, std::size_t event) const;
  void apply_permanent(const RiskMonth& month, const EventDraws& draws, std::size_t event);
  void add_temporary(const RiskMonth& month, const EventDraws& draws, std::size_t event);
  void apply_temporary(const ModelRisk& risk, LastingEvents& lasting);
  void keep_permanent(const ModelRisk& risk);
  Column column(std::size_t index) { return at_.column(columns_, index); }

  BlockMonth& at_;
  Evaluator& evaluator_;
  SeriesRunner& series_;
  Columns columns_; // of the current risk: its rates, and scratch for arrivals
  Columns event_values_;
  std::vector<std::uint32_t> hit_; // lanes that may have an event
  std::vector<Event> events_;
};

} // namespace escala
