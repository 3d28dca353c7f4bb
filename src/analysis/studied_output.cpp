// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/studied_output.h"

#include <algorithm>
#include <utility>

#include "analysis/unite_paths.h"
#include "escala/scenario/scenario.h"

namespace escala {

namespace {

bool is_metric(const StudiedOutput& output) { return output.kind == StudiedOutput::Kind::metric; }

} // namespace

// Whether a path meets a target is kept only if an output is that.
OutputObserver::OutputObserver(std::vector<StudiedOutput> outputs)
    : outputs_(std::move(outputs)),
      judge_(std::ranges::all_of(outputs_, is_metric) ? 0 : kPathLimit) {}

void OutputObserver::begin(const RunShape& shape) {
  model_ = shape.model;
  judge_.begin(shape);
  values_.assign(outputs_.size(), std::vector<double>(shape.paths));
}

void OutputObserver::on_block(const BlockView& view) {
  judge_.on_block(view);
  for (std::size_t i = 0; i < outputs_.size(); ++i)
    if (is_metric(outputs_[i]) && outputs_[i].month == view.month)
      std::copy_n(view.reported[outputs_[i].index].data(), view.lanes,
                  values_[i].data() + view.first);
}

bool OutputObserver::is_met(const StudiedOutput& output, std::uint64_t path) const {
  if (output.kind == StudiedOutput::Kind::target)
    return judge_.is_met(output.index, path);
  for (std::size_t target = 0; target < model_->targets.size(); ++target)
    if (!judge_.is_met(target, path))
      return false;
  return true;
}

void OutputObserver::finish(Ranks& ranks) {
  judge_.finish(ranks);
  unite_paths(values_, ranks);
  for (std::size_t i = 0; i < outputs_.size(); ++i)
    if (!is_metric(outputs_[i]))
      for (std::uint64_t path = 0; path < values_[i].size(); ++path)
        values_[i][path] = is_met(outputs_[i], path) ? 1 : 0;
}

std::uint64_t OutputObserver::bytes_of_month(const RunShape& shape) const {
  return outputs_.size() * sizeof(double) * shape.paths /
         (static_cast<std::uint64_t>(shape.model->horizon) + 1);
}

} // namespace escala
