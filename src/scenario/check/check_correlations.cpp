// SPDX-License-Identifier: Apache-2.0
// Correlations: the groups of linked names, and whether their matrices are positive definite.
#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "escala/core/names.h"
#include "escala/core/percent.h"
#include "scenario/check/checks.h"

namespace escala {
namespace {

struct Pair {
  std::size_t a, b; // indices into names_
  double rho;
  Span span;
};

class CorrelationChecker {
 public:
  CorrelationChecker(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics)
      : valid_(valid), scenario_(valid.scenario), symbols_(symbols), diagnostics_(diagnostics) {}

  void run() {
    for (const Correlation& correlation : scenario_.correlations)
      add(correlation);
    const auto groups = components();
    if (!groups_fit(groups))
      return;
    const auto pairs = pairs_of(groups);
    for (const auto& [root, members] : groups)
      make_group(members, pairs.at(root));
  }

 private:
  void add(const Correlation& correlation) {
    auto rho = constant_of(correlation.rho, kPlain, symbols_, diagnostics_);
    if (rho && !(std::abs(*rho) < 1)) {
      fail_rho(*rho, correlation.rho.source);
      rho = 0;
    }
    std::vector<Named> members;
    std::size_t names = 0;
    for (const LocatedText& name : correlation.between)
      names += add_members(name, members);
    if (names < 2)
      diagnostics_.error(correlation.span, "a correlation needs at least two names");
    if (!fits(correlation, members.size()))
      return;
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        add_pair(members[j].member, members[i].member, rho.value_or(0), members[i].span);
  }

  // "1.2" is hardly meant in percent, "50" is.
  void fail_rho(double rho, const LocatedText& text) {
    constexpr double kPercentFrom = 2;
    const bool fraction = text.text.find('%') == std::string::npos && std::abs(rho) < kPercentFrom;
    if (fraction)
      return diagnostics_.error(text.span, "a correlation lies between -1 and 1, both excluded",
                                fmt::format("it is {:.10g}", rho),
                                rho < 0 ? "write -0.99" : "write 0.99");
    diagnostics_.error(text.span, "a correlation lies between -100% and 100%, both excluded",
                       "it is " + percent_text(rho, 10),
                       fmt::format("write {:.10g}%", example_percent(rho, text.text)));
  }

  struct Named {
    std::size_t member;
    Span span;
  };

  // Adds the members that a name means: a split name without a segment means all segments. Returns
  // their number.
  std::size_t add_members(const LocatedText& name, std::vector<Named>& members) {
    std::vector<Symbol> symbols = symbols_.segments_of(name.text);
    if (symbols.empty())
      symbols = {symbols_.resolve(name.text)};
    for (const Symbol& symbol : symbols)
      if (const auto member = member_of(name, symbol))
        members.push_back({*member, name.span});
    return symbols.size();
  }

  static constexpr std::size_t kCorrelatedNamesLimit = 1000;
  static constexpr std::size_t kPairLimit = kCorrelatedNamesLimit * kCorrelatedNamesLimit / 2;

  // Limits the number of pairs, which grows with the square of the number of names.
  bool fits(const Correlation& correlation, std::size_t members) {
    const bool fitted = counted_ <= kPairLimit;
    counted_ += members * members / 2;
    if (counted_ <= kPairLimit)
      return true;
    if (fitted)
      diagnostics_.error(correlation.span, "too many names are correlated",
                         fmt::format("all pairs together are those of at most {} names, segments "
                                     "included",
                                     kCorrelatedNamesLimit),
                         "give them a driver in common instead");
    return false;
  }

  void add_pair(std::size_t a, std::size_t b, double rho, Span span) {
    if (a == b)
      return fail_pair(span, fmt::format("{} is named twice", names_[a].text),
                       "a name cannot be correlated with itself", "remove it");
    if (!pairs_seen_.insert(std::minmax(a, b)).second)
      return fail_pair(
          span, fmt::format("the pair {} and {} is named twice", names_[a].text, names_[b].text),
          "", "remove one");
    if (draw_frequencies_[a] != draw_frequencies_[b])
      return fail_pair(
          span,
          fmt::format("{} and {} are drawn at different times", names_[a].text, names_[b].text),
          "correlated names must have the same `every`", "give both the same `every`");
    pairs_.push_back({a, b, rho, span});
  }

