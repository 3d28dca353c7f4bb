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
    std::fill_n(own, at_.lanes, share * series.table[static_cast<std::size_t>(at_.month)]);
    break;
  }
  case Series::Kind::input:
    std::fill_n(own, at_.lanes, at_.run->inputs[series.input]);
    break;
  case Series::Kind::adjusted:
    adjust(series, own);
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
void SeriesRunner::adjust(const Series& series, double* out) {
  if (series.base.kind == ParameterSource::Kind::series)
    std::copy_n(at_.series[series.base.index], at_.lanes, out);
  else
    std::fill_n(out, at_.lanes, series.base.constant);
  const auto multiply = [&](const double* factor) {
    for (std::size_t i = 0; i < at_.lanes; ++i)
      out[i] *= factor[i];
  };
  for (std::uint32_t impact : series.impacts)
    multiply(at_.effect_of(impact));
  for (std::uint32_t lift : series.lifts)
    multiply(at_.series[lift]);
}

void SeriesRunner::record(std::uint32_t index) {
  const History& history = at_.model.histories[index];
  const HistoryColumns& columns = at_.state->histories[index];
  const double* value = history.source == History::Source::series ? at_.series[history.index]
                        : history.source == History::Source::reported
                            ? at_.state->reported(history.index).data()
                            : at_.state->state[history.index].data();
  if (!columns.ring.empty())
    std::copy_n(value, at_.lanes,
                columns.ring[static_cast<std::size_t>(at_.month) % columns.ring.size()].data());
  if (columns.initial && at_.month == 0)
    std::copy_n(value, at_.lanes, columns.initial.data());
  const auto keep = [&](const Column& column, bool restart, double (*fold)(double, double)) {
    if (!column)
      return;
    double* kept = column.data();
    for (std::size_t i = 0; i < at_.lanes; ++i)
      kept[i] = restart ? value[i] : fold(kept[i], value[i]);
  };
  keep(columns.total, at_.month <= 1, [](double a, double b) { return a + b; });
  keep(columns.peak, at_.month == 0, larger);
  keep(columns.trough, at_.month == 0, smaller);
}

} // namespace escala
