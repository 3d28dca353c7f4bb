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

const Described<FirstMonth>& first_month_record() {
  static const Described<FirstMonth> kRecord{
      "first_month",
      {{"p10", nullable(number()), "", [](const FirstMonth& of) { return of.p10; }},
       {"p50", nullable(number()), "", [](const FirstMonth& of) { return of.p50; }},
       {"p90", nullable(number()), "", [](const FirstMonth& of) { return of.p90; }},
       {"never", number(), "the share of paths without such a month",
        [](const FirstMonth& of) { return of.never; }}}};
  return kRecord;
}

const Described<ExtremeValue>& extreme_record() {
  static const Described<ExtremeValue> kRecord{
      "extreme",
      {{"p5", nullable(number()), "", [](const ExtremeValue& of) { return of.p5; }},
       {"p50", nullable(number()), "", [](const ExtremeValue& of) { return of.p50; }},
       {"p95", nullable(number()), "", [](const ExtremeValue& of) { return of.p95; }}}};
  return kRecord;
}

const Described<Difference>& difference_record() {
  using Of = Difference;
  const auto changed = [](std::uint64_t ChangedPaths::*count) {
    return
        [count](const Of& of) { return of.changed ? Value((*of.changed).*count) : Value(Null{}); };
  };
  static const Described<Of> kRecord{
      "difference",
      {{"probability", number(), "in the baseline", [](const Of& of) { return of.before; }},
       {"delta", number(), "the probability minus that", [](const Of& of) { return of.delta; }},
       {"delta_std_error", number(), "", [](const Of& of) { return of.std_error; }},
       {"delta_interval", list(number()), "the 99% interval of delta",
        [](const Of& of) {
          return Numbers{of.interval.low, of.interval.high};
        }},
       {"lost", nullable(count()), "paths that meet the target in the baseline only",
        changed(&ChangedPaths::lost)},
       {"gained", nullable(count()), "paths that meet it now only", changed(&ChangedPaths::gained)},
       {"paired", boolean(), "compared path by path; else the two estimates are independent",
        [](const Of& of) { return of.changed.has_value(); }}}};
  return kRecord;
}

FieldType baseline_type() { return optional(nullable(record(difference_record().type()))); }

// Left out where nothing is compared, null where the baseline lacks the target.
template <class Judged>
Value baseline_of(const Judged& judged) {
  if (!judged.compared)
    return Absent{};
  return judged.baseline ? Value(difference_record().of(*judged.baseline)) : Value(Null{});
}

Value undefined_share(const TargetResult& target) {
  return target.undefined > 0 ? Value(target.undefined) : Value(Absent{});
}

Value first_shares(const TargetResult& target) {
  if (target.first_months.empty())
    return Absent{};
  return Numbers(target.first_months.begin(), target.first_months.end());
}

Value broken_month(const TargetResult& target) {
  return target.first_broken ? Value(first_month_record().of(*target.first_broken))
                             : Value(Absent{});
}

// Null where the condition compares no metric, or where curves were not computed.
Value extreme_of(const TargetResult& target, bool wanted) {
  if (!wanted)
    return Absent{};
  return target.extreme ? Value(extreme_record().of(*target.extreme)) : Value(Null{});
}

Value best_value(const TargetResult& target) {
  return extreme_of(target, target.timing.kind == TargetTiming::Kind::by);
}

Value worst_value(const TargetResult& target) {
  return extreme_of(target, target.first_broken.has_value());
}

// A part of the place where the target is written; null if it is not written in a file.
template <class T>
Value place(const TargetResult& target, T TargetResult::*part) {
  return target.line == 0 ? Value(Null{}) : Value(target.*part);
}

} // namespace

const RecordType& timing_type() { return timing_record().type(); }
const RecordType& first_month_type() { return first_month_record().type(); }
const RecordType& difference_type() { return difference_record().type(); }
const RecordType& extreme_type() { return extreme_record().type(); }

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
       {"undefined", optional(number()),
        "the share of paths on which n/a decides against it; left out where it is 0",
        undefined_share},
       {"median_month", nullable(count()), "by which at least half of the paths have met `when`",
        [](const Of& of) { return of.median_month; }},
       {"first_month", record(first_month_type()), "over the paths that meet `when`",
        [](const Of& of) { return first_month_record().of(of.first); }},
       {"first_months", optional(list(number())),
        "by month, from 1 on: the share of paths on which `when` first holds", first_shares},
       {"first_broken", optional(record(first_month_type())),
        "of throughout: the first month of the span in which `when` fails, over the paths where it "
        "does",
        broken_month},
       {"best", optional(nullable(record(extreme_type()))),
        "of by: the highest (for <, lowest) value in the span of the metric that `when` compares",
        best_value},
       {"worst", optional(nullable(record(extreme_type()))),
        "of throughout: the lowest (for <, highest) value in the span of the metric that `when` "
        "compares",
        worst_value},
       {"file", nullable(text()), "", [](const Of& of) { return place(of, &Of::file); }},
       {"line", nullable(count()), "", [](const Of& of) { return place(of, &Of::line); }},
       {"column", nullable(count()), "", [](const Of& of) { return place(of, &Of::column); }},
       {"baseline", baseline_type(),
        "of --baseline: how the probability has changed; null where the baseline lacks the target",
        [](const Of& of) { return baseline_of(of); }}}};
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
       {"verdict", nullable(verdict_type()), "",
        [](const Of& of) {
          const auto verdict = of.verdict();
          return verdict ? Value(name_of(*verdict)) : Value(Null{});
        }},
       {"baseline", baseline_type(), "the same; null where the baseline has other targets",
        [](const Of& of) { return baseline_of(of); }}}};
  return kRecord;
}

} // namespace escala
