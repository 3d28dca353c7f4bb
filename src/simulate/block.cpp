// SPDX-License-Identifier: Apache-2.0
#include "simulate/block.h"

#include <algorithm>
#include <bit>
#include <set>

#include "escala/catalog/function.h"
#include "escala/columns/arithmetic.h"
#include "escala/columns/bits.h"
#include "escala/core/order.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

// Of those that are computed: a table's is not.
template <typename Visit>
void for_each_program(const Model& model, const Visit& visit) {
  for (const Series& series : model.series) {
    if (series.kind == Series::Kind::expression)
      std::ranges::for_each(series.programs, visit);
    for_each_program(series.draw, visit);
  }
  for (const ModelRisk& risk : model.risks)
    if (risk.duration)
      visit(risk.duration->value);
  for (const ModelImpact& impact : model.impacts)
    visit(impact.size.value);
  for (const ModelTarget& target : model.targets)
    visit(target.condition);
}

std::size_t deepest(const Model& model) {
  std::size_t depth = 1;
  for_each_program(model, [&](const Program& program) { depth = std::max(depth, program.depth); });
  return depth;
}

// The first few constants that a month needs.
std::vector<std::uint64_t> constants_of(const Model& model) {
  constexpr std::size_t kMost = 32;
  std::set<std::uint64_t> found;
  const auto add = [&](double value) {
    if (found.size() < kMost)
      found.insert(std::bit_cast<std::uint64_t>(value));
  };
  for (const ModelMetric& metric : model.metrics)
    for (const ParameterSource& source : metric.parameters)
      if (source.kind == ParameterSource::Kind::constant)
        add(source.constant);
  for_each_program(model, [&](const Program& program) {
    for (const Instruction& instruction : program.code)
      if (instruction.kind == Instruction::Kind::constant)
        add(instruction.value);
  });
  return {found.begin(), found.end()};
}

// Enough columns for the arguments of any metric or draw, and one for a result.
std::size_t scratch_columns(const Model& model) {
  std::size_t most = 4;
  for (const ModelMetric& metric : model.metrics)
    most = std::max(most, metric.parameters.size());
  for (const Series& series : model.series) {
    std::size_t programs = 2; // for bounds, written or not
    for_each_program(series.draw, [&](const Program&) { ++programs; });
    most = std::max(most, programs);
  }
  return most + 3;
}

} // namespace

BlockRunner::BlockRunner(const Model& model, const RunSpec& spec, const QuasiDraws* quasi,
                         std::size_t worker)
    : model_(model), spec_(spec), quasi_(quasi), worker_(worker), constants_(constants_of(model)),
      values_(model.series.size()), local_of_(model.series.size()), reported_(model.metrics.size()),
      sums_(model.metrics.size()) {
  for (std::uint64_t bits : constants_)
    constant_columns_.insert(constant_columns_.end(), kBlockPaths, std::bit_cast<double>(bits));
  std::size_t locals = 0;
  for (std::size_t i = 0; i < model.series.size(); ++i)
    if (!model.series[i].is_held())
      local_of_[i] = locals++ * kBlockPaths;
  locals_.resize(locals * kBlockPaths);
  const std::size_t depth = deepest(model);
  stack_.resize(2 * depth * kBlockPaths);
  stack_tops_.resize(depth);
  stack_constants_.resize(depth);
  std::size_t scores = 0;
  for (const ScoreGroup& group : model.groups) {
    scores_of_.push_back(scores * kBlockPaths);
    scores += group.streams.size();
  }
  scores_.resize(scores * kBlockPaths);
  const std::size_t columns = scratch_columns(model);
  scratch_.resize(columns * kBlockPaths);
  arguments_.resize(columns);
  conditions_.resize(model.targets.size());
  for (const ModelTarget& target : model.targets)
    comparisons_.push_back(last_comparison(target.condition));
  events_.resize(model.risks.size() * kBlockPaths);
  inherent_events_.resize(model.risks.size() * kBlockPaths);
  constant_costs_.resize(model.risks.size() * kBlockPaths);
  effects_.resize(model.impacts.size() * kBlockPaths);
  inherent_.resize(model.impacts.size() * kBlockPaths);
  std::size_t most = 0;
  for (const ModelRisk& risk : model.risks)
    most = std::max<std::size_t>(most, risk.impact_count + 1);
  event_values_.resize(most * kBlockPaths);
  constexpr std::size_t kRiskColumns = 10;
  risk_columns_.resize(model.risks.empty() ? 0 : kRiskColumns * kBlockPaths);
  struck_.resize(model.risks.empty() ? 0 : kBlockPaths);
  risk_views_.resize(model.risks.size());
  impact_views_.resize(model.impacts.size());
}

