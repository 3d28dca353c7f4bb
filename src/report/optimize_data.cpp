// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "escala/report/optimize_report.h"

namespace escala {
namespace {

using namespace types;

// An allocation, and the answer that it belongs to.
struct AllocationOf {
  const OptimizeResult& result;
  const JudgedAllocation& judged;
  bool given = true; // false: there is no allocation

  Value budget() const { return result.budget ? Value(judged.at.budget) : Value(Null{}); }
  Value shares() const {
    if (!given)
      return Null{};
    Value::Map shares;
    for (std::size_t i = 0; i < result.pillars.size(); ++i)
      shares.push_back({result.pillars[i], judged.at.shares[i]});
    return shares;
  }
  Value probability() const { return given ? Value(judged.found.probability) : Value(Null{}); }
  Value std_error() const { return given ? Value(judged.found.std_error) : Value(Null{}); }
};

const Described<AllocationOf>& allocation_record() {
  using Of = AllocationOf;
  static const Described<Of> kRecord{
      "allocation",
      {{"budget", nullable(number()), "null: it differs from path to path",
        [](const Of& of) { return of.budget(); }},
       {"allocation", nullable(map(number())),
        "share of each pillar; null: none keeps what is asked",
        [](const Of& of) { return of.shares(); }},
       {"probability", nullable(number()), "of the objective",
        [](const Of& of) { return of.probability(); }},
       {"std_error", nullable(number()), "", [](const Of& of) { return of.std_error(); }}}};
  return kRecord;
}

AllocationOf best_of(const OptimizeResult& result) {
  return {result, *result.found.best, result.has_answer()};
}

Value free_ranges(const OptimizeResult& result) {
  if (!result.has_answer() || result.found.free_ranges.empty())
    return Null{};
  Value::Map ranges;
  for (std::size_t i = 0; i < result.pillars.size(); ++i) {
    const auto& [low, high] = result.found.free_ranges[i];
    ranges.push_back({result.pillars[i], Numbers{low, high}});
  }
  return ranges;
}

Value best_budget(const OptimizeResult& result) {
  const bool unreached = result.found.reason == OptimizeReason::out_of_reach;
  return unreached ? Value(Null{}) : best_of(result).budget();
}

Value reason_text(const OptimizeResult& result) {
  Phrase reason = optimize_reason(result);
  return reason.empty() ? Value(Null{}) : Value(std::move(reason));
}

Value frontier_list(const OptimizeResult& result) {
  Value::List points;
  for (const FrontierPoint& point : result.found.frontier)
    points.emplace_back(allocation_record().of({result, point.best, point.feasible}));
  return points;
}

const Described<OptimizeResult>& optimize_record() {
  using Of = OptimizeResult;
  static const Described<Of> kRecord{
      "optimize",
      with_head<Of>(
          "escala/optimize/1",
          {{"objective", text(), "a target; all: all of them together",
            [](const Of& of) { return of.objective; }},
           {"budget", nullable(number()),
            "of the allocation, or the smallest one that reaches the confidence", best_budget},
           {"allocation", nullable(map(number())), "share of each pillar; null: see reason",
            [](const Of& of) { return best_of(of).shares(); }},
           {"free_range", nullable(map(list(number()))),
            "how far each share may move without a significant loss", free_ranges},
           {"probability", nullable(number()), "of the objective",
            [](const Of& of) { return best_of(of).probability(); }},
           {"std_error", nullable(number()), "",
            [](const Of& of) { return best_of(of).std_error(); }},
           {"declared", record(allocation_record().type()), "the allocation of the plan",
            [](const Of& of) {
              return allocation_record().of({of, *of.found.declared});
            }},
           {"gain", nullable(number()), "of the probability, over the declared allocation",
            [](const Of& of) {
              return of.has_answer() ? Value(of.found.gain.delta) : Value(Null{});
            }},
           {"gain_std_error", nullable(number()), "",
            [](const Of& of) {
              return of.has_answer() ? Value(of.found.gain.std_error) : Value(Null{});
            }},
           {"flat", boolean(), "each share may move far without a significant loss",
            [](const Of& of) { return of.found.flat; }},
           {"frontier", list(record(allocation_record().type())),
            "the best allocation for each budget of --frontier", frontier_list},
           {"reason", nullable(text()), "why there is no allocation or no gain", reason_text}})};
  return kRecord;
}

DataTable shares_table_of_data(const OptimizeResult& result) {
  DataTable table{.name = "allocations",
                  .doc = "a row for each allocation: the best, then those of the frontier",
                  .of = &optimize_record().type(),
                  .also = {&allocation_record().type()}};
  for (const char* field : {"budget", "probability", "std_error"})
    table.columns.push_back({.name = field, .path = field});
  for (std::size_t i = 0; i < result.pillars.size(); ++i)
    table.columns.push_back({.name = "share." + result.pillars[i],
                             .made = [i](const Record& record, const Record*) -> Value {
                               const auto* shares = record.find("allocation")->get<Value::Map>();
                               return shares == nullptr ? Value(Null{}) : (*shares)[i].value;
                             }});
  return table;
}

} // namespace

Data optimize_data(const OptimizeResult& result) {
  return {optimize_record().of(result), {shares_table_of_data(result)}};
}

const RecordType& optimize_type() { return optimize_record().type(); }

} // namespace escala
