// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/failure.h"

#include <fmt/format.h>

#include <string>

#include "escala/core/percent.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

// Values as people write them: in percent, and rates per year.
std::string text_of(double value, const Dimension& dimension) {
  if (dimension == kPlain)
    return percent_text(value);
  if (dimension.time == -1)
    return fmt::format("{:.6g}/y", value * 12);
  return fmt::format("{:.6g}", value);
}

class Explanation {
 public:
  Explanation(const Failure& failure, const Model& model, const Notes& notes)
      : failure_(failure), model_(model), notes_(notes), plan_(notes.written()) {}

  Diagnostic make() const {
    switch (failure_.kind) {
    case Failure::Kind::metric:
      return not_a_number(model_.metrics[failure_.index].name, place_of_cause(), reason());
    case Failure::Kind::condition:
      return condition();
    case Failure::Kind::parameter:
      return parameter();
    case Failure::Kind::rate:
      return rate();
    case Failure::Kind::range_check:
      return quantity_out_of_range();
    case Failure::Kind::impact:
      return impact();
    case Failure::Kind::lasting:
      return lasting();
    case Failure::Kind::duration:
      break;
    }
    return duration();
  }

 private:
  // "in month 7 (2026-07) on path 12"
  std::string when() const {
    return fmt::format("in month {} ({}) on path {}", failure_.month,
                       to_text(model_.calendar.at(failure_.month)), failure_.path);
  }

  Diagnostic not_a_number(const std::string& what, Span place, const std::string& reason) const {
    return {Severity::error, place, fmt::format("{} is not a number {}", what, when()), reason,
            "bound it with min, max, clamp or if"};
  }

  Diagnostic undefined(const std::string& what, Span place) const {
    return {Severity::error, place, fmt::format("{} is n/a {}", what, when()),
            "n/a is the result of a division by zero",
            "choose another value there with if, or bound the divisor with max"};
  }

  bool known_cause() const { return failure_.cause.kind != Cause::Kind::unknown; }

  // A draw can be truncated; an input of the run needs another value.
  std::string remedy(const ParameterSource& source) const {
    const bool is_input = source.kind == ParameterSource::Kind::series &&
                          model_.series[source.index].kind == Series::Kind::input;
    if (!is_input)
      return "truncate its distribution with min= or max=";
    return "choose another value of " + model_.inputs[model_.series[source.index].input].path;
  }

  Diagnostic out_of_range(const std::string& what, Span place, const std::string& reason,
                          const ParameterSource& source) const {
    if (is_undefined(failure_.value))
      return undefined(what, place);
    if (is_invalid(failure_.value))
      return not_a_number(what, known_cause() ? place_of_cause() : place,
                          known_cause() ? this->reason() : "it overflows");
    return {Severity::error, place, fmt::format("{} is out of range {}", what, when()), reason,
            remedy(source)};
  }

  Span place_of_metric() const { return plan_.metrics[failure_.index].name.span; }

  Span place_of_parameter(std::uint32_t parameter) const {
    const Argument* argument = plan_.metrics[failure_.index].argument(parameter);
    return argument == nullptr ? place_of_metric() : argument->span;
  }

  Span place_of_cause() const {
    const Cause& cause = failure_.cause;
    switch (cause.kind) {
    case Cause::Kind::unknown:
    case Cause::Kind::model:
      return place_of_metric();
    case Cause::Kind::parameter:
      return place_of_parameter(cause.parameter);
    default:
      return cause.whole ? notes_.place_of(cause.text) : notes_.place_of(cause.text, cause.node);
    }
  }

  std::string reason() const {
    const Cause& cause = failure_.cause;
    const auto text = [&] { return notes_.text_of(cause.text, cause.node); };
    switch (cause.kind) {
    case Cause::Kind::unknown:
      return {};
    case Cause::Kind::model:
    case Cause::Kind::parameter:
      return std::string(cause.words);
    case Cause::Kind::domain:
      return fmt::format("{} is {} {:.6g}", text(), cause.words, cause.value);
    case Cause::Kind::overflow:
      return cause.drawn ? fmt::format("a draw of {} is too large a number", cause.words)
                         : fmt::format("{} overflows", text());
    case Cause::Kind::distribution:
      return fmt::format("the arguments of {} do not make a distribution there", cause.words);
    }
    return {};
  }

