// SPDX-License-Identifier: Apache-2.0
#include "app/investment_asked_for.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "app/options/list.h"
#include "app/study.h"
#include "escala/core/names.h"
#include "escala/core/numbers.h"

namespace escala::app {
namespace {

const Investment& investment_of(const CompiledPlan& plan, const std::string& file) {
  const auto& investment = plan.notes.written().investment;
  if (!investment)
    throw UsageError{
        fmt::format("{} has no investment", file),
        "optimize shares a budget out over the pillars of an investment",
        "add investment: {budget: $10M, pillars: {...}}; see escala explain investment"};
  if (investment->pillars.size() == 1)
    throw UsageError{fmt::format("{} has one pillar only", file), "there is nothing to share out",
                     fmt::format("add a pillar beside {}, or see what the budget buys with escala "
                                 "sweep {} --vary 'investment.budget={{...}}'",
                                 investment->pillars.front().name.text, file)};
  return *investment;
}

// The declared share of each pillar.
std::vector<double> shares_of(const CompiledPlan& plan) {
  const Investment& written = *plan.notes.written().investment;
  const auto& pillars = plan.notes.plan().investment.pillars;
  std::vector<double> shares;
  for (std::size_t i = 0; i < pillars.size(); ++i) {
    const std::string& name = written.pillars[i].name.text;
    if (!written.pillars[i].spend.empty())
      throw UsageError{fmt::format("{} spends fixed amounts by year", name),
                       "optimize shares out what is spent evenly",
                       fmt::format("write share instead of spend for {}", name)};
    const auto constant = pillars[i].share.constant();
    if (!constant)
      throw UsageError{fmt::format("the share of {} is not one number", name),
                       fmt::format("it is {}", written.pillars[i].share->source.text),
                       fmt::format("add --set 'investment.pillars.{}.share=20%'", name)};
    shares.push_back(*constant);
  }
  return shares;
}

// "10%", or nullopt.
std::optional<double> percentage(std::string_view text) {
  while (text.starts_with(' '))
    text.remove_prefix(1);
  while (text.ends_with(' '))
    text.remove_suffix(1);
  if (!text.ends_with('%'))
    return std::nullopt;
  const auto number = parse_decimal(std::string(text.substr(0, text.size() - 1)));
  if (!number || *number < 0 || *number > 100)
    return std::nullopt;
  return *number / 100;
}

// As a percentage, if only its sign is missing; otherwise as it is.
std::string with_sign(const std::string& text) {
  return percentage(text + "%") ? text + "%" : text;
}

// The text with percent signs, or else an example.
std::string written_or_example(const std::string& text, bool is_right, const OptionSpec& option) {
  return is_right ? fmt::format("write {} '{}'", option.name, text)
                  : fmt::format("as in {} {}", option.name, option.example);
}

struct Bounded {
  std::string pillar;
  ShareBounds bounds;
};

// "product=10%..40%"
Bounded read_bounds(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::size_t dots = text.find("..", equals == std::string::npos ? 0 : equals);
  if (equals == std::string::npos || equals == 0 || dots == std::string::npos)
    throw UsageError{fmt::format("--bounds: '{}' is not PILLAR=A..B", text), "",
                     fmt::format("as in --bounds {}", option::bounds.example)};
  const std::string pillar = text.substr(0, equals);
  const std::string first = text.substr(equals + 1, dots - equals - 1);
  const std::string last = text.substr(dots + 2);
  const auto low = percentage(first), high = percentage(last);
  if (!low || !high)
    throw UsageError{
        fmt::format("--bounds {}: these are not two percentages", text),
        "a share lies between 0% and 100%",
        written_or_example(fmt::format("{}={}..{}", pillar, with_sign(first), with_sign(last)),
                           percentage(with_sign(first)) && percentage(with_sign(last)),
                           option::bounds)};
  if (*low > *high)
    throw UsageError{fmt::format("--bounds {}: the range is empty", text),
                     "its first end is above its last",
                     fmt::format("write --bounds {}={}..{}", pillar, last, first)};
  return {composed(pillar), {*low, *high}};
}

// Shares of the lower or upper ends that some bounds leave no room for.
void require_room(const std::vector<ShareBounds>& bounds) {
  constexpr double kRounding = 1e-9;
  double low = 0, high = 0;
  for (const ShareBounds& one : bounds) {
    low += one.low;
    high += one.high;
  }
  const auto refuse = [](std::string_view end, double sum, std::string_view remedy) {
    throw UsageError{"--bounds: no shares fit them and add up to 100%",
                     fmt::format("their {} ends add up to {:.10g}%", end, sum * 100),
                     std::string(remedy)};
  };
  if (low > 1 + kRounding)
    refuse("lower", low, "lower them");
  if (high < 1 - kRounding)
    refuse("upper", high, "raise them, or leave one pillar without bounds");
  const bool fixed = std::ranges::all_of(bounds, [&](const ShareBounds& one) {
    return std::min(one.high, 1 - (low - one.low)) - std::max(one.low, 1 - (high - one.high)) <=
           kRounding;
  });
  if (fixed)
    throw UsageError{"--bounds: they leave one allocation only", "there is nothing to share out",
                     "widen them"};
}

std::vector<ShareBounds> bounds_of(const Arguments& arguments,
                                   const std::vector<std::string>& pillars) {
  std::vector<ShareBounds> bounds(pillars.size());
  for (const std::string& text : arguments.texts(option::bounds)) {
    const Bounded one = read_bounds(text);
    const auto found = std::ranges::find(pillars, one.pillar);
    if (found == pillars.end())
      throw UsageError{fmt::format("--bounds: '{}' is not a pillar of the plan", one.pillar), "",
                       did_you_mean(one.pillar, pillars, "see the names under pillars")};
    bounds[static_cast<std::size_t>(found - pillars.begin())] = one.bounds;
  }
  require_room(bounds);
  return bounds;
}

StudiedOutput output_named(const OptionSpec& option, const std::string& name, const Model& model) {
  if (name == "all" && !model.targets.empty())
    return {.kind = StudiedOutput::Kind::joint};
  return {.kind = StudiedOutput::Kind::target, .index = target_named(option, name, model)};
}

// "solvent>=95%"
void add_floor(const std::string& text, const Model& model, InvestmentAskedFor& asked) {
  const std::size_t at = text.find(">=");
  if (at == std::string::npos || at == 0)
    throw UsageError{fmt::format("--subject-to: '{}' is not NAME>=P", text), "",
                     fmt::format("as in --subject-to {}", option::subject_to.example)};
  std::string name = text.substr(0, at);
  while (name.ends_with(' '))
    name.pop_back();
  const auto least = percentage(std::string_view(text).substr(at + 2));
  if (!least)
    throw UsageError{fmt::format("--subject-to: '{}' is not a percentage", text.substr(at + 2)),
                     "a probability lies between 0% and 100%",
                     written_or_example(fmt::format("{}>={}", name, with_sign(text.substr(at + 2))),
                                        percentage(with_sign(text.substr(at + 2))).has_value(),
                                        option::subject_to)};
  const StudiedOutput output = output_named(option::subject_to, name, model);
  const bool joint = output.kind == StudiedOutput::Kind::joint;
  const std::string label = joint ? "" : model.targets[output.index].label;
  asked.problem.floors.push_back({output, *least});
  asked.floors.push_back({label.empty() ? name : label, *least});
}

// What --least has to reach.
double confidence_of(const StudiedOutput& objective, const Model& model) {
  if (objective.kind == StudiedOutput::Kind::target)
    return model.targets[objective.index].confidence;
  if (model.joint_confidence)
    return *model.joint_confidence;
  throw UsageError{"--least: the plan does not say how likely all targets together must be",
                   "the smallest budget is the one that reaches that",
                   "add all: {confidence: 25%} under targets, or name a target by --target"};
}

OpenValue open_value(std::string path, double value, const Quantity& quantity,
                     std::string_view currency) {
  OpenValue open{.path = std::move(path),
                 .expression = literal_text(value, quantity, currency),
                 .holes = {},
                 .values = {{.quantity = quantity, .values = {value}}}};
  open.holes.push_back({0, static_cast<std::uint32_t>(open.expression.size()), 0});
  return open;
}

} // namespace

void require_budget(const CompiledPlan& plan) {
  if (!plan.notes.plan().investment.budget.constant())
    throw UsageError{"the budget is not one number",
                     fmt::format("it is {}", plan.notes.written().investment->budget.source.text),
                     "add --set 'investment.budget=$10M'"};
}

InvestmentAskedFor investment_asked_for(const Arguments& arguments, const CompiledPlan& plan) {
  const Model& model = plan.model;
  const std::string& file = arguments.operands.front();
  InvestmentAskedFor asked;
  for (const Pillar& pillar : investment_of(plan, file).pillars)
    asked.pillars.push_back(pillar.name.text);
  if (model.targets.empty())
    throw UsageError{fmt::format("{} has no targets", file),
                     "optimize makes a target as likely as possible",
                     "add targets: {NAME: {when: CONDITION}}"};
  if (!model.is_uncertain())
    throw UsageError{fmt::format("nothing in {} is uncertain", file),
                     "the probability of each target is 0% or 100%",
                     fmt::format("use escala sweep {} --vary "
                                 "'investment.pillars.{}.share={{0%..100%:11}}'",
                                 file, asked.pillars.front())};
  OptimizeProblem& problem = asked.problem;
  problem.declared.shares = shares_of(plan);
  problem.bounds = bounds_of(arguments, asked.pillars);
  problem.objective =
      arguments.has(option::target)
          ? output_named(option::target, arguments.texts(option::target).back(), model)
          : StudiedOutput{.kind = StudiedOutput::Kind::joint};
  for (const std::string& text : arguments.texts(option::subject_to))
    add_floor(text, model, asked);
  asked.budget = plan.notes.plan().investment.budget.constant();
  problem.declared.budget = asked.budget.value_or(0);
  if (arguments.has(option::least)) {
    require_budget(plan);
    problem.confidence = confidence_of(problem.objective, model);
    problem.open_budget = true;
  }
  return asked;
}

std::vector<OpenValue> open_shares(const InvestmentAskedFor& asked, bool open_budget,
                                   std::string_view currency) {
  std::vector<OpenValue> values;
  for (std::size_t i = 0; i < asked.pillars.size(); ++i)
    values.push_back(open_value(fmt::format("investment.pillars.{}.share", asked.pillars[i]),
                                asked.problem.declared.shares[i], {.percent = true}, currency));
  if (open_budget)
    values.push_back(open_value("investment.budget", asked.problem.declared.budget,
                                {.dimension = kMoney}, currency));
  return values;
}

UsageError nothing_moved(const InvestmentAskedFor& asked, const CompiledPlan& plan) {
  const StudiedOutput& objective = asked.problem.objective;
  if (objective.kind == StudiedOutput::Kind::joint)
    return {
        "no pillar moves all targets together",
        "they come out alike on every path, whatever the shares",
        fmt::format("add a driver that a target reads to the lifts of {}", asked.pillars.front())};
  const ModelTarget& target = plan.model.targets[objective.index];
  return {fmt::format("no pillar moves {}", target.name),
          fmt::format("'{}' comes out alike on every path, whatever the shares", target.when),
          fmt::format("add what it reads to the lifts of {}, or choose another --target",
                      asked.pillars.front())};
}

} // namespace escala::app
