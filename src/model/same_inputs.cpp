// SPDX-License-Identifier: Apache-2.0
#include "escala/model/same_inputs.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace escala {
namespace {

using OpKind = Instruction::Kind;

// Two parts of the models are alike if all that they hold is alike, and all that they refer to.
// Parts refer to each other in circles, so each pair is assumed to be alike while it waits for its
// comparison: they differ only if some pair that can be reached does.
class PartComparer {
 public:
  PartComparer(const Model& a, const Model& b) : a_(a), b_(b) {}

  bool are_targets_alike(const ModelTarget& a, const ModelTarget& b) {
    if (a.kind != b.kind || a.from != b.from || a.to != b.to ||
        !are_alike(a.condition, b.condition))
      return false;
    while (!waiting_.empty()) {
      const auto [part, index_a, index_b] = waiting_.back();
      waiting_.pop_back();
      if (!are_alike(part, index_a, index_b))
        return false;
    }
    return true;
  }

 private:
  enum class Part { series, metric, history, risk, impact, group };

  struct Pair {
    Part part;
    std::uint32_t a;
    std::uint32_t b;
  };

  bool is_same_calendar() const {
    return a_.calendar.start.index == b_.calendar.start.index &&
           a_.calendar.fiscal_first == b_.calendar.fiscal_first;
  }

  // Assumes that two parts are alike, and has them compared. False if one has another counterpart.
  bool match(Part part, std::uint32_t a, std::uint32_t b) {
    if (a == kNone || b == kNone)
      return a == b;
    const auto [found, is_new] = matched_.try_emplace({part, a}, b);
    if (is_new)
      waiting_.push_back({part, a, b});
    return found->second == b;
  }

  bool are_alike(Part part, std::uint32_t a, std::uint32_t b) {
    switch (part) {
    case Part::series:
      return are_alike(a_.series[a], b_.series[b]);
    case Part::metric:
      return are_alike(a_.metrics[a], b_.metrics[b]);
    case Part::history:
      return are_alike(a_.histories[a], b_.histories[b]);
    case Part::risk:
      return are_alike(a_.risks[a], b_.risks[b]);
    case Part::impact:
      return are_alike(a_.impacts[a], b_.impacts[b]);
    case Part::group:
      return are_alike(a_.groups[a], b_.groups[b]);
    }
    return false;
  }

  static bool is_same(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
  }

  static bool is_same(const std::vector<double>& a, const std::vector<double>& b) {
    return std::ranges::equal(a, b, [](double x, double y) { return is_same(x, y); });
  }

  template <class T, class Compare>
  static bool all(const std::vector<T>& a, const std::vector<T>& b, const Compare& compare) {
    return std::ranges::equal(a, b, compare);
  }

  template <class T>
  bool all_alike(const std::vector<T>& a, const std::vector<T>& b) {
    return all(a, b, [&](const T& x, const T& y) { return are_alike(x, y); });
  }

  bool all_matched(Part part, const std::vector<std::uint32_t>& a,
                   const std::vector<std::uint32_t>& b) {
    return all(a, b, [&](std::uint32_t x, std::uint32_t y) { return match(part, x, y); });
  }

  template <class T>
  bool are_alike(const std::optional<T>& a, const std::optional<T>& b) {
    return a.has_value() == b.has_value() && (!a || are_alike(*a, *b));
  }

  bool are_alike(const Program& a, const Program& b) { return all_alike(a.code, b.code); }

  bool are_alike(const Instruction& a, const Instruction& b) {
    return a.kind == b.kind && a.argument_count == b.argument_count && a.months == b.months &&
           a.delay == b.delay && is_same(a.value, b.value) && a.function == b.function &&
           refer_alike(a, b);
  }

  bool refer_alike(const Instruction& a, const Instruction& b) {
    switch (a.kind) {
    case OpKind::constant:
    case OpKind::month_number:
    case OpKind::apply:
      return true;
    case OpKind::fiscal_year:
    case OpKind::calendar_month:
      return is_same_calendar();
    case OpKind::series:
      return match(Part::series, a.index, b.index);
    case OpKind::state:
    case OpKind::reported:
    case OpKind::output:
      return match(Part::metric, a.index, b.index);
    case OpKind::events:
    case OpKind::cost:
      return match(Part::risk, a.index, b.index);
    case OpKind::all_costs:
      return have_all_risks_alike();
    default:
      return match(Part::history, a.index, b.index);
    }
  }

  bool have_all_risks_alike() {
    if (a_.risks.size() != b_.risks.size())
      return false;
    for (std::uint32_t i = 0; i < a_.risks.size(); ++i)
      if (!match(Part::risk, i, i))
        return false;
    return true;
  }

