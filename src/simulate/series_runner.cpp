// SPDX-License-Identifier: Apache-2.0
#include "simulate/series_runner.h"

#include <algorithm>

#include "escala/core/order.h"

namespace escala {
namespace {

// A standard normal of a group is what the group has computed already.
bool is_score(const Series& series) {
  return !series.is_held() && series.refresh != Refresh::event && series.draw.standard &&
         series.draw.group != kNone &&
         series.draw.distribution->input == DrawInput::standard_normal;
}

// Begins a running value anew, or takes another month into it.
template <typename Fold>
void keep(Column kept, bool begins, ConstColumn value, Fold fold) {
  if (begins)
    kept = value;
  else
    kept = kept.binaryExpr(value, fold);
}

} // namespace

SeriesRunner::SeriesRunner(BlockMonth& at, Evaluator& evaluator, Drawer& drawer)
    : at_(at), evaluator_(evaluator), drawer_(drawer), local_begin_(at.model.series.size()) {
  std::size_t locals = 0;
  for (std::size_t i = 0; i < at.model.series.size(); ++i)
    if (!at.model.series[i].is_held())
      local_begin_[i] = locals++ * kBlockPaths;
  locals_.resize(locals * kBlockPaths);
}

void SeriesRunner::run(std::uint32_t index) {
  const Series& series = at_.model.series[index];
  if (!at_.is_due(series.refresh))
    return;
  double* own =
      series.is_held() ? at_.state->held[index].data() : locals_.data() + local_begin_[index];
  at_.series[index] = own;
  switch (series.kind) {
  case Series::Kind::draw:
    if (is_score(series))
      at_.series[index] = drawer_.correlated_scores(series.draw);
    else
      drawer_.draw(series.draw, own);
    break;
  case Series::Kind::table: {
    const double share = series.invested ? at_.run->invested : 1;
    at_.column(own) = share * series.table[static_cast<std::size_t>(at_.month)];
    break;
  }
  case Series::Kind::input:
    at_.column(own) = at_.run->inputs[series.input];
    break;
  case Series::Kind::adjusted:
    adjust(series, at_.column(own));
    break;
  case Series::Kind::expression:
    evaluate(index, own);
    break;
  }
}

// A state is about to be stepped over; everything else stays what it is for the month.
void SeriesRunner::evaluate(std::uint32_t index, double* own) {
  const Series& series = at_.model.series[index];
  const Program& program = series.program_of(at_.month);
  const double* result = evaluator_.evaluate(program, own);
  const bool is_state = program.code.back().kind == Instruction::Kind::state;
  if (result != own && (series.is_held() || is_state))
    result = std::copy_n(result, at_.lanes, own) - at_.lanes;
  at_.series[index] = result;
}

// What is left of a driver or parameter after its losses, times its lifts.
void SeriesRunner::adjust(const Series& series, Column out) {
  if (series.base.kind == ParameterSource::Kind::series)
    out = at_.column(at_.series[series.base.index]);
  else
    out = series.base.constant;
  for (std::uint32_t impact : series.impacts)
    out *= at_.column(at_.effect_of(impact));
  for (std::uint32_t lift : series.lifts)
    out *= at_.column(at_.series[lift]);
}

const double* SeriesRunner::source_of(const History& history) const {
  switch (history.source) {
  case History::Source::series:
    return at_.series[history.index];
  case History::Source::reported:
    return at_.state->reported(history.index).data();
  default:
    return at_.state->state[history.index].data();
  }
}

void SeriesRunner::record(std::uint32_t index) {
  const History& history = at_.model.histories[index];
  const HistoryColumns& columns = at_.state->histories[index];
  const ConstColumn value = at_.column(source_of(history));
  if (!columns.ring.empty())
    at_.column(columns.ring[static_cast<std::size_t>(at_.month) % columns.ring.size()].data()) =
        value;
  if (columns.initial && at_.month == 0)
    at_.column(columns.initial.data()) = value;
  if (columns.total)
    keep(at_.column(columns.total.data()), at_.month <= 1, value,
         [](double a, double b) { return a + b; });
  if (columns.peak)
    keep(at_.column(columns.peak.data()), at_.month == 0, value, larger);
  if (columns.trough)
    keep(at_.column(columns.trough.data()), at_.month == 0, value, smaller);
}

} // namespace escala
