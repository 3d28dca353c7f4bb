// SPDX-License-Identifier: Apache-2.0
#include "simulate/mistake_tracer.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "escala/catalog/function.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

const Program& any_program(const Draw& draw) {
  return draw.components.empty() ? draw.parameters.front() : draw.components.front().weight;
}

// The cause of a draw of this value. An infinite one is of a distribution that goes beyond all
// numbers.
Cause cause_of_draw(const Draw& draw, double value) {
  return {.kind = std::isinf(value) ? Cause::Kind::overflow : Cause::Kind::distribution,
          .drawn = true,
          .words = draw.distribution->name};
}

// The place is the whole expression of the draw.
Cause cause_of_whole(const Draw& draw, double value) {
  Cause cause = cause_of_draw(draw, value);
  cause.text = any_program(draw).text;
  cause.whole = true;
  return cause;
}

// Evaluates programs on one path of a block, and keeps every value.
class PathTracer {
 public:
  using Load = std::function<double(const Instruction&)>;

  PathTracer(const Model& model, int month, Load load)
      : model_(model), month_(month), load_(std::move(load)) {}

  // The cause, if the program's value on this path is not a number.
  std::optional<Cause> trace(const Program& program, int depth) const {
    Values values;
    Inputs stack;
    for (std::size_t i = 0; i < program.code.size(); ++i) {
      const Instruction& instruction = program.code[i];
      Inputs& inputs = values.inputs.emplace_back();
      if (instruction.kind == Op::apply) {
        const auto base = stack.end() - static_cast<std::ptrdiff_t>(instruction.argument_count);
        inputs.assign(base, stack.end());
        stack.erase(base, stack.end());
        values.of.push_back(apply(instruction, inputs, values.of));
      } else {
        values.of.push_back(load_(instruction));
      }
      stack.push_back(i);
    }
    if (!is_invalid(values.of.back()))
      return std::nullopt;
    return follow(program, values, depth);
  }

 private:
  using Inputs = std::vector<std::size_t>; // instructions
  struct Values {                          // of each instruction
    std::vector<double> of;
    std::vector<Inputs> inputs;
  };

  static double apply(const Instruction& instruction, const Inputs& inputs,
                      const std::vector<double>& values) {
    std::vector<double> arguments;
    for (std::size_t input : inputs)
      arguments.push_back(values[input]);
    return apply_kernel(instruction.function->kernel, arguments);
  }

  // An instruction whose value is not a number although all of its inputs are.
  static std::size_t origin(const Program& program, const Values& values) {
    std::size_t at = program.code.size() - 1;
    for (;;) {
      const Inputs& inputs = values.inputs[at];
      const auto bad = std::ranges::find_if(inputs, [&](std::size_t input) {
        return is_invalid(values.of[input]) && takes_part(program, values, at, input);
      });
      if (bad == inputs.end())
        return at;
      at = *bad;
    }
  }

  Cause follow(const Program& program, const Values& values, int depth) const {
    constexpr int kDeepest = 64;
    const std::size_t at = origin(program, values);
    const Instruction& instruction = program.code[at];
    if (instruction.kind == Op::series && depth < kDeepest) {
      const Series& series = model_.series[instruction.index];
      if (series.kind == Series::Kind::draw)
        return at_node(cause_of_draw(series.draw, values.of[at]), program, instruction);
      if (!series.programs.empty())
        if (auto cause = trace(series.program_of(month_), depth + 1))
          return *cause;
    }
    return at_node(arithmetic_cause(instruction, values.inputs[at], values.of), program,
                   instruction);
  }

  static Cause at_node(Cause cause, const Program& program, const Instruction& instruction) {
    cause.text = program.text;
    cause.node = instruction.node;
    return cause;
  }

  // The branch of an `if` that was not taken has no part in a mistake.
  static bool takes_part(const Program& program, const Values& values, std::size_t at,
                         std::size_t input) {
    const Inputs& inputs = values.inputs[at];
    const FunctionSpec& function = *program.code[at].function;
    if (function.selected == nullptr || input == inputs[0])
      return true;
    const std::size_t selected = function.selected(values.of[inputs[0]], inputs.size());
    return selected > 0 && input == inputs[selected];
  }

