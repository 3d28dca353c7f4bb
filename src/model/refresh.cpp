// SPDX-License-Identifier: Apache-2.0
// How often each series changes. An expression that depends on nothing but the month becomes a
// table.
#include <algorithm>
#include <utility>

#include "escala/catalog/distribution.h"
#include "model/compiler.h"
#include "model/splitter.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

Refresh refresh_of_cadence(Cadence cadence) {
  switch (cadence) {
  case Cadence::path:
    return Refresh::once;
  case Cadence::year:
    return Refresh::yearly;
  case Cadence::month:
    return Refresh::monthly;
  }
  return Refresh::monthly;
}

// Of programs that take over from each other.
Refresh refresh_of_turns(const std::vector<int>& begins) {
  Refresh refresh = Refresh::once;
  for (std::size_t i = 1; i < begins.size(); ++i)
    refresh = std::max(refresh, refresh_of_change(begins[i]));
  return refresh;
}

bool is_constant(const Program& program, double value) {
  return program.code.size() == 1 && program.code[0].kind == Op::constant &&
         program.code[0].value == value;
}

bool is_standard(const Draw& draw) {
  return !draw.distribution->standard.empty() && !draw.low && !draw.high &&
         std::ranges::equal(draw.parameters, draw.distribution->standard, is_constant);
}

class RefreshMarker {
 public:
  explicit RefreshMarker(Model& model) : model_(model), splitter_(model) {}

  void mark(std::uint32_t index) {
    Series& series = model_.series[index];
    switch (series.kind) {
    case Series::Kind::draw:
      return mark_draw(series);
    case Series::Kind::expression:
      return mark_expression(index);
    case Series::Kind::table:
      series.refresh = refresh_of_table(series.table);
      return;
    case Series::Kind::adjusted:
      series.refresh = Refresh::monthly;
      return;
    }
  }

  PartsOfSeries parts() { return std::move(parts_); }

 private:
  void mark_draw(Series& series) {
    series.refresh = refresh_of_cadence(series.draw.cadence);
    for_each_program(series.draw, [&](const Program& program) {
      series.refresh = std::max(series.refresh, splitter_.change_of(program).refresh);
    });
    series.draw.standard = is_standard(series.draw);
    if (series.draw.group == kNone)
      return;
    ScoreGroup& group = model_.groups[series.draw.group];
    group.refresh = std::max(group.refresh, series.refresh);
  }

  void mark_expression(std::uint32_t index) {
    Series& series = model_.series[index];
    series.refresh = refresh_of_turns(series.begins);
    Change change;
    for (const Program& program : series.programs) {
      change = splitter_.change_of(program);
      series.refresh = std::max(series.refresh, change.refresh);
    }
    if (series.programs.size() > 1)
      return;
    if (change.is_known()) {
      series.kind = Series::Kind::table;
      series.table = std::move(change.table);
    } else if (change.refresh == Refresh::monthly) {
      split(index);
    }
  }

  // Series that are added move the others.
  void split(std::uint32_t index) {
    const std::string name = model_.series[index].name;
    Program program = std::move(model_.series[index].programs[0]);
    std::vector<std::uint32_t> parts = splitter_.split(program, name);
    model_.series[index].programs[0] = std::move(program);
    if (!parts.empty())
      parts_.emplace(index, std::move(parts));
  }

  Model& model_;
  Splitter splitter_;
  PartsOfSeries parts_;
};

} // namespace

PartsOfSeries mark_refresh(Model& model, const std::vector<std::uint32_t>& order) {
  RefreshMarker marker(model);
  for (std::uint32_t index : order)
    marker.mark(index);
  return marker.parts();
}

} // namespace escala
