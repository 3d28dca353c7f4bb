// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/sweep.h"

#include <fmt/format.h>

#include <utility>

#include "app/command.h"
#include "app/options/list.h"
#include "app/study.h"
#include "app/usage_error.h"
#include "escala/report/sweep_report.h"

namespace escala::app {
namespace {

constexpr Effort kEffort{.first_paths = 10'240, .max_paths = 1'000'000};
constexpr std::size_t kMostPoints = 10'000;

void require_axes(const std::vector<OpenValue>& values) {
  std::size_t axes = 0;
  std::size_t points = 1;
  for (const OpenValue& value : values)
    for (const HoleValues& hole : value.values) {
      if (hole.values.empty())
        throw UsageError{fmt::format("--vary {}: the range has no number of values", value.path),
                         "a sweep needs to know how many",
                         "write it behind the range, as in {$5M..$20M:7}"};
      ++axes;
      points *= std::min(hole.values.size(), kMostPoints + 1);
      points = std::min(points, kMostPoints + 1);
    }
  if (axes > 2)
    throw UsageError{fmt::format("{} values vary", axes), "a sweep has one axis or two",
                     "vary fewer of them"};
  if (points > kMostPoints)
    throw UsageError{fmt::format("the sweep has over {} points", kMostPoints), "",
                     "ask for fewer values"};
}

class Sweep {
 public:
  explicit Sweep(const Arguments& arguments) : arguments_(arguments), study_(arguments, "points") {}

  int run() {
    if (!arguments_.has(option::vary))
      throw UsageError{"--vary is missing", "a sweep varies one value or two",
                       fmt::format("add --vary {}", option::vary.example)};
    const PlanFile file = study_.read(arguments_.operands.front());
    const Loaded loaded = study_.load(file);
    const Model& model = loaded.plan->model;
    std::vector<OpenValue> values = study_.open_values(option::vary, *loaded.plan);
    require_axes(values);
    const auto metrics = metrics_asked_for(arguments_, model);
    if (model.targets.empty() && metrics.empty())
      throw UsageError{fmt::format("{} has no targets", loaded.provenance.file),
                       "a sweep shows how targets or metrics change", "add --metric"};
    result_.axes = axes_of(values, model.currency);
    const OpenPlan plan = study_.open(file, std::move(values));
    add_points(plan);
    SweepStudy sweep(points_, StudyCommand::draws_of(*loaded.plan), metrics, month_of(model));
    const Looks looks = study_.look(sweep, kEffort);
    return study_.finish(looks, *points_[looks.outcome.run].plan.plan, [&] {
      result_.head = study_.head(loaded, looks);
      result_.month = month_asked_for(arguments_, model);
      name_all(*loaded.plan, metrics);
      result_.points = sweep.found();
      return answer_of(sweep_document(result_), sweep_data(result_));
    });
  }

 private:
  // Below 0: the last month of each point.
  int month_of(const Model& model) const {
    return arguments_.has(option::at_month) ? month_asked_for(arguments_, model) : -1;
  }

  // The values in canonical units are kept for the points.
  std::vector<SweptAxis> axes_of(const std::vector<OpenValue>& values,
                                 const std::string& currency) {
    std::vector<SweptAxis> axes;
    for (const OpenValue& value : values)
      for (std::size_t i = 0; i < value.values.size(); ++i) {
        const HoleValues& hole = value.values[i];
        canonical_.push_back(hole.values);
        SweptAxis& axis = axes.emplace_back();
        axis.path = i == 0 ? value.path : fmt::format("{} ({})", value.path, i + 1);
        axis.unit = unit_of(hole.quantity, currency);
        for (const double one : hole.values)
          axis.values.push_back(one * axis.unit.factor);
      }
    return axes;
  }

  void add_points(const OpenPlan& plan) {
    for (std::vector<double>& values : combinations(canonical_)) {
      SweepPoint point{.values = values, .plan = study_.at(plan, values)};
      points_.push_back(std::move(point));
    }
  }

  void name_all(const CompiledPlan& plan, const std::vector<std::uint32_t>& metrics) {
    for (const ModelTarget& target : plan.model.targets)
      result_.targets.push_back({target.name, label_of(target), {}});
    for (const std::uint32_t index : metrics) {
      const ModelMetric& metric = plan.model.metrics[index];
      result_.metrics.push_back({metric.name, label_of(metric), metric.unit});
    }
  }

  template <class Named>
  static std::string label_of(const Named& named) {
    return named.label.empty() ? named.name : named.label;
  }

  const Arguments& arguments_;
  StudyCommand study_;
  std::vector<std::vector<double>> canonical_; // values of each axis
  std::vector<SweepPoint> points_;
  SweepResult result_;
};

} // namespace

Command sweep_command() {
  return {
      .name = "sweep",
      .doc = "What if: targets over values of the plan",
      .operand = {.name = "FILE", .doc = "A scenario file; - for standard input", .required = true},
      .options =
          join({{&option::vary, &option::studied_metric, &option::at_month}, study_options()}),
      .examples = {"escala sweep plan.yaml --vary 'metrics.arr.initial={$5M..$20M:7}'",
                   "escala sweep plan.yaml --vary 'drivers.arr_growth=normal({100%..300%:9},40%)'",
                   "escala sweep plan.yaml --vary 'horizon={3y,4y,5y}' --format csv"},
      .overview = {"escala sweep plan.yaml --vary ...", "what if?"},
      .run = [](const Arguments& arguments) { return Sweep(arguments).run(); }};
}

} // namespace escala::app
