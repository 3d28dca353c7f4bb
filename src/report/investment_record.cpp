// SPDX-License-Identifier: Apache-2.0
// What the investment is worth, as records and as a flat table by month.
#include <cmath>
#include <string>
#include <vector>

#include "report/run_records.h"
#include "report/table_cells.h"

namespace escala {
namespace {

using namespace types;
using ValueOf = PartOf<Benefit>;

Value number_or_null(double value) { return std::isnan(value) ? Value(Null{}) : Value(value); }

Value list_or_nulls(const std::vector<double>& values) {
  Numbers numbers;
  for (const double value : values)
    numbers.push_back(std::isnan(value) ? std::nullopt : std::optional(value));
  return numbers;
}

const Described<InvestmentValue>& npv_record() {
  using Valued = InvestmentValue;
  static const Described<Valued> kRecord{
      "npv",
      {{"mean", nullable(number()), "", [](const Valued& of) { return number_or_null(of.mean); }},
       {"std_error", nullable(number()), "",
        [](const Valued& of) { return number_or_null(of.std_error); }},
       {"p5", nullable(number()), "", [](const Valued& of) { return number_or_null(of.p5); }},
       {"p50", nullable(number()), "", [](const Valued& of) { return number_or_null(of.p50); }},
       {"p95", nullable(number()), "", [](const Valued& of) { return number_or_null(of.p95); }},
       {"positive", nullable(number()), "the probability that it is above 0",
        [](const Valued& of) { return number_or_null(of.positive); }},
       {"positive_std_error", nullable(number()), "",
        [](const Valued& of) { return number_or_null(of.positive_error); }},
       {"paths", count(), "", [](const Valued& of) { return of.paths; }},
       {"undefined", optional(number()),
        "the share of these paths without a value; left out where it is 0", [](const Valued& of) {
          return of.undefined == 0
                     ? Value(Absent{})
                     : Value(static_cast<double>(of.undefined) / static_cast<double>(of.paths));
        }}}};
  return kRecord;
}

const Described<InvestmentValue>& payback_record() {
  using Valued = InvestmentValue;
  static const Described<Valued> kRecord{
      "payback",
      {{"median_month", nullable(count()), "by which half of the paths have paid back",
        [](const Valued& of) { return Value(of.payback_month); }},
       {"never", nullable(number()), "the share of paths that don't until the horizon",
        [](const Valued& of) { return number_or_null(of.never); }},
       {"never_std_error", nullable(number()), "",
        [](const Valued& of) { return number_or_null(of.never_error); }}}};
  return kRecord;
}

const Described<InvestmentValue>& balance_record() {
  using Valued = InvestmentValue;
  static const Described<Valued> kRecord{
      "balance",
      {{"mean", list(nullable(number())), "",
        [](const Valued& of) { return list_or_nulls(of.mean_balance); }},
       {"p5", list(nullable(number())), "",
        [](const Valued& of) { return list_or_nulls(of.balance_p5); }},
       {"p50", list(nullable(number())), "",
        [](const Valued& of) { return list_or_nulls(of.balance_p50); }},
       {"p95", list(nullable(number())), "",
        [](const Valued& of) { return list_or_nulls(of.balance_p95); }}}};
  return kRecord;
}

Value reason_without_rate(const InvestmentValue& value) {
  switch (value.irr.reason) {
  case NoReturn::none:
    break;
  case NoReturn::no_sign_change:
    return "no_sign_change";
  case NoReturn::several:
    return "several";
  case NoReturn::no_rate:
    return "no_rate";
  case NoReturn::undefined:
    return "undefined";
  }
  return Null{};
}

Counts months_to_horizon(const RunResult& run) {
  Counts months;
  for (int month = 0; month <= run.horizon; ++month)
    months.push_back(static_cast<std::uint64_t>(month));
  return months;
}

Texts dates_to_horizon(const RunResult& run) {
  Texts dates;
  for (int month = 0; month <= run.horizon; ++month)
    dates.push_back(to_text(run.calendar.at(month)));
  return dates;
}

// A field that is left out where the investment is not valued.
template <class Make>
Described<ValueOf>::Line value_line(std::string name, FieldType type, std::string doc,
                                    const Make& make) {
  return {std::move(name), optional(std::move(type)), std::move(doc),
          [make](const ValueOf& of) -> Value {
            return of.run.value ? Value(make(of.run, *of.run.value)) : Value(Absent{});
          }};
}

Value days_of_months(const Record& investment, const Record* run) {
  Texts days;
  const Value* months = investment.find("months");
  const auto* counts = months == nullptr ? nullptr : months->get<Counts>();
  if (counts == nullptr || run == nullptr)
    return days;
  const Calendar calendar{.start = start_of(*run)};
  for (const std::uint64_t month : *counts)
    days.push_back(last_day(calendar.at(static_cast<int>(month))));
  return days;
}

// An investment that is not valued has no rows.
std::size_t first_valued_row(const Record& investment) {
  const Value* months = investment.find("months");
  return months == nullptr || months->get<Counts>() == nullptr ? 1 : 0;
}

} // namespace

std::vector<Described<PartOf<Benefit>>::Line> value_lines() {
  using Valued = InvestmentValue;
  return {
      value_line(
          "value", text(), "the metric that its worth is measured in",
          [](const RunResult& run, const Valued& of) { return run.metrics[of.metric].name; }),
      value_line("discount", number(), "a year",
                 [](const RunResult&, const Valued& of) { return of.discount; }),
      value_line("npv", record(npv_record().type()), "net present value",
                 [](const RunResult&, const Valued& of) { return npv_record().of(of); }),
      value_line("irr", nullable(number()), "the internal rate of return of the mean flows, a year",
                 [](const RunResult&, const Valued& of) { return Value(of.irr.rate); }),
      value_line("irr_std_error", nullable(number()), "",
                 [](const RunResult&, const Valued& of) {
                   return of.irr.rate ? Value(of.irr_error) : Value(Null{});
                 }),
      value_line("irr_reason",
                 nullable(word({"no_sign_change", "several", "no_rate", "undefined"})),
                 "why there is no rate",
                 [](const RunResult&, const Valued& of) { return reason_without_rate(of); }),
      value_line("payback", record(payback_record().type()), "",
                 [](const RunResult&, const Valued& of) { return payback_record().of(of); }),
      value_line("months", list(count()), "0 is the opening",
                 [](const RunResult& run, const Valued&) { return months_to_horizon(run); }),
      value_line("dates", list(month()), "",
                 [](const RunResult& run, const Valued&) { return dates_to_horizon(run); }),
      value_line("flow", list(nullable(number())), "mean gain of the month less its spend",
                 [](const RunResult&, const Valued& of) { return list_or_nulls(of.mean_flow); }),
      value_line("balance", record(balance_record().type()), "flows so far, not discounted",
                 [](const RunResult&, const Valued& of) { return balance_record().of(of); })};
}

const RecordType& npv_type() { return npv_record().type(); }
const RecordType& payback_type() { return payback_record().type(); }
const RecordType& balance_type() { return balance_record().type(); }

DataTable investment_table() {
  return {.name = "investment",
          .doc = "what the investment gains less its spend, month by month",
          .of = &investment_record().type(),
          .each = "months",
          .columns =
              with_origin({{.name = "value", .path = "value"},
                           {.name = "month", .path = "months", .wide = WideRole::none},
                           {.name = "date", .made = days_of_months, .wide = WideRole::date},
                           {.name = "flow", .path = "flow", .wide = WideRole::value},
                           {.name = "balance", .path = "balance.mean", .wide = WideRole::value},
                           {.name = "p5", .path = "balance.p5", .wide = WideRole::value},
                           {.name = "p50", .path = "balance.p50", .wide = WideRole::value},
                           {.name = "p95", .path = "balance.p95", .wide = WideRole::value}}),
          .first_row = first_valued_row};
}

} // namespace escala
