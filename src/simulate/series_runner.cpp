// SPDX-License-Identifier: Apache-2.0
#include "simulate/series_runner.h"

#include <algorithm>

#include "escala/columns/arithmetic.h"

namespace escala {
namespace {

// A standard normal draw of a group is a score that the group has computed already.
bool is_score(const Series& series) {
  return !series.is_held() && series.update_interval != UpdateInterval::event &&
         series.draw.standard && series.draw.group != kNone &&
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
  if (!at_.is_due(series.update_interval))
    return;
  Column own(series.is_held() ? at_.state->held[index].data()
                              : locals_.data() + local_begin_[index],
             at_.lanes);
  at_.series[index] = own.data();
  switch (series.kind) {
  case Series::Kind::draw:
    if (is_score(series))
      at_.series[index] = drawer_.correlated_scores(series.draw).data();
    else
      drawer_.draw(series.draw, own);
    break;
  case Series::Kind::table:
    own = (series.invested ? at_.run->invested : 1) *
          series.table[static_cast<std::size_t>(at_.month)];
    break;
  case Series::Kind::input:
    own = at_.run->inputs[series.input];
    break;
  case Series::Kind::adjusted:
    adjust(series, own);
    break;
  case Series::Kind::expression:
    evaluate(index, own);
    break;
  }
}

// A result that is an existing column is used in place. It is copied if it is a state, which the
// month's step replaces, or if the series is kept from month to month.
void SeriesRunner::evaluate(std::uint32_t index, Column own) {
  const Series& series = at_.model.series[index];
  const Program& program = series.program_of(at_.month);
  const ConstColumn result = evaluator_.evaluate(program, own);
  const bool is_state = program.code.back().kind == Instruction::Kind::state;
  const bool stays = result.data() == own.data() || !(series.is_held() || is_state);
  at_.series[index] = stays ? result.data() : own.data();
  if (!stays)
    own = result;
}

// A driver or parameter after its losses, times its lifts.
void SeriesRunner::adjust(const Series& series, Column out) const {
  if (series.base.kind == ParameterSource::Kind::series)
    out = at_.values_of(series.base.index);
  else
    out = series.base.constant;
  for (std::uint32_t impact : series.impacts)
    out *= at_.effect_of(impact);
  for (std::uint32_t lift : series.lifts)
    out *= at_.values_of(lift);
}

void SeriesRunner::record(std::uint32_t index) {
  const History& history = at_.model.histories[index];
  const HistoryColumns& columns = at_.state->histories[index];
  const ConstColumn value = history.source == History::Source::series ? at_.values_of(history.index)
                            : history.source == History::Source::reported
                                ? at_.reported(history.index)
                                : at_.state_of(history.index);
  if (!columns.ring.empty())
    columns.at(at_.month).first(at_.lanes) = value;
  if (columns.initial && at_.month == 0)
    columns.initial.first(at_.lanes) = value;
  const auto keep = [&](const StoredColumn& column, int restart, auto fold) {
    if (!column)
      return;
    Column kept = column.first(at_.lanes);
    if (at_.month <= restart)
      kept = value;
    else
      fold(kept, value);
  };
  keep(columns.total, 1, [](Column kept, ConstColumn next) { kept += next; });
  keep(columns.peak, 0, [](Column kept, ConstColumn next) { larger_of(kept, next, kept); });
  keep(columns.trough, 0, [](Column kept, ConstColumn next) { smaller_of(kept, next, kept); });
}

} // namespace escala
