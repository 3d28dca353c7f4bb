// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "app/analyses.h"
#include "app/command.h"
#include "app/options/list.h"
#include "app/recommend.h"
#include "app/study.h"
#include "app/usage_error.h"
#include "escala/plan/holes.h"
#include "escala/report/binding_target.h"
#include "escala/report/whole_report.h"

namespace escala::app {
namespace {

constexpr std::size_t kMostSolutions = 2;     // that are tried: those with the smallest change
constexpr const char* kPathsOfParts = "8192"; // of the two parts that take longest
constexpr double kMuchBudget = 1.5;           // a larger budget that is tried
constexpr double kRare = 0.01;                // a probability that too few paths can explain

class Report {
 public:
  explicit Report(const Arguments& arguments)
      : arguments_(arguments), study_(arguments, "recommendations"),
        file_(study_.read(arguments.operands.front())), loaded_(study_.load(file_)) {}

  int run() {
    study_.go_on_without();
    RunAnswer of_run = find_run(arguments_, study_, file_, loaded_);
    result_.run = std::move(of_run.result);
    result_.head = study_.head(loaded_, {.paths = result_.run.provenance.paths});
    if (!loaded_.variants.empty())
      add_if_it_fits([&] {
        result_.variants =
            find_comparison(arguments_, study_, plan_with_variants(arguments_, study_, file_));
      });
    if (const auto target = target_to_study(); target && goes_on())
      study(*target);
    if (study_.is_interrupted())
      result_.head.ended = Ended::interrupted;
    Answer answer = answer_of(report_document(result_), report_data(result_));
    if (study_.outputs().any_takes_documents(true))
      answer.whole_documents = {report_document(result_, Detail::whole)};
    answer.run_sheets = std::move(of_run.sheets);
    return study_.write(answer);
  }

 private:
  bool goes_on() const { return !study_.is_interrupted(); }

  // The one that lacks most, of those that neither nearly all nor nearly no paths meet.
  std::optional<std::uint32_t> target_to_study() const {
    std::optional<std::uint32_t> found;
    const auto& targets = result_.run.targets;
    for (std::uint32_t i = 0; i < targets.size(); ++i) {
      const double p = targets[i].judgement.probability;
      const bool decided_by_draws = p > kRare && p < 1 - kRare;
      if (decided_by_draws && (!found || reserve_of(targets[i]) < reserve_of(targets[*found])))
        found = i;
    }
    return found;
  }

  void study(std::uint32_t target) {
    result_.has_target = true;
    Arguments about = arguments_;
    about.add(option::target, loaded_.plan->model.targets[target].name);
    add_if_it_fits([&] { result_.sensitivity = find_sensitivity(about, study_, loaded_); });
    Arguments quickly = about;
    if (!about.has(option::paths_of_study) && !about.has(option::most_paths))
      quickly.add(option::most_paths, kPathsOfParts);
    add_if_it_fits([&] { result_.solutions = find_solutions(quickly, study_, file_, loaded_); });
    if (has_pillars())
      add_if_it_fits(
          [&] { result_.allocation = find_allocation(quickly, study_, file_, loaded_); });
    if (goes_on())
      result_.recommendations =
          worth_making(tried(changes(), target, file_, loaded_, arguments_, study_));
  }

  // An analysis says by a UsageError that it does not fit the plan: nothing is drawn, say.
  template <class Add>
  void add_if_it_fits(const Add& add) {
    if (!goes_on())
      return;
    try {
      add();
    } catch (const UsageError&) {  // NOLINT(bugprone-empty-catch): the report is without it
    } catch (const Interrupted&) { // NOLINT(bugprone-empty-catch): the same
    }
  }

  bool has_pillars() const {
    const auto& investment = loaded_.plan->notes.written().investment;
    return investment && investment->pillars.size() > 1;
  }

  std::string text_at(const std::string& path) const {
    return file_.plan.text_at(path, changes_of(arguments_.texts(option::variant), arguments_))
        .value_or("");
  }

