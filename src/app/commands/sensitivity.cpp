// SPDX-License-Identifier: Apache-2.0
#include "escala/analysis/sensitivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/analyses.h"
#include "app/command.h"
#include "app/options/list.h"
#include "app/options/words.h"
#include "app/study.h"
#include "app/usage_error.h"
#include "escala/core/names.h"
#include "escala/report/sensitivity_report.h"

namespace escala::app {
namespace {

// Paths of all runs together: of the first look, and at most.
constexpr std::uint64_t kFirstWork = 300'000;
constexpr std::uint64_t kMostWork = 6'000'000;
constexpr std::uint64_t kStep = 1024; // paths: all replicates
constexpr std::size_t kMostShapleyInputs = 12;
constexpr std::uint64_t kPathsOfChoice = 10'240;

std::uint64_t paths_of(std::uint64_t work, std::size_t runs, std::uint64_t most) {
  return std::clamp<std::uint64_t>(work / runs / kStep, 1, most / kStep) * kStep;
}

Effort effort_of(std::size_t runs) {
  return {.first_paths = paths_of(kFirstWork, runs, 32 * kStep),
          .max_paths = paths_of(kMostWork, runs, 512 * kStep)};
}

class SensitivityCommand {
 public:
  SensitivityCommand(const Arguments& arguments, StudyCommand& study)
      : arguments_(arguments), study_(study) {}

  SensitivityResult find(const Loaded& loaded) {
    plan_ = &*loaded.plan;
    result_.shapley = arguments_.has(option::shapley);
    const auto asked = output_asked_for(arguments_, plan_->model);
    choose_inputs(loaded.provenance.file);
    const StudiedOutput output = asked ? *asked : choose_output();
    name_output(output, !asked);
    SensitivityStudy study(plan_->model, {.output = output,
                                          .inputs = result_.inputs,
                                          .shapley = result_.shapley,
                                          .seed = plan_->simulation.seed});
    const Looks looks = study_.look(study, effort_of(study.run_count()));
    study_.require_known(looks, *plan_);
    result_.head = study_.head(loaded, looks);
    result_.head.provenance.sampler = std::string(escala::name_of(Sampler::sobol));
    result_.orders = study.orders();
    result_.runs = study.run_count();
    result_.found = study.found();
    return std::move(result_);
  }

 private:
  const Model& model() const { return plan_->model; }

  // All inputs, or those of --inputs; with --shapley one more is everything else.
  void choose_inputs(const std::string& file) {
    const std::vector<RandomInput> all =
        result_.shapley ? random_inputs(model()) : independent_inputs(model());
    if (all.empty())
      throw UsageError{fmt::format("{} draws nothing", file),
                       "a sensitivity shares out the variance that draws cause",
                       "write a driver as a distribution, as in drivers: {pace: 5% to 10%}"};
    std::vector<bool> wanted(all.size(), !arguments_.has(option::inputs));
    for (const std::string& text : arguments_.texts(option::inputs))
      want(text, all, wanted);
    std::vector<RandomInput> rest;
    for (std::size_t i = 0; i < all.size(); ++i)
      (wanted[i] ? result_.inputs : rest).push_back(all[i]);
    result_.whole = rest.empty();
    if (!result_.shapley)
      return;
    if (result_.inputs.size() > kMostShapleyInputs)
      throw UsageError{
          fmt::format("--shapley: {} inputs", result_.inputs.size()),
          fmt::format("Shapley effects are for up to {} inputs", kMostShapleyInputs),
          fmt::format("choose some with --inputs {},{},...", all[0].name, all[1].name)};
    add_rest(rest);
  }

  // Marks the inputs that a list of names means.
  static void want(const std::string& list, const std::vector<RandomInput>& all,
                   std::vector<bool>& wanted) {
    for (const std::string& name : names_in(list)) {
      const auto found = std::ranges::find_if(all, [&](const RandomInput& input) {
        return input.name == name || std::ranges::find(input.members, name) != input.members.end();
      });
      if (found == all.end())
        refuse(name, all);
      wanted[static_cast<std::size_t>(found - all.begin())] = true;
    }
  }

  static std::vector<std::string> names_in(const std::string& list) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      const std::string name = list.substr(begin, end - begin);
      const std::size_t first = name.find_first_not_of(' ');
      if (first == std::string::npos)
        throw UsageError{fmt::format("--inputs {}: a name is missing", list), "",
                         "write names with commas between them"};
      names.push_back(composed(name.substr(first, name.find_last_not_of(' ') + 1 - first)));
      begin = end + 1;
    }
    return names;
  }

  [[noreturn]] static void refuse(const std::string& name, const std::vector<RandomInput>& all) {
    std::vector<std::string> names;
    for (const RandomInput& input : all)
      names.insert(names.end(), input.members.begin(), input.members.end());
    throw UsageError{fmt::format("--inputs: '{}' is not an input", name),
                     "the inputs are what the plan draws",
                     did_you_mean(name, names, fmt::format("the inputs are {}", listed(names)))};
  }

