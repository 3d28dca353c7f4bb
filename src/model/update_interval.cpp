// SPDX-License-Identifier: Apache-2.0
// How often each series changes. An expression that depends only on the month becomes a table.
#include <algorithm>
#include <utility>

#include "escala/catalog/distribution.h"
#include "model/compiler.h"
#include "model/invariant_hoister.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

UpdateInterval interval_of_frequency(DrawFrequency draw_frequency) {
  switch (draw_frequency) {
  case DrawFrequency::path:
    return UpdateInterval::once;
  case DrawFrequency::year:
    return UpdateInterval::yearly;
  case DrawFrequency::month:
    return UpdateInterval::monthly;
  }
  return UpdateInterval::monthly;
}

// The interval of programs that follow each other.
UpdateInterval interval_of_turns(const std::vector<int>& begins) {
  UpdateInterval update_interval = UpdateInterval::once;
  for (std::size_t i = 1; i < begins.size(); ++i)
    update_interval = std::max(update_interval, interval_of_change(begins[i]));
  return update_interval;
}

bool is_constant(const Program& program, double value) {
  return program.code.size() == 1 && program.code[0].kind == Op::constant &&
         program.code[0].value == value;
}

bool is_standard(const Draw& draw) {
  return !draw.distribution->standard.empty() && !draw.low && !draw.high &&
         std::ranges::equal(draw.parameters, draw.distribution->standard, is_constant);
}

class UpdateIntervalMarker {
 public:
  explicit UpdateIntervalMarker(Model& model) : model_(model), hoister_(model) {}

  void mark(std::uint32_t index) {
    Series& series = model_.series[index];
    switch (series.kind) {
    case Series::Kind::draw:
      return mark_draw(series);
    case Series::Kind::expression:
      return mark_expression(index);
    case Series::Kind::table:
      series.update_interval = interval_of_table(series.table);
      return;
    case Series::Kind::adjusted:
      series.update_interval = UpdateInterval::monthly;
      return;
    case Series::Kind::input:
      series.update_interval = UpdateInterval::once;
      return;
    }
  }

  PartsOfSeries parts() { return std::move(parts_); }

 private:
  void mark_draw(Series& series) {
    series.update_interval = interval_of_frequency(series.draw.draw_frequency);
    for_each_program(series.draw, [&](const Program& program) {
      series.update_interval =
          std::max(series.update_interval, hoister_.change_of(program).update_interval);
    });
    series.draw.standard = is_standard(series.draw);
    if (series.draw.group == kNone)
      return;
    ScoreGroup& group = model_.groups[series.draw.group];
    group.update_interval = std::max(group.update_interval, series.update_interval);
  }

  void mark_expression(std::uint32_t index) {
    Series& series = model_.series[index];
    series.update_interval = interval_of_turns(series.begins);
    Change change;
    for (const Program& program : series.programs) {
      change = hoister_.change_of(program);
      series.update_interval = std::max(series.update_interval, change.update_interval);
    }
    if (series.programs.size() > 1)
      return;
    if (change.is_known()) {
      series.kind = Series::Kind::table;
      series.table = std::move(change.table);
    } else if (change.update_interval == UpdateInterval::monthly) {
      split(index);
    }
  }

  // hoister_.split() adds series, which moves the others in memory.
  void split(std::uint32_t index) {
    const std::string name = model_.series[index].name;
    Program program = std::move(model_.series[index].programs[0]);
    std::vector<std::uint32_t> parts = hoister_.split(program, name);
    model_.series[index].programs[0] = std::move(program);
    if (!parts.empty())
      parts_.emplace(index, std::move(parts));
  }

  Model& model_;
  InvariantHoister hoister_;
  PartsOfSeries parts_;
};

} // namespace

PartsOfSeries mark_update_intervals(Model& model, const std::vector<std::uint32_t>& order) {
  UpdateIntervalMarker marker(model);
  for (std::uint32_t index : order)
    marker.mark(index);
  return marker.parts();
}

} // namespace escala