  Diagnostic condition() const {
    const ModelTarget& target = model_.targets[failure_.index];
    const Span place = known_cause() ? place_of_cause() : notes_.place_of(target.condition.text);
    return not_a_number("the condition of " + target.name, place, reason());
  }

  Diagnostic parameter() const {
    const ModelMetric& metric = model_.metrics[failure_.index];
    const ParameterSpec& spec = metric.spec->parameters[failure_.part];
    const bool percent = spec.unit == ParameterUnit::growth;
    const auto number = [&](double value) {
      return percent ? percent_text(value) : fmt::format("{:.6g}", value);
    };
    return out_of_range(fmt::format("{} of {}", spec.name, metric.name),
                        place_of_parameter(failure_.part),
                        fmt::format("it is {}, and must be {}{}{}", number(failure_.value),
                                    spec.range.above_low ? "above " : "", number(spec.range.low),
                                    spec.range.above_low ? "" : " or more"),
                        metric.parameters[failure_.part]);
  }

  Diagnostic key_out_of_range(const std::string& what, Span place, const KeySpec& key,
                              const ParameterSource& source) const {
    return out_of_range(
        what, place,
        fmt::format("it is {}, and {}", text_of(failure_.value, key.dimension), key.range_text),
        source);
  }

  Diagnostic rate() const {
    const Risk& risk = plan_.risks[failure_.index];
    const auto part = static_cast<RiskPart>(failure_.part);
    const KeySpec& key = spec_of(part);
    return key_out_of_range(fmt::format("{} of {}", key.name, risk.name.text),
                            risk.part(part)->source.span, key, source_of(part));
  }

  const ParameterSource& source_of(RiskPart part) const {
    const ModelRisk& risk = model_.risks[failure_.index];
    for (const RiskRate* rate :
         {&risk.prevention, &risk.detection, &risk.response, &risk.recovery, &risk.cost})
      if (rate->part == part)
        return rate->source;
    return risk.frequency.source;
  }

  Diagnostic quantity_out_of_range() const {
    const RangeCheck& check = model_.range_checks[failure_.index];
    return key_out_of_range(check.what, notes_.place_of(check.text), *check.key, check.source);
  }

  Diagnostic event(const std::string& what, Span place) const {
    if (is_undefined(failure_.value))
      return undefined(what, place);
    return not_a_number(what, place,
                        "its arguments do not make a distribution there, or it overflows");
  }

  Diagnostic impact() const {
    const ModelImpact& impact = model_.impacts[failure_.index];
    const Risk& risk = plan_.risks[impact.risk];
    const Effect& written = risk.impacts[impact.written];
    return event(fmt::format("impact of {} on {}", risk.name.text, written.affected.text),
                 written.size.source.span);
  }

  Diagnostic duration() const {
    const Risk& risk = plan_.risks[failure_.index];
    return event(fmt::format("duration of {}", risk.name.text),
                 risk.part(RiskPart::duration)->source.span);
  }

  Diagnostic lasting() const {
    const Risk& risk = plan_.risks[failure_.index];
    return {Severity::error, risk.part(RiskPart::duration)->source.span,
            fmt::format("too many events of {} last at the same time in month {} ({})",
                        risk.name.text, failure_.month,
                        to_text(model_.calendar.at(failure_.month))),
            "they are followed on every path, and would not fit in memory",
            "use a shorter duration, or fewer and larger events"};
  }

  const Failure& failure_;
  const Model& model_;
  const Notes& notes_;
  const Scenario& plan_;
};

} // namespace

Diagnostic explain(const Failure& failure, const Model& model, const Notes& notes) {
  return Explanation(failure, model, notes).make();
}

} // namespace escala
