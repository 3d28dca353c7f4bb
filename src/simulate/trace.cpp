// SPDX-License-Identifier: Apache-2.0
// Finds what made a value no number: follows it from the metric back through its parameters to
// the part of an expression where it arose.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "escala/catalog/function.h"
#include "escala/core/undefined.h"
#include "simulate/block.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

using Cause = BlockRunner::Cause;

Span span_of(const Program& program, NodeIndex node) {
  return program.expression == nullptr ? Span{} : program.expression->span_of(node);
}

// The whole expression of the draw.
Cause draw_cause(const Draw& draw, const Program& parameter) {
  const std::string reason =
      fmt::format("the arguments of {} make no distribution there", draw.distribution->name);
  if (parameter.expression == nullptr)
    return {{}, reason};
  return {parameter.expression->source.span, reason};
}

const Program& any_program(const Draw& draw) {
  return draw.components.empty() ? draw.parameters.front() : draw.components.front().weight;
}

// One path of a block, value by value.
class Tracer {
 public:
  using Load = std::function<double(const Instruction&)>;

  Tracer(const Model& model, int month, Load load)
      : model_(model), month_(month), load_(std::move(load)) {}

  // The cause, if the program's value on this path is no number.
  std::optional<Cause> trace(const Program& program, int depth) const {
    std::vector<double> values(program.code.size());
    std::vector<Inputs> inputs(program.code.size());
    Inputs stack;
    for (std::size_t i = 0; i < program.code.size(); ++i) {
      const Instruction& instruction = program.code[i];
      if (instruction.kind == Op::apply) {
        const std::size_t base = stack.size() - instruction.argument_count;
        inputs[i].assign(stack.begin() + static_cast<std::ptrdiff_t>(base), stack.end());
        stack.resize(base);
        values[i] = apply(instruction, inputs[i], values);
      } else {
        values[i] = load_(instruction);
      }
      stack.push_back(i);
    }
    if (!is_invalid(values.back()))
      return std::nullopt;
    return follow(program, values, inputs, depth);
  }

 private:
  using Inputs = std::vector<std::size_t>; // instructions

  static double apply(const Instruction& instruction, const std::vector<std::size_t>& inputs,
                      const std::vector<double>& values) {
    std::vector<double> arguments;
    for (std::size_t input : inputs)
      arguments.push_back(values[input]);
    return apply_kernel(instruction.function->kernel, arguments);
  }

  Cause follow(const Program& program, const std::vector<double>& values,
               const std::vector<Inputs>& inputs, int depth) const {
    constexpr int kDeepest = 64;
    std::size_t at = program.code.size() - 1;
    for (;;) {
      const auto bad = std::ranges::find_if(inputs[at], [&](std::size_t i) {
        return is_invalid(values[i]) && takes_part(program, inputs[at], values, at, i);
      });
      if (bad == inputs[at].end())
        break;
      at = *bad;
    }
    const Instruction& instruction = program.code[at];
    if (instruction.kind == Op::series && depth < kDeepest) {
      const Series& series = model_.series[instruction.index];
      if (series.kind == Series::Kind::draw)
        return {span_of(program, instruction.node), draw_cause(series.draw, program).reason};
      if (!series.programs.empty())
        if (auto cause = trace(series.program_of(month_), depth + 1))
          return *cause;
    }
    return {span_of(program, instruction.node),
            reason_of(program, instruction, inputs[at], values)};
  }

  // An argument that was not selected takes no part.
  static bool takes_part(const Program& program, const std::vector<std::size_t>& inputs,
                         const std::vector<double>& values, std::size_t at, std::size_t input) {
    if (!program.code[at].function->selects || input == inputs[0])
      return true;
    return input == (values[inputs[0]] == 1 ? inputs[1] : inputs[2]);
  }

  static std::string reason_of(const Program& program, const Instruction& instruction,
                               const std::vector<std::size_t>& inputs,
                               const std::vector<double>& values) {
    const std::string text =
        program.expression == nullptr ? "it" : program.expression->text_of(instruction.node);
    if (instruction.kind == Op::apply) {
      const FunctionSpec& function = *instruction.function;
      const double first = values[inputs[0]];
      if (!function.outside.empty() && !std::isnan(first) && !function.domain.holds(first))
        return fmt::format("{} is {} {:.6g}", text, function.outside, first);
    }
    return fmt::format("{} overflows", text);
  }

  const Model& model_;
  int month_;
  Load load_;
};

} // namespace

