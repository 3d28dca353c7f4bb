// SPDX-License-Identifier: Apache-2.0
// Finds the order of evaluation within a month, and reports cycles.
//
// Month 0 and the later months are ordered separately: a `lag` breaks a cycle in later months, but
// month 0 has no earlier month to read.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "escala/core/graph.h"
#include "escala/core/rewrite.h"
#include "scenario/check/checks.h"
#include "scenario/check/cycle_remedy.h"

namespace escala {
namespace {

class Orderer {
 public:
  Orderer(ValidScenario& valid, Diagnostics& diagnostics)
      : valid_(valid), scenario_(valid.scenario), diagnostics_(diagnostics) {
    for (std::uint32_t i = 0; i < scenario_.drivers.size(); ++i)
      definitions_.push_back({Definition::Kind::driver, i});
    for (std::uint32_t i = 0; i < scenario_.metrics.size(); ++i) {
      first_of_.push_back(definitions_.size());
      const auto count = static_cast<std::uint32_t>(scenario_.metrics[i].parameter_count());
      for (std::uint32_t p = 0; p < count; ++p)
        definitions_.push_back({Definition::Kind::parameter, i, p});
      definitions_.push_back({Definition::Kind::metric, i});
    }
    first_risk_ = definitions_.size();
    for (std::uint32_t i = 0; i < scenario_.risks.size(); ++i)
      definitions_.push_back({Definition::Kind::risk, i});
    first_pillar_ = definitions_.size();
    for (std::uint32_t i = 0; i < valid.investment.pillars.size(); ++i)
      definitions_.push_back({Definition::Kind::pillar, i});
    find_adjusters();
  }

  void run() {
    order();
    for (const Metric& metric : scenario_.metrics)
      if (metric.stray_opening.source != nullptr && !opened_.contains(metric.stray_opening.begin))
        diagnostics_.error(metric.stray_opening, "unknown key 'initial'",
                           "month 0 of a formula is computed as every other month is",
                           "remove it, or use next in place of formula");
  }

 private:
  void order() {
    steps_ = graph(Mode::step);
    const TopologicalOrder steps = topological_order(steps_);
    if (report(steps, false))
      return;
    const TopologicalOrder opening = topological_order(graph(Mode::opening));
    if (report(opening, true))
      return;
    keep(steps, needed(roots(false), graph(Mode::step_and_past)), valid_.step_order);
    keep(opening, needed(roots(true), graph(Mode::opening)), valid_.opening_order);
  }

  static constexpr std::size_t kNowhere = std::numeric_limits<std::size_t>::max();

  // Which needs are in the graph: those of a later month in the same month, those of a later month
  // in any month, or those of month 0.
  enum class Mode { step, step_and_past, opening };

  // An extra node for the costs of all risks, so that one mention of them is one edge.
  std::size_t all_costs() const { return definitions_.size(); }

  std::size_t node_of_metric(std::uint32_t metric) const {
    return first_of_[metric] + scenario_.metrics[metric].parameter_count();
  }

  std::size_t node_of(const Symbol& symbol) const {
    switch (symbol.kind) {
    case Symbol::Kind::driver:
      return symbol.index;
    case Symbol::Kind::metric:
    case Symbol::Kind::output:
      return node_of_metric(symbol.index);
    case Symbol::Kind::parameter:
      return first_of_[symbol.index] + symbol.parameter;
    case Symbol::Kind::events:
    case Symbol::Kind::cost:
      return first_risk_ + symbol.index;
    case Symbol::Kind::all_costs:
      return all_costs();
    default:
      return kNowhere;
    }
  }

  // Finds the risks and pillars that change each definition.
  void find_adjusters() {
    adjusters_.resize(definitions_.size());
    const auto add = [&](const std::vector<ValidEffect>& effects, std::size_t adjuster) {
      for (const ValidEffect& effect : effects)
        for (const Symbol& symbol : effect.affected)
          adjusters_[node_of(symbol)].push_back(adjuster);
    };
    for (std::size_t i = 0; i < valid_.risks.size(); ++i)
      add(valid_.risks[i].impacts, first_risk_ + i);
    for (std::size_t i = 0; i < valid_.investment.pillars.size(); ++i)
      add(valid_.investment.pillars[i].lifts, first_pillar_ + i);
  }

  Graph graph(Mode mode) const {
    Graph graph(definitions_.size() + 1);
    for (std::size_t risk = first_risk_; risk < first_pillar_; ++risk)
      graph[all_costs()].push_back(risk);
    for (std::size_t node = 0; node < definitions_.size(); ++node)
      add_needs(definitions_[node], mode, graph[node]);
    return graph;
  }

