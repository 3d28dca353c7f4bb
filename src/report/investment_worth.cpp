// SPDX-License-Identifier: Apache-2.0
#include "report/investment_worth.h"

#include <cmath>
#include <vector>

#include "escala/core/display_unit.h"

namespace escala {
namespace {

constexpr double kWorthDeviations = 2.576; // of the normal distribution, at 99% on two sides

Number yearly(double rate) {
  Number number = share(rate, Precision::digits);
  number.unit.per = "/y";
  return number;
}

class Worth {
 public:
  Worth(const RunResult& result, const InvestmentValue& value)
      : result_(result), value_(value), money_(money_unit(result.currency)) {}

  Phrase present_value() const {
    const Number discount = yearly(value_.discount);
    if (value_.undefined == value_.paths)
      return "The investment has no net present value: its value is n/a in every future.";
    if (result_.certain)
      return filled("The investment's net present value at {} is {}.", {discount, mean()});
    return filled("The investment's net present value at {} is {} (p5 {}, p95 {}); it is positive "
                  "in {} of futures.",
                  {discount, mean(), money(value_.p5), money(value_.p95),
                   with_error(value_.positive, value_.positive_error)});
  }

  Phrase payback() const {
    if (result_.certain)
      return value_.payback_month ? filled("It pays back by {}.", {date()})
                                  : Phrase("It does not pay back within the plan.");
    if (value_.never == 1)
      return "It pays back in no future within the plan.";
    if (!value_.payback_month)
      return filled("It pays back within the plan in {} of futures.",
                    {with_error(1 - value_.never, value_.never_error)});
    if (value_.never == 0)
      return filled("It pays back by {} in half of them, and in all of them within the plan.",
                    {date()});
    return filled("It pays back by {} in half of them, and never within the plan in {}.",
                  {date(), with_error(value_.never, value_.never_error)});
  }

  Phrase internal_return() const {
    switch (value_.irr.reason) {
    case NoReturn::none: {
      const Number rate = with_error(*value_.irr.rate, value_.irr_error);
      return filled("The internal rate of return of its mean flows is {} a year.", {rate});
    }
    case NoReturn::no_sign_change:
      return value_.mean_balance.back() < 0
                 ? "Its mean flows have no internal rate of return: they are never positive."
                 : "Its mean flows have no internal rate of return: they are never negative.";
    case NoReturn::several:
      return filled("Its mean flows have no single internal rate of return: {} and {} give both a "
                    "net present value of 0.",
                    {yearly(value_.irr.rates.front()), yearly(value_.irr.rates.back())});
    case NoReturn::no_rate:
      return "Its mean flows have no internal rate of return: at no rate is their net present "
             "value 0.";
    case NoReturn::undefined:
      break;
    }
    return {};
  }

  Phrase note() const {
    const OwnText metric{result_.metrics[value_.metric].label};
    if (result_.certain)
      return filled("Net present value: the difference in {} with and without, less the spend.",
                    {metric});
    return filled("Net present value: the difference in {} with and without, less the spend, on "
                  "the first {} paths of the run; ± is the interval of 99%.",
                  {metric, count(value_.paths)});
  }

 private:
  Number money(double value) const { return {.value = value, .unit = money_}; }

  Number mean() const {
    Number number = money(value_.mean);
    if (value_.std_error > 0)
      number.error = kWorthDeviations * value_.std_error;
    return number;
  }

  static Number with_error(double part, double error) {
    Number number = share(part, error > 0 ? Precision::error : Precision::tenths);
    if (error > 0)
      number.error = kWorthDeviations * error;
    return number;
  }

  PlanMonth date() const {
    const int month = *value_.payback_month;
    return {.month = month, .date = result_.calendar.at(month)};
  }

  const RunResult& result_;
  const InvestmentValue& value_;
  DisplayUnit money_;
};

} // namespace

void add_value(const RunResult& result, const InvestmentValue& value, Section& section) {
  const Worth worth(result, value);
  section.sentences.push_back(worth.present_value());
  if (value.undefined < value.paths) {
    section.sentences.push_back(worth.payback());
    section.sentences.push_back(worth.internal_return());
  }
  section.notes.push_back({NoteTopic::effects, worth.note()});
}

} // namespace escala
