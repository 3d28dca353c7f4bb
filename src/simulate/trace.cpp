// SPDX-License-Identifier: Apache-2.0
// Finds what made a value no number: follows it from the metric back through its parameters to
// the part of an expression where it arose.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "escala/catalog/function.h"
#include "escala/core/names.h"
#include "escala/core/undefined.h"
#include "simulate/block.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

struct Cause {
  Span span;
  std::string reason;
};

Span span_of(const Program& program, NodeIndex node) {
  return program.expression == nullptr ? Span{} : program.expression->span_of(node);
}

// One path of a block, value by value.
class Tracer {
 public:
  Tracer(const Model& model, std::span<const double* const> series, std::size_t lane)
      : model_(model), series_(series), lane_(lane) {}

  // The cause, if the program's value on this path is no number. `value_of` gives a load's.
  template <typename ValueOf>
  std::optional<Cause> trace(const Program& program, ValueOf value_of, int depth) const {
    std::vector<double> values(program.code.size());
    std::vector<std::vector<std::size_t>> inputs(program.code.size());
    std::vector<std::size_t> stack;
    for (std::size_t i = 0; i < program.code.size(); ++i) {
      const Instruction& instruction = program.code[i];
      if (instruction.kind == Op::apply) {
        const std::size_t base = stack.size() - instruction.argument_count;
        inputs[i].assign(stack.begin() + static_cast<std::ptrdiff_t>(base), stack.end());
        stack.resize(base);
        values[i] = apply(instruction, inputs[i], values);
      } else {
        values[i] = value_of(instruction);
      }
      stack.push_back(i);
    }
    if (!is_invalid(values.back()))
      return std::nullopt;
    return follow(program, values, inputs, value_of, depth);
  }

 private:
  static double apply(const Instruction& instruction, const std::vector<std::size_t>& inputs,
                      const std::vector<double>& values) {
    std::vector<double> arguments;
    for (std::size_t input : inputs)
      arguments.push_back(values[input]);
    std::vector<const double*> columns;
    for (const double& argument : arguments)
      columns.push_back(&argument);
    double result = 0;
    instruction.kernel(columns.data(), columns.size(), &result, 1);
    return result;
  }

  template <typename ValueOf>
  Cause follow(const Program& program, const std::vector<double>& values,
               const std::vector<std::vector<std::size_t>>& inputs, ValueOf value_of,
               int depth) const {
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
        return draw_cause(series.draw, program, instruction);
      for (const Program& inner : series.programs)
        if (auto cause = trace(inner, value_of, depth + 1))
          return *cause;
    }
    return {span_of(program, instruction.node),
            reason_of(program, instruction, inputs[at], values)};
  }

  // The branch of an `if` that was not taken has no part in it.
  static bool takes_part(const Program& program, const std::vector<std::size_t>& inputs,
                         const std::vector<double>& values, std::size_t at, std::size_t input) {
    if (program.code[at].kernel != find_function("if")->kernel || input == inputs[0])
      return true;
    return input == (values[inputs[0]] == 1 ? inputs[1] : inputs[2]);
  }

  static Cause draw_cause(const Draw& draw, const Program& program,
                          const Instruction& instruction) {
    return {span_of(program, instruction.node),
            fmt::format("the arguments of {} make no distribution there", draw.distribution->name)};
  }

  static std::string reason_of(const Program& program, const Instruction& instruction,
                               const std::vector<std::size_t>& inputs,
                               const std::vector<double>& values) {
    const std::string text =
        program.expression == nullptr ? "it" : program.expression->text_of(instruction.node);
    const double first = inputs.empty() ? 0 : values[inputs[0]];
    if (instruction.kernel == find_function("log")->kernel && first <= 0)
      return fmt::format("{} is the log of {:.6g}", text, first);
    const bool root = instruction.kernel == find_function("sqrt")->kernel ||
                      instruction.kernel == find_operator("^")->kernel;
    if (root && first < 0)
      return fmt::format("{} is a root of {:.6g}", text, first);
    return fmt::format("{} overflows", text);
  }

  const Model& model_;
  std::span<const double* const> series_;
  std::size_t lane_;
};

} // namespace

void BlockRunner::fail_value(std::uint32_t index, std::size_t lane) {
  const ModelMetric& metric = model_.metrics[index];
  const Tracer tracer(model_, values_, lane);
  const auto value_of = [&](const Instruction& instruction) {
    std::vector<double> column(kBlockPaths);
    return load(instruction, column.data())[lane];
  };
  Cause cause{model_.source.scenario.metrics[index].name.span, std::string(metric.spec->failure)};
  bool found = false;
  for (std::size_t p = 0; p < metric.parameters.size() && !found; ++p) {
    const ParameterSource& source = metric.parameters[p];
    if (source.kind != ParameterSource::Kind::series)
      continue;
    const Series& series = model_.series[source.index];
    if (values_[source.index] == nullptr || !is_invalid(values_[source.index][lane]))
      continue;
    for (const Program& program : series.programs) {
      if (auto traced = tracer.trace(program, value_of, 0)) {
        cause = *traced;
        found = true;
        break;
      }
    }
    if (series.kind == Series::Kind::draw)
      cause.reason = fmt::format("the arguments of {} make no distribution there",
                                 series.draw.distribution->name);
  }
  failure_ =
      Diagnostic{Severity::error, cause.span,
                 fmt::format("{} is no number in month {} ({}) on path {}", metric.name, month_,
                             to_text(model_.calendar.at(month_)), spec_.first_path + first_ + lane),
                 cause.reason, "bound it with min, max, clamp or if"};
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
