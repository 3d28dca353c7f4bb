// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "escala/report/history.h"
#include "escala/report/names.h"
#include "report/run_records.h"

namespace escala {
namespace {

using namespace types;

struct TargetOfStep {
  const HistoryStep& step;
  std::size_t index;

  const HistoryTarget& target() const { return step.run->targets[index]; }
  const std::optional<Difference>& moved() const { return step.moved[index]; }
};

Value interval_of(const Interval& interval) { return Numbers{interval.low, interval.high}; }

const Described<TargetOfStep>& history_target_record() {
  using Of = TargetOfStep;
  static const Described<Of> kRecord{
      "history_target",
      {{"name", text(), "all: all of them together", [](const Of& of) { return of.target().name; }},
       {"label", text(), "", [](const Of& of) { return of.target().label; }},
       {"when", text(), "the condition", [](const Of& of) { return of.target().when; }},
       {"timing", text(), "\"by 60\", \"throughout 24-35\"",
        [](const Of& of) { return of.target().timing; }},
       {"confidence", nullable(number()), "", [](const Of& of) { return of.target().confidence; }},
       {"probability", number(), "",
        [](const Of& of) { return of.target().judgement.probability; }},
       {"std_error", number(), "", [](const Of& of) { return of.target().judgement.std_error; }},
       {"interval", list(number()), "99%",
        [](const Of& of) { return interval_of(of.target().judgement.interval); }},
       {"verdict", nullable(word({"met", "missed", "undecided"})), "",
        [](const Of& of) {
          return of.target().confidence ? Value(name_of(of.target().judgement.verdict))
                                        : Value(Null{});
        }},
       {"median_month", nullable(count()), "by which half of all paths have met it",
        [](const Of& of) { return of.target().median_month; }},
       {"delta", nullable(number()), "the probability minus that of the run before",
        [](const Of& of) { return of.moved() ? Value(of.moved()->delta) : Value(Null{}); }},
       {"delta_interval", nullable(list(number())), "99%, of independent runs",
        [](const Of& of) {
          return of.moved() ? interval_of(of.moved()->interval) : Value(Null{});
        }},
       {"moved", nullable(boolean()), "whether that interval does not contain 0",
        [](const Of& of) { return of.moved() ? Value(has_moved(*of.moved())) : Value(Null{}); }}}};
  return kRecord;
}

// A step, and the only target that is shown.
struct ShownStep {
  const HistoryStep& step;
  const std::string& target; // empty: all

  const HistoryRun& run() const { return *step.run; }
  const Provenance& from() const { return step.run->provenance; }
};

Value targets_of_step(const ShownStep& of) {
  Value::List all;
  for (std::size_t i = 0; i < of.run().targets.size(); ++i)
    if (of.target.empty() || of.target == of.run().targets[i].name)
      all.emplace_back(history_target_record().of({of.step, i}));
  return all;
}

Value settings_of_step(const ShownStep& of) {
  Value::Map settings;
  for (const auto& [path, expression] : of.from().set)
    settings.push_back({path, expression});
  return settings;
}

Value data_of_step(const ShownStep& of) {
  Value::Map files;
  for (const DataProvenance& data : of.from().data)
    files.push_back({data.file, data.sha256});
  return files;
}

// Each kind once.
Value changed_of_step(const ShownStep& of) {
  Texts kinds;
  for (const HistoryChange& change : of.step.changes)
    if (std::ranges::find(kinds, change.kind) == kinds.end())
      kinds.push_back(change.kind);
  return kinds;
}

const Described<ShownStep>& history_run_record() {
  using Of = ShownStep;
  static const Described<Of> kRecord{
      "history_run",
      {{"id", count(), "", [](const Of& of) { return of.run().id; }},
       {"time", text(), "in UTC, ISO 8601", [](const Of& of) { return of.run().time; }},
       {"plan", text(), "the name of the plan", [](const Of& of) { return of.from().scenario; }},
       {"variant", text(), "empty: none", [](const Of& of) { return of.from().variant; }},
       {"file", text(), "", [](const Of& of) { return of.from().file; }},
       {"sha256", text(), "of the file", [](const Of& of) { return of.from().sha256; }},
       {"set", map(text()), "--set, by path", settings_of_step},
       {"data", map(text()), "the SHA-256 of each data file", data_of_step},
       {"version", text(), "of escala", [](const Of& of) { return of.run().version; }},
       {"paths", count(), "", [](const Of& of) { return of.from().paths; }},
       {"seed", count(), "", [](const Of& of) { return of.from().seed; }},
       {"sampler", text(), "", [](const Of& of) { return of.from().sampler; }},
       {"isa", text(), "", [](const Of& of) { return of.from().isa; }},
       {"before", nullable(count()), "the run before, of the same plan and variant",
        [](const Of& of) {
          return of.step.before == nullptr ? Value(Null{}) : Value(of.step.before->id);
        }},
       {"changed",
        list(word(
            {"plan", "data", "changes", "file", "version", "paths", "seed", "sampler", "isa"})),
        "in what it differs from the run before", changed_of_step},
       {"targets", list(record(history_target_record().type())), "", targets_of_step}}};
  return kRecord;
}

struct ShownHistory {
  const RunHistory& history;
  std::vector<HistorySeries> series;