  // Reports once for each written name, because a name may mean many segments.
  void fail_pair(Span span, std::string problem, std::string reason, std::string suggestion) {
    if (failed_.source == span.source && failed_.begin == span.begin)
      return;
    failed_ = span;
    diagnostics_.error(span, std::move(problem), std::move(reason), std::move(suggestion));
  }

  std::optional<std::size_t> member_of(const LocatedText& name, const Symbol& symbol) {
    const auto draw_frequency = draw_frequency_of(symbol, name);
    if (!draw_frequency)
      return std::nullopt;
    const auto [known, added] = indices_.emplace(symbols_.full_name(symbol), names_.size());
    if (!added)
      return known->second;
    names_.push_back({known->first, name.span, {}});
    member_symbols_.push_back(symbol);
    draw_frequencies_.push_back(*draw_frequency);
    return names_.size() - 1;
  }

  // How often a name is drawn; nullopt with a diagnostic if it is not one distribution.
  std::optional<DrawFrequency> draw_frequency_of(const Symbol& symbol, const LocatedText& name) {
    switch (symbol.kind) {
    case Symbol::Kind::shock:
      return DrawFrequency::month;
    case Symbol::Kind::driver:
      if (!is_one_draw(valid_.drivers[symbol.index].draw))
        return fail_draw(name);
      return scenario_.drivers[symbol.index].draw_frequency;
    case Symbol::Kind::parameter: {
      const auto& values = valid_.metrics[symbol.index].parameters[symbol.parameter].values;
      if (values.size() != 1 || !is_one_draw(values[0]))
        return fail_draw(name);
      const bool monthly =
          scenario_.metrics[symbol.index].parameter(symbol.parameter).drawn_monthly;
      return monthly ? DrawFrequency::month : DrawFrequency::path;
    }
    default:
      if (symbols_.is_of_unsplit(name.text))
        return std::nullopt;
      diagnostics_.error(name.span, fmt::format("'{}' can't be correlated", name.text),
                         "it is not a driver, METRIC.PARAMETER or METRIC.shock",
                         did_you_mean_member(name.text));
      return std::nullopt;
    }
  }

  std::string did_you_mean_member(const std::string& name) const {
    constexpr std::size_t kSuggestionLimit = 100; // each compares all names
    const std::string other = "see the names under drivers";
    const std::vector<Symbol> segments = symbols_.segments_of(name);
    const Symbol symbol = segments.empty() ? symbols_.resolve(name) : segments.front();
    if (symbol.kind == Symbol::Kind::metric)
      return scenario_.metrics[symbol.index].model->has_volatility()
                 ? fmt::format("write {}.shock", name)
                 : other;
    if (diagnostics_.error_count() >= kSuggestionLimit)
      return other;
    const std::string owner = name.substr(0, name.rfind('.'));
    if (owner == name || symbols_.resolve(owner).kind == Symbol::Kind::none)
      return did_you_mean(name, symbols_.spellings, other);
    const auto part = nearest(name.substr(owner.size() + 1), symbols_.parts_of(owner));
    return part ? fmt::format("did you mean '{}.{}'?", owner, *part) : other;
  }

  static bool is_one_draw(const CheckedExpression& checked) {
    return checked.facts.empty() || single_draw(checked) || checked.root().quantity.unknown;
  }

  std::optional<DrawFrequency> fail_draw(const LocatedText& name) {
    diagnostics_.error(name.span, fmt::format("{} is not one distribution", name.text),
                       "only a value that is one distribution can be correlated",
                       "give the distribution a name of its own");
    return std::nullopt;
  }

  using Groups = std::map<std::size_t, std::vector<std::size_t>>; // members by their root

  // The members of each connected group of pairs.
  Groups components() const {
    std::vector<std::size_t> root(names_.size());
    for (std::size_t i = 0; i < root.size(); ++i)
      root[i] = i;
    const auto find = [&](std::size_t i) {
      while (root[i] != i)
        i = root[i] = root[root[i]];
      return i;
    };
    for (const Pair& pair : pairs_)
      root[find(pair.b)] = find(pair.a);
    Groups groups;
    for (std::size_t i = 0; i < root.size(); ++i)
      groups[find(i)].push_back(i);
    return groups;
  }