const double* BlockRunner::spread(double value, double* own) const {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const auto found = std::ranges::lower_bound(constants_, bits);
  if (found != constants_.end() && *found == bits)
    return constant_columns_.data() + (found - constants_.begin()) * kBlockPaths;
  std::fill_n(own, lanes_, value);
  return own;
}

std::optional<Diagnostic> BlockRunner::run(int month, std::uint64_t first, std::size_t lanes,
                                           Storage& storage) {
  storage_ = &storage;
  month_ = month;
  first_ = first;
  lanes_ = lanes;
  failure_.reset();
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (model_.series[i].is_held())
      values_[i] = storage_->held[i].data();
  for (const Work& work : month == 0 ? model_.opening : model_.monthly) {
    switch (work.kind) {
    case Work::Kind::scores:
      run_scores(work.index);
      break;
    case Work::Kind::series:
      run_series(work.index);
      break;
    case Work::Kind::demand:
      if (!check_demand(model_.demands[work.index]))
        return failure_;
      break;
    case Work::Kind::risk:
      if (!run_risk(work.index))
        return failure_;
      break;
    case Work::Kind::metric:
      if (!run_metric(work.index))
        return failure_;
      break;
    case Work::Kind::record:
      record(work.index);
      break;
    }
  }
  if (!evaluate_conditions())
    return failure_;
  return std::nullopt;
}

// Month 0 is the opening; what is drawn once and not needed there is drawn in month 1.
bool BlockRunner::is_due(Refresh refresh) const {
  switch (refresh) {
  case Refresh::once:
    return month_ <= 1;
  case Refresh::yearly:
    return month_ <= 1 || plan_year(month_) != plan_year(month_ - 1);
  case Refresh::monthly:
  case Refresh::event:
    return true;
  }
  return true;
}

// Normal scores with the group's correlations: each member's own score, then L * z from the last
// row up, in place; the first is its own.
void BlockRunner::run_scores(std::uint32_t index) {
  const ScoreGroup& group = model_.groups[index];
  if (!is_due(group.refresh))
    return;
  double* scores = scores_.data() + scores_of_[index];
  const std::uint32_t month = draw_month(group.cadence);
  for (std::size_t m = 0; m < group.streams.size(); ++m)
    draw_scores(group.streams[m], month, scores + m * kBlockPaths);
  for (std::size_t row = group.streams.size(); row-- > 1;) {
    const std::span<const double> factors = group.factor[row];
    add_multiples(factors.first(row), scores, kBlockPaths, factors[row], scores + row * kBlockPaths,
                  lanes_);
  }
}

// A standard normal of a group is what the group has computed already.
bool BlockRunner::is_score(const Series& series) {
  return !series.is_held() && series.refresh != Refresh::event && series.draw.standard &&
         series.draw.group != kNone &&
         series.draw.distribution->input == DrawInput::standard_normal;
}

