// SPDX-License-Identifier: Apache-2.0
// What follows the walk: the cells against the recorded paths, and the order of the rows.
#include <algorithm>
#include <cmath>

#include "report/replay_walk.h"

namespace escala {

void ReplayWalk::check_metrics() {
  for (std::uint32_t i = 0; i < model_.metrics.size(); ++i) {
    const auto column = recording_.find(Recorded::Kind::reported, i);
    ReplayCell& check = metrics_[i].reported->row().check;
    for (int month = 0; column && month <= model_.horizon; ++month) {
      const double path = recording_.at(*column, replay_.shown, month);
      const double cell = metrics_[i].reported->cell(month).value();
      if (std::isnan(path) && std::isnan(cell))
        continue;
      const double off = std::abs(path - cell) / std::max(std::abs(path), 1e-12);
      check.value = std::isnan(off) ? 1 : std::max(check.value, off);
    }
    replay_.error = std::max(replay_.error, check.value);
    ReplayCheck& own = replay_.checks.emplace_back();
    for (std::size_t future = 0; column && future < recording_.futures(); ++future)
      for (int month = 0; month <= model_.horizon; ++month)
        own.values.push_back(recording_.at(*column, future, month));
  }
}

// Says of a metric's check in which row the metric is.
void ReplayWalk::place_check(const ReplayRow& row, std::size_t index, std::size_t number) {
  for (std::size_t metric = 0; metric < metrics_.size(); ++metric)
    if (&metrics_[metric].reported->row() == &row) {
      replay_.checks[metric].row = index;
      replay_.checks[metric].number = number;
    }
}

// Lays the rows out by section, and puts their numbers into the formulas.
void ReplayWalk::finish_rows() {
  std::vector<std::size_t> numbers(rows_.size());
  std::vector<ReplayRow*> order;
  std::size_t number = places_.first_row;
  for (const Section section : {Section::head, Section::metrics, Section::series, Section::draws,
                                Section::risks, Section::working}) {
    std::size_t id = 0;
    bool any = false;
    for (ReplayRow& row : rows_) {
      if (row.section == section) {
        number += !any && section != Section::head ? 2U : 0U; // a blank row and a heading
        any = true;
        order.push_back(&row);
        numbers[id] = number++;
        place_check(row, order.size() - 1, numbers[id]);
      }
      ++id;
    }
  }
  replay_.next_row = number;
  replay_.next_block_row = next_block_row_;
  for (ReplayRow* row : order) {
    row->fixed.formula = with_row_numbers(row->fixed.formula, numbers);
    for (ReplayCell& cell : row->months)
      cell.formula = with_row_numbers(cell.formula, numbers);
    replay_.rows.push_back(std::move(*row));
  }
}

} // namespace escala
