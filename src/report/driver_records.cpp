// SPDX-License-Identifier: Apache-2.0
// What was drawn and what it decides, and findings, as records.
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

// "arr_growth >= 254%"
Phrase rule_text(const DriverResult& driver, const DecidingRule& rule) {
  return filled(rule.at_least ? "{} >= {}" : "{} <= {}", {driver.name, driver.in_unit(rule.bound)});
}

const Described<PartOfDriver<DecidingRule>>& rule_record() {
  using Of = PartOfDriver<DecidingRule>;
  static const Described<Of> kRecord{
      "rule",
      {{"when", text(), "", [](const Of& of) { return rule_text(of.driver, of.part); }},
       {"of_those_meet", number(), "share of the paths where it holds that meet the target",
        [](const Of& of) { return of.part.of_those_meet; }},
       {"holds", number(), "share of paths where it holds",
        [](const Of& of) { return of.part.holds; }}}};
  return kRecord;
}

Value rule_of(const PartOfDriver<InputShare>& of) {
  return of.part.rule ? Value(rule_record().of({of.driver, *of.part.rule})) : Value(Null{});
}

const Described<PartOfDriver<InputShare>>& share_record() {
  using Of = PartOfDriver<InputShare>;
  static const Described<Of> kRecord{
      "driver_share",
      {{"share", number(), "of the variance of the target, 1 where met and 0 where not",
        [](const Of& of) { return of.part.share; }},
       {"share_se", number(), "standard error", [](const Of& of) { return of.part.share_se; }},
       {"met_median", number(), "the driver's median on paths that meet the target",
        [](const Of& of) { return of.part.met_median; }},
       {"unmet_median", number(), "and on the others",
        [](const Of& of) { return of.part.unmet_median; }},
       {"rule", nullable(record(rule_record().type())),
        "the best single rule; null if the share is not significant at 99%", rule_of}}};
  return kRecord;
}

Value shares_of(const PartOf<DriverResult>& of) {
  Value::Map shares;
  for (std::size_t i = 0; i < of.part.targets.size(); ++i)
    if (const auto& found = of.part.targets[i])
      shares.push_back({of.run.targets[i].name, share_record().of({of.part, *found})});
  return shares;
}

} // namespace

const RecordType& rule_type() { return rule_record().type(); }
const RecordType& driver_share_type() { return share_record().type(); }

const Described<PartOf<DriverResult>>& driver_record() {
  using Of = PartOf<DriverResult>;
  static const Described<Of> kRecord{
      "driver",
      {{"name", text(), "a driver, METRIC.PARAMETER or METRIC.shock",
        [](const Of& of) { return of.part.name; }},
       {"unit", text(), "", [](const Of& of) { return of.part.unit.text; }},
       {"p5", number(), "of what is drawn more than once, in month 1",
        [](const Of& of) { return of.part.p5; }},
       {"p50", number(), "", [](const Of& of) { return of.part.p50; }},
       {"p95", number(), "", [](const Of& of) { return of.part.p95; }},
       {"targets", map(record(share_record().type())),
        "by name; of what is drawn more than once, its mean until the target's last month",
        shares_of}}};
  return kRecord;
}

const Described<Finding>& finding_record() {
  static const Described<Finding> kRecord{
      "finding",
      {{"kind", word({"binding", "driver", "effect", "together", "exclusive", "only_missed"}), "",
        [](const Finding& of) { return of.kind; }},
       {"text", text(), "", [](const Finding& of) { return of.text; }},
       {"target", nullable(text()), "the name of the target that it is about",
        [](const Finding& of) { return text_or_null(of.target); }}}};
  return kRecord;
}

} // namespace escala