void BlockRunner::run_series(std::uint32_t index) {
  const Series& series = model_.series[index];
  if (!is_due(series.refresh))
    return;
  double* own = series.is_held() ? storage_->held[index].data() : locals_.data() + local_of_[index];
  values_[index] = own;
  switch (series.kind) {
  case Series::Kind::draw:
    if (is_score(series))
      values_[index] = correlated_scores(series.draw);
    else
      draw(series.draw, own);
    break;
  case Series::Kind::table:
    std::fill_n(own, lanes_,
                series.invested && spec_.without.kind == Omission::Kind::investment
                    ? 0.0
                    : series.table[static_cast<std::size_t>(month_)]);
    break;
  case Series::Kind::adjusted:
    adjust(series, own);
    break;
  case Series::Kind::expression: {
    const Program& program = series.program_of(month_);
    const double* result = evaluate_into(program, own);
    // A state is about to be stepped over; everything else stays what it is for the month.
    const bool state = program.code.back().kind == Instruction::Kind::state;
    if (result != own && (series.is_held() || state))
      result = std::copy_n(result, lanes_, own) - lanes_;
    values_[index] = result;
    break;
  }
  }
}

// Puts this month's value into a history.
void BlockRunner::record(std::uint32_t index) {
  const History& history = model_.histories[index];
  const HistoryColumns& columns = storage_->histories[index];
  const double* value = history.source == History::Source::series ? values_[history.index]
                        : history.source == History::Source::reported
                            ? storage_->reported(history.index).data()
                            : storage_->state[history.index].data();
  if (!columns.ring.empty())
    std::copy_n(value, lanes_,
                columns.ring[static_cast<std::size_t>(month_) % columns.ring.size()].data());
  if (columns.initial && month_ == 0)
    std::copy_n(value, lanes_, columns.initial.data());
  const auto keep = [&](const Column& column, bool restart, double (*fold)(double, double)) {
    if (!column)
      return;
    double* kept = column.data();
    for (std::size_t i = 0; i < lanes_; ++i)
      kept[i] = restart ? value[i] : fold(kept[i], value[i]);
  };
  keep(columns.total, month_ <= 1, [](double a, double b) { return a + b; });
  keep(columns.peak, month_ == 0, larger);
  keep(columns.trough, month_ == 0, smaller);
}

bool BlockRunner::evaluate_conditions() {
  for (std::size_t i = 0; i < model_.metrics.size(); ++i)
    reported_[i] = storage_->reported(i).data();
  show_risks();
  for (std::size_t i = 0; i < model_.targets.size(); ++i)
    if (!evaluate_condition(i))
      return false;
  return true;
}

BlockRunner::LastComparison BlockRunner::last_comparison(const Program& condition) {
  const auto& code = condition.code;
  LastComparison last;
  if (code.back().kind == Instruction::Kind::apply)
    last.comparison = code.back().function->comparison;
  if (!last.comparison)
    return last;
  const Instruction& right = code[code.size() - 2];
  if (right.kind == Instruction::Kind::constant)
    last.threshold = threshold_of(*last.comparison, right.value);
  return last;
}

// A comparison makes bits of its two sides at once, or of one of them.
bool BlockRunner::evaluate_condition(std::size_t target) {
  const Program& program = model_.targets[target].condition;
  std::uint64_t* bits = conditions_[target].data();
  const auto all_but = [&](std::size_t count) {
    return std::span(program.code).first(program.code.size() - count);
  };
  if (const auto& threshold = comparisons_[target].threshold) {
    evaluate(all_but(2), nullptr);
    if (threshold_bits(*threshold, stack_tops_[0], bits, lanes_))
      return true;
  }
  if (const auto comparison = comparisons_[target].comparison) {
    evaluate(all_but(1), nullptr);
    if (comparison_bits(*comparison, stack_tops_[0], stack_tops_[1], bits, lanes_))
      return true;
  }
  const double* condition = evaluate_into(program, scratch(0));
  pack_conditions(condition, bits, lanes_);
  if (all_finite(condition, lanes_))
    return true;
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    if (!is_invalid(condition[lane]))
      continue;
    fail_condition(target, lane);
    return false;
  }
  return true;
}

BlockView BlockRunner::view(std::size_t slot) const {
  return {.worker = worker_,
          .slot = slot,
          .month = month_,
          .first = first_,
          .lanes = lanes_,
          .reported = reported_,
          .sums = sums_,
          .conditions = conditions_,
          .risks = risk_views_,
          .impacts = impact_views_};
}

} // namespace escala
