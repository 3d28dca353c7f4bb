// SPDX-License-Identifier: Apache-2.0
#include "scenario/check_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "escala/core/names.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

constexpr std::size_t kExcerpt = 40;

std::string_view operator_name(const SyntaxNode& node) {
  return node.op == Operator::negate ? "negate" : operator_text(node.op);
}

bool has_period(const Quantity& quantity) {
  return quantity.dimension.time == -1 && quantity.period != Period::none;
}

class Checker {
 public:
  Checker(const Expression& expression, const Place& place, const Symbols& symbols,
          Diagnostics& diagnostics)
      : expression_(expression), syntax_(expression.syntax), place_(place), symbols_(symbols),
        diagnostics_(diagnostics), facts_(syntax_.nodes.size()),
        mentions_own_(syntax_.nodes.size()) {}

  CheckedExpression run() {
    for (NodeIndex i = 0; i < syntax_.nodes.size(); ++i)
      check(i);
    mark_own_past();
    return {&expression_, std::move(facts_)};
  }

 private:
  using Kind = SyntaxNode::Kind;

  void check(NodeIndex index) {
    const SyntaxNode& node = syntax_.nodes[index];
    for (const Child& child : syntax_.children_of(index))
      mentions_own_[index] = mentions_own_[index] || mentions_own_[child.node];
    switch (node.kind) {
    case Kind::number:
    case Kind::boolean:
      check_literal(index);
      break;
    case Kind::calendar_month:
      check_month(index);
      break;
    case Kind::name:
      check_name(index);
      break;
    case Kind::unary:
    case Kind::binary:
      if (node.op == Operator::to)
        check_distribution(index, find_distribution("range"));
      else
        check_function(index, find_operator(operator_name(node)));
      break;
    case Kind::call:
      check_call(index);
      break;
    }
  }

  // Reports a mistake at a node, which then says nothing more.
  void fail(NodeIndex index, NodeIndex at, std::string problem, std::string reason = {},
            std::string suggestion = {}) {
    diagnostics_.error(expression_.span_of(at), std::move(problem), std::move(reason),
                       std::move(suggestion));
    facts_[index].quantity = {.unknown = true};
  }

