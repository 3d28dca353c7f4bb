// SPDX-License-Identifier: Apache-2.0
// The order in which month 0 and every later month are computed.
#include <algorithm>

#include "model/compiler.h"

namespace escala {
namespace {

std::vector<std::uint32_t> series_of(const std::vector<Work>& work) {
  std::vector<std::uint32_t> series;
  for (const Work& item : work)
    if (item.kind == Work::Kind::series)
      series.push_back(item.index);
  return series;
}

// Work, with the parts of each series inserted before it.
std::vector<Work> with_parts(const std::vector<Work>& work, const PartsOfSeries& parts) {
  std::vector<Work> all;
  for (const Work& item : work) {
    const auto found = item.kind == Work::Kind::series ? parts.find(item.index) : parts.end();
    if (found != parts.end())
      for (std::uint32_t part : found->second)
        all.push_back({Work::Kind::series, part});
    all.push_back(item);
  }
  return all;
}

} // namespace

// Appends work. After each metric follow the records of its histories.
void Compiler::append(std::vector<Work>& to, const std::vector<Work>& work) {
  for (const Work& item : work) {
    to.push_back(item);
    if (item.kind != Work::Kind::metric)
      continue;
    for (std::uint32_t history :
         {model_.metrics[item.index].history, model_.metrics[item.index].state_history})
      if (history != kNone)
        to.push_back({Work::Kind::record, history});
  }
}

// Inputs, scores and shocks do not depend on other work, so they come first.
void Compiler::append_front(std::vector<Work>& to) const {
  for (std::uint32_t input : programs_.inputs())
    to.push_back({Work::Kind::series, input});
  for (std::uint32_t i = 0; i < model_.groups.size(); ++i)
    to.push_back({Work::Kind::scores, i});
  for (std::uint32_t shock : programs_.shocks())
    if (shock != kNone)
      to.push_back({Work::Kind::series, shock});
}

void Compiler::assemble_opening() {
  append_front(model_.opening);
  std::vector<bool> done(built_.size());
  for (const Definition& definition : source_.opening_order) {
    const CompiledDefinition& built = built_[key_of(definition)];
    done[key_of(definition)] = true;
    append(model_.opening, built.context.at_close);
    append(model_.opening, built.context.before);
    append(model_.opening, built.value);
  }
  const auto records = [](const Work& work) { return work.kind == Work::Kind::record; };
  for (std::size_t key = 0; key < built_.size(); ++key) {
    if (done[key])
      continue;
    append(model_.opening, built_[key].context.at_close);
    if (std::ranges::any_of(built_[key].context.before, records))
      append(model_.opening, built_[key].context.before);
  }
  append(model_.opening, targets_.before);
}

void Compiler::assemble_monthly() {
  std::vector<Work> all;
  append_front(all);
  for (const Definition& definition : source_.step_order) {
    const CompiledDefinition& built = built_[key_of(definition)];
    append(all, built.context.before);
    append(all, built.for_step);
    append(all, built.value);
  }
  for (const Definition& definition : source_.step_order)
    append(all, built_[key_of(definition)].context.at_close);
  append(all, targets_.before);
  const PartsOfSeries parts = mark_update_intervals(model_, series_of(all));
  model_.opening = with_parts(model_.opening, parts);
  std::vector<bool> opened(model_.series.size());
  for (std::uint32_t series : series_of(model_.opening))
    opened[series] = true;
  for (const Work& work : with_parts(all, parts)) {
    const bool once = work.kind == Work::Kind::series && opened[work.index] &&
                      model_.series[work.index].update_interval == UpdateInterval::once;
    if (!once)
      model_.monthly.push_back(work);
  }
}

} // namespace escala
