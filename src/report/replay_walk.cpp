// SPDX-License-Identifier: Apache-2.0
#include "report/replay_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "escala/core/undefined.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

// Numbers of draws keep so many significant digits; fewer where there are very many of them, which
// are most of the file.
int digits_of_draws(const Recording& recording, const Model& model) {
  constexpr std::size_t kMany = 50'000;
  const auto repeated = std::ranges::count_if(recording.columns(), [&](const Recorded& column) {
    return column.kind == Recorded::Kind::series &&
           model.series[column.index].update_interval != UpdateInterval::once;
  });
  const std::size_t draws = static_cast<std::size_t>(repeated) * recording.futures() *
                            static_cast<std::size_t>(model.horizon);
  return draws > kMany ? 14 : 15;
}

constexpr std::size_t kInlineText = 60;

} // namespace

ReplayWalk::ReplayWalk(const CompiledPlan& plan, const Recording& recording,
                       const ReplayPlaces& places, std::vector<ReplayInput> inputs, Replay& replay)
    : plan_(plan), model_(plan.model), recording_(recording), places_(places), replay_(replay),
      next_block_row_(kFirstFutureRow + recording.futures() + 2), series_(model_.series.size()),
      series_rows_(model_.series.size()), in_history_(model_.series.size()),
      monthly_(model_.series.size()), is_metric_(model_.series.size()),
      metrics_(model_.metrics.size()), events_(model_.risks.size()), costs_(model_.risks.size()),
      effects_(model_.impacts.size()), draw_digits_(digits_of_draws(recording, model_)) {
  replay_.inputs = std::move(inputs);
  for (const History& history : model_.histories)
    if (history.source == History::Source::series)
      in_history_[history.index] = true;
  for (const ModelMetric& metric : model_.metrics)
    for (std::size_t p = 0; p < metric.spec->parameters.size(); ++p)
      if (metric.spec->parameters[p].is_metric_itself() &&
          metric.parameters[p].kind == ParameterSource::Kind::series)
        is_metric_[metric.parameters[p].index] = true;
  for (const Work& work : model_.monthly)
    if (work.kind == Work::Kind::series)
      monthly_[work.index] = true;
  for (const DrawnInput& drawn : model_.drawn)
    if (!drawn.chance)
      drawn_[drawn.series] = &drawn;
  number_ = &add_row(Section::head, "month of the plan", OwnText{"t"});
  year_ = &add_row(Section::head, "fiscal year", OwnText{"year"});
  calendar_month_ = &add_row(Section::head, "month of the year", OwnText{"month"});
}

GridRow& ReplayWalk::add_row(Section section, Phrase label, Phrase how, DisplayUnit unit) {
  ReplayRow& row = rows_.emplace_back();
  row.section = section;
  row.label = std::move(label);
  row.how = std::move(how);
  row.unit = std::move(unit);
  return grid_.emplace_back(rows_.size() - 1, model_.horizon, row);
}

void ReplayWalk::run() {
  for (std::uint32_t i = 0; i < model_.impacts.size(); ++i) {
    const ModelImpact& impact = model_.impacts[i];
    const auto column = recording_.find(Recorded::Kind::effect, i);
    if (!column || is_neutral(*column, impact.amount ? 0 : 1))
      continue;
    const ModelRisk& of = model_.risks[impact.risk];
    const std::string& affected =
        plan_.notes.written().risks[impact.risk].impacts[impact.written].affected.text;
    effects_[i] = &add_row(Section::risks,
                           filled(impact.amount ? "{}: amount taken of {}" : "{}: share left of {}",
                                  {of.name, affected}),
                           "value: events of the risk are drawn");
  }
  for (std::uint32_t i = 0; i < model_.metrics.size(); ++i)
    make_rows(i);
  for (month_ = 0; month_ <= model_.horizon; ++month_) {
    head(month_);
    for (const Work& work : month_ == 0 ? model_.opening : model_.monthly)
      do_work(work);
  }
  check_metrics();
  finish_rows();
}

void ReplayWalk::head(int month) {
  number_->put_value(month, month, ReplayCell::Kind::value);
  year_->put_value(month, model_.calendar.fiscal_year(month), ReplayCell::Kind::value);
  calendar_month_->put_value(month, model_.calendar.at(month).month(), ReplayCell::Kind::value);
}