  std::vector<Recommendation> changes() const {
    std::vector<Recommendation> all;
    add_solutions(all);
    add_allocation(all);
    add_budget(all);
    for (const std::string& variant : loaded_.variants)
      if (arguments_.texts(option::variant).empty())
        all.push_back({.kind = Recommendation::Kind::variant, .variant = variant});
    return all;
  }

  void add_solutions(std::vector<Recommendation>& all) const {
    if (!result_.solutions)
      return;
    std::size_t count = 0;
    for (const SolvedValue& value : result_.solutions->values)
      if (value.has_answer() && count++ < kMostSolutions)
        all.push_back(change_to(value));
  }

  Recommendation change_to(const SolvedValue& value) const {
    const auto number = [&](double in_unit) {
      return Number{.value = in_unit, .unit = value.unit};
    };
    Recommendation change{.kind = Recommendation::Kind::value,
                          .set = {{value.path, value.expression}},
                          .from = text_at(value.path),
                          .value = number(value.shown(value.solution.at.value))};
    if (value.shifted && value.today) {
      change.shift = number(value.solution.at.value * value.unit.factor);
      change.shift->show_plus = true;
      change.mean_today = number(*value.today);
    }
    return change;
  }

  // Shares in tenths of a percent; the largest one takes what is left.
  void add_allocation(std::vector<Recommendation>& all) const {
    if (!result_.allocation || !result_.allocation->has_answer())
      return;
    const OptimizeResult& found = *result_.allocation;
    std::vector<int> tenths;
    int sum = 0;
    for (const double share : found.found.best->at.shares) {
      tenths.push_back(static_cast<int>(std::lround(share * 1000)));
      sum += tenths.back();
    }
    *std::ranges::max_element(tenths) += 1000 - sum;
    Recommendation& one =
        all.emplace_back(Recommendation{.kind = Recommendation::Kind::allocation});
    for (std::size_t i = 0; i < tenths.size(); ++i)
      one.set.emplace_back(fmt::format("investment.pillars.{}.share", found.pillars[i]),
                           fmt::format("{:.4g}%", tenths[i] / 10.0));
  }

  // If the budget is one constant.
  void add_budget(std::vector<Recommendation>& all) const {
    const std::string path = "investment.budget";
    const std::string text = text_at(path);
    Sources texts;
    Diagnostics unused;
    const std::string& currency = loaded_.plan->model.currency;
    const auto value =
        text.find_first_of("{},") != std::string::npos || text.empty()
            ? std::nullopt
            : read_open_value(texts.add("", path + "={" + text + "}", true), currency, unused);
    if (!value || value->values.front().values.size() != 1)
      return;
    const HoleValues& hole = value->values.front();
    all.push_back(
        {.kind = Recommendation::Kind::budget,
         .set = {{path, literal_text(kMuchBudget * hole.values.front(), hole.quantity, currency)}},
         .from = text,
         .value = Number{.value = kMuchBudget * hole.values.front(),
                         .unit = unit_of(hole.quantity, currency)}});
  }

  const Arguments& arguments_;
  StudyCommand study_;
  PlanFile file_;
  Loaded loaded_;
  ReportResult result_;
};

} // namespace

Command report_command() {
  return {
      .name = "report",
      .doc = "All analyses that fit a plan, and what to do",
      .operand = {.name = "FILE", .doc = "A scenario file; - for standard input", .required = true},
      .options = study_options(),
      .notes = "It runs the plan, compares its variants, and says of the target that lacks most\n"
               "what drives it, what it would take and where the budget does most. Each\n"
               "recommendation is tried on draws that did not suggest it.",
      .examples = {"escala report plan.yaml", "escala report plan.yaml -o plan.md -o plan.json"},
      .overview = {"escala report plan.yaml", "all of these, and what to do"},
      .run = [](const Arguments& arguments) { return Report(arguments).run(); }};
}

} // namespace escala::app
