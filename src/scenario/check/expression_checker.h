// SPDX-License-Identifier: Apache-2.0
// Checks the names, units and constants of one expression in one loop over its nodes, children
// before parents. Each kind of node has its own file.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/scenario/valid_scenario.h"
#include "scenario/check/check_expression.h"
#include "scenario/check/symbols.h"

namespace escala {

inline constexpr std::string_view kShiftedBetaGeometric = "sbg";

class ExpressionChecker {
 public:
  ExpressionChecker(const Expression& expression, const Place& place, const Symbols& symbols,
                    Diagnostics& diagnostics)
      : expression_(expression), syntax_(expression.syntax), place_(place), symbols_(symbols),
        diagnostics_(diagnostics), facts_(syntax_.nodes.size()),
        mentions_own_(syntax_.nodes.size()) {}

  CheckedExpression run();

 private:
  using Kind = SyntaxNode::Kind;

  // the loop over the nodes
  void check(NodeIndex index);
  // Reports a mistake at node `at` and marks node `index` as unknown, so that it causes no further
  // messages.
  void fail(NodeIndex index, NodeIndex at, std::string problem, std::string reason = {},
            std::string suggestion = {});
  // Reports a constant that is n/a or no number where one is needed.
  void fail_no_number(NodeIndex index, NodeIndex at);
  std::string excerpt(NodeIndex index) const;
  std::string described(const Quantity& quantity) const;
  std::string says(NodeIndex index) const;
  void check_literal(NodeIndex index);
  void check_month(NodeIndex index);
  void check_schedule(NodeIndex index);

  // names (check_names.cpp)
  void check_name(NodeIndex index);
  bool is_written(const Symbol& symbol) const;
  void describe_symbol(NodeFacts& facts) const;
  void fail_unknown_name(NodeIndex index, const std::string& name);
  bool fail_parted_rate(NodeIndex index, const std::string& name);
  void fail_call(NodeIndex index, const std::string& name);
  bool follows_slash(NodeIndex index) const;
  bool follows_number(NodeIndex index) const;
  std::string word_meant(const std::string& name) const;
  std::string name_meant(NodeIndex index, const std::string& name) const;
  void fail_unknown_part(NodeIndex index, const std::string& name, std::size_t dot);
  std::string part_meant(const std::string& owner, const std::string& part,
                         const std::string& rest) const;
  // Reports a name that has a value for each segment but no total.
  void fail_split(NodeIndex index, const std::string& name);

  // functions and operators (check_functions.cpp)
  void check_call(NodeIndex index);
  Span name_span(NodeIndex index) const;
  std::vector<std::string> arguments_of(NodeIndex index) const;
  void fail_rewritten(NodeIndex index, std::string problem, std::string reason,
                      std::string_view meant);
  // The same with another text for the node `at`.
  void fail_rewritten_at(NodeIndex index, NodeIndex at, std::string problem, std::string reason,
                         std::string_view meant);
  std::string indexed(NodeIndex index) const;
  // Reports a value of a later month, of a metric with this name.
  void fail_ahead(NodeIndex index, std::string problem, const std::string& name);

  void check_retention(NodeIndex index);
  bool no_named_arguments(NodeIndex index);
  bool any_unknown(NodeIndex index) const;
  bool check_count(NodeIndex index, std::string_view name, std::size_t low, std::size_t high);
  void check_function(NodeIndex index, const FunctionSpec* function);
  void apply_rule(NodeIndex index, UnitRule rule);
  void fold_constant(NodeIndex index);

  // units (unit_rules.cpp)
  // The unit that all of `children` have in common; bare numbers take it. Unknown with a diagnostic
  // if they have different units.
  Quantity common_unit(NodeIndex index, std::span<const Child> children);
  bool literal_takes(NodeIndex index, NodeIndex literal, const Quantity& unit);
  static void scale_by(NodeFacts& facts, const Quantity& unit);
  Quantity fail_calendar(NodeIndex index, NodeIndex at);
  Quantity fail_mixed(NodeIndex index, NodeIndex left, NodeIndex right);
  // "arr + 5%" most likely means "arr * 105%".
  std::string mixed_remedy(NodeIndex index, NodeIndex left, NodeIndex right) const;
  std::optional<std::string> without_unit(NodeIndex index, NodeIndex left, NodeIndex right) const;
  std::optional<std::string> counted_in_unit(NodeIndex name, const SyntaxNode& duration) const;
  std::string with_literal(NodeIndex index, const SyntaxNode& literal,
                           const std::string& text) const;
  bool is_share(NodeIndex index, NodeIndex left, NodeIndex right) const;
  // What to write in place of a node.
  struct Change {
    NodeIndex node;
    std::string meant;
  };
  std::optional<Change> rate_remedy(NodeIndex index, NodeIndex left, NodeIndex right) const;
  void set_common(NodeIndex index, std::span<const Child> children);
  void apply_choice(NodeIndex index, std::span<const Child> children);
  void apply_index(NodeIndex index, std::span<const Child> children);
  void apply_points(NodeIndex index, std::span<const Child> children);
  bool check_places(NodeIndex index, std::span<const Child> places);
  bool require_condition(NodeIndex index, NodeIndex child);
  void apply_logic(NodeIndex index, std::span<const Child> children);
  void apply_comparison(NodeIndex index, std::span<const Child> children);
  // Whether `t` is compared with a month or with a duration of whole months.
  bool compares_with_month_number(NodeIndex index, NodeIndex left, NodeIndex right);
  bool require_plain(NodeIndex index, NodeIndex child);
  std::string name_of(NodeIndex index) const;
  void apply_plain(NodeIndex index, std::span<const Child> children);
  void apply_root(NodeIndex index, NodeIndex child);
  void apply_power(NodeIndex index, NodeIndex base, NodeIndex exponent);
  void apply_product(NodeIndex index, std::span<const Child> children, int sign);

  // functions of time (check_time_functions.cpp)

  void check_time_function(NodeIndex index, const TimeFunctionSpec* spec);
  static Quantity time_function_unit(TimeFunctionSpec::Kind kind, Quantity of);
  std::string window_remedy(NodeIndex window) const;
  void fail_future(NodeIndex index, NodeIndex window);
  bool check_window(NodeIndex index, NodeIndex child);
  void check_before(NodeIndex index, std::span<const Child> children);
  // Marks the outermost time function that reads the metric's own name: its window ends with last
  // month.
  void mark_own_past();

  // distributions (check_distributions.cpp)

  void check_distribution(NodeIndex index, const DistributionSpec* spec);
  // Collects in `values` the arguments that have the unit of the draw, and checks the others.
  bool split_arguments(NodeIndex index, const DistributionSpec& spec, std::vector<Child>& values);
  bool split_pairs(NodeIndex index, const DistributionSpec& spec, std::vector<Child>& values);
  void check_weights(NodeIndex index, const DistributionSpec& spec);
  void fail_parameters(NodeIndex index, const DistributionSpec& spec, std::size_t count);
  std::optional<std::string> with_bounds(NodeIndex index, const DistributionSpec& spec) const;
  std::optional<std::string> in_order(NodeIndex index, const DistributionSpec& spec) const;
  bool check_bound(NodeIndex index, const DistributionSpec& spec, const Child& child);
  // Checks arguments that are constants. Others are checked when the distribution is drawn.
  void check_constants(NodeIndex index, const DistributionSpec& spec);

  const Expression& expression_;
  const Syntax& syntax_;
  Place place_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
  std::vector<NodeFacts> facts_;
  std::vector<bool> mentions_own_;
};

} // namespace escala
