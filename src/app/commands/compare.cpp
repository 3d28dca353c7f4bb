// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "app/analyses.h"
#include "app/command.h"
#include "app/compare_scenes.h"
#include "app/exit_code.h"
#include "app/options/list.h"
#include "app/run_outcome.h"
#include "app/study.h"
#include "app/usage_error.h"
#include "escala/analysis/bridge.h"
#include "escala/report/compare_report.h"

namespace escala::app {
namespace {

constexpr Effort kEffort{.first_paths = 65'536, .max_paths = 1'048'576};
constexpr std::uint64_t kCurvePaths = 16'384;

class Compared {
 public:
  Compared(const Arguments& arguments, StudyCommand& study, ComparedPlans plans)
      : arguments_(arguments), study_(study), plans_(std::move(plans)) {}

  CompareResult find() {
    const CompiledPlan& base = *plans_.scenes.front().loaded.plan;
    if (arguments_.has(option::bridge))
      open_bridge();
    std::vector<Scene> scenes;
    for (const ComparedPlanScene& scene : plans_.scenes)
      scenes.push_back({&scene.loaded.plan->model, month_of(scene.loaded.plan->model)});
    const DrawSource draws = StudyCommand::draws_of(base);
    CompareStudy comparison(scenes, draws);
    const Looks looks = study_.look(comparison, effort());
    study_.require_known(looks, *plans_.scenes[looks.outcome.run].loaded.plan);
    CompareResult result{.head = study_.head(plans_.scenes.front().loaded, looks),
                         .month = month_of(base.model),
                         .scenarios = {}};
    result.head.certain = std::ranges::none_of(
        scenes, [](const Scene& scene) { return scene.model->is_uncertain(); });
    const ComparedCurves curves =
        compare_curves(scenes, draws, std::min(looks.paths, kCurvePaths), study_.workers(), {});
    const std::vector<SceneResult> found = comparison.found();
    for (std::size_t i = 0; i < plans_.scenes.size(); ++i)
      result.scenarios.push_back(
          scenario_of(plans_.scenes[i], found[i],
                      curves.scenes.empty() ? std::vector<MetricSummary>() : curves.scenes[i]));
    if (pair_)
      add_bridges(result, draws, looks.paths);
    return result;
  }

 private:
  void open_bridge() {
    if (plans_.scenes.size() != 2)
      throw UsageError{fmt::format("--bridge: there are {} scenarios", plans_.scenes.size()),
                       "a bridge leads from one to another", "compare two of them"};
    const auto changes = [&](const ComparedPlanScene& scene) {
      return changes_of(scene.variants, arguments_);
    };
    const ComparedPlanScene& from = plans_.scenes.front();
    const ComparedPlanScene& to = plans_.scenes.back();
    pair_.emplace(from.file->plan, changes(from), to.file->plan, changes(to));
    if (pair_->changes().empty())
      throw UsageError{fmt::format("--bridge: {} and {} have the same values", from.name, to.name),
                       "there is nothing to explain", "leave --bridge out"};
  }

  // All plans between two are run on the paths of the comparison, so that effects add up to its
  // differences. With many changes there are fewer paths.
  Effort effort() const {
    constexpr std::size_t kFew = 6;
    if (!pair_)
      return kEffort;
    const std::uint64_t paths = pair_->changes().size() <= kFew ? kEffort.first_paths : 16'384;
    return {paths, paths};
  }

  // What both scenarios have.
  static std::vector<BridgeOutput> bridged(const CompareResult& result) {
    const ComparedScenario& from = result.scenarios.front();
    const ComparedScenario& to = result.scenarios.back();
    const auto has = [](const auto& list, const std::string& name) {
      return std::ranges::any_of(list, [&](const auto& one) { return one.name == name; });
    };
    std::vector<BridgeOutput> outputs;
    for (const SceneTarget& target : from.targets)
      if (has(to.targets, target.name))
        outputs.push_back({BridgeOutput::Kind::target, target.name});
    if (from.joint && to.joint && to.joint->difference)
      outputs.push_back({BridgeOutput::Kind::joint, "all"});
    for (const SceneMetric& metric : from.metrics)
      if (metric.shown && has(to.metrics, metric.name))
        outputs.push_back({BridgeOutput::Kind::metric, metric.name});
    return outputs;
  }

  void add_bridges(CompareResult& result, const DrawSource& draws, std::uint64_t paths) {
    const BridgeSpec spec{
        .outputs = bridged(result), .month = result.month, .paths = paths, .draws = draws};
    const Bridge bridge = find_bridge(*pair_, spec, study_.workers(), study_.control());
    if (bridge.outcome.status == RunStatus::failed)
      throw Exit{report_outcome(bridge.outcome, *bridge.failed)};
    if (bridge.outcome.status == RunStatus::stopped) {
      result.head.ended = Ended::interrupted;
      return;
    }
    for (std::size_t i = 0; i < spec.outputs.size(); ++i)
      result.bridges.push_back(bridge_result(result, bridge, spec.outputs[i], bridge.outputs[i]));
  }

  BridgeResult bridge_result(const CompareResult& result, const Bridge& bridge,
                             const BridgeOutput& output, const BridgeOfOutput& found) const {
    BridgeResult shown{.target = output.name,
                       .label = output.name,
                       .unit = {.text = "%", .style = DisplayUnit::Style::percent},
                       .is_metric = output.kind == BridgeOutput::Kind::metric,
                       .steps = {},
                       .sampled = bridge.sampled};
    for (const SceneTarget& target : result.scenarios.front().targets)
      if (!shown.is_metric && target.name == output.name)
        shown.label = target.label;
    for (const SceneMetric& metric : result.scenarios.front().metrics)
      if (shown.is_metric && metric.name == output.name) {
        shown.label = metric.label;
        shown.unit = metric.unit;
      }
    const double factor = shown.unit.factor;
    shown.from = found.from * factor;
    shown.to = found.to * factor;
    for (std::size_t i = 0; i < bridge.groups.size(); ++i) {
      shown.grouped = shown.grouped || bridge.groups[i].size() > 1;
      shown.steps.push_back(step_of(bridge.groups[i], found.effects[i], factor));
    }
    return shown;
  }

  BridgeStep step_of(const std::vector<std::size_t>& group, const BridgeEffect& found,
                     double factor) const {
    BridgeStep step{.paths = {},
                    .from = {},
                    .to = {},
                    .effect = found.effect * factor,
                    .std_error = found.std_error * factor};
    for (const std::size_t index : group) {
      const PlanChange& change = pair_->changes()[index];
      step.paths.push_back(change.path());
      if (group.size() == 1) {
        step.from = change.from;
        step.to = change.to;
      }
    }
    return step;
  }

  // The same date for all; by default the last month of each.
  int month_of(const Model& model) const {
    return arguments_.has(option::at_month) ? month_asked_for(arguments_, model) : model.horizon;
  }

  static std::string label_or_name(const std::string& label, const std::string& name) {
    return label.empty() ? name : label;
  }

  ComparedScenario scenario_of(const ComparedPlanScene& scene, const SceneResult& found,
                               const std::vector<MetricSummary>& curves) const {
    const CompiledPlan& plan = *scene.loaded.plan;
    ComparedScenario scenario{.name = scene.name,
                              .file = scene.loaded.provenance.file,
                              .variant = scene.loaded.provenance.variant,
                              .targets = {},
                              .joint = {},
                              .metrics = {}};
    const Model& model = plan.model;
    for (std::size_t i = 0; i < model.targets.size(); ++i) {
      const ModelTarget& target = model.targets[i];
      scenario.targets.push_back({target.name, label_or_name(target.label, target.name),
                                  target.confidence, found.targets[i],
                                  found.differences.targets[i]});
    }
    if (model.targets.size() > 1)
      scenario.joint = SceneTarget{"all", "all", model.joint_confidence.value_or(0), found.joint,
                                   found.differences.joint};
    const std::set<std::uint32_t> shown = shown_metrics(plan);
    for (std::uint32_t i = 0; i < model.metrics.size(); ++i) {
      const ModelMetric& metric = model.metrics[i];
      SceneMetric& own = scenario.metrics.emplace_back(
          SceneMetric{.name = metric.name,
                      .label = label_or_name(metric.label, metric.name),
                      .unit = metric.unit,
                      .shown = shown.contains(i),
                      .found = found.metrics[i]});
      if (i < curves.size())
        own.medians = medians_of(curves[i], metric.unit);
    }
    return scenario;
  }

  // Those of --show, or those that targets compare; all if there are no targets.
  static std::set<std::uint32_t> shown_metrics(const CompiledPlan& plan) {
    std::set<std::uint32_t> shown;
    const Model& model = plan.model;
    for (std::uint32_t i = 0; i < model.metrics.size(); ++i)
      if (std::ranges::find(plan.output.show, model.metrics[i].name) != plan.output.show.end() ||
          (plan.output.show.empty() && model.targets.empty()))
        shown.insert(i);
    if (!plan.output.show.empty())
      return shown;
    for (const ModelTarget& target : model.targets)
      for (const auto& compared : target.compared)
        shown.insert(compared.metric);
    return shown;
  }

  static std::vector<std::optional<double>> medians_of(const MetricSummary& curve,
                                                       const DisplayUnit& unit) {
    std::vector<std::optional<double>> medians;
    for (Eigen::Index month = 0; month < curve.quantiles.rows(); ++month) {
      const double median = curve.quantiles(month, 1);
      medians.push_back(std::isnan(median) ? std::nullopt : std::optional(median * unit.factor));
    }
    return medians;
  }

  const Arguments& arguments_;
  StudyCommand& study_;
  ComparedPlans plans_;
  std::optional<PlanPair> pair_; // with --bridge
};

} // namespace

namespace {

// --variant has a meaning of its own here.
OptionList options() {
  OptionList all = join({{&option::compared_variant, &option::compared_variants, &option::base,
                          &option::at_month, &option::bridge},
                         study_options()});
  std::erase(all, &option::variant);
  return all;
}

int compare(const Arguments& arguments) {
  StudyCommand study(arguments, "scenarios");
  const CompareResult result = find_comparison(arguments, study, compared_plans(arguments, study));
  return study.write(answer_of(compare_document(result), compare_data(result)));
}

} // namespace

CompareResult find_comparison(const Arguments& arguments, StudyCommand& study,
                              ComparedPlans plans) {
  return Compared(arguments, study, std::move(plans)).find();
}

Command compare_command() {
  return {.name = "compare",
          .doc = "Scenarios or variants side by side",
          .operand = {.name = "FILE",
                      .doc = "Scenario files, the first is the base; - for standard input",
                      .required = true,
                      .several = true},
          .options = options(),
          .examples = {"escala compare plan.yaml --variant cautious --variant bold",
                       "escala compare plan.yaml other.yaml --bridge",
                       "escala compare plan.yaml --all-variants --format json"},
          .overview = {"escala compare a.yaml b.yaml", "plans or variants side by side"},
          .run = compare};
}

} // namespace escala::app