  // In the order in which they were added.
  std::vector<const HistoryStep*> steps() const {
    std::vector<const HistoryStep*> all;
    for (const HistorySeries& one : series) {
      const std::size_t count = one.steps.size();
      const std::size_t last = std::min(history.limit.value_or(count), count);
      for (std::size_t i = count - last; i < count; ++i)
        all.push_back(&one.steps[i]);
    }
    std::ranges::sort(all, {}, [](const HistoryStep* step) { return step->run; });
    return all;
  }
};

const Described<ShownHistory>& history_record() {
  using Of = ShownHistory;
  static const Described<Of> kRecord{
      "history",
      {{"schema", constant("escala/history/1"), "",
        [](const Of&) { return Value("escala/history/1"); }},
       {"tool", record(tool_record().type()), "what read the history",
        [](const Of&) { return Value(tool_record().of({})); }},
       {"history", text(), "the file", [](const Of& of) { return of.history.file; }},
       {"runs", list(record(history_run_record().type())), "in the order in which they were added",
        [](const Of& of) {
          Value::List runs;
          for (const HistoryStep* step : of.steps())
            runs.emplace_back(history_run_record().of({*step, of.history.target}));
          return runs;
        }}}};
  return kRecord;
}

std::string joined_texts(const Texts& texts) { return fmt::format("{}", fmt::join(texts, ", ")); }

// "drivers.arr_growth=150%, horizon=3y"
Value set_cell(const Record&, const Record* run) {
  Texts texts;
  if (run != nullptr)
    for (const MapEntry& entry : *run->find("set")->get<Value::Map>())
      texts.push_back(entry.name + "=" + *entry.value.get<std::string>());
  return joined_texts(texts);
}

Value changed_cell(const Record&, const Record* run) {
  return run == nullptr ? Value(Absent{})
                        : Value(joined_texts(*run->find("changed")->get<Texts>()));
}

// A row for each run and target.
DataTable history_targets_table() {
  DataTable table{.name = "targets",
                  .doc = "a row for each run and target",
                  .of = &history_target_record().type()};
  const auto of_run = [&](const char* name, const char* path) {
    table.columns.push_back({.name = name, .path = path, .outer = true});
  };
  for (const char* name : {"time", "plan", "variant", "file", "sha256"})
    of_run(name, name);
  table.columns.insert(table.columns.begin(), {.name = "run", .path = "id", .outer = true});
  table.columns.push_back({.name = "set", .made = set_cell});
  for (const char* name : {"version", "paths", "seed", "sampler", "isa"})
    of_run(name, name);
  table.columns.push_back({.name = "changed", .made = changed_cell});
  table.columns.push_back({.name = "target", .path = "name"});
  for (const char* name : {"label", "confidence", "probability", "std_error"})
    table.columns.push_back({.name = name, .path = name});
  table.columns.push_back({.name = "lo", .path = "interval", .index = 0});
  table.columns.push_back({.name = "hi", .path = "interval", .index = 1});
  for (const char* name : {"verdict", "delta"})
    table.columns.push_back({.name = name, .path = name});
  table.columns.push_back({.name = "delta_lo", .path = "delta_interval", .index = 0});
  table.columns.push_back({.name = "delta_hi", .path = "delta_interval", .index = 1});
  table.columns.push_back({.name = "moved", .path = "moved"});
  return table;
}

} // namespace

Data history_data(const RunHistory& history) {
  return {history_record().of({history, series_of(history)}), {history_targets_table()}};
}

const RecordType& history_type() { return history_record().type(); }

} // namespace escala