  void add_needs(const Definition& definition, Mode mode, std::vector<std::size_t>& needs) const {
    const std::size_t node = static_cast<std::size_t>(&definition - definitions_.data());
    needs.insert(needs.end(), adjusters_[node].begin(), adjusters_[node].end());
    switch (definition.kind) {
    case Definition::Kind::driver:
      return add_mentions(valid_.drivers[definition.index].draw, mode, needs);
    case Definition::Kind::parameter:
      for (const auto& value :
           valid_.metrics[definition.index].parameters[definition.parameter].values)
        add_mentions(value, mode, needs);
      return;
    case Definition::Kind::metric:
      add_parameters(definition.index, mode, needs);
      if (scenario_.metrics[definition.index].model->from_investment)
        for (std::size_t i = first_pillar_; i < definitions_.size(); ++i)
          needs.push_back(i);
      return;
    case Definition::Kind::risk:
      for_each_expression(valid_.risks[definition.index],
                          [&](const CheckedExpression& part) { add_mentions(part, mode, needs); });
      return;
    case Definition::Kind::pillar:
      add_mentions(valid_.investment.budget, mode, needs);
      for_each_expression(valid_.investment.pillars[definition.index],
                          [&](const CheckedExpression& part) { add_mentions(part, mode, needs); });
      return;
    }
  }

  void add_parameters(std::uint32_t metric, Mode mode, std::vector<std::size_t>& needs) const {
    const Metric& written = scenario_.metrics[metric];
    for (std::size_t p = 0; p < written.parameter_count(); ++p) {
      const ParameterSpec& spec = written.parameter(p);
      const bool now = delay(metric, p) == 0 || mode == Mode::step_and_past;
      const bool opening = valid_.metrics[metric].opens_with(spec);
      const bool read = mode == Mode::opening ? opening : spec.at_step && now;
      if (read)
        needs.push_back(first_of_[metric] + p);
    }
  }

  int delay(std::uint32_t metric, std::size_t p) const {
    return delay_of(scenario_.metrics[metric], valid_.metrics[metric], p);
  }

  // Adds the names of an expression whose values are needed in the same month.
  void add_mentions(const CheckedExpression& checked, Mode mode,
                    std::vector<std::size_t>& needs) const {
    for (const NodeIndex name : names_read_now(checked, mode != Mode::step)) {
      const Symbol& symbol = checked.facts[name].symbol;
      const std::size_t node = node_of(symbol);
      if (node != kNowhere && (!symbol.own || mode == Mode::opening))
        needs.push_back(node);
    }
  }

  // What must be evaluated: metrics, risks and what targets name; in month 0 also the first values
  // of functions of time.
  std::vector<std::size_t> roots(bool opening) const {
    std::vector<std::size_t> roots;
    for (const ValidTarget& target : valid_.targets)
      add_mentions(target.when, Mode::opening, roots);
    for (std::size_t node = 0; node < definitions_.size(); ++node) {
      const Definition& definition = definitions_[node];
      const bool root =
          definition.kind == Definition::Kind::metric || definition.kind == Definition::Kind::risk;
      if (root || (opening && is_read_later(definition)))
        roots.push_back(node);
      else if (opening && has_past(definition))
        add_needs(definition, Mode::opening, roots);
    }
    return roots;
  }

  std::vector<bool> needed(std::vector<std::size_t> todo, const Graph& needs) const {
    std::vector<bool> needed(definitions_.size() + 1);
    while (!todo.empty()) {
      const std::size_t node = todo.back();
      todo.pop_back();
      if (needed[node])
        continue;
      needed[node] = true;
      todo.insert(todo.end(), needs[node].begin(), needs[node].end());
    }
    return needed;
  }

  void keep(const TopologicalOrder& order, const std::vector<bool>& needed,
            std::vector<Definition>& kept) const {
    for (std::size_t node : order.order)
      if (needed[node] && node != all_costs())
        kept.push_back(definitions_[node]);
  }

  // Whether a parameter has a function of time: its history starts in month 0, even if the
  // parameter is first read later.
  bool has_past(const Definition& definition) const {
    if (definition.kind != Definition::Kind::parameter)
      return false;
    const auto& values = valid_.metrics[definition.index].parameters[definition.parameter].values;
    return std::ranges::any_of(values, [](const CheckedExpression& value) {
      return std::ranges::any_of(
          value.facts, [](const NodeFacts& facts) { return facts.time_function != nullptr; });
    });
  }

