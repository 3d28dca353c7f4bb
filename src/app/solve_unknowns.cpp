// SPDX-License-Identifier: Apache-2.0
#include "app/solve_unknowns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/exit_code.h"
#include "app/messages.h"
#include "app/usage_error.h"
#include "escala/core/names.h"
#include "escala/expression/syntax.h"

namespace escala::app {
namespace {

constexpr std::string_view kFor = "--for";
constexpr std::string_view kRangeForm = "{FROM..TO}";

// What the plan says of one of its drivers or parameters, by the name of the model's `drawn`.
const CheckedExpression* checked_of(const ValidScenario& plan, const std::string& name) {
  for (std::size_t i = 0; i < plan.drivers.size(); ++i)
    if (plan.scenario.drivers[i].full_name() == name)
      return &plan.drivers[i].draw;
  for (std::size_t i = 0; i < plan.metrics.size(); ++i) {
    const Metric& metric = plan.scenario.metrics[i];
    const auto& parameters = plan.metrics[i].parameters;
    for (std::size_t p = 0; p < parameters.size(); ++p)
      if (parameters[p].values.size() == 1 &&
          metric.full_name() + "." + std::string(metric.parameter(p).name) == name)
        return &parameters[p].values[0];
  }
  return nullptr;
}

// The name of the model's `drawn` that a path sets: "drivers.demand" or "drivers.demand.draw".
std::string drawn_name(const std::string& path) {
  for (const std::string_view section : {"drivers.", "metrics."})
    if (path.starts_with(section)) {
      std::string name = path.substr(section.size());
      if (section == "drivers." && name.ends_with(".draw"))
        name.resize(name.size() - std::string_view(".draw").size());
      return name;
    }
  return {};
}

// A small amount of a quantity that is 0 today.
double small_amount(const Quantity& quantity) {
  constexpr double kMoneyAmount = 1e6, kMonths = 12;
  double amount = quantity.dimension.money != 0 ? kMoneyAmount : 1;
  if (quantity.dimension.time > 0)
    amount *= kMonths;
  if (quantity.dimension.time < 0)
    amount /= kMonths;
  return amount;
}

std::vector<double> shifts_of(double sd) {
  constexpr std::array kDeviations{0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0};
  std::vector<double> grid{0};
  for (const double deviations : kDeviations)
    grid.insert(grid.end(), {deviations * sd, -deviations * sd});
  std::ranges::sort(grid);
  return grid;
}

} // namespace

SolveUnknowns::SolveUnknowns(const PlanFile& file, const Loaded& loaded, const Changes& changes,
                             std::vector<DrawnSpread> spreads, bool integer)
    : file_(file), plan_(*loaded.plan), changes_(changes), spreads_(std::move(spreads)),
      integer_(integer) {}

// The text of the value at a path; the path becomes that of `draw` of a driver that is a map.
std::optional<std::string> SolveUnknowns::text_at(std::string& path) const {
  if (auto text = file_.plan.text_at(path, changes_))
    return text;
  auto text = file_.plan.text_at(path + ".draw", changes_);
  if (text && path.starts_with("drivers."))
    path += ".draw";
  return text;
}

// nullopt if the text is not one constant.
std::optional<OpenValue> SolveUnknowns::constant(const std::string& path, const std::string& text) {
  if (text.find_first_of("{},") != std::string::npos || text.find("..") != std::string::npos)
    return std::nullopt;
  Diagnostics unused;
  return read_open_value(texts_.add(std::string(kFor), fmt::format("{}={{{}}}", path, text), true),
                         plan_.model.currency, unused);
}

// nullopt if the path is not what the plan draws from one distribution.
std::optional<OpenValue> SolveUnknowns::shifted(const std::string& path, const std::string& text,
                                                DrawnSpread& spread) const {
  const std::string name = drawn_name(path);
  const auto& drawn = plan_.model.drawn;
  const auto found = std::ranges::find(drawn, name, &DrawnInput::name);
  if (name.empty() || found == drawn.end() || found->chance)
    return std::nullopt;
  const CheckedExpression* checked = checked_of(plan_.notes.plan(), name);
  spread = spreads_[static_cast<std::size_t>(found - drawn.begin())];
  if (checked == nullptr || !single_draw(*checked) || !(spread.sd > 0))
    return std::nullopt;
  HoleValues hole{.quantity = checked->root().quantity, .values = {0.0}};
  OpenValue open{.option = std::string(kFor), .path = path, .expression = "(" + text + ") + "};
  const auto begin = static_cast<std::uint32_t>(open.expression.size());
  open.expression += literal_text(0, hole.quantity, plan_.model.currency);
  open.holes = {{begin, static_cast<std::uint32_t>(open.expression.size()), 0}};
  open.values = {std::move(hole)};
  return open;
}

std::optional<NamedUnknown> SolveUnknowns::unknown_of(OpenValue value,
                                                      Diagnostics& diagnostics) const {
  const Hole place = value.holes.front();
  const HoleValues hole = value.values.front();
  const DisplayUnit unit = unit_of(hole.quantity, plan_.model.currency);
  const std::string path = value.path;
  const std::string before = value.expression.substr(0, place.begin);
  const std::string behind = value.expression.substr(place.end);
  auto plan = OpenPlan::open(file_.plan, changes_, {std::move(value)}, diagnostics);
  if (!plan)
    return std::nullopt;
  const double first = hole.is_range ? hole.low : hole.values.front();
  NamedUnknown named{
      .unknown = {.plan = *std::move(plan), .today = first, .grid = {}, .factor = unit.factor},
      .named = {.path = path, .expression = before + "{...}" + behind, .unit = unit},
      .quantity = hole.quantity,
      .before = before,
      .behind = behind};
  return named;
}

// Values such as a number of copies or of months must be whole.
void SolveUnknowns::set_whole(NamedUnknown& named) const {
  SolveUnknown& unknown = named.unknown;
  const double step = 1 / unknown.factor;
  constexpr double kPart = 0.37;
  const auto allows = [&](double value) { return unknown.plan.allows(std::vector{value}); };
  const bool can_be_whole = !named.quantity.percent && named.quantity.dimension.money == 0 &&
                            unknown.today == std::round(unknown.today);
  if (integer_ ||
      (can_be_whole && !allows(unknown.today + kPart * step) && allows(unknown.today + step)))
    unknown.whole_step = step;
  if (!unknown.whole_step)
    return;
  for (double& value : unknown.grid)
    if (value != unknown.today)
      value = std::round(value / *unknown.whole_step) * *unknown.whole_step;
  std::ranges::sort(unknown.grid);
  unknown.grid.erase(std::unique(unknown.grid.begin(), unknown.grid.end()), unknown.grid.end());
}

std::optional<NamedUnknown> SolveUnknowns::of_constant(OpenValue value,
                                                       Diagnostics& diagnostics) const {
  auto named = unknown_of(std::move(value), diagnostics);
  if (!named)
    return std::nullopt;
  SolveUnknown& unknown = named->unknown;
  named->named.today = unknown.today * unknown.factor;
  unknown.grid = values_around(unknown.today, small_amount(named->quantity));
  set_whole(*named);
  keep_allowed(unknown);
  return named;
}

std::optional<NamedUnknown> SolveUnknowns::of_shift(OpenValue value, const DrawnSpread& spread,
                                                    Diagnostics& diagnostics) const {
  auto named = unknown_of(std::move(value), diagnostics);
  if (!named)
    return std::nullopt;
  named->named.shifted = spread;
  named->named.today = spread.mean * named->unknown.factor;
  named->unknown.grid = shifts_of(spread.sd);
  if (integer_)
    set_whole(*named);
  keep_allowed(named->unknown);
  return named;
}

NamedUnknown SolveUnknowns::required(std::optional<NamedUnknown> found,
                                     const Diagnostics& diagnostics) const {
  if (found)
    return *std::move(found);
  show(diagnostics, false, false);
  throw Exit{kInvalid};
}

// PATH=EXPR with one range in braces.
NamedUnknown SolveUnknowns::of_range(const std::string& text) {
  Diagnostics diagnostics;
  auto value = read_open_value(texts_.add(std::string(kFor), text, true), plan_.model.currency,
                               diagnostics, kRangeForm);
  if (!value)
    return required(std::nullopt, diagnostics);
  if (value->holes.size() > 1)
    throw UsageError{fmt::format("--for {}: {} values change", value->path, value->holes.size()),
                     "each answer is one value", "keep the braces of one of them"};
  HoleValues& hole = value->values.front();
  if (!hole.is_range || !hole.values.empty()) {
    const double low = hole.is_range ? hole.low : hole.values.front();
    double high = hole.is_range ? hole.high : hole.values.back();
    if (high <= low)
      high = low > 0 ? 2 * low : low + small_amount(hole.quantity);
    const auto literal = [&](double number) {
      return literal_text(number, hole.quantity, plan_.model.currency);
    };
    throw UsageError{fmt::format("--for {}: the braces hold {}", value->path,
                                 hole.is_range ? "a number of values" : "a list"),
                     "solve looks through a whole range",
                     fmt::format("write {{{}..{}}}", literal(low), literal(high))};
  }
  const double low = hole.low, high = hole.high;
  std::string path = value->path;
  const auto today_text = text_at(path);
  const auto today = today_text && value->holes.front().begin == 0 &&
                             value->holes.front().end == value->expression.size()
                         ? constant(path, *today_text)
                         : std::nullopt;
  const bool same = today && today->values.front().quantity.dimension == hole.quantity.dimension;
  const double now = same ? today->values.front().values.front() : low;
  NamedUnknown named = required(unknown_of(*std::move(value), diagnostics), diagnostics);
  if (same)
    named.named.today = now * named.unknown.factor;
  named.unknown.today = low <= now && now <= high ? now : low;
  named.unknown.grid = values_between(low, high, now);
  set_whole(named);
  return named;
}

// A value that is neither a constant nor a distribution: braces around its first number say what
// changes.
void SolveUnknowns::refuse(const std::string& path, const std::string& text) {
  Diagnostics unused;
  const Source& source = texts_.add(std::string(kFor), text, true);
  const auto expression =
      parse_expression({text, {&source, 0, static_cast<std::uint32_t>(text.size())}, {}},
                       plan_.model.currency, unused);
  std::string remedy =
      fmt::format("write --for '{}=...' with {} around what changes", path, kRangeForm);
  if (expression)
    for (const SyntaxNode& node : expression->syntax.nodes)
      if (node.kind == SyntaxNode::Kind::number && node.value > 0) {
        const auto literal = [&](double value) {
          return literal_text(value, node.quantity, plan_.model.currency);
        };
        remedy =
            fmt::format("write --for '{}={}{{{}..{}}}{}'", path, text.substr(0, node.begin),
                        literal(node.value / 2), literal(node.value * 2), text.substr(node.end));
        break;
      }
  throw UsageError{
      fmt::format("--for {}: '{}' is neither one constant nor one distribution", path, text),
      "it does not say what may change", remedy};
}

NamedUnknown SolveUnknowns::asked_for(const std::string& text) {
  if (text.find('=') != std::string::npos)
    return of_range(text);
  std::string path = composed(text);
  const auto written = text_at(path);
  if (!written) {
    std::vector<std::string> paths;
    for (const WrittenValue& value : file_.plan.written_values(changes_))
      paths.push_back(value.path);
    throw UsageError{fmt::format("--for {}: the plan has no value there", text), "",
                     did_you_mean(path, paths, "give the path of a value, as in drivers.NAME")};
  }
  Diagnostics diagnostics;
  if (auto value = constant(path, *written))
    return required(of_constant(*std::move(value), diagnostics), diagnostics);
  DrawnSpread spread;
  if (auto value = shifted(path, *written, spread))
    return required(of_shift(*std::move(value), spread, diagnostics), diagnostics);
  refuse(path, *written);
}

namespace {

// Of all values of a plan, only those are tried that are at most ten times that of today: a hundred
// times as many events take a hundred times as long, and nobody plans them.
void keep_within_reach(SolveUnknown& unknown) {
  constexpr double kReach = 10;
  if (unknown.today != 0)
    std::erase_if(unknown.grid, [&](double value) {
      return std::abs(value) > kReach * std::abs(unknown.today) * (1 + 1e-9);
    });
}

} // namespace

std::vector<NamedUnknown> SolveUnknowns::all() {
  std::vector<NamedUnknown> unknowns;
  for (const WrittenValue& written : file_.plan.written_values(changes_)) {
    Diagnostics unused;
    std::optional<NamedUnknown> found;
    DrawnSpread spread;
    if (auto value = constant(written.path, written.text)) {
      found = of_constant(*std::move(value), unused);
      if (found)
        keep_within_reach(found->unknown);
    } else if (auto shift = shifted(written.path, written.text, spread))
      found = of_shift(*std::move(shift), spread, unused);
    if (found)
      unknowns.push_back(*std::move(found));
  }
  return unknowns;
}

} // namespace escala::app
