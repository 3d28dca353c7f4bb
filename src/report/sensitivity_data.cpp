// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <optional>
#include <utility>

#include "escala/report/sensitivity_report.h"
#include "report/study_parts.h"

namespace escala {
namespace {

using namespace types;

// An input, and the answer that it belongs to.
struct InputOf {
  const SensitivityResult& result;
  std::size_t index;

  const RandomInput& input() const { return result.inputs[index]; }
  const InputSensitivity& found() const { return result.found.inputs[index]; }
  // Of the output with the input at a quantile; null if there is none.
  std::optional<double> point(std::size_t quantile) const {
    if (found().points.empty())
      return std::nullopt;
    return unless_undefined(found().points[quantile] * result.output.unit.factor);
  }
};

const Described<SensitivityResult>& output_record() {
  using Of = SensitivityResult;
  static const Described<Of> kRecord{
      "sensitivity_output",
      {{"kind", word({"target", "metric"}), "",
        [](const Of& of) { return of.output.is_target ? "target" : "metric"; }},
       {"name", text(), "all: all targets together", [](const Of& of) { return of.output.name; }},
       {"month", month(), "in which the metric is read; the last one of the target",
        [](const Of& of) { return to_text(of.head.calendar.at(of.output.month)); }},
       {"unit", text(), "of the mean and of the output at quantiles; of a target: empty",
        [](const Of& of) { return of.output.unit.text; }}}};
  return kRecord;
}

Value points_of(const InputOf& of) {
  if (of.found().points.empty())
    return Null{};
  Numbers points;
  for (std::size_t i = 0; i < of.found().points.size(); ++i)
    points.push_back(of.point(i));
  return points;
}

const Described<InputOf>& input_record() {
  using Of = InputOf;
  static const Described<Of> kRecord{
      "sensitivity_input",
      {{"name", text(), "", [](const Of& of) { return of.input().name; }},
       {"members", list(text()), "drivers, parameters, monthly draws and risks that it joins",
        [](const Of& of) { return of.input().members; }},
       {"first_order", nullable(number()), "share of the variance that it explains alone",
        [](const Of& of) { return unless_undefined(of.found().first_order.share); }},
       {"first_order_se", nullable(number()), "standard error",
        [](const Of& of) { return unless_undefined(of.found().first_order.std_error); }},
       {"total", nullable(number()), "the same with its interactions",
        [](const Of& of) { return unless_undefined(of.found().total.share); }},
       {"total_se", nullable(number()), "",
        [](const Of& of) { return unless_undefined(of.found().total.std_error); }},
       {"shapley", nullable(number()), "Shapley effect; all of them add up to 1",
        [](const Of& of) { return unless_undefined(of.found().shapley.share); }},
       {"shapley_se", nullable(number()), "",
        [](const Of& of) { return unless_undefined(of.found().shapley.std_error); }},
       {"low", nullable(number()), "mean of the output with the input at its 10% quantile",
        [](const Of& of) { return of.point(0); }},
       {"high", nullable(number()), "at its 90% quantile",
        [](const Of& of) { return of.point(std::size(kTornadoQuantiles) - 1); }},
       {"points", nullable(list(nullable(number()))), "at its 10%, 30%, 50%, 70%, 90% quantiles",
        points_of},
       {"monotone", nullable(boolean()), "whether they do not rise and fall (significant at 99%)",
        [](const Of& of) {
          return of.found().points.empty() ? Value(Null{}) : Value(of.found().monotone);
        }}}};
  return kRecord;
}

const Described<SensitivityResult>& sensitivity_record() {
  using Of = SensitivityResult;
  static const Described<Of> kRecord{
      "sensitivity",
      with_head<Of>(
          "escala/sensitivity/1",
          {{"output", record(output_record().type()), "",
            [](const Of& of) { return output_record().of(of); }},
           {"mean", nullable(number()), "of a target: its probability",
            [](const Of& of) { return unless_undefined(of.found.mean * of.output.unit.factor); }},
           {"variance", nullable(number()), "between paths",
            [](const Of& of) {
              const double factor = of.output.unit.factor;
              return unless_undefined(of.found.variance * factor * factor);
            }},
           {"values", count(), "independent paths that these are of; shares are of more",
            [](const Of& of) { return of.found.values; }},
           {"undefined", count(), "of these: n/a, so left out",
            [](const Of& of) { return of.found.undefined; }},
           {"inputs", list(record(input_record().type())), "", [](const Of& of) {
              Value::List inputs;
              for (std::size_t i = 0; i < of.inputs.size(); ++i)
                inputs.emplace_back(input_record().of({of, i}));
              return inputs;
            }}})};
  return kRecord;
}

DataColumn members_column() {
  return {.name = "members", .made = [](const Record& input, const Record*) -> Value {
            std::string all;
            for (const std::string& member : *input.find("members")->get<Texts>())
              all += (all.empty() ? "" : " + ") + member;
            return all;
          }};
}

DataTable inputs_table() {
  DataTable table{.name = "inputs", .doc = "a row for each input", .of = &input_record().type()};
  table.columns = {{.name = "name", .path = "name"}, members_column()};
  for (const char* field : {"first_order", "first_order_se", "total", "total_se", "shapley",
                            "shapley_se", "low", "high"})
    table.columns.push_back({.name = field, .path = field});
  for (std::size_t i = 0; i < std::size(kTornadoQuantiles); ++i) {
    const int percent = static_cast<int>(std::lround(100 * kTornadoQuantiles[i]));
    table.columns.push_back({.name = "p" + std::to_string(percent),
                             .made = [i](const Record& input, const Record*) -> Value {
                               const auto* points = input.find("points")->get<Numbers>();
                               return points == nullptr ? Value(Null{}) : Value((*points)[i]);
                             }});
  }
  table.columns.push_back({.name = "monotone", .path = "monotone"});
  return table;
}

} // namespace

Data sensitivity_data(const SensitivityResult& result) {
  return {sensitivity_record().of(result), {inputs_table()}};
}

const RecordType& sensitivity_type() { return sensitivity_record().type(); }

} // namespace escala