  // Whether a parameter is read with a delay: its first value is that of month 0.
  bool is_read_later(const Definition& definition) const {
    return definition.kind == Definition::Kind::parameter &&
           delay(definition.index, definition.parameter) > 0;
  }

  const LocatedText& name_of(std::size_t node) const {
    const Definition& definition = definitions_[node];
    switch (definition.kind) {
    case Definition::Kind::driver:
      return scenario_.drivers[definition.index].name;
    case Definition::Kind::risk:
      return scenario_.risks[definition.index].name;
    case Definition::Kind::pillar:
      return scenario_.investment->pillars[definition.index].name;
    default:
      return scenario_.metrics[definition.index].name;
    }
  }

  bool is_adjuster(std::size_t node) const { return node >= first_risk_; }

  // Reports cycles by names, each name once. Returns whether there are any.
  bool report(const TopologicalOrder& order, bool opening) {
    for (const auto& cycle : order.cycles) {
      std::vector<std::string> names;
      for (std::size_t node : cycle)
        if (node != all_costs() && (names.empty() || names.back() != name_of(node).text))
          names.push_back(name_of(node).text);
      if (names.size() > 1 && names.front() == names.back())
        names.pop_back();
      names.push_back(names.front());
      const std::string path = shorten(names);
      const Span span = name_of(cycle.front()).span;
      if (std::ranges::any_of(cycle, [&](std::size_t node) { return is_adjuster(node); }))
        diagnostics_.error(span,
                           fmt::format("{} changes what it depends on: {}", names.front(), path),
                           "", "write one of them so that it does not depend on the others");
      else if (definitions_[cycle.front()].kind == Definition::Kind::driver)
        diagnostics_.error(span, fmt::format("drivers depend on each other: {}", path), "",
                           "write one of them so that it does not depend on the others");
      else if (opening)
        report_metrics(cycle, span, fmt::format("month 0 depends on itself: {}", path),
                       "in month 0, lag has no earlier month to read", true);
      else if (names.size() == 2)
        report_metrics(cycle, span,
                       fmt::format("{} depends on its own value of the same month", names.front()),
                       "in next, its name is last month's value", false);
      else
        report_metrics(cycle, span, fmt::format("a cycle within the month: {}", path),
                       "each depends on the other's value of the same month", false);
    }
    return !order.cycles.empty();
  }

  // Whether a comma may end the text there: in quotes it may stand in brackets.
  static bool is_in_brackets(const LocatedText& text) {
    const Source* source = text.span.source;
    const char first = source == nullptr || text.span.begin >= source->text.size()
                           ? ' '
                           : source->text[text.span.begin];
    return text.bare || first == '"' || first == '\'';
  }

  // An expression of a parameter that names what follows it in a cycle.
  struct Mention {
    std::uint32_t metric = 0;
    std::uint32_t parameter = 0;
    const CheckedExpression* value = nullptr;

    const Expression& written() const { return *value->expression; }
  };

  std::vector<Mention> mentions_in(const std::vector<std::size_t>& cycle) const {
    std::vector<Mention> mentions;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
      if (cycle[i] >= definitions_.size() ||
          definitions_[cycle[i]].kind != Definition::Kind::parameter)
        continue;
      const auto& [kind, metric, parameter] = definitions_[cycle[i]];
      const std::size_t next = cycle[(i + 1) % cycle.size()];
      for (const CheckedExpression& value : valid_.metrics[metric].parameters[parameter].values)
        if (std::ranges::any_of(
                value.facts, [&](const NodeFacts& facts) { return node_of(facts.symbol) == next; }))
          mentions.push_back({metric, parameter, &value});
    }
    return mentions;
  }

  // An expression with last month's values of all names that depend on it. The metric's own name is
  // last month's anyway.
  std::string parted(const Mention& mention) const {
    const std::size_t metric = node_of_metric(mention.metric);
    const std::size_t own = first_of_[mention.metric] + mention.parameter;
    std::vector<NodeIndex> names;
    for (const NodeIndex name : names_read_now(*mention.value, false)) {
      const std::size_t node = node_of(mention.value->facts[name].symbol);
      if (node != kNowhere && node != metric && needed({node}, steps_)[own])
        names.push_back(name);
    }
    return with_lags(mention.written(), std::move(names));
  }