  void add_rest(const std::vector<RandomInput>& rest) {
    if (rest.empty())
      return;
    RandomInput others = joined_input(rest, "(all others)");
    others.correlated = std::ranges::any_of(rest, &RandomInput::correlated);
    result_.inputs.push_back(std::move(others));
    result_.whole = true;
  }

  // The target that lacks most to what it needs, of those that 1% to 99% of paths meet; else of
  // those that some paths meet and others don't; else of all. Without targets the first metric
  // shown, in the last month. Throws Exit if the run did not finish.
  StudiedOutput choose_output() {
    if (model().targets.empty())
      return {StudiedOutput::Kind::metric, first_metric(), model().horizon};
    JudgeObserver judge;
    const Run run{.model = &model(),
                  .draws = DrawSource(plan_->simulation.seed, Sampler::sobol),
                  .paths = kPathsOfChoice,
                  .observers = {&judge}};
    Looks looks{.outcome = simulate(run, study_.workers(), study_.control())};
    if (looks.outcome.status == RunStatus::failed)
      looks.ended = Ended::failed;
    if (looks.outcome.status != RunStatus::done)
      study_.require_known(looks, *plan_);
    return {.kind = StudiedOutput::Kind::target, .index = binding_of(judge.tally())};
  }

  std::uint32_t binding_of(const Tally& tally) const {
    for (const double least : {0.01, 1e-9})
      if (const auto binding = binding_of(tally, least))
        return *binding;
    return *binding_of(tally, 0);
  }

  // Of the targets that at least this share of paths meets, and misses.
  std::optional<std::uint32_t> binding_of(const Tally& tally, double least) const {
    std::optional<std::uint32_t> binding;
    double largest = 0;
    for (std::uint32_t i = 0; i < tally.targets.size(); ++i) {
      const double probability =
          static_cast<double>(tally.targets[i].hits.paths) / static_cast<double>(tally.paths);
      const double lacks = model().targets[i].confidence - probability;
      if (std::min(probability, 1 - probability) < least || (binding && lacks <= largest))
        continue;
      binding = i;
      largest = lacks;
    }
    return binding;
  }

  std::uint32_t first_metric() const {
    const std::vector<std::string>& shown = plan_->output.show;
    if (!shown.empty())
      for (std::uint32_t i = 0; i < model().metrics.size(); ++i)
        if (model().metrics[i].name == shown.front())
          return i;
    return 0;
  }

  void name_output(const StudiedOutput& output, bool chosen) {
    SensitivityOutput& named = result_.output;
    named.chosen = chosen;
    named.is_target = output.kind != StudiedOutput::Kind::metric;
    if (output.kind == StudiedOutput::Kind::metric) {
      const ModelMetric& metric = model().metrics[output.index];
      name(metric.name, metric.label);
      named.unit = metric.unit;
      named.month = output.month;
    } else if (output.kind == StudiedOutput::Kind::target) {
      const ModelTarget& target = model().targets[output.index];
      name(target.name, target.label);
      named.month = target.to;
    } else {
      name("all", "");
      for (const ModelTarget& target : model().targets)
        named.month = std::max(named.month, target.to);
    }
  }

  void name(const std::string& name, const std::string& label) {
    result_.output.name = name;
    result_.output.label = label.empty() ? name : label;
  }

  const Arguments& arguments_;
  StudyCommand& study_;
  const CompiledPlan* plan_ = nullptr;
  SensitivityResult result_;
};

int study_sensitivity(const Arguments& arguments) {
  StudyCommand study(arguments, "inputs");
  const PlanFile file = study.read(arguments.operands.front());
  const SensitivityResult result = find_sensitivity(arguments, study, study.load(file));
  return study.write(answer_of(sensitivity_document(result), sensitivity_data(result)));
}

} // namespace

SensitivityResult find_sensitivity(const Arguments& arguments, StudyCommand& study,
                                   const Loaded& loaded) {
  return SensitivityCommand(arguments, study).find(loaded);
}

Command sensitivity_command() {
  return {
      .name = "sensitivity",
      .doc = "Which inputs a target or a metric depends on",
      .operand = {.name = "FILE", .doc = "A scenario file; - for standard input", .required = true},
      .options = join({{&option::target, &option::studied_metric, &option::at_month,
                        &option::inputs, &option::shapley},
                       study_options()}),
      .examples = {"escala sensitivity plan.yaml",
                   "escala sensitivity plan.yaml --metric arr --at 2027-12",
                   "escala sensitivity plan.yaml --inputs arr_growth,arr.shock --shapley"},
      .overview = {"escala sensitivity plan.yaml", "what the targets depend on"},
      .run = study_sensitivity};
}

} // namespace escala::app