  // Names that are linked through others have a matrix too, whose pairs may all be unwritten.
  bool groups_fit(const Groups& groups) {
    std::size_t pairs = 0;
    for (const auto& [root, members] : groups)
      if (members.size() > 1)
        pairs += members.size() * members.size() / 2;
    if (pairs <= kPairLimit)
      return true;
    const auto& most = std::ranges::max_element(groups, {}, [](const auto& group) {
                         return group.second.size();
                       })->second;
    diagnostics_.error(names_[most.front()].span, "too many names are correlated",
                       fmt::format("{} are linked through one another, and all pairs together are "
                                   "those of at most {} names",
                                   most.size(), kCorrelatedNamesLimit),
                       "give them a driver in common instead");
    return false;
  }

  // The pairs of each group, by its root.
  std::map<std::size_t, std::vector<const Pair*>> pairs_of(const Groups& groups) const {
    std::vector<std::size_t> root_of(names_.size());
    std::map<std::size_t, std::vector<const Pair*>> pairs;
    for (const auto& [root, members] : groups) {
      pairs[root];
      for (std::size_t member : members)
        root_of[member] = root;
    }
    for (const Pair& pair : pairs_)
      pairs[root_of[pair.a]].push_back(&pair);
    return pairs;
  }

  void make_group(std::vector<std::size_t> members, const std::vector<const Pair*>& pairs) {
    if (members.size() < 2)
      return;
    std::ranges::sort(members, {},
                      [&](std::size_t i) -> const std::string& { return names_[i].text; });
    const auto size = static_cast<Eigen::Index>(members.size());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(size, size);
    std::map<std::size_t, Eigen::Index> place;
    for (std::size_t i = 0; i < members.size(); ++i)
      place[members[i]] = static_cast<Eigen::Index>(i);
    for (const Pair* pair : pairs) {
      const Eigen::Index i = place.at(pair->a), j = place.at(pair->b);
      matrix(i, j) = matrix(j, i) = pair->rho;
    }
    const Eigen::LLT<Eigen::MatrixXd> factor(matrix);
    const Eigen::MatrixXd lower = factor.matrixL();
    if (factor.info() != Eigen::Success || lower.diagonal().minCoeff() < 1e-7)
      return fail_matrix(pairs);
    valid_.groups.push_back(group_of(members, lower));
  }

  CopulaGroup group_of(const std::vector<std::size_t>& members,
                       const Eigen::MatrixXd& lower) const {
    CopulaGroup group;
    group.factor = lower;
    for (std::size_t member : members)
      group.members.push_back({names_[member].text, member_symbols_[member]});
    return group;
  }

  void fail_matrix(const std::vector<const Pair*>& pairs) {
    constexpr std::size_t kShown = 6;
    std::string list;
    for (std::size_t i = 0; i < pairs.size() && i < kShown; ++i)
      list += fmt::format("{}{}-{} {:.10g}%", list.empty() ? "" : ", ", names_[pairs[i]->a].text,
                          names_[pairs[i]->b].text, pairs[i]->rho * 100);
    if (pairs.size() > kShown)
      list += fmt::format(" and {} more", pairs.size() - kShown);
    diagnostics_.error(pairs.back()->span,
                       fmt::format("these correlations contradict each other: {}", list),
                       "their matrix is not positive definite; pairs that are not named have 0%",
                       "lower some of them, or name the missing pairs");
  }

  ValidScenario& valid_;
  const Scenario& scenario_;
  const Symbols& symbols_;
  Diagnostics& diagnostics_;
  std::vector<LocatedText> names_; // of members, as first written
  std::vector<Symbol> member_symbols_;
  std::vector<DrawFrequency> draw_frequencies_;
  std::map<std::string, std::size_t> indices_;
  std::set<std::pair<std::size_t, std::size_t>> pairs_seen_;
  std::vector<Pair> pairs_;
  Span failed_;             // the name whose pair was last reported
  std::size_t counted_ = 0; // upper bound of the number of pairs so far
};

} // namespace

void check_correlations(ValidScenario& valid, const Symbols& symbols, Diagnostics& diagnostics) {
  if (valid.scenario.correlations.empty())
    return;
  CorrelationChecker(valid, symbols, diagnostics).run();
}

} // namespace escala