  // A parameter that only steps read can look at last month; a formula must become a `next`, since
  // month 0 needs a value of its own.
  void report_metrics(const std::vector<std::size_t>& cycle, Span place, const std::string& problem,
                      const std::string& reason, bool opening) {
    const std::vector<Mention> mentions = mentions_in(cycle);
    for (std::size_t i = 0; i < mentions.size(); ++i)
      if (scenario_.metrics[mentions[i].metric].stray_opening.source != nullptr &&
          report_formula(mentions, i, problem, reason))
        return;
    for (const Mention& mention : mentions) {
      const Metric& metric = scenario_.metrics[mention.metric];
      const Expression& written = mention.written();
      if (opening || metric.parameter(mention.parameter).at_opening || written.is_schedule())
        continue;
      const Rewrite change =
          rewrite(written.source, 0, written.source.text.size(), parted(mention));
      return diagnostics_.error(change.span, problem, reason, change.suggestion());
    }
    for (std::size_t i = 0; i < mentions.size(); ++i)
      if (report_formula(mentions, i, problem, reason))
        return;
    diagnostics_.error(place, problem, reason,
                       opening ? "give one of them an initial value of its own"
                               : "break it with lag(NAME, 1mo), or with initial and next");
  }

  bool report_formula(const std::vector<Mention>& mentions, std::size_t at,
                      const std::string& problem, const std::string& reason) {
    const Mention& mention = mentions[at];
    const Metric& metric = scenario_.metrics[mention.metric];
    const Expression& written = mention.written();
    const bool formula = metric.parameter(mention.parameter).role == ParameterRole::formula;
    if (!formula || written.is_schedule())
      return false;
    const Span place = entry_span(written.source.span, "formula");
    std::string change = fmt::format("write next: {} in place of formula",
                                     yaml_value(parted(mention), is_in_brackets(written.source)));
    if (metric.stray_opening.source != nullptr) {
      opened_.insert(metric.stray_opening.begin);
      diagnostics_.error(place, problem, reason, std::move(change));
      return true;
    }
    std::vector<const CheckedExpression*> expressions; // of one unit, if it has none of its own
    for (std::size_t i = 0; i < mentions.size() && !metric.unit; ++i)
      expressions.push_back(mentions[(at + i) % mentions.size()].value);
    const bool alone = mentions.size() == 1; // its opening is the user's to say
    const std::string opening = alone
                                    ? fmt::format("with the opening value of {}", metric.name.text)
                                    : opening_meant(expressions, scenario_.currency);
    change += fmt::format(", and add initial{}{}", alone ? " " : ": ", opening);
    diagnostics_.error(place, problem, reason, std::move(change));
    return true;
  }

  static std::string shorten(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 8;
    if (names.size() <= kShown)
      return fmt::format("{}", fmt::join(names, " -> "));
    const std::vector<std::string> head(names.begin(), names.begin() + kShown - 2);
    return fmt::format("{} -> ... ({} more) -> {}", fmt::join(head, " -> "),
                       names.size() - kShown + 1, names.back());
  }

  ValidScenario& valid_;
  const Scenario& scenario_;
  Diagnostics& diagnostics_;
  std::vector<Definition> definitions_;
  std::set<std::uint32_t> opened_;    // places of stray openings that a remedy puts to use
  Graph steps_;                       // what each definition needs in the same month
  std::vector<std::size_t> first_of_; // node of each metric's first parameter
  std::size_t first_risk_ = 0;
  std::size_t first_pillar_ = 0;
  Graph adjusters_; // of each definition
};

} // namespace

int delay_of(const Metric& metric, const ValidMetric& valid, std::size_t p) {
  const std::string_view delay = metric.parameter(p).delayed_by;
  if (delay.empty())
    return 0;
  const auto months = valid.parameters[*metric.model->find_parameter(delay)].constant;
  return months ? static_cast<int>(std::lround(std::clamp<double>(*months, 0, kLongestHorizon)))
                : 0;
}

namespace {

void mark_outputs(const CheckedExpression& checked, ValidScenario& valid) {
  for (const NodeFacts& facts : checked.facts)
    if (facts.symbol.kind == Symbol::Kind::output)
      valid.metrics[facts.symbol.index].read_outputs |= 1U << facts.symbol.parameter;
}

} // namespace

void check_order(ValidScenario& valid, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < valid.metrics.size(); ++i)
    for (std::size_t p = 0; p < valid.metrics[i].parameters.size(); ++p)
      for (const CheckedExpression& value : valid.metrics[i].parameters[p].values)
        mark_outputs(value, valid);
  for (const ValidTarget& target : valid.targets)
    mark_outputs(target.when, valid);
  Orderer(valid, diagnostics).run();
}

} // namespace escala
