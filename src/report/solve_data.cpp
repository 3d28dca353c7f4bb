// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "escala/report/solve_report.h"

namespace escala {
namespace {

using namespace types;

const Described<SolvedValue>& solution_record() {
  using Of = SolvedValue;
  static const Described<Of> kRecord{
      "solution",
      {{"path", text(), "of the plan", [](const Of& of) { return of.path; }},
       {"expression", text(),
        "what sets the path to the answer, as --set takes it; with {...} if "
        "there is none",
        [](const Of& of) { return of.expression; }},
       {"unit", text(), "", [](const Of& of) { return of.unit.text; }},
       {"today", nullable(number()), "of a distribution, its mean",
        [](const Of& of) { return of.today; }},
       {"value", nullable(number()), "the answer; of a distribution that is shifted, its mean",
        [](const Of& of) -> Value {
          return of.has_answer() ? Value(of.shown(of.solution.at.value)) : Value(Null{});
        }},
       {"interval", nullable(list(number())), "of the answer, at 99%",
        [](const Of& of) -> Value {
          if (!of.has_answer())
            return Null{};
          return Numbers{of.shown(of.solution.interval.low), of.shown(of.solution.interval.high)};
        }},
       {"change", nullable(number()),
        "as a share of today's value; of a distribution, in its standard deviations",
        [](const Of& of) { return of.change(); }},
       {"probability", number(), "of a run at the answer; without one, the nearest there is",
        [](const Of& of) { return of.solution.at.judgement.probability; }},
       {"std_error", number(), "", [](const Of& of) { return of.solution.at.judgement.std_error; }},
       {"monotone", boolean(), "whether the probability only rises or only falls with the value",
        [](const Of& of) { return of.solution.monotone; }},
       {"reason", nullable(text()), "why there is no answer, or what is special about it",
        [](const Of& of) -> Value {
          Phrase reason = reason_of(of);
          return reason.empty() ? Value(Null{}) : Value(std::move(reason));
        }}}};
  return kRecord;
}

const Described<SolveResult>& solve_record() {
  using Of = SolveResult;
  static const Described<Of> kRecord{
      "solve",
      with_head<Of>("escala/solve/1",
                    {{"target", text(), "all: all of them together; or what a metric must be",
                      [](const Of& of) { return of.target; }},
                     {"confidence", number(), "the probability that is wanted",
                      [](const Of& of) { return of.confidence; }},
                     {"solutions", list(record(solution_record().type())), "one value alone each",
                      [](const Of& of) {
                        Value::List list;
                        for (const SolvedValue& value : of.values)
                          list.emplace_back(solution_record().of(value));
                        return list;
                      }}})};
  return kRecord;
}

// A row for each value. The interval is in two columns.
DataTable solutions_table() {
  DataTable table{
      .name = "solutions", .doc = "a row for each value", .of = &solution_record().type()};
  for (const char* field : {"path", "expression", "unit", "today", "value"})
    table.columns.push_back({.name = field, .path = field});
  for (const std::size_t end : {0U, 1U})
    table.columns.push_back({.name = end == 0 ? "low" : "high",
                             .made = [end](const Record& of, const Record*) -> Value {
                               const auto* ends =
                                   std::get_if<Numbers>(&of.find("interval")->content);
                               return ends == nullptr ? Value(Null{}) : Value((*ends)[end]);
                             }});
  for (const char* field : {"change", "probability", "std_error", "monotone", "reason"})
    table.columns.push_back({.name = field, .path = field});
  return table;
}

} // namespace

std::optional<double> SolvedValue::change() const {
  if (!has_answer())
    return std::nullopt;
  if (shifted)
    return shifted->sd > 0 ? std::optional(solution.at.value / shifted->sd) : std::nullopt;
  if (!today || *today == 0)
    return std::nullopt;
  return (shown(solution.at.value) - *today) / std::abs(*today);
}

void sort_by_change(std::vector<SolvedValue>& values) {
  const auto rank = [](const SolvedValue& value) {
    const auto change = value.change();
    if (change)
      return std::abs(*change);
    constexpr double kLast = std::numeric_limits<double>::max();
    // Behind those with an answer, the best first.
    return value.has_answer() ? kLast / 4
                              : kLast / 2 * (2 - value.solution.at.judgement.probability);
  };
  std::ranges::stable_sort(values, {}, rank);
}

Data solve_data(const SolveResult& result) {
  return {solve_record().of(result), {solutions_table()}};
}

const RecordType& solve_type() { return solve_record().type(); }

} // namespace escala
