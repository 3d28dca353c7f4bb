// SPDX-License-Identifier: Apache-2.0
#include "escala/report/earlier_result.h"

#include <algorithm>
#include <array>

namespace escala {
namespace {

using namespace types;

const RecordType& earlier_scenario_type() {
  static const RecordType kData{"data_file", {{"file", text()}, {"sha256", text()}}};
  static const RecordType kType{"scenario",
                                {{"name", text()},
                                 {"file", text()},
                                 {"sha256", text()},
                                 {"variant", nullable(text())},
                                 {"set", map(text())},
                                 {"data", optional(list(record(kData)))}}};
  return kType;
}

const RecordType& earlier_simulation_type() {
  static const RecordType kType{
      "simulation", {{"paths", count()}, {"seed", count()}, {"sampler", text()}, {"isa", text()}}};
  return kType;
}

const RecordType& earlier_type() {
  static const RecordType kTarget{"target",
                                  {{"name", text()},
                                   {"probability", number()},
                                   {"std_error", number()},
                                   {"interval", list(number())},
                                   {"paths", count()}}};
  static const RecordType kJoint{
      "joint", {{"probability", number()}, {"std_error", number()}, {"interval", list(number())}}};
  static const RecordType kType{"result",
                                {{"schema", constant("escala/result/1")},
                                 {"scenario", record(earlier_scenario_type())},
                                 {"simulation", record(earlier_simulation_type())},
                                 {"targets", list(record(kTarget))},
                                 {"joint", nullable(record(kJoint))}}};
  return kType;
}

const RecordType& earlier_several_type() {
  static const RecordType kType{
      "results",
      {{"schema", constant("escala/results/1")}, {"results", list(record(earlier_type()))}}};
  return kType;
}

std::string text_of(const Record& record, std::string_view path) {
  const Value* value = record.find(path);
  const auto* text = value == nullptr ? nullptr : value->get<std::string>();
  return text == nullptr ? std::string() : *text;
}

double number_of(const Record& record, std::string_view path) {
  return *record.find(path)->get<double>();
}

std::uint64_t count_of(const Record& record, std::string_view path) {
  return *record.find(path)->get<std::uint64_t>();
}

Provenance provenance_of(const Record& result) {
  Provenance from;
  from.file = text_of(result, "scenario.file");
  from.sha256 = text_of(result, "scenario.sha256");
  from.variant = text_of(result, "scenario.variant");
  for (const MapEntry& entry : *result.find("scenario.set")->get<Value::Map>())
    from.set.emplace_back(entry.name, *entry.value.get<std::string>());
  if (const auto* data = result.find("scenario.data")->get<Value::List>())
    for (const Value& file : *data)
      from.data.push_back(
          {text_of(*file.get<Record>(), "file"), text_of(*file.get<Record>(), "sha256")});
  from.paths = count_of(result, "simulation.paths");
  from.seed = count_of(result, "simulation.seed");
  from.sampler = text_of(result, "simulation.sampler");
  from.isa = text_of(result, "simulation.isa");
  return from;
}

bool is_probability(double value) { return value >= 0 && value <= 1; }

// nullopt if the numbers are not those of an estimate.
std::optional<Judgement> judgement_of(const Record& target, std::uint64_t paths) {
  const Numbers& ends = *target.find("interval")->get<Numbers>();
  Judgement judgement{.probability = number_of(target, "probability"),
                      .std_error = number_of(target, "std_error"),
                      .interval = {},
                      .paths = paths};
  if (ends.size() != 2 || !ends[0] || !ends[1])
    return std::nullopt;
  judgement.interval = {*ends[0], *ends[1]};
  const bool fits = is_probability(*ends[0]) && is_probability(*ends[1]) && *ends[0] <= *ends[1] &&
                    is_probability(judgement.probability) && judgement.std_error >= 0 &&
                    judgement.std_error <= 1;
  return fits ? std::optional(judgement) : std::nullopt;
}

std::optional<EarlierResult> earlier_result(const Record& result, std::string& mistake) {
  EarlierResult earlier{.from = provenance_of(result), .targets = {}, .joint = {}};
  for (const Value& each : *result.find("targets")->get<Value::List>()) {
    const Record& target = *each.get<Record>();
    const auto judgement = judgement_of(target, count_of(target, "paths"));
    if (!judgement) {
      mistake = "the target " + text_of(target, "name") + " has no probability in an interval";
      return std::nullopt;
    }
    earlier.targets.push_back({text_of(target, "name"), *judgement});
  }
  if (const auto* joint = result.find("joint")->get<Record>()) {
    earlier.joint = judgement_of(*joint, earlier.from.paths);
    if (!earlier.joint)
      mistake = "joint has no probability in an interval";
    if (!earlier.joint)
      return std::nullopt;
  }
  return earlier;
}

// Changes are compared as JSON holds them: each path once, with its last value.
using ChangeMap = std::vector<std::pair<std::string, std::string>>;
ChangeMap last_values(const ChangeMap& set) {
  ChangeMap last;
  for (const auto& change : set) {
    std::erase_if(last, [&](const auto& earlier) { return earlier.first == change.first; });
    last.push_back(change);
  }
  std::ranges::sort(last);
  return last;
}

bool is_same_run(const Provenance& a, const Provenance& b) {
  const auto is_same_file = [](const DataProvenance& x, const DataProvenance& y) {
    return x.file == y.file && x.sha256 == y.sha256;
  };
  return a.sha256 == b.sha256 && a.variant == b.variant && a.seed == b.seed &&
         a.sampler == b.sampler && a.isa == b.isa && last_values(a.set) == last_values(b.set) &&
         std::ranges::equal(a.data, b.data, is_same_file);
}

} // namespace

std::span<const RecordType* const> earlier_result_types() {
  static const std::array<const RecordType*, 2> kTypes{&earlier_type(), &earlier_several_type()};
  return kTypes;
}

std::optional<std::vector<EarlierResult>> earlier_results(const Record& document,
                                                          std::string& mistake) {
  std::vector<const Record*> records;
  if (document.type == &earlier_type())
    records.push_back(&document);
  else
    for (const Value& result : *document.find("results")->get<Value::List>())
      records.push_back(result.get<Record>());
  std::vector<EarlierResult> all;
  for (const Record* record : records) {
    auto earlier = earlier_result(*record, mistake);
    if (!earlier)
      return std::nullopt;
    all.push_back(*std::move(earlier));
  }
  return all;
}

EarlierEstimates estimates_for(const Model& model, const EarlierResult& earlier,
                               const Provenance& now) {
  EarlierEstimates estimates;
  std::size_t matched = 0;
  for (const ModelTarget& target : model.targets) {
    const auto found = std::ranges::find(earlier.targets, target.name, &EarlierTarget::name);
    auto& estimate = estimates.targets.emplace_back();
    if (found == earlier.targets.end())
      continue;
    estimate = found->judgement;
    ++matched;
  }
  if (matched > 0 && matched == model.targets.size() && matched == earlier.targets.size())
    estimates.joint = earlier.joint;
  estimates.same_run = is_same_run(earlier.from, now);
  return estimates;
}

} // namespace escala
