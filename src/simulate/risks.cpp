// SPDX-License-Identifier: Apache-2.0
// A risk's month: its arrivals, what each event does, and the losses that still last.
//
// Events are few, so they are gathered from the block's lanes, and what is drawn for each is
// evaluated with events for lanes. Every event is followed twice, with mitigation and without: the
// uniform that counts a month's arrivals is the same, so the events left by prevention are the
// first of those that there would have been.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/catalog/distribution.h"
#include "escala/core/undefined.h"
#include "escala/scenario/keys.h"
#include "simulate/block.h"

namespace escala {
namespace {

// A record of an event whose losses last: its lane, the months left with mitigation and without,
// the share of the impact that the response lets through, and the size of each impact.
enum Record : std::size_t { lane, left, inherent_left, let_through, sizes };

} // namespace

struct BlockRunner::RiskMonth {
  std::uint32_t index = 0;
  const ModelRisk& risk;
  const double* frequency;
  const double* prevention;
  const double* detection;
  const double* response;
  const double* recovery;
  const double* cost;
  double* events;
  double* inherent_events;
  std::vector<double>& lasting; // records of this block
  std::size_t stride;
  // Of the events at hand.
  const double* duration = nullptr;
  const double* detected = nullptr; // uniforms
};

// What is left of a driver or parameter, times its lifts.
void BlockRunner::adjust(const Series& series, double* out) {
  if (series.base.kind == ParameterSource::Kind::series)
    std::copy_n(values_[series.base.index], lanes_, out);
  else
    std::fill_n(out, lanes_, series.base.constant);
  const auto multiply = [&](const double* factor) {
    for (std::size_t i = 0; i < lanes_; ++i)
      out[i] *= factor[i];
  };
  for (std::uint32_t impact : series.impacts)
    multiply(effect(impact));
  for (std::uint32_t lift : series.lifts)
    multiply(values_[lift]);
}

bool BlockRunner::is_mitigated(std::uint32_t index) const {
  const Omission& without = spec_.without;
  const bool omitted = without.kind == Omission::Kind::mitigation &&
                       (without.risk == kNone || without.risk == index);
  return model_.risks[index].mitigated && !omitted;
}

// The column of a part of the risk; 0 where it is left out or doesn't count.
const double* BlockRunner::rate(const RiskRate& rate, bool counts, double* own) const {
  if (counts && rate.source.kind == ParameterSource::Kind::series)
    return values_[rate.source.index];
  return spread(counts ? rate.source.constant : 0.0, own);
}

// Constants were checked before the run.
bool BlockRunner::check_rate(std::uint32_t index, const RiskRate& rate, const double* values) {
  if (rate.source.kind != ParameterSource::Kind::series ||
      !is_due(model_.series[rate.source.index].refresh))
    return true;
  const KeySpec& key = spec_of(rate.part);
  for (std::size_t i = 0; i < lanes_; ++i) {
    if (key.range.holds(values[i]))
      continue;
    const Risk& written = model_.source.scenario.risks[index];
    fail_range(fmt::format("{} of {}", key.name, written.name.text),
               written.part(rate.part)->source.span, key, values[i], i);
    return false;
  }
  return true;
}

bool BlockRunner::run_risk(std::uint32_t index) {
  const ModelRisk& risk = model_.risks[index];
  if (month_ == 0) {
    open_risk(index);
    return true;
  }
  const bool mitigated = is_mitigated(index);
  RiskMonth month{.index = index,
                  .risk = risk,
                  .frequency = rate(risk.frequency, true, risk_column(0)),
                  .prevention = rate(risk.prevention, mitigated, risk_column(1)),
                  .detection = rate(risk.detection, mitigated, risk_column(2)),
                  .response = rate(risk.response, mitigated, risk_column(3)),
                  .recovery = rate(risk.recovery, mitigated, risk_column(4)),
                  .cost = rate(risk.cost, mitigated, risk_column(5)),
                  .events = events_.data() + index * kBlockPaths,
                  .inherent_events = inherent_events_.data() + index * kBlockPaths,
                  .lasting = storage_->events[index].records,
                  .stride = Record::sizes + risk.impact_count};
  if (!check_rate(index, risk.frequency, month.frequency))
    return false;
  const RiskRate* mitigation[]{&risk.prevention, &risk.detection, &risk.response, &risk.recovery,
                               &risk.cost};
  const double* columns[]{month.prevention, month.detection, month.response, month.recovery,
                          month.cost};
  for (std::size_t i = 0; mitigated && i < std::size(mitigation); ++i)
    if (!check_rate(index, *mitigation[i], columns[i]))
      return false;
  spend(month);
  for (std::uint32_t i = risk.first_impact; i < risk.first_impact + risk.impact_count; ++i) {
    const double nothing = model_.impacts[i].amount ? 0 : 1;
    std::fill_n(effect(i), lanes_, nothing);
    std::fill_n(inherent(i), lanes_, nothing);
  }
  draw_arrivals(month);
  gather_events(month);
  for (std::size_t first = 0; first < event_list_.size(); first += kBlockPaths)
    if (!strike(month, first, std::min(kBlockPaths, event_list_.size() - first)))
      return false;
  if (risk.duration)
    weigh_lasting_events(month);
  else
    keep_permanent(risk);
  return true;
}

// On mitigation, so far.
void BlockRunner::spend(const RiskMonth& month) {
  double* cost = cost_of(month.index);
  const bool adds_up = static_cast<bool>(storage_->costs[month.index]);
  for (std::size_t i = 0; i < lanes_; ++i)
    cost[i] = adds_up ? cost[i] + month.cost[i] : month.cost[i] * month_;
}

// Month 0: no events.
void BlockRunner::open_risk(std::uint32_t index) {
  const ModelRisk& risk = model_.risks[index];
  double* events = events_.data() + index * kBlockPaths;
  double* inherent_events = inherent_events_.data() + index * kBlockPaths;
  for (double* column : {events, inherent_events, cost_of(index)})
    std::fill_n(column, lanes_, 0.0);
  storage_->events[index].records.clear();
  for (std::uint32_t i = risk.first_impact; i < risk.first_impact + risk.impact_count; ++i) {
    const double nothing = model_.impacts[i].amount ? 0 : 1;
    std::fill_n(effect(i), lanes_, nothing);
    std::fill_n(inherent(i), lanes_, nothing);
    if (storage_->lasting[i]) {
      std::fill_n(storage_->lasting[i].data(), lanes_, nothing);
      std::fill_n(storage_->inherent_lasting[i].data(), lanes_, nothing);
    }
  }
}

// Poisson counts with and without prevention, from one uniform. Mostly nothing happens, and that is
// seen without them: P(none) = e^-rate is above 1 - rate. The other paths stand together.
void BlockRunner::draw_arrivals(RiskMonth& month) {
  const DistributionSpec& poisson = poisson_distribution();
  double* uniforms = risk_column(6);
  double* rates = risk_column(7);
  double* inherent_rates = risk_column(8);
  double* counts = risk_column(9);
  draw_uniforms(month.risk.arrivals, static_cast<std::uint32_t>(month_), uniforms);
  std::size_t struck = 0;
  for (std::uint32_t i = 0; i < lanes_; ++i) {
    const double uniform = uniforms[i];
    const double rate = month.frequency[i];
    struck_[struck] = i;
    uniforms[struck] = uniform;
    inherent_rates[struck] = rate;
    rates[struck] = rate * (1 - month.prevention[i]);
    struck += uniform > 1 - rate;
  }
  const auto put = [&](const double* means, double* events) {
    std::fill_n(events, lanes_, 0.0);
    poisson.quantiles(uniforms, &means, counts, struck);
    for (std::size_t k = 0; k < struck; ++k)
      events[struck_[k]] = counts[k];
  };
  put(inherent_rates, month.inherent_events);
  put(rates, month.events);
}

void BlockRunner::gather_events(const RiskMonth& month) {
  event_list_.clear();
  for (std::uint32_t i = 0; i < lanes_; ++i)
    for (std::uint32_t number = 0; number < month.inherent_events[i]; ++number)
      event_list_.push_back({i, number});
}

// Draws what each of some events does, and lets it.
bool BlockRunner::strike(const RiskMonth& struck, std::size_t first, std::size_t count) {
  RiskMonth month = struck;
  const ModelRisk& risk = month.risk;
  const std::size_t lanes = lanes_;
  event_lanes_ = std::span(event_list_).subspan(first, count);
  lanes_ = count;
  double* detected = risk_column(7);
  draw_event_uniforms(risk.detections, detected);
  month.detected = detected;
  if (risk.duration)
    month.duration = evaluate_quantity(*risk.duration, risk.impact_count);
  for (std::uint32_t i = 0; i < risk.impact_count; ++i)
    evaluate_quantity(model_.impacts[risk.first_impact + i].size, i);
  lanes_ = lanes;
  const std::span<const Event> events = event_lanes_;
  event_lanes_ = {};
  for (std::size_t event = 0; event < events.size(); ++event) {
    for (std::uint32_t i = 0; i < risk.impact_count + (risk.duration ? 1U : 0U); ++i) {
      if (std::isfinite(event_values_[i * kBlockPaths + event]))
        continue;
      fail_event(month.index, i, events[event].lane);
      return false;
    }
    if (risk.duration)
      strike_for_a_while(month, events[event], event);
    else
      strike_for_good(month, events[event], event);
  }
  return true;
}

// What each event draws, into a column of its own.
const double* BlockRunner::evaluate_quantity(const EventQuantity& quantity, std::size_t column) {
  for (std::uint32_t draw : quantity.draws)
    run_series(draw);
  double* own = event_values_.data() + column * kBlockPaths;
  const double* values = evaluate_into(quantity.value, own);
  if (values != own)
    std::copy_n(values, lanes_, own);
  return own;
}

// The share of an event's impact that is left after the response.
double BlockRunner::impact_left(const RiskMonth& month, std::uint32_t at, std::size_t event) {
  const bool detected = month.detected[event] > 1 - month.detection[at];
  return detected ? 1 - month.response[at] : 1;
}

// A share is at most the whole. An event in the victim's actual month never acts on it.
double BlockRunner::size_of(const ModelImpact& impact, std::size_t column,
                            std::size_t event) const {
  if (month_ <= impact.acts_after)
    return 0;
  const double size = event_values_[column * kBlockPaths + event];
  return impact.amount ? size : std::min(size, 1.0);
}

void BlockRunner::strike_for_good(const RiskMonth& month, const Event& struck, std::size_t event) {
  const double through = impact_left(month, struck.lane, event);
  const bool happens = struck.number < month.events[struck.lane];
  for (std::uint32_t i = 0; i < month.risk.impact_count; ++i) {
    const std::size_t index = month.risk.first_impact + i;
    const ModelImpact& impact = model_.impacts[index];
    const double size = size_of(impact, i, event);
    take(impact, inherent(index)[struck.lane], size);
    if (happens)
      take(impact, effect(index)[struck.lane], through * size);
  }
}

void BlockRunner::strike_for_a_while(const RiskMonth& month, const Event& struck,
                                     std::size_t event) {
  const double duration = std::max(0.0, month.duration[event]);
  const bool happens = struck.number < month.events[struck.lane];
  month.lasting.push_back(struck.lane);
  month.lasting.push_back(happens ? duration * (1 - month.recovery[struck.lane]) : 0.0);
  month.lasting.push_back(duration);
  month.lasting.push_back(impact_left(month, struck.lane, event));
  for (std::uint32_t i = 0; i < month.risk.impact_count; ++i)
    month.lasting.push_back(size_of(model_.impacts[month.risk.first_impact + i], i, event));
}

void BlockRunner::take(const ModelImpact& impact, double& from, double size) {
  if (impact.amount)
    from += size;
  else
    from *= 1 - size;
}

// A loss weighs 1 in a month that it lasts through, and the part of the month that it does in the
// last one.
void BlockRunner::weigh_lasting_events(const RiskMonth& month) {
  std::vector<double>& records = month.lasting;
  std::size_t kept = 0;
  for (std::size_t at = 0; at < records.size(); at += month.stride) {
    double* record = records.data() + at;
    const auto i = static_cast<std::size_t>(record[Record::lane]);
    const double weight = std::min(1.0, record[Record::left]);
    const double inherent_weight = std::min(1.0, record[Record::inherent_left]);
    for (std::uint32_t j = 0; j < month.risk.impact_count; ++j) {
      const std::size_t index = month.risk.first_impact + j;
      const double size = record[Record::sizes + j];
      take(model_.impacts[index], effect(index)[i], weight * record[Record::let_through] * size);
      take(model_.impacts[index], inherent(index)[i], inherent_weight * size);
    }
    record[Record::left] = std::max(0.0, record[Record::left] - 1);
    record[Record::inherent_left] = std::max(0.0, record[Record::inherent_left] - 1);
    if (record[Record::inherent_left] > 0) {
      if (record != records.data() + kept)
        std::copy_n(record, month.stride, records.data() + kept);
      kept += month.stride;
    }
  }
  records.resize(kept);
}

// Permanent losses of the month join those before.
void BlockRunner::keep_permanent(const ModelRisk& risk) {
  for (std::uint32_t i = risk.first_impact; i < risk.first_impact + risk.impact_count; ++i) {
    if (!storage_->lasting[i])
      continue;
    const auto join = [&](double* lasting, const double* taken) {
      for (std::size_t lane = 0; lane < lanes_; ++lane)
        lasting[lane] =
            model_.impacts[i].amount ? lasting[lane] + taken[lane] : lasting[lane] * taken[lane];
    };
    join(storage_->lasting[i].data(), effect(i));
    join(storage_->inherent_lasting[i].data(), inherent(i));
  }
}

// What an event drew is no number: the part says where.
void BlockRunner::fail_event(std::uint32_t index, std::uint32_t column, std::size_t lane) {
  const Risk& risk = model_.source.scenario.risks[index];
  const ModelRisk& of = model_.risks[index];
  const Effect* impact = column < of.impact_count
                             ? &risk.impacts[model_.impacts[of.first_impact + column].written]
                             : nullptr;
  const Expression& part = impact != nullptr ? impact->size : *risk.part(RiskPart::duration);
  fail(impact != nullptr ? fmt::format("impact of {} on {}", risk.name.text, impact->victim.text)
                         : fmt::format("duration of {}", risk.name.text),
       part.source.span, "its arguments make no distribution there, or it overflows", lane);
}

// What observers see of the risks, once the month is done.
void BlockRunner::show_risks() {
  for (std::size_t i = 0; i < model_.risks.size(); ++i)
    risk_views_[i] = {events_.data() + i * kBlockPaths, inherent_events_.data() + i * kBlockPaths,
                      cost_of(i)};
  for (std::size_t i = 0; i < model_.impacts.size(); ++i) {
    const ModelImpact& impact = model_.impacts[i];
    if (impact.metrics.empty() || impact.amount)
      continue;
    if (storage_->lasting[i])
      impact_views_[i] = {storage_->lasting[i].data(), storage_->inherent_lasting[i].data()};
    else
      impact_views_[i] = {effect(i), inherent(i)};
  }
}

} // namespace escala
