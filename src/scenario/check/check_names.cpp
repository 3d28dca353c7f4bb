// SPDX-License-Identifier: Apache-2.0
// Checks names in expressions.
#include <fmt/format.h>

#include <algorithm>
#include <numbers>

#include "escala/core/characters.h"
#include "escala/core/currencies.h"
#include "escala/core/names.h"
#include "escala/expression/number_words.h"
#include "scenario/check/expression_checker.h"
#include "scenario/check/renamed.h"
#include "scenario/segments/split_names.h"

namespace escala {

static constexpr std::size_t kNamesCompared = 100; // with more errors, none gets a suggestion

void ExpressionChecker::check_name(NodeIndex index) {
  const std::string& name = syntax_.nodes[index].text;
  Symbol symbol = symbols_.resolve(name);
  if (symbol.kind == Symbol::Kind::none)
    return fail_unknown_name(index, name);
  if (symbol.kind == Symbol::Kind::risk)
    return fail(index, index, fmt::format("{} is a risk", name), "a risk has no value by itself",
                fmt::format("write {0}.events, or {0}.cost", name));
  if (symbol.kind == Symbol::Kind::segment)
    return fail(index, index, fmt::format("{} is a segment", name),
                "a segment has no value by itself", fmt::format("write METRIC.{}", name));
  if (symbol.kind == Symbol::Kind::split)
    return fail_split(index, name);
  const bool series = symbol.kind == Symbol::Kind::metric ||
                      symbol.kind == Symbol::Kind::parameter ||
                      symbol.kind == Symbol::Kind::shock || symbol.kind == Symbol::Kind::output ||
                      symbol.kind == Symbol::Kind::events || symbol.kind == Symbol::Kind::cost ||
                      symbol.kind == Symbol::Kind::all_costs;
  if (series && place_.kind == Place::Kind::effect)
    return fail(index, index, fmt::format("{} is not allowed here", name),
                "risks and the investment can use only drivers and constants",
                "give the value a name under drivers");
  if (series && place_.kind == Place::Kind::driver)
    return fail(index, index, fmt::format("a driver cannot read {}", name),
                "drivers are drawn before the metrics", "move the expression to a metric");
  if (symbol.kind != Symbol::Kind::number && place_.kind == Place::Kind::setting &&
      symbol.kind != Symbol::Kind::driver)
    return fail(index, index, fmt::format("{} is not allowed here", name),
                "this value is needed before the simulation", "give a constant");
  if (symbol.kind == Symbol::Kind::parameter && !is_written(symbol))
    return fail(index, index, fmt::format("{} is not given", name),
                "the metric does not set this parameter", "give it a value in the metric");
  symbol.own = symbol.kind == Symbol::Kind::metric && place_.kind == Place::Kind::parameter &&
               symbol.index == place_.metric;
  mentions_own_[index] = symbol.own;
  facts_[index].symbol = symbol;
  describe_symbol(facts_[index]);
}

bool ExpressionChecker::is_written(const Symbol& symbol) const {
  const Metric& metric = symbols_.scenario->metrics[symbol.index];
  return metric.argument(symbol.parameter) != nullptr ||
         metric.parameter(symbol.parameter).fallback ||
         (metric.actual && metric.parameter(symbol.parameter).role == ParameterRole::opening);
}

void ExpressionChecker::describe_symbol(NodeFacts& facts) const {
  const Symbol& symbol = facts.symbol;
  switch (symbol.kind) {
  case Symbol::Kind::month_number:
    facts.quantity = {.month_number = true};
    break;
  case Symbol::Kind::number:
    facts.constant = std::numbers::pi;
    break;
  case Symbol::Kind::driver:
    facts.quantity = symbols_.driver_quantities[symbol.index];
    facts.quantity.literal = false;
    facts.constant = symbols_.driver_constants[symbol.index];
    break;
  case Symbol::Kind::metric:
    facts.quantity = symbols_.metric_quantities[symbol.index];
    break;
  case Symbol::Kind::parameter:
  case Symbol::Kind::output:
    facts.quantity = symbols_.parameter_quantity(symbol);
    break;
  case Symbol::Kind::cost:
  case Symbol::Kind::all_costs:
    facts.quantity = {.dimension = kMoney};
    break;
  case Symbol::Kind::events:
  case Symbol::Kind::fiscal_year:
  case Symbol::Kind::calendar_month:
  case Symbol::Kind::shock:
  case Symbol::Kind::risk:
  case Symbol::Kind::segment:
  case Symbol::Kind::split:
  case Symbol::Kind::none:
    break;
  }
}

void ExpressionChecker::fail_split(NodeIndex index, const std::string& name) {
  const std::string written = expression_.text_of(index);
  const SplitName meant = symbols_.split_name(name);
  const SplitName as_written = symbols_.split_name(written);
  fail(index, index, fmt::format("{} has no total", written),
       fmt::format("{} is split by {}", meant.split->name.text,
                   lists_text(*symbols_.scenario, *meant.split)),
       fmt::format("write {}",
                   named_segments(*symbols_.scenario, meant,
                                  as_written.split == meant.split ? as_written : meant)));
}

// The whole name with the nearest part: "did you mean 'arr.growth'?"
std::string ExpressionChecker::part_meant(const std::string& owner, const std::string& part,
                                          const std::string& rest) const {
  const std::string swapped = fmt::format("{}.{}", part, owner);
  if (symbols_.resolve(owner).kind == Symbol::Kind::segment &&
      symbols_.resolve(swapped).kind != Symbol::Kind::none)
    return fmt::format("did you mean '{}'?", swapped);
  const bool whole = part == "total" || part == "all" || part == "sum";
  if (whole && symbols_.resolve(owner).kind == Symbol::Kind::metric)
    return fmt::format("did you mean '{}'?", owner);
  if (diagnostics_.error_count() >= kNamesCompared)
    return {};
  std::vector<std::string> names = all_nearest(part, symbols_.parts_of(owner));
  for (std::string& found : names)
    found = fmt::format("{}.{}{}", owner, found, rest);
  return did_you_mean(names);
}

void ExpressionChecker::fail_unknown_part(NodeIndex index, const std::string& name,
                                          std::size_t dot) {
  if (!symbols_.segments_of(name).empty())
    return fail_split(index, name);
  const std::string owner = name.substr(0, dot);
  const std::string part = name.substr(dot + 1, name.find('.', dot + 1) - dot - 1);
  const SplitName split = symbols_.split_name(owner);
  const bool risk = symbols_.resolve(owner).kind == Symbol::Kind::risk;
  const std::string ordered = symbols_.splits->reordered(name);
  const bool open = split.split != nullptr && split.part.empty() && !split.is_segment();
  fail(index, index, fmt::format("{} has no part '{}'", owner, part),
       risk   ? "a risk has events and cost"
       : open ? fmt::format("it is split by {}", lists_text(*symbols_.scenario, *split.split))
              : "only the parameters, the sub-series and the shock of a metric are named like this",
       !ordered.empty()
           ? fmt::format("did you mean '{}'?", ordered)
           : part_meant(owner, part, name.substr(std::min(name.size(), dot + 1 + part.size()))));
}

void ExpressionChecker::fail_unknown_name(NodeIndex index, const std::string& name) {
  const std::string owner = name.substr(0, name.find('.'));
  if (symbols_.is_of_unsplit(name)) {
    facts_[index].quantity = {.unknown = true};
    return;
  }
  if (owner != name && symbols_.names.contains(owner)) {
    const std::size_t last = name.rfind('.');
    return fail_unknown_part(index, name,
                             symbols_.names.contains(name.substr(0, last)) ? last : owner.size());
  }
  for (std::string_view no_number : {"nan", "NaN", "inf", "Infinity", "infinity"})
    if (name == no_number)
      return fail(index, index, fmt::format("{} is not a number", name), "",
                  "n/a is only the result of a division by zero");
  for (const Target& target : symbols_.scenario->targets)
    if (target.name.text == name)
      return fail(index, index, fmt::format("{} is a target", name), "targets have no value",
                  "name the metric that the target is about");
  if (find_function(name) || find_time_function(name) || find_distribution(name))
    return fail_call(index, name);
  if (owner == "risks" || owner == "investment")
    return fail(index, index, fmt::format("unknown name '{}'", name),
                "risks.cost needs risks, and investment.spent needs an investment; each is "
                "the sum so far",
                "change(risks.cost) is the cost of one month");
  if (fail_parted_rate(index, name))
    return;
  fail(index, index, fmt::format("unknown name '{}'", name), "no driver or metric has this name",
       name_meant(index, name));
}

// "$10k / mo" and "$10k/m" mean "$10k/mo". The division is a later node.
bool ExpressionChecker::fail_parted_rate(NodeIndex index, const std::string& name) {
  const std::string_view period = name == "m" ? "mo" : period_meant(name);
  if (period.empty())
    return false;
  for (NodeIndex i = index + 1; i < syntax_.nodes.size(); ++i) {
    const SyntaxNode& node = syntax_.nodes[i];
    if (node.kind != Kind::binary || node.op != Operator::divide)
      continue;
    const auto children = syntax_.children_of(i);
    const SyntaxNode& number = syntax_.nodes[children[0].node];
    if (children[1].node != index || number.kind != Kind::number ||
        number.quantity.dimension.time != 0)
      continue;
    const std::string text = expression_.text_of(children[0].node);
    fail_rewritten_at(index, i, fmt::format("unknown name '{}'", name),
                      "a rate is written without blanks", fmt::format("{}/{}", text, period));
    return true;
  }
  return false;
}

// A function of time of the only metric that the expression names: "initial(arr)".
void ExpressionChecker::fail_call(NodeIndex index, const std::string& name) {
  const std::string problem = fmt::format("{} is a function", name);
  const std::string reason = "its arguments are missing";
  const TimeFunctionSpec* function = find_time_function(name);
  std::string metric;
  bool one = true;
  for (const SyntaxNode& node : syntax_.nodes) {
    const bool names =
        node.kind == Kind::name && symbols_.resolve(node.text).kind == Symbol::Kind::metric;
    one = one && (!names || metric.empty() || metric == node.text);
    metric = names ? node.text : metric;
  }
  if (function == nullptr || metric.empty() || !one)
    return fail(index, index, problem, reason, fmt::format("use {}(...)", name));
  fail_rewritten(index, problem, reason,
                 fmt::format("{}({}{})", name, metric, function->takes_window ? ", 12mo" : ""));
}

// "arr * 10%/yr": a unit that touches its number.
bool ExpressionChecker::follows_slash(NodeIndex index) const {
  const std::string_view before(expression_.source.text.data(), syntax_.nodes[index].begin);
  const std::size_t last = before.find_last_not_of(' ');
  return last != std::string_view::npos && before[last] == '/';
}

// Of a name behind a slash: "10%/yr" is a rate, and "arr/y" divides by a year.
bool ExpressionChecker::follows_number(NodeIndex index) const {
  const std::string_view before(expression_.source.text.data(), syntax_.nodes[index].begin - 1);
  const std::size_t first = before.find_last_of(" ()*/^+-,<>=") + 1;
  return first < before.size() &&
         (is_digit(before[first]) || before[first] == '.' || before[first] == '$');
}

// What a word says instead of a name of the plan; empty if it says nothing.
std::string ExpressionChecker::word_meant(const std::string& name) const {
  const auto is_one_of = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, name) != words.end();
  };
  if (place_.kind == Place::Kind::parameter && is_one_of({"previous", "prev", "last", "prior"}))
    return fmt::format("did you mean '{}'?", symbols_.scenario->metrics[place_.metric].name.text);
  const auto is_calendar = [](const SyntaxNode& node) { return node.kind == Kind::calendar_month; };
  if (is_one_of({"date", "time", "now", "today", "period", "when"}) &&
      std::ranges::any_of(syntax_.nodes, is_calendar))
    return "did you mean 't'?";
  const auto is_month = [](const SyntaxNode& node) { return node.text == "month"; };
  if (const auto month = month_meant(name, 2000, false);
      month && std::ranges::any_of(syntax_.nodes, is_month))
    return fmt::format("did you mean '{}'?", month->index - CalendarMonth::of(2000, 1).index + 1);
  if (place_.kind != Place::Kind::effect)
    return {};
  if (is_one_of({"permanent", "forever", "permanently"}))
    return "leave the duration out: the loss then stays";
  const std::string_view every = every_period_meant(name);
  return every.empty() ? std::string() : fmt::format("did you mean '1/{}'?", every);
}