void ReplayWalk::do_work(const Work& work) {
  switch (work.kind) {
  case Work::Kind::scores:
  case Work::Kind::range_check:
  case Work::Kind::record:
    return;
  case Work::Kind::series:
    return series(work.index);
  case Work::Kind::risk:
    return risk(work.index);
  case Work::Kind::metric:
    return metric(work.index);
  }
}

// Whether a series has one value for all months. One that only month 0 reads is not in the order of
// later months.
bool ReplayWalk::is_fixed(std::uint32_t index) const {
  return model_.series[index].update_interval == UpdateInterval::once || !monthly_[index];
}

void ReplayWalk::series(std::uint32_t index) {
  const Series& series = model_.series[index];
  if (series.update_interval == UpdateInterval::event || (is_fixed(index) && month_ > 1))
    return;
  switch (series.kind) {
  case Series::Kind::draw:
    series_[index] = drawn(index);
    return;
  case Series::Kind::input:
    series_[index] =
        SheetTerm(replay_.inputs[series.input].address, replay_.inputs[series.input].cell.value);
    return;
  case Series::Kind::table:
    series_[index] = tabled(index);
    return;
  case Series::Kind::adjusted:
    series_[index] = adjusted(index);
    return;
  case Series::Kind::expression:
    series_[index] = computed(index);
    return;
  }
}

std::string ReplayWalk::words_of(const Program& program) const {
  if (program.text == kNone || program.code.empty())
    return {};
  return plan_.notes.text_of(program.text, program.code.back().node);
}

// A block of Shocks for a recorded column, and its value in the chosen future this month.
SheetTerm ReplayWalk::recorded(std::size_t column, bool fixed, const Phrase& name) {
  const auto [found, added] = block_of_.try_emplace({column, fixed}, replay_.blocks.size());
  const std::size_t futures = recording_.futures();
  if (added) {
    ReplayBlock block{.name = name, .first_row = next_block_row_};
    block.first_month = fixed ? month_ : 0;
    block.columns = fixed ? 1 : static_cast<std::size_t>(model_.horizon) + 1;
    for (std::size_t future = 0; future < futures; ++future)
      for (std::size_t i = 0; i < block.columns; ++i)
        block.values.push_back(with_digits(
            recording_.at(column, future, block.first_month + static_cast<int>(i)), draw_digits_));
    next_block_row_ += futures + 2;
    replay_.blocks.push_back(std::move(block));
  }
  const ReplayBlock& block = replay_.blocks[found->second];
  const std::size_t offset = fixed ? 0 : static_cast<std::size_t>(month_);
  const std::string letter = sheet_column(1 + offset);
  const std::string dollar = fixed ? "$" : "";
  return {fmt::format("INDEX(Shocks!{0}{1}${2}:{0}{1}${3},{4})", dollar, letter, block.first_row,
                      block.first_row + futures - 1,
                      (fixed ? "Model!" : "") + places_.chosen), // a fixed one may be on Inputs
          block.values[replay_.shown * block.columns + offset]};
}

bool ReplayWalk::is_neutral(std::size_t column, double neutral) const {
  for (std::size_t future = 0; future < recording_.futures(); ++future)
    for (int month = 0; month <= model_.horizon; ++month)
      if (recording_.at(column, future, month) != neutral)
        return false;
  return true;
}

// A driver or parameter that is drawn once is a cell of Inputs; other draws are rows here.
SheetTerm ReplayWalk::drawn(std::uint32_t index) {
  const Series& series = model_.series[index];
  const bool once = is_fixed(index);
  const auto column = *recording_.find(Recorded::Kind::series, index);
  const SheetTerm value = recorded(
      column, once, filled(once ? "{}: drawn once" : "{}: drawn again and again", {series.name}));
  if (once && drawn_.contains(index) && !in_history_[index])
    return input_of(drawn_[index]->name, drawn_[index]->unit, value);
  GridRow*& row = series_rows_[index];
  if (row == nullptr)
    row = &add_row(Section::draws, OwnText{series.name},
                   filled("value: drawn, {}", {std::string(series.draw.distribution->name)}));
  if (once && !in_history_[index])
    row->put_fixed(value);
  else
    row->put(month_, value);
  return row->cell(month_);
}

