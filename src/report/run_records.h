// SPDX-License-Identifier: Apache-2.0
// The records of the parts of a run's result.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "escala/report/described.h"
#include "escala/report/run_result.h"
#include "report/document_head.h"

namespace escala {

// A part of a run's result, and the result that it belongs to.
template <class T>
struct PartOf {
  const RunResult& run;
  const T& part;
};

// A part of what a driver has to do with a target, and that driver.
template <class T>
struct PartOfDriver {
  const DriverResult& driver;
  const T& part;
};

// This program and its version.
struct Tool {};

const Described<Tool>& tool_record();
const Described<DocumentOrigin>& scenario_record();
const Described<Provenance>& simulation_record();
const Described<PartOf<Curve>>& metric_record();
const Described<TargetResult>& target_record();
const Described<JointResult>& joint_record();
const Described<PartOf<RiskResult>>& risk_record();
const Described<PartOf<RiskSummary>>& category_record();
const Described<PartOf<Benefit>>& benefit_record();
const Described<PartOf<Benefit>>& investment_record();
const Described<PartOf<DriverResult>>& driver_record();
const Described<Finding>& finding_record();

// The other record types in these records.
const RecordType& data_file_type();
const RecordType& timing_type();
const RecordType& first_month_type();
const RecordType& extreme_type();
const RecordType& difference_type();
const RecordType& exposure_type();
const RecordType& effect_type();
const RecordType& gain_type();
const RecordType& npv_type();
const RecordType& payback_type();
const RecordType& balance_type();
const RecordType& driver_share_type();
const RecordType& rule_type();

// "p5", "p99.9"
std::string quantile_key(double percent);

// Null if the text is empty.
inline Value text_or_null(const std::string& text) {
  return text.empty() ? Value(Null{}) : Value(text);
}

// The fields of the investment's record on what it is worth.
std::vector<Described<PartOf<Benefit>>::Line> value_lines();

// Null if there is none.
Value benefit_value(const RunResult& run, const std::optional<Benefit>& benefit);

// A record of each part of the run.
template <class T>
Value::List records_of(const Described<PartOf<T>>& described, const RunResult& run,
                       const std::vector<T>& parts) {
  Value::List records;
  for (const T& part : parts)
    records.emplace_back(described.of({run, part}));
  return records;
}

} // namespace escala