std::string ExpressionChecker::name_meant(NodeIndex index, const std::string& name) const {
  static const std::vector<std::string> builtins{"year", "month", "pi", "true", "false"};
  if (diagnostics_.error_count() >= kNamesCompared)
    return {};
  const std::string_view period = period_meant(name);
  const bool glued = name.size() > 3 && is_currency(name.substr(0, 3)) && is_digit(name[3]);
  if (glued) // USD10M
    return fmt::format("did you mean '{} {}'?", name.substr(0, 3), name.substr(3));
  if (!period.empty() && follows_slash(index))
    return fmt::format("did you mean '{}{}'?", follows_number(index) ? "" : "1", period);
  if (const std::string word = word_meant(name); !word.empty())
    return word;
  for (const std::vector<std::string>* names : {&symbols_.spellings, &builtins})
    if (std::string near = did_you_mean(name, *names); !near.empty())
      return near;
  if (const std::string digits = digits_meant(name); !digits.empty())
    return fmt::format("did you mean '{}'?", digits);
  constexpr std::size_t kRenamedLimit = 20; // each looks at the whole plan
  if (diagnostics_.error_count() >= kRenamedLimit)
    return "add it to drivers or metrics";
  if (const auto now = renamed(name, place_, symbols_))
    return fmt::format("did you mean '{}'?", *now);
  return "add it to drivers or metrics";
}

} // namespace escala
