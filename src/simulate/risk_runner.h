// SPDX-License-Identifier: Apache-2.0
// The risks of a block's month: arrivals, what each event does, and the losses that still last.
//
// Events are few, so they are gathered from the block's lanes, and what each draws is evaluated
// with events for lanes. Every event is followed twice, with mitigation and without: the uniform
// that counts a month's arrivals is the same, so the events left by prevention are the first of
// those that there would have been.
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

  // A rate out of its range, or an event that draws what is not a number, is a failure.
  std::optional<Failure> run(std::uint32_t risk);

 private:
  // The columns of the risk at hand.
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
  // Of some events at hand.
  struct EventDraws {
    std::span<const Event> events;
    ConstColumn detected = {}; // uniforms
    ConstColumn duration = {}; // left out: for good
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
  Columns columns_; // of the risk at hand: its rates, and what arrivals need
  Columns event_values_;
  std::vector<std::uint32_t> hit_; // lanes where the risk may arrive
  std::vector<Event> events_;
};

} // namespace escala