  bool are_alike(const ParameterSource& a, const ParameterSource& b) {
    using Kind = ParameterSource::Kind;
    if (a.kind != b.kind || !is_same(a.constant, b.constant) || a.delay != b.delay)
      return false;
    if (a.kind == Kind::series)
      return match(Part::series, a.index, b.index);
    return a.kind != Kind::history || match(Part::history, a.index, b.index);
  }

  bool are_alike(const DrawComponent& a, const DrawComponent& b) {
    return a.distribution == b.distribution && is_same(a.scale, b.scale) &&
           all_alike(a.parameters, b.parameters) && are_alike(a.low, b.low) &&
           are_alike(a.high, b.high) && are_alike(a.weight, b.weight) &&
           all_alike(a.components, b.components);
  }

  bool are_alike(const Draw& a, const Draw& b) {
    return a.distribution == b.distribution && a.stream == b.stream &&
           a.draw_frequency == b.draw_frequency && a.standard == b.standard &&
           a.member == b.member && all_alike(a.parameters, b.parameters) &&
           are_alike(a.low, b.low) && are_alike(a.high, b.high) &&
           all_alike(a.components, b.components) && match(Part::group, a.group, b.group);
  }

  // Tables have a value for each month of their plan.
  static bool is_same_table(const std::vector<double>& a, const std::vector<double>& b) {
    const auto months = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
    return a.empty() == b.empty() && std::equal(a.begin(), a.begin() + months, b.begin(),
                                                [](double x, double y) { return is_same(x, y); });
  }

  bool are_alike(const Series& a, const Series& b) {
    return a.kind == b.kind && a.update_interval == b.update_interval && a.begins == b.begins &&
           a.invested == b.invested && is_same_input(a, b) && is_same_table(a.table, b.table) &&
           are_alike(a.draw, b.draw) && all_alike(a.programs, b.programs) &&
           are_alike(a.base, b.base) && all_matched(Part::impact, a.impacts, b.impacts) &&
           all_matched(Part::series, a.lifts, b.lifts);
  }

  bool is_same_input(const Series& a, const Series& b) const {
    if (a.input == kNone || b.input == kNone)
      return a.input == b.input;
    return is_same(a_.inputs[a.input].value, b_.inputs[b.input].value);
  }

  bool are_alike(const ModelMetric& a, const ModelMetric& b) {
    return a.spec == b.spec && a.actual.first == b.actual.first && a.list_years == b.list_years &&
           a.reads_itself == b.reads_itself && a.flow == b.flow && a.steady == b.steady &&
           is_same(a.survival, b.survival) && is_same(a.actual.values, b.actual.values) &&
           all_alike(a.parameters, b.parameters) && all_matched(Part::series, a.draws, b.draws) &&
           match(Part::series, a.shock, b.shock) &&
           all_matched(Part::impact, a.permanent, b.permanent) &&
           all_matched(Part::impact, a.temporary, b.temporary);
  }

  // How much of the past is kept depends on all readers.
  bool are_alike(const History& a, const History& b) {
    return a.source == b.source &&
           match(a.source == History::Source::series ? Part::series : Part::metric, a.index,
                 b.index);
  }

  bool are_alike(const EventQuantity& a, const EventQuantity& b) {
    return all_matched(Part::series, a.draws, b.draws) && are_alike(a.value, b.value);
  }

  bool are_alike(const RiskRate& a, const RiskRate& b) {
    return a.part == b.part && are_alike(a.source, b.source);
  }

  bool are_alike(const ModelRisk& a, const ModelRisk& b) {
    return a.arrivals == b.arrivals && a.detections == b.detections && a.mitigated == b.mitigated &&
           are_alike(a.frequency, b.frequency) && are_alike(a.prevention, b.prevention) &&
           are_alike(a.detection, b.detection) && are_alike(a.response, b.response) &&
           are_alike(a.recovery, b.recovery) && are_alike(a.cost, b.cost) &&
           are_alike(a.duration, b.duration);
  }

  bool are_alike(const ModelImpact& a, const ModelImpact& b) {
    return a.amount == b.amount && a.acts_after == b.acts_after &&
           match(Part::risk, a.risk, b.risk) && are_alike(a.size, b.size);
  }

  static bool are_alike(const ScoreGroup& a, const ScoreGroup& b) {
    return a.streams == b.streams && a.draw_frequency == b.draw_frequency &&
           a.factor.rows() == b.factor.rows() && a.factor.cols() == b.factor.cols() &&
           std::equal(a.factor.data(), a.factor.data() + a.factor.size(), b.factor.data(),
                      [](double x, double y) { return is_same(x, y); });
  }

  const Model& a_;
  const Model& b_;
  std::map<std::pair<Part, std::uint32_t>, std::uint32_t> matched_;
  std::vector<Pair> waiting_;
};

} // namespace

bool has_same_inputs(const Model& a, std::size_t target_of_a, const Model& b,
                     std::size_t target_of_b) {
  return PartComparer(a, b).are_targets_alike(a.targets[target_of_a], b.targets[target_of_b]);
}

} // namespace escala