// A cell of Inputs that shows what is drawn.
SheetTerm ReplayWalk::input_of(const std::string& name, const DisplayUnit& unit,
                               const SheetTerm& value) {
  for (const ReplayInput& input : replay_.inputs)
    if (input.kind == ReplayInput::Kind::drawn && input.name == name)
      return {input.address, input.cell.value};
  const std::string address = fmt::format("Inputs!{}${}", places_.input_column,
                                          places_.first_input + replay_.inputs.size());
  replay_.inputs.push_back({ReplayInput::Kind::drawn,
                            name,
                            "",
                            address,
                            {ReplayCell::Kind::formula, value.text(), value.value()},
                            unit});
  return {address, value.value()};
}

// Whether a series has no row of its own: it is another cell, or a short part of an expression.
bool ReplayWalk::is_written_inline(std::uint32_t index, const SheetTerm& formula) const {
  if (in_history_[index])
    return false;
  if (is_metric_[index])
    return true; // the metric's own formula
  const bool part = model_.series[index].name.find(" (part ") != std::string::npos;
  const bool cell = formula.is_atom() && formula.text().find('(') == std::string::npos;
  return cell || (part && formula.text().size() < kInlineText);
}

SheetTerm ReplayWalk::placed(std::uint32_t index, const SheetTerm& formula, const Phrase& how) {
  const Series& series = model_.series[index];
  GridRow*& row = series_rows_[index];
  if (row == nullptr && is_written_inline(index, formula))
    return formula;
  if (row == nullptr)
    row = &add_row(Section::series, OwnText{series.name}, how);
  if (is_fixed(index) && !in_history_[index])
    row->put_fixed(formula);
  else
    row->put(month_, formula);
  return row->cell(month_);
}

SheetTerm ReplayWalk::computed(std::uint32_t index) {
  const Program& program = model_.series[index].program_of(month_);
  return placed(index, decompiled(program), OwnText{words_of(program)});
}

SheetTerm ReplayWalk::tabled(std::uint32_t index) {
  const Series& series = model_.series[index];
  if (!series.programs.empty())
    return computed(index);
  GridRow*& row = in_history_[index] ? series_rows_[index] : tables_[series.table];
  if (row == nullptr)
    row = &add_row(Section::series, OwnText{series.name},
                   series.invested ? "of the time over which the investment is spent"
                                   : "values of the plan");
  row->put_value(month_, series.table[static_cast<std::size_t>(month_)], ReplayCell::Kind::value);
  return row->cell(month_);
}

SheetTerm ReplayWalk::adjusted(std::uint32_t index) {
  const Series& series = model_.series[index];
  SheetTerm value = term_of(series.base);
  for (const std::uint32_t impact : series.impacts)
    value = value * effect_of(impact);
  for (const std::uint32_t lift : series.lifts)
    value = value * series_[lift];
  return placed(index, value, "its value, times what risks leave and investment lifts");
}

// The recorded effects of a risk's events, and the cost of its mitigation so far.
void ReplayWalk::risk(std::uint32_t index) {
  const ModelRisk& of = model_.risks[index];
  for (std::uint32_t i = of.first_impact; i < of.first_impact + of.impact_count; ++i)
    if (effects_[i] != nullptr)
      effects_[i]->put(month_, recorded(*recording_.find(Recorded::Kind::effect, i), false,
                                        filled("{}: what events leave or take",
                                               {part(effects_[i]->row().label)})));
  if (const auto column = recording_.find(Recorded::Kind::events, index)) {
    if (events_[index] == nullptr)
      events_[index] =
          &add_row(Section::risks, filled("{}: events of the month", {of.name}), "value: drawn");
    events_[index]->put(month_, recorded(*column, false, filled("{}: events", {of.name})));
  }
  if (costs_[index] == nullptr)
    costs_[index] =
        &add_row(Section::risks, filled("{}: cost of mitigation so far", {of.name}), {});
  const SheetTerm cost = term_of(of.cost.source);
  costs_[index]->put(month_, month_ == 0 || !cost.exists()
                                 ? SheetTerm(0)
                                 : costs_[index]->cell(month_ - 1) + cost);
}

} // namespace escala
