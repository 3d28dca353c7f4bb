// SPDX-License-Identifier: Apache-2.0
// Targets, and all targets together, as records.
#include <optional>
#include <string>

#include "escala/report/names.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

FieldType verdict_type() { return word({"met", "missed", "undecided"}); }

Numbers interval_of(const Judgement& judgement) {
  return {judgement.interval.low, judgement.interval.high};
}

const Described<Timing>& timing_record() {
  static const Described<Timing> kRecord{
      "timing",
      {{"kind", word({"by", "at", "throughout"}), "",
        [](const Timing& timing) { return name_of(timing.kind); }},
       {"from", count(), "", [](const Timing& timing) { return timing.from; }},
       {"to", count(), "", [](const Timing& timing) { return timing.to; }}}};
  return kRecord;
}

const Described<TargetResult>& first_month_record() {
  static const Described<TargetResult> kRecord{
      "first_month",
      {{"p10", nullable(number()), "", [](const TargetResult& of) { return of.first_p10; }},
       {"p50", nullable(number()), "", [](const TargetResult& of) { return of.first_p50; }},
       {"p90", nullable(number()), "", [](const TargetResult& of) { return of.first_p90; }},
       {"never", number(), "the share of paths that never do",
        [](const TargetResult& of) { return of.never; }}}};
  return kRecord;
}

// A part of the place where the target is written; null if it is not written in a file.
template <class T>
Value place(const TargetResult& target, T TargetResult::*part) {
  return target.line == 0 ? Value(Null{}) : Value(target.*part);
}

} // namespace

const RecordType& timing_type() { return timing_record().type(); }
const RecordType& first_month_type() { return first_month_record().type(); }

const Described<TargetResult>& target_record() {
  using Of = TargetResult;
  static const Described<Of> kRecord{
      "target",
      {{"name", text(), "", [](const Of& of) { return of.name; }},
       {"label", text(), "", [](const Of& of) { return of.label; }},
       {"when", text(), "the condition, as written", [](const Of& of) { return of.when; }},
       {"timing", record(timing_type()), "",
        [](const Of& of) { return timing_record().of(of.timing); }},
       {"confidence", number(), "what the probability must reach",
        [](const Of& of) { return of.confidence; }},
       {"probability", number(), "", [](const Of& of) { return of.judgement.probability; }},
       {"std_error", number(), "", [](const Of& of) { return of.judgement.std_error; }},
       {"interval", list(number()), "the 99% Monte Carlo interval",
        [](const Of& of) { return interval_of(of.judgement); }},
       {"paths", count(), "", [](const Of& of) { return of.judgement.paths; }},
       {"verdict", verdict_type(), "", [](const Of& of) { return name_of(of.judgement.verdict); }},
       {"median_month", nullable(count()), "by which at least half of the paths have met `when`",
        [](const Of& of) { return of.median_month; }},
       {"first_month", record(first_month_type()), "over the paths that meet `when`",
        [](const Of& of) { return first_month_record().of(of); }},
       {"file", nullable(text()), "", [](const Of& of) { return place(of, &Of::file); }},
       {"line", nullable(count()), "", [](const Of& of) { return place(of, &Of::line); }},
       {"column", nullable(count()), "", [](const Of& of) { return place(of, &Of::column); }}}};
  return kRecord;
}

const Described<JointResult>& joint_record() {
  using Of = JointResult;
  static const Described<Of> kRecord{
      "joint",
      {{"probability", number(), "", [](const Of& of) { return of.judgement.probability; }},
       {"std_error", number(), "", [](const Of& of) { return of.judgement.std_error; }},
       {"interval", list(number()), "", [](const Of& of) { return interval_of(of.judgement); }},
       {"confidence", nullable(number()), "", [](const Of& of) { return of.confidence; }},
       {"verdict", nullable(verdict_type()), "", [](const Of& of) {
          const auto verdict = of.verdict();
          return verdict ? Value(name_of(*verdict)) : Value(Null{});
        }}}};
  return kRecord;
}

} // namespace escala
