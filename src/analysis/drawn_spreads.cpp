// SPDX-License-Identifier: Apache-2.0
// Mean and spread of what a plan draws.
#include <cmath>

#include "analysis/unite_paths.h"
#include "escala/analysis/drawn_observer.h"
#include "escala/analysis/solve.h"

namespace escala {
namespace {

constexpr std::uint64_t kSpreadPaths = 4096;

// Of what is drawn more than once, the values of month 1.
class FirstDraws final : public MonthObserver {
 public:
  void begin(const RunShape& shape) override {
    model_ = shape.model;
    in_steps_ = series_of_steps(*model_);
    values_.assign(model_->drawn.size(), std::vector<double>(shape.paths));
  }

  void on_block(const BlockView& view) override {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::uint32_t series = model_->drawn[i].series;
      if (view.month == (in_steps_[series] ? 1 : 0))
        std::copy_n(view.series[series].data(), view.lanes, values_[i].data() + view.first);
    }
  }

  void finish(Ranks& ranks) override { unite_paths(values_, ranks); }

  std::vector<DrawnSpread> spreads() const {
    std::vector<DrawnSpread> all;
    for (const std::vector<double>& values : values_) {
      double sum = 0, squares = 0;
      const auto n = static_cast<double>(values.size());
      for (const double value : values)
        sum += value;
      for (const double value : values)
        squares += (value - sum / n) * (value - sum / n);
      all.push_back({sum / n, std::sqrt(squares / n)});
    }
    return all;
  }

 private:
  const Model* model_ = nullptr;
  std::vector<bool> in_steps_;
  std::vector<std::vector<double>> values_; // of each `drawn`, by path
};

} // namespace

std::vector<DrawnSpread> spreads_of_drawn(const Model& model, const DrawSource& draws,
                                          Workers& workers, const RunControl& control) {
  FirstDraws first;
  const Run run{.model = &model, .draws = draws, .paths = kSpreadPaths, .observers = {&first}};
  if (simulate(run, workers, control).status != RunStatus::done)
    return std::vector<DrawnSpread>(model.drawn.size());
  return first.spreads();
}

} // namespace escala