  std::string excerpt(NodeIndex index) const {
    std::string text = expression_.text_of(index);
    if (text.size() > kExcerpt) {
      std::size_t cut = kExcerpt;
      while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80)
        --cut;
      text = text.substr(0, cut) + "...";
    }
    return text;
  }
  std::string described(const Quantity& quantity) const {
    return describe(quantity, symbols_.scenario->currency);
  }
  std::string says(NodeIndex index) const {
    return fmt::format("{} is {}", excerpt(index), described(facts_[index].quantity));
  }

  void check_literal(NodeIndex index) {
    const SyntaxNode& node = syntax_.nodes[index];
    facts_[index].quantity = node.quantity;
    facts_[index].constant = node.value;
  }

  void check_month(NodeIndex index) {
    facts_[index].quantity = {.calendar = true};
    facts_[index].constant = symbols_.scenario->calendar().month_of(syntax_.nodes[index].month);
  }

  void check_name(NodeIndex index) {
    const std::string& name = syntax_.nodes[index].text;
    Symbol symbol = symbols_.resolve(name);
    if (symbol.kind == Symbol::Kind::none)
      return fail_unknown_name(index, name);
    const bool series = symbol.kind == Symbol::Kind::metric ||
                        symbol.kind == Symbol::Kind::parameter ||
                        symbol.kind == Symbol::Kind::shock;
    if (series && place_.kind == Place::Kind::driver)
      return fail(index, index, fmt::format("a driver cannot read {}", name),
                  "drivers are drawn before the metrics", "move the expression to a metric");
    if (symbol.kind != Symbol::Kind::number && place_.kind == Place::Kind::setting &&
        symbol.kind != Symbol::Kind::driver)
      return fail(index, index, fmt::format("{} cannot stand here", name),
                  "this value is needed before the simulation", "write a constant");
    if (symbol.kind == Symbol::Kind::parameter && !is_written(symbol))
      return fail(index, index, fmt::format("{} is not given", name),
                  "the metric leaves this parameter out", "give it a value there");
    symbol.own = symbol.kind == Symbol::Kind::metric && place_.kind == Place::Kind::parameter &&
                 symbol.index == place_.metric;
    mentions_own_[index] = symbol.own;
    facts_[index].symbol = symbol;
    describe_symbol(facts_[index]);
  }

  bool is_written(const Symbol& symbol) const {
    const Metric& metric = symbols_.scenario->metrics[symbol.index];
    return metric.argument(symbol.parameter) != nullptr ||
           metric.parameter(symbol.parameter).fallback;
  }

  void describe_symbol(NodeFacts& facts) const {
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
      facts.quantity = symbols_.parameter_quantity(symbol);
      break;
    case Symbol::Kind::fiscal_year:
    case Symbol::Kind::calendar_month:
    case Symbol::Kind::shock:
    case Symbol::Kind::none:
      break;
    }
  }

  void fail_unknown_name(NodeIndex index, const std::string& name) {
    const std::string owner = name.substr(0, name.find('.'));
    if (owner != name && symbols_.names.contains(owner)) {
      return fail(index, index,
                  fmt::format("{} has no part '{}'", owner, name.substr(owner.size() + 1)),
                  "a metric's parameters and its shock have names of this form");
    }
    if (find_function(name) || find_time_function(name) || find_distribution(name))
      return fail(index, index, fmt::format("{} is a function", name), "its arguments are missing",
                  fmt::format("write {}(...)", name));
    std::vector<std::string> candidates = symbols_.spellings;
    for (const char* builtin : {"t", "year", "month", "pi"})
      if (name.size() > 2)
        candidates.emplace_back(builtin);
    fail(index, index, fmt::format("unknown name '{}'", name), "no driver or metric has it",
         did_you_mean(name, candidates, "add it to drivers or metrics"));
  }

  void check_call(NodeIndex index) {
    const std::string& name = syntax_.nodes[index].text;
    if (const FunctionSpec* function = find_function(name))
      return check_function(index, function);
    if (const TimeFunctionSpec* spec = find_time_function(name))
      return check_time_function(index, spec);
    if (const DistributionSpec* spec = find_distribution(name))
      return check_distribution(index, spec);
    for (std::string_view planned : planned_distributions()) {
      if (planned == name)
        return fail(index, index, fmt::format("the distribution {} is not supported yet", name),
                    "this version of escala does not draw it");
    }
    std::vector<std::string> candidates;
    for (const auto& spec : functions())
      candidates.emplace_back(spec.name);
    for (const auto& spec : time_functions())
      candidates.emplace_back(spec.name);
    for (const auto* spec : distributions())
      candidates.emplace_back(spec->name);
    fail(index, index, fmt::format("unknown function '{}'", name), "",
         did_you_mean(name, candidates, "see the list of functions in the documentation"));
  }

  // --- functions and operators ---

  bool no_named_arguments(NodeIndex index) {
    for (const Child& child : syntax_.children_of(index)) {
      if (child.argument.empty())
        continue;
      fail(index, child.node,
           fmt::format("{} takes no argument named '{}'", syntax_.nodes[index].text,
                       child.argument));
      return false;
    }
    return true;
  }

  bool any_unknown(NodeIndex index) const {
    return std::ranges::any_of(syntax_.children_of(index), [&](const Child& child) {
      return facts_[child.node].quantity.unknown;
    });
  }

  bool check_count(NodeIndex index, std::string_view name, std::size_t low, std::size_t high) {
    const std::size_t count = syntax_.nodes[index].child_count;
    if (count >= low && count <= high)
      return true;
    const std::string wanted = low == high              ? fmt::format("{}", low)
                               : high == kManyArguments ? fmt::format("{} or more", low)
                                                        : fmt::format("{} to {}", low, high);
    fail(index, index, fmt::format("{} has {} argument{}", name, count, count == 1 ? "" : "s"),
         fmt::format("it takes {}", wanted));
    return false;
  }

  void check_function(NodeIndex index, const FunctionSpec* function) {
    facts_[index].function = function;
    if (!no_named_arguments(index) ||
        !check_count(index, function->name, function->min_arguments, function->max_arguments))
      return;
    if (any_unknown(index)) {
      facts_[index].quantity = {.unknown = true};
      return;
    }
    apply_rule(index, function->rule);
    if (!facts_[index].quantity.unknown)
      fold_constant(index);
  }

  void apply_rule(NodeIndex index, UnitRule rule) {
    const auto children = syntax_.children_of(index);
    switch (rule) {
    case UnitRule::same:
      return set_common(index, children);
    case UnitRule::choice:
      return apply_choice(index, children);
    case UnitRule::comparison:
      return apply_comparison(index, children);
    case UnitRule::logic:
      return apply_logic(index, children);
    case UnitRule::plain:
      return apply_plain(index, children);
    case UnitRule::root:
      return apply_root(index, children[0].node);
    case UnitRule::power:
      return apply_power(index, children[0].node, children[1].node);
    case UnitRule::multiply:
      return apply_product(index, children, 1);
    case UnitRule::divide:
      return apply_product(index, children, -1);
    }
  }

  // The unit that all of `children` share, literals taking it; unknown with a diagnostic where
  // they share none.
  Quantity common_unit(NodeIndex index, std::span<const Child> children) {
    const Child* reference = nullptr;
    for (const Child& child : children)
      if (reference == nullptr && !facts_[child.node].quantity.literal)
        reference = &child;
    if (reference == nullptr)
      return {.literal = true};
    Quantity unit = facts_[reference->node].quantity;
    if (unit.calendar)
      return fail_calendar(index, reference->node);
    bool all_percent = true;
    bool all_conditions = true;
    for (const Child& child : children) {
      NodeFacts& facts = facts_[child.node];
      all_percent = all_percent && facts.quantity.percent;
      all_conditions = all_conditions && facts.quantity.condition;
      if (facts.quantity.literal) {
        if (!literal_takes(index, child.node, unit))
          return {.unknown = true};
        continue;
      }
      if (facts.quantity.calendar)
        return fail_calendar(index, child.node);
      if (facts.quantity.dimension != unit.dimension)
        return fail_mixed(index, reference->node, child.node);
      if (facts.quantity.period != unit.period)
        unit.period = Period::none;
    }
    unit.percent = all_percent;
    unit.condition = all_conditions;
    return unit;
  }

  bool literal_takes(NodeIndex index, NodeIndex literal, const Quantity& unit) {
    NodeFacts& facts = facts_[literal];
    if (facts.constant == 0.0)
      return true;
    if (unit.dimension.time > 0) {
      fail(index, literal, fmt::format("{} has no unit", excerpt(literal)), "it meets a duration",
           fmt::format("write {}mo, or another unit of time", excerpt(literal)));
      return false;
    }
    scale_by(facts, unit);
    return true;
  }

  static void scale_by(NodeFacts& facts, const Quantity& unit) {
    if (!has_period(unit))
      return;
    facts.scale = 1 / months_in(unit.period);
    if (facts.constant)
      facts.constant = *facts.constant * facts.scale;
  }

  Quantity fail_calendar(NodeIndex index, NodeIndex at) {
    fail(index, at, fmt::format("{} is a month", excerpt(at)),
         "months compare with t, nothing else", "put spaces around the minus to subtract");
    return {.unknown = true};
  }

  Quantity fail_mixed(NodeIndex index, NodeIndex left, NodeIndex right) {
    fail(index, index, fmt::format("{}, but {}", says(left), says(right)),
         "money, time and plain numbers don't mix", mixed_remedy(index, left, right));
    return {.unknown = true};
  }

  // "arr + 5%" most likely means "arr * 105%".
  std::string mixed_remedy(NodeIndex index, NodeIndex left, NodeIndex right) const {
    const SyntaxNode& node = syntax_.nodes[index];
    const bool sum =
        node.kind == Kind::binary && (node.op == Operator::add || node.op == Operator::subtract);
    const NodeIndex percent = facts_[right].quantity.percent ? right : left;
    if (sum && facts_[percent].quantity.percent && facts_[percent].constant &&
        (percent == right || node.op == Operator::add)) {
      const double share = *facts_[percent].constant;
      const double factor = node.op == Operator::add ? 1 + share : 1 - share;
      return fmt::format("write {} * {:.10g}%", excerpt(percent == right ? left : right),
                         factor * 100);
    }
    if (const auto bare = without_currency(left, right))
      return *bare;
    const bool rate = facts_[left].quantity.dimension.time != facts_[right].quantity.dimension.time;
    return rate ? "multiply a rate by a duration: 8%/mo * 1mo" : "compare and add like with like";
  }

  // "users >= $1B" most likely means "users >= 1B".
  std::optional<std::string> without_currency(NodeIndex left, NodeIndex right) const {
    const bool money_left = facts_[left].quantity.dimension == kMoney;
    const NodeIndex money = money_left ? left : right;
    const NodeIndex other = money_left ? right : left;
    if (syntax_.nodes[money].kind != Kind::number || !facts_[other].quantity.is_plain() ||
        facts_[other].quantity.percent)
      return std::nullopt;
    std::string text = expression_.text_of(money);
    const std::size_t digits = text.find_first_of("0123456789.");
    return fmt::format("leave the currency out: {}", text.substr(digits));
  }

  void set_common(NodeIndex index, std::span<const Child> children) {
    Quantity unit = common_unit(index, children);
    unit.condition = false;
    unit.month_number = unit.month_number && children.size() > 1;
    facts_[index].quantity = unit;
  }

  void apply_choice(NodeIndex index, std::span<const Child> children) {
    if (!require_condition(index, children[0].node))
      return;
    facts_[index].quantity = common_unit(index, children.subspan(1));
  }

  bool require_condition(NodeIndex index, NodeIndex child) {
    if (facts_[child].quantity.condition)
      return true;
    fail(index, child, fmt::format("{} is no condition", excerpt(child)),
         fmt::format("it is {}", described(facts_[child].quantity)),
         "compare it with something, as in x > 0");
    return false;
  }

  void apply_logic(NodeIndex index, std::span<const Child> children) {
    for (const Child& child : children)
      if (!require_condition(index, child.node))
        return;
    facts_[index].quantity = {.condition = true};
  }

  void apply_comparison(NodeIndex index, std::span<const Child> children) {
    const NodeIndex left = children[0].node;
    const NodeIndex right = children[1].node;
    const bool time = facts_[left].quantity.month_number || facts_[right].quantity.month_number;
    if (!time || !compares_with_month_number(index, left, right)) {
      if (facts_[index].quantity.unknown)
        return;
      if (common_unit(index, children).unknown)
        return;
    }
    facts_[index].quantity = {.condition = true};
  }

  // `t` against a month, or a duration of whole months.
  bool compares_with_month_number(NodeIndex index, NodeIndex left, NodeIndex right) {
    const NodeIndex other = facts_[left].quantity.month_number ? right : left;
    const NodeFacts& facts = facts_[other];
    if (facts.quantity.calendar)
      return true;
    if (facts.quantity.dimension != kTime)
      return false;
    if (facts.constant && std::abs(*facts.constant - std::round(*facts.constant)) < 1e-9)
      return true;
    fail(index, other, fmt::format("{} is not a whole number of months", excerpt(other)),
         "t counts whole months");
    return false;
  }

  bool require_plain(NodeIndex index, NodeIndex child) {
    if (facts_[child].quantity.is_plain())
      return true;
    fail(index, child, says(child), fmt::format("{} takes a plain number", name_of(index)),
         "divide by something of its unit");
    return false;
  }

  std::string name_of(NodeIndex index) const {
    const SyntaxNode& node = syntax_.nodes[index];
    if (node.kind == Kind::call)
      return node.text;
    return fmt::format("'{}'", operator_text(node.op));
  }

  void apply_plain(NodeIndex index, std::span<const Child> children) {
    for (const Child& child : children)
      if (!require_plain(index, child.node))
        return;
    facts_[index].quantity = {};
  }

  void apply_root(NodeIndex index, NodeIndex child) {
    const Quantity& of = facts_[child].quantity;
    if (of.calendar)
      return void(require_plain(index, child));
    if (of.dimension.money % 2 != 0 || of.dimension.time % 2 != 0)
      return fail(index, child, says(child), "its square root has no unit");
    facts_[index].quantity = {.dimension = {of.dimension.money / 2, of.dimension.time / 2}};
  }

  void apply_power(NodeIndex index, NodeIndex base, NodeIndex exponent) {
    if (!require_plain(index, exponent))
      return;
    const Quantity& of = facts_[base].quantity;
    if (of.is_plain()) {
      facts_[index].quantity = {.literal = of.literal && facts_[exponent].quantity.literal};
      return;
    }
    const auto power = facts_[exponent].constant;
    if (of.calendar || !power || *power != std::round(*power) || std::abs(*power) > 8)
      return fail(index, base, says(base), "only a plain number takes any power",
                  "divide it by something of its unit");
    const int n = static_cast<int>(*power);
    facts_[index].quantity = {.dimension = {of.dimension.money * n, of.dimension.time * n}};
  }

  void apply_product(NodeIndex index, std::span<const Child> children, int sign) {
    const Quantity& a = facts_[children[0].node].quantity;
    const Quantity& b = facts_[children[1].node].quantity;
    for (const Child& child : children)
      if (facts_[child.node].quantity.calendar)
        return void(fail_calendar(index, child.node));
    Quantity unit;
    unit.dimension = {a.dimension.money + sign * b.dimension.money,
                      a.dimension.time + sign * b.dimension.time};
    unit.literal = a.literal && b.literal;
    if (unit.dimension.time == -1) {
      const bool left = has_period(a) && b.dimension.time == 0;
      const bool right = sign > 0 && has_period(b) && a.dimension.time == 0;
      unit.period = left ? a.period : right ? b.period : Period::none;
    }
    facts_[index].quantity = unit;
  }

  void fold_constant(NodeIndex index) {
    NodeFacts& facts = facts_[index];
    std::vector<double> values;
    for (const Child& child : syntax_.children_of(index)) {
      if (!facts_[child.node].constant)
        return;
      values.push_back(*facts_[child.node].constant);
    }
    facts.constant = apply_kernel(facts.function->kernel, values);
  }

  // --- functions of time ---

  void check_time_function(NodeIndex index, const TimeFunctionSpec* spec) {
    facts_[index].time_function = spec;
    if (place_.kind == Place::Kind::driver || place_.kind == Place::Kind::setting)
      return fail(index, index, fmt::format("{} cannot stand here", spec->name),
                  "only metrics and targets have a past", "move it to a metric");
    const std::size_t count = spec->takes_window ? 2 : 1;
    if (!no_named_arguments(index) || !check_count(index, spec->name, count, count))
      return;
    if (any_unknown(index)) {
      facts_[index].quantity = {.unknown = true};
      return;
    }
    const auto children = syntax_.children_of(index);
    if (spec->takes_window && !check_window(index, children[1].node))
      return;
    facts_[index].quantity = time_function_unit(spec->kind, facts_[children[0].node].quantity);
  }

  static Quantity time_function_unit(TimeFunctionSpec::Kind kind, Quantity of) {
    if (kind == TimeFunctionSpec::Kind::growth)
      return {};
    const bool keeps_condition =
        kind == TimeFunctionSpec::Kind::lag || kind == TimeFunctionSpec::Kind::initial;
    of.condition = of.condition && keeps_condition;
    of.literal = of.percent = of.month_number = false;
    if (kind == TimeFunctionSpec::Kind::sum && of.dimension.time == -1) {
      of.dimension.time = 0; // the amounts of a rate
      of.period = Period::none;
    }
    return of;
  }

  bool check_window(NodeIndex index, NodeIndex child) {
    const NodeFacts& facts = facts_[child];
    const std::string_view name = facts_[index].time_function->name;
    const double least = facts_[index].time_function->kind == TimeFunctionSpec::Kind::lag ? 0 : 1;
    if (facts.quantity.dimension != kTime || !facts.constant) {
      fail(index, child, fmt::format("{} is no constant duration", excerpt(child)),
           fmt::format("{} looks back a fixed number of months", name), "write 12mo");
      return false;
    }
    const double months = *facts.constant;
    if (!(std::abs(months - std::round(months)) <= 1e-9) || months < least || months > 1e6) {
      fail(index, child,
           fmt::format("{} is not a whole number of months, {} or more", excerpt(child), least), "",
           "write 12mo");
      return false;
    }
    facts_[index].window = static_cast<int>(std::lround(months));
    return true;
  }

  // The outermost time function about the metric's own name ends at last month.
  void mark_own_past() {
    std::vector<bool> inside(syntax_.nodes.size());
    for (NodeIndex i = static_cast<NodeIndex>(syntax_.nodes.size()); i-- > 0;) {
      NodeFacts& facts = facts_[i];
      for (const Child& child : syntax_.children_of(i))
        inside[child.node] = inside[i] || facts.time_function != nullptr;
      if (facts.symbol.own && inside[i])
        facts.symbol.own = false; // that month's own value
      if (facts.time_function == nullptr || inside[i] || !mentions_own_[i])
        continue;
      facts.ends_last_month = true;
      if (facts.time_function->kind == TimeFunctionSpec::Kind::lag && facts.window == 0 &&
          !facts.quantity.unknown)
        fail(i, i, "this month's own value is not there yet",
             "the metric's name is last month's state", "write lag(NAME, 1mo), or the name alone");
    }
  }

  // --- distributions ---

  void check_distribution(NodeIndex index, const DistributionSpec* spec) {
    facts_[index].distribution = spec;
    if (place_.kind == Place::Kind::target || place_.kind == Place::Kind::setting) {
      return fail(index, index, fmt::format("{} cannot stand here", name_of(index)),
                  "nothing is drawn here",
                  "give the draw a name under drivers, or write a constant");
    }
    std::vector<Child> values;
    if (!split_arguments(index, *spec, values) || any_unknown(index)) {
      facts_[index].quantity = {.unknown = true};
      return;
    }
    const Quantity unit = common_unit(index, values);
    if (unit.unknown)
      return;
    facts_[index].quantity = spec->result == DrawResult::value ? unit : Quantity{};
    facts_[index].quantity.condition = spec->result == DrawResult::condition;
    check_constants(index, *spec);
  }

  // Sorts out which arguments carry the unit of the draw.
  bool split_arguments(NodeIndex index, const DistributionSpec& spec, std::vector<Child>& values) {
    std::size_t position = 0;
    for (const Child& child : syntax_.children_of(index)) {
      if (!child.argument.empty()) {
        if (!check_bound(index, spec, child))
          return false;
        values.push_back(child);
        continue;
      }
      if (position < spec.parameters.size()) {
        const bool plain = spec.parameters[position].role == DistributionRole::plain;
        if (!plain)
          values.push_back(child);
        if (plain && !facts_[child.node].quantity.unknown && !require_plain(index, child.node))
          return false;
      }
      ++position;
    }
    if (position == spec.parameters.size())
      return true;
    fail_parameters(index, spec, position);
    return false;
  }

  void fail_parameters(NodeIndex index, const DistributionSpec& spec, std::size_t count) {
    std::string list;
    for (const auto& parameter : spec.parameters)
      list += fmt::format("{}{}", list.empty() ? "" : ", ", parameter.name);
    fail(index, index, fmt::format("{} has {} argument{}", spec.name, count, count == 1 ? "" : "s"),
         fmt::format("it takes {}", spec.parameters.size()),
         fmt::format("write {}({})", spec.name, list));
  }

  bool check_bound(NodeIndex index, const DistributionSpec& spec, const Child& child) {
    const bool bound = child.argument == "min" || child.argument == "max";
    if (bound && spec.truncates())
      return true;
    fail(index, child.node,
         fmt::format("{} takes no argument named '{}'", spec.name, child.argument),
         bound ? fmt::format("{} is not truncated", spec.name) : "only min= and max= have names");
    return false;
  }

  // What is constant is checked now; the rest when it is drawn.
  void check_constants(NodeIndex index, const DistributionSpec& spec) {
    std::vector<double> values;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    for (const Child& child : syntax_.children_of(index)) {
      const auto constant = facts_[child.node].constant;
      if (!constant && syntax_.nodes[index].kind == Kind::binary)
        return fail(index, child.node, fmt::format("{} is not constant", excerpt(child.node)),
                    "the ends of a range are constants",
                    "write normal(...) or another distribution");
      if (!constant || !std::isfinite(*constant))
        return;
      if (child.argument == "min")
        low = *constant;
      else if (child.argument == "max")
        high = *constant;
      else
        values.push_back(*constant);
    }
    const std::string_view requirement = spec.requirement(values);
    if (!requirement.empty())
      return fail(index, index, fmt::format("{} is no distribution", excerpt(index)),
                  std::string(requirement));
    if (spec.truncates() && !has_mass(spec, values, low, high))
      fail(index, index, fmt::format("{} has no mass between its bounds", excerpt(index)),
           "min= and max= leave nothing to draw", "widen them");
  }

  const Expression& expression_;
  const Syntax& syntax_;
  Place place_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
  std::vector<NodeFacts> facts_;
  std::vector<bool> mentions_own_;
};

} // namespace

CheckedExpression check_expression(const Expression& expression, const Place& place,
                                   const Symbols& symbols, Diagnostics& diagnostics) {
  if (expression.syntax.nodes.empty())
    return {};
  return Checker(expression, place, symbols, diagnostics).run();
}

void take_unit(CheckedExpression& checked, const Quantity& unit) {
  NodeFacts& root = checked.facts.back();
  if (!root.quantity.literal)
    return;
  if (has_period(unit)) {
    root.scale /= months_in(unit.period);
    if (root.constant)
      *root.constant /= months_in(unit.period);
  }
  root.quantity = unit;
}

} // namespace escala