  static Cause arithmetic_cause(const Instruction& instruction, const Inputs& inputs,
                                const std::vector<double>& values) {
    if (instruction.kind != Op::apply)
      return {.kind = Cause::Kind::overflow};
    const FunctionSpec& function = *instruction.function;
    const double first = values[inputs[0]];
    if (!function.outside.empty() && !std::isnan(first) && !function.domain.holds(first))
      return {.kind = Cause::Kind::domain, .value = first, .words = function.outside};
    return {.kind = Cause::Kind::overflow};
  }

  const Model& model_;
  int month_;
  Load load_;
};

} // namespace

Cause MistakeTracer::cause_of(const Failure& failure) {
  if (failure.kind == Failure::Kind::metric)
    return cause_in_metric(failure.index, failure.lane);
  if (failure.kind == Failure::Kind::condition)
    return trace_program(at_.model.targets[failure.index].condition, failure.lane)
        .value_or(Cause{});
  if (failure.series != kNone && is_invalid(failure.value))
    return trace_series(failure.series, failure.lane).value_or(Cause{});
  return {};
}

Cause MistakeTracer::cause_in_metric(std::uint32_t index, std::size_t lane) {
  const ModelMetric& metric = at_.model.metrics[index];
  for (std::size_t p = 0; p < metric.parameters.size(); ++p) {
    const ParameterSource& source = metric.parameters[p];
    if (!metrics_.is_read(metric, p) || source.kind != ParameterSource::Kind::series ||
        !is_invalid(at_.series[source.index][lane]))
      continue;
    if (auto traced = trace_series(source.index, lane))
      return *traced;
    break;
  }
  return cause_in_model(index, lane);
}

// The requirement that the model's arguments of the month do not meet, or the model's general
// reason.
Cause MistakeTracer::cause_in_model(std::uint32_t index, std::size_t lane) {
  const ModelMetric& metric = at_.model.metrics[index];
  const ModelSpec& spec = *metric.spec;
  const Cause otherwise{.kind = Cause::Kind::model, .words = spec.failure};
  if (spec.requirement == nullptr)
    return otherwise;
  std::vector<std::optional<double>> arguments;
  std::vector<double> column(kBlockPaths);
  for (std::size_t p = 0; p < spec.parameters.size(); ++p) {
    const ConstColumn values = metrics_.is_read(metric, p)
                                   ? metrics_.parameter(metric, p, {column.data(), at_.lanes})
                                   : ConstColumn();
    arguments.push_back(values.exists() ? std::optional(values[lane]) : std::nullopt);
  }
  const Requirement requirement = spec.requirement(arguments);
  if (requirement.text.empty())
    return otherwise;
  return {.kind = Cause::Kind::parameter,
          .parameter = static_cast<std::uint32_t>(*spec.find_parameter(requirement.parameter)),
          .words = requirement.text};
}

std::optional<Cause> MistakeTracer::trace_series(std::uint32_t index, std::size_t lane) {
  const Series& series = at_.model.series[index];
  if (series.kind == Series::Kind::adjusted && series.base.kind == ParameterSource::Kind::series)
    return trace_series(series.base.index, lane);
  if (series.kind == Series::Kind::draw)
    return cause_of_whole(series.draw, at_.series[index][lane]);
  if (series.programs.empty())
    return std::nullopt;
  return trace_program(series.program_of(at_.month), lane);
}

std::optional<Cause> MistakeTracer::trace_program(const Program& program, std::size_t lane) {
  std::vector<double> column(kBlockPaths);
  const PathTracer tracer(at_.model, at_.month, [&](const Instruction& instruction) {
    return evaluator_.load(instruction, {column.data(), at_.lanes})[lane];
  });
  return tracer.trace(program, 0);
}

} // namespace escala