void BlockRunner::fail_value(std::uint32_t index, std::size_t lane) {
  const ModelMetric& metric = model_.metrics[index];
  Cause cause = model_cause(index, lane);
  for (std::size_t p = 0; p < metric.parameters.size(); ++p) {
    const ParameterSource& source = metric.parameters[p];
    if (!is_read(metric, p) || source.kind != ParameterSource::Kind::series ||
        !is_invalid(values_[source.index][lane]))
      continue;
    if (auto traced = trace_series(source.index, lane))
      cause = *traced;
    break;
  }
  fail(metric.name, cause.span, cause.reason, lane);
}

// What the model's arguments of the month should have been, or what else its numbers come from.
BlockRunner::Cause BlockRunner::model_cause(std::uint32_t index, std::size_t lane) {
  const ModelMetric& metric = model_.metrics[index];
  const Metric& written = model_.source.scenario.metrics[index];
  Cause otherwise{written.name.span, std::string(metric.spec->failure)};
  if (metric.spec->requirement == nullptr)
    return otherwise;
  std::vector<std::optional<double>> arguments;
  std::vector<double> column(kBlockPaths);
  for (std::size_t p = 0; p < metric.spec->parameters.size(); ++p) {
    const double* values = is_read(metric, p) ? parameter(metric, p, column.data()) : nullptr;
    arguments.push_back(values == nullptr ? std::nullopt : std::optional(values[lane]));
  }
  const Requirement requirement = metric.spec->requirement(arguments);
  if (requirement.text.empty())
    return otherwise;
  const Argument* blamed = written.argument(*metric.spec->find_parameter(requirement.parameter));
  return {blamed == nullptr ? written.name.span : blamed->span, std::string(requirement.text)};
}

void BlockRunner::fail_condition(std::size_t target, std::size_t lane) {
  const ModelTarget& judged = model_.targets[target];
  const auto cause = trace_program(judged.condition, lane);
  const Span whole = judged.condition.expression->source.span;
  fail("the condition of " + judged.name, cause ? cause->span : whole, cause ? cause->reason : "",
       lane);
}

std::optional<BlockRunner::Cause> BlockRunner::trace_series(std::uint32_t index, std::size_t lane) {
  const Series& series = model_.series[index];
  if (series.kind == Series::Kind::adjusted && series.base.kind == ParameterSource::Kind::series)
    return trace_series(series.base.index, lane);
  if (series.kind == Series::Kind::draw)
    return draw_cause(series.draw, any_program(series.draw));
  if (series.programs.empty())
    return std::nullopt;
  return trace_program(series.program_of(month_), lane);
}

std::optional<BlockRunner::Cause> BlockRunner::trace_program(const Program& program,
                                                             std::size_t lane) {
  std::vector<double> column(kBlockPaths);
  const Tracer tracer(model_, month_, [&](const Instruction& instruction) {
    return load(instruction, column.data())[lane];
  });
  return tracer.trace(program, 0);
}

void BlockRunner::fail(const std::string& what, Span span, const std::string& reason,
                       std::size_t lane) {
  failure_ =
      Diagnostic{Severity::error, span,
                 fmt::format("{} is no number in month {} ({}) on path {}", what, month_,
                             to_text(model_.calendar.at(month_)), spec_.first_path + first_ + lane),
                 reason, "bound it with min, max, clamp or if"};
}

void BlockRunner::fail_parameter(const ModelMetric& metric, std::size_t index, double value,
                                 std::size_t lane) {
  const ParameterSpec& spec = metric.spec->parameters[index];
  const auto position = static_cast<std::size_t>(&metric - model_.metrics.data());
  const Metric& written = model_.source.scenario.metrics[position];
  const Argument* argument = written.argument(index);
  const bool percent = spec.unit == ParameterUnit::growth;
  failure_ = Diagnostic{
      Severity::error, argument == nullptr ? written.name.span : argument->span,
      fmt::format("{} of {} is out of range in month {} ({}) on path {}", spec.name, metric.name,
                  month_, to_text(model_.calendar.at(month_)), spec_.first_path + first_ + lane),
      fmt::format("it is {:.6g}{}, and must be {}{:.6g}{}{}", percent ? value * 100 : value,
                  percent ? "%" : "", spec.range.above_low ? "above " : "",
                  percent ? spec.range.low * 100 : spec.range.low, percent ? "%" : "",
                  spec.range.above_low ? "" : " or more"),
      "truncate its distribution with min= or max="};
}

} // namespace escala
