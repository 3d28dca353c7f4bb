// SPDX-License-Identifier: Apache-2.0
#include "escala/report/recommendation.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

std::string_view name_of(Recommendation::Kind kind) {
  switch (kind) {
  case Recommendation::Kind::allocation:
    return "allocation";
  case Recommendation::Kind::budget:
    return "budget";
  case Recommendation::Kind::variant:
    return "variant";
  case Recommendation::Kind::value:
    break;
  }
  return "value";
}

Value set_of(const Recommendation& of) {
  Value::Map map;
  for (const auto& [path, value] : of.set)
    map.push_back({path, value});
  return map;
}

} // namespace

namespace {

const Described<Recommendation::Harm>& harm_record() {
  using Of = Recommendation::Harm;
  static const Described<Of> kRecord{
      "harm",
      {{"target", text(), "", [](const Of& of) { return of.target; }},
       {"loss", number(), "of its probability", [](const Of& of) { return of.loss; }}}};
  return kRecord;
}

} // namespace

const Described<Recommendation>& recommendation_record() {
  using Of = Recommendation;
  static const Described<Of> kRecord{
      "recommendation",
      {{"kind", word({"value", "allocation", "budget", "variant"}), "",
        [](const Of& of) { return name_of(of.kind); }},
       {"text", text(), "", [](const Of& of) { return sentence_of(of); }},
       {"variant", nullable(text()), "to take; null: none",
        [](const Of& of) { return text_or_null(of.variant); }},
       {"set", map(text()), "paths and values to set", set_of},
       {"target", text(), "that it is about", [](const Of& of) { return of.target; }},
       {"before", number(), "probability of the target today",
        [](const Of& of) { return of.before; }},
       {"after", number(), "with the change", [](const Of& of) { return of.after; }},
       {"gain", number(), "on the same draws", [](const Of& of) { return of.gain; }},
       {"gain_std_error", number(), "", [](const Of& of) { return of.std_error; }},
       {"gain_interval", list(number()), "in which another run of as many paths shows it, at 99%",
        [](const Of& of) {
          return Numbers{of.another_run.low, of.another_run.high};
        }},
       {"harm", nullable(record(harm_record().type())), "the other target that loses most",
        [](const Of& of) { return of.harm ? Value(harm_record().of(*of.harm)) : Value(Null{}); }},
       {"cost", nullable(number()), "what more is spent; null: the plan does not say",
        [](const Of& of) { return of.cost; }}}};
  return kRecord;
}

} // namespace escala
