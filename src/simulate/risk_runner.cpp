// SPDX-License-Identifier: Apache-2.0
#include "simulate/risk_runner.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "escala/catalog/distribution.h"
#include "escala/scenario/keys.h"

namespace escala {
namespace {

// Scratch columns of the current risk. Arrivals and events are not computed at the same time, so
// `detected` and `rates` share a column.
enum Scratch : std::size_t {
  frequency,
  prevention,
  detection,
  response,
  recovery,
  cost,
  uniforms,
  rates,
  inherent_rates,
  counts,
  scratch_columns,
  detected = rates
};

std::size_t most_impacts(const Model& model) {
  std::size_t most = 0;
  for (const ModelRisk& risk : model.risks)
    most = std::max<std::size_t>(most, risk.impact_count);
  return most;
}

// The effect of an impact of size 0: the share that is left, or the amount that is taken.
double no_loss(const ModelImpact& impact) { return impact.amount ? 0 : 1; }

void add_loss(const ModelImpact& impact, double size, double& to) {
  if (impact.amount)
    to += size;
  else
    to *= 1 - size;
}

} // namespace

RiskRunner::RiskRunner(BlockMonth& at, Evaluator& evaluator, SeriesRunner& series)
    : at_(at), evaluator_(evaluator), series_(series) {
  if (at.model.risks.empty())
    return;
  columns_.resize(Scratch::scratch_columns * kBlockPaths);
  event_values_.resize((most_impacts(at.model) + 1) * kBlockPaths);
  hit_.resize(kBlockPaths);
}

std::optional<Failure> RiskRunner::run(std::uint32_t index) {
  if (at_.month == 0) {
    open(index);
    return std::nullopt;
  }
  const RiskMonth month = columns_of(index);
  if (auto failure = check_rates(month))
    return failure;
  spend(month);
  clear_effects(month.risk);
  draw_arrivals(month);
  gather_events(month);
  const std::span<const Event> events = events_;
  for (std::size_t first = 0; first < events.size(); first += kBlockPaths) {
    const auto some = events.subspan(first, std::min(kBlockPaths, events.size() - first));
    if (auto failure = apply_events(month, some))
      return failure;
    if (auto failure = check_lasting(index, some.size()))
      return failure;
  }
  if (month.risk.duration)
    apply_temporary(month.risk, at_.state->lasting_events[index]);
  else
    keep_permanent(month.risk);
  return std::nullopt;
}

// Bounds the memory of a block. What is known before the run is refused there; this is for drawn
// frequencies and durations.
std::optional<Failure> RiskRunner::check_lasting(std::uint32_t index, std::size_t added) {
  const ModelRisk& risk = at_.model.risks[index];
  if (!risk.duration)
    return std::nullopt;
  at_.state->lasting_values += added * lasting_values(risk.impact_count);
  constexpr double kLimit = 2 * kLastingValueLimit * static_cast<double>(kBlockPaths);
  if (static_cast<double>(at_.state->lasting_values) <= kLimit)
    return std::nullopt;
  return Failure{.kind = Failure::Kind::lasting, .index = index};
}

// Month 0: no events.
void RiskRunner::open(std::uint32_t index) {
  const ModelRisk& risk = at_.model.risks[index];
  for (Column column : {at_.events_of(index), at_.inherent_events_of(index), at_.cost_of(index)})
    column = 0;
  at_.state->lasting_events[index].clear();
  at_.state->lasting_values = 0;
  clear_effects(risk);
  for (std::uint32_t i = risk.first_impact; i < risk.first_impact + risk.impact_count; ++i) {
    if (!at_.state->lasting[i])
      continue;
    const double nothing = no_loss(at_.model.impacts[i]);
    at_.state->lasting[i].first(at_.lanes) = nothing;
    at_.state->inherent_lasting[i].first(at_.lanes) = nothing;
  }
}

void RiskRunner::clear_effects(const ModelRisk& risk) {
  for (std::uint32_t i = risk.first_impact; i < risk.first_impact + risk.impact_count; ++i) {
    const double nothing = no_loss(at_.model.impacts[i]);
    at_.effect_of(i) = nothing;
    at_.inherent_effect_of(i) = nothing;
  }
}

RiskRunner::RiskMonth RiskRunner::columns_of(std::uint32_t index) {
  const ModelRisk& risk = at_.model.risks[index];
  const RiskSwitch& does = at_.run->risks[index];
  return {.index = index,
          .risk = risk,
          .frequency = rate(risk.frequency, does.happens, Scratch::frequency),
          .prevention = rate(risk.prevention, does.mitigated, Scratch::prevention),
          .detection = rate(risk.detection, does.mitigated, Scratch::detection),
          .response = rate(risk.response, does.mitigated, Scratch::response),
          .recovery = rate(risk.recovery, does.mitigated, Scratch::recovery),
          .cost = rate(risk.cost, does.mitigated, Scratch::cost)};
}

// The column of a part of the risk; 0 if `counts` is false.
ConstColumn RiskRunner::rate(const RiskRate& rate, bool counts, std::size_t own) {
  if (counts && rate.source.kind == ParameterSource::Kind::series)
    return at_.values_of(rate.source.index);
  return at_.spread(counts ? rate.source.constant : 0.0, column(own));
}

std::optional<Failure> RiskRunner::check_rates(const RiskMonth& month) const {
  const RiskSwitch& does = at_.run->risks[month.index];
  if (does.happens)
    if (auto failure = check_rate(month.index, month.risk.frequency, month.frequency))
      return failure;
  if (!does.mitigated)
    return std::nullopt;
  const std::pair<const RiskRate&, ConstColumn> mitigation[]{
      {month.risk.prevention, month.prevention},
      {month.risk.detection, month.detection},
      {month.risk.response, month.response},
      {month.risk.recovery, month.recovery},
      {month.risk.cost, month.cost}};
  for (const auto& [rate, values] : mitigation)
    if (auto failure = check_rate(month.index, rate, values))
      return failure;
  return std::nullopt;
}

// Constants were checked before the run.
std::optional<Failure> RiskRunner::check_rate(std::uint32_t index, const RiskRate& rate,
                                              ConstColumn values) const {
  if (rate.source.kind != ParameterSource::Kind::series ||
      !at_.is_due(at_.model.series[rate.source.index].update_interval))
    return std::nullopt;
  const Range& range = spec_of(rate.part).range;
  const auto bad = std::ranges::find_if(values, [&](double value) { return !range.holds(value); });
  if (bad == values.end())
    return std::nullopt;
  return Failure{.kind = Failure::Kind::rate,
                 .index = index,
                 .part = static_cast<std::uint32_t>(rate.part),
                 .value = *bad,
                 .series = rate.source.index,
                 .lane = static_cast<std::size_t>(bad - values.begin())};
}

// Updates the cost of mitigation so far. A constant cost is multiplied by the month.
void RiskRunner::spend(const RiskMonth& month) {
  Column cost = at_.cost_of(month.index);
  if (at_.state->costs[month.index])
    cost += month.cost;
  else
    cost = month.cost * at_.month;
}

// Draws Poisson counts with and without prevention from one uniform. Most paths have no event. They
// are found without a Poisson draw: P(none) = e^-rate is above 1 - rate. The other paths are
// gathered and drawn together.
void RiskRunner::draw_arrivals(const RiskMonth& month) {
  const DistributionSpec& poisson = poisson_distribution();
  Column uniforms = column(Scratch::uniforms);
  Column rates = column(Scratch::rates);
  Column inherent_rates = column(Scratch::inherent_rates);
  const Column counts = column(Scratch::counts);
  at_.run->draws.uniforms(month.risk.arrivals, static_cast<std::uint32_t>(at_.month), at_.first,
                          uniforms);
  std::size_t hit = 0;
  for (std::uint32_t i = 0; i < at_.lanes; ++i) {
    const double uniform = uniforms[i];
    const double rate = month.frequency[i];
    hit_[hit] = i;
    uniforms[hit] = uniform;
    inherent_rates[hit] = rate;
    rates[hit] = rate * (1 - month.prevention[i]);
    hit += uniform > 1 - rate;
  }
  const auto put = [&](const Column& of, Column events) {
    events = 0;
    const double* means = of.data();
    poisson.quantiles(uniforms.part(0, hit), {&means, 1, hit}, counts.part(0, hit));
    for (std::size_t k = 0; k < hit; ++k)
      events[hit_[k]] = counts[k];
  };
  put(inherent_rates, at_.inherent_events_of(month.index));
  put(rates, at_.events_of(month.index));
}

void RiskRunner::gather_events(const RiskMonth& month) {
  events_.clear();
  const Column inherent_events = at_.inherent_events_of(month.index);
  for (std::uint32_t i = 0; i < at_.lanes; ++i)
    for (std::uint32_t number = 0; number < inherent_events[i]; ++number)
      events_.push_back({i, number});
}

// Draws the impacts and durations of some events, at most as many as a block has paths, and applies
// them.
std::optional<Failure> RiskRunner::apply_events(const RiskMonth& month,
                                                std::span<const Event> events) {
  const EventDraws draws = draw_events(month, events);
  for (std::size_t event = 0; event < events.size(); ++event) {
    if (auto failure = check_event(month, draws, event))
      return failure;
    if (draws.duration.exists())
      add_temporary(month, draws, event);
    else
      apply_permanent(month, draws, event);
  }
  return std::nullopt;
}

// Lanes are events while this function runs.
RiskRunner::EventDraws RiskRunner::draw_events(const RiskMonth& month,
                                               std::span<const Event> events) {
  const ModelRisk& risk = month.risk;
  const std::size_t lanes = std::exchange(at_.lanes, events.size());
  at_.event_lanes = events;
  const Column detected = column(Scratch::detected);
  at_.run->draws.event_uniforms(risk.detections, static_cast<std::uint32_t>(at_.month), at_.first,
                                events, detected);
  EventDraws draws{.events = events, .detected = detected};
  if (risk.duration)
    draws.duration = evaluate_quantity(*risk.duration, risk.impact_count);
  for (std::uint32_t i = 0; i < risk.impact_count; ++i)
    evaluate_quantity(at_.model.impacts[risk.first_impact + i].size, i);
  at_.lanes = lanes;
  at_.event_lanes = {};
  return draws;
}

// Evaluates a quantity of each event into a separate column.
ConstColumn RiskRunner::evaluate_quantity(const EventQuantity& quantity, std::size_t column) {
  for (std::uint32_t draw : quantity.draws)
    series_.run(draw);
  Column own = at_.column(event_values_, column);
  const ConstColumn values = evaluator_.evaluate(quantity.value, own);
  if (values.data() != own.data())
    own = values;
  return own;
}

std::optional<Failure> RiskRunner::check_event(const RiskMonth& month, const EventDraws& draws,
                                               std::size_t event) const {
  const std::uint32_t impacts = month.risk.impact_count;
  for (std::uint32_t i = 0; i < impacts; ++i)
    if (const double size = event_values_[i * kBlockPaths + event]; !std::isfinite(size))
      return Failure{.kind = Failure::Kind::impact,
                     .index = month.risk.first_impact + i,
                     .value = size,
                     .lane = draws.events[event].lane};
  if (draws.duration.exists() && !std::isfinite(draws.duration[event]))
    return Failure{.kind = Failure::Kind::duration,
                   .index = month.index,
                   .value = draws.duration[event],
                   .lane = draws.events[event].lane};
  return std::nullopt;
}

// Whether an event happens with mitigation: prevention keeps the first events of a path.
bool RiskRunner::happens(const RiskMonth& month, const Event& event) {
  return event.number < at_.events_of(month.index)[event.lane];
}

// The share of an event's impact that is left after the response.
double RiskRunner::share_let_through(const RiskMonth& month, const EventDraws& draws,
                                     std::size_t event) {
  const std::uint32_t lane = draws.events[event].lane;
  const bool detected = draws.detected[event] > 1 - month.detection[lane];
  return detected ? 1 - month.response[lane] : 1;
}

// A share is at most 1. An event has no effect up to the last actual month of the affected value.
double RiskRunner::size_of(const ModelImpact& impact, std::size_t column, std::size_t event) const {
  if (at_.month <= impact.acts_after)
    return 0;
  const double size = event_values_[column * kBlockPaths + event];
  return impact.amount ? size : std::min(size, 1.0);
}

void RiskRunner::apply_permanent(const RiskMonth& month, const EventDraws& draws,
                                 std::size_t event) {
  const double through = share_let_through(month, draws, event);
  const bool happens = this->happens(month, draws.events[event]);
  const std::uint32_t lane = draws.events[event].lane;
  for (std::uint32_t i = 0; i < month.risk.impact_count; ++i) {
    const std::size_t index = month.risk.first_impact + i;
    const ModelImpact& impact = at_.model.impacts[index];
    const double size = size_of(impact, i, event);
    add_loss(impact, size, at_.inherent_effect_of(index)[lane]);
    if (happens)
      add_loss(impact, through * size, at_.effect_of(index)[lane]);
  }
}

void RiskRunner::add_temporary(const RiskMonth& month, const EventDraws& draws, std::size_t event) {
  const double duration = std::max(0.0, draws.duration[event]);
  const std::uint32_t lane = draws.events[event].lane;
  LastingEvents& lasting = at_.state->lasting_events[month.index];
  lasting.events.push_back(
      {.lane = lane,
       .left = happens(month, draws.events[event]) ? duration * (1 - month.recovery[lane]) : 0.0,
       .inherent_left = duration,
       .let_through = share_let_through(month, draws, event)});
  for (std::uint32_t i = 0; i < month.risk.impact_count; ++i)
    lasting.sizes.push_back(size_of(at_.model.impacts[month.risk.first_impact + i], i, event));
}

// The weight of a loss is 1 in a month that it lasts to the end of. In its last month the weight is
// the part of the month that it lasts.
void RiskRunner::apply_temporary(const ModelRisk& risk, LastingEvents& lasting) {
  std::size_t kept = 0;
  for (std::size_t at = 0; at < lasting.events.size(); ++at) {
    LastingEvent event = lasting.events[at];
    const double* sizes = lasting.sizes.data() + at * risk.impact_count;
    const double weight = std::min(1.0, event.left);
    const double inherent_weight = std::min(1.0, event.inherent_left);
    for (std::uint32_t j = 0; j < risk.impact_count; ++j) {
      const std::size_t index = risk.first_impact + j;
      const ModelImpact& impact = at_.model.impacts[index];
      add_loss(impact, weight * event.let_through * sizes[j], at_.effect_of(index)[event.lane]);
      add_loss(impact, inherent_weight * sizes[j], at_.inherent_effect_of(index)[event.lane]);
    }
    event.left = std::max(0.0, event.left - 1);
    event.inherent_left = std::max(0.0, event.inherent_left - 1);
    if (event.inherent_left <= 0)
      continue;
    lasting.events[kept] = event;
    if (kept != at)
      std::copy_n(sizes, risk.impact_count, lasting.sizes.data() + kept * risk.impact_count);
    ++kept;
  }
  at_.state->lasting_values -= (lasting.events.size() - kept) * lasting_values(risk.impact_count);
  lasting.events.resize(kept);
  lasting.sizes.resize(kept * risk.impact_count);
}

// Combines the permanent losses of the month with the earlier ones.
void RiskRunner::keep_permanent(const ModelRisk& risk) {
  for (std::uint32_t i = risk.first_impact; i < risk.first_impact + risk.impact_count; ++i) {
    if (!at_.state->lasting[i])
      continue;
    const bool amount = at_.model.impacts[i].amount;
    const auto join = [&](Column lasting, ConstColumn taken) {
      if (amount)
        lasting += taken;
      else
        lasting *= taken;
    };
    join(at_.state->lasting[i].first(at_.lanes), at_.effect_of(i));
    join(at_.state->inherent_lasting[i].first(at_.lanes), at_.inherent_effect_of(i));
  }
}

} // namespace escala
