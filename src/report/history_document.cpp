// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <span>
#include <variant>

#include "escala/report/history.h"
#include "escala/report/names.h"
#include "report/study_parts.h"

namespace escala {
namespace {

using Steps = std::span<const HistoryStep>;

// A target over the runs that are shown.
struct TargetRow {
  const HistoryStep* step;
  std::size_t index; // of the target in its run

  const HistoryTarget& target() const { return step->run->targets[index]; }
  const std::optional<Difference>& moved() const { return step->moved[index]; }
  bool has_moved() const { return moved() && escala::has_moved(*moved()); }
};
struct TargetHistory {
  std::string name;
  std::vector<TargetRow> rows; // oldest first

  Phrase label() const {
    if (name == "all")
      return "All together";
    const HistoryTarget& newest = rows.back().target();
    return OwnText{newest.label.empty() ? newest.name : newest.label};
  }
  bool has_moved() const { return std::ranges::any_of(rows, &TargetRow::has_moved); }
};

// In the order of the newest run; targets that it lacks are behind. All together are shown only
// beside several targets.
std::vector<TargetHistory> targets_of(Steps steps, const std::string& only) {
  std::vector<TargetHistory> all;
  std::map<std::string, std::size_t> known;
  const auto add = [&](const std::string& name) {
    if ((only.empty() || name == only) && known.try_emplace(name, all.size()).second)
      all.push_back({name, {}});
  };
  for (std::size_t i = steps.size(); i-- > 0;)
    for (const HistoryTarget& target : steps[i].run->targets)
      if (target.name != "all" || target.confidence || !only.empty() ||
          steps[i].run->targets.size() > 2)
        add(target.name);
  for (const HistoryStep& step : steps)
    for (std::size_t i = 0; i < step.run->targets.size(); ++i)
      if (const auto at = known.find(step.run->targets[i].name); at != known.end())
        all[at->second].rows.push_back({&step, i});
  return all;
}

// "2026-12-01 06:45"
std::string minute_of(const HistoryRun& run) {
  constexpr std::size_t kDay = 10, kMinute = 16;
  return run.time.size() < kMinute
             ? run.time
             : run.time.substr(0, kDay) + " " + run.time.substr(kDay + 1, kMinute - kDay - 1);
}

Phrase id_of(const HistoryRun& run) { return std::to_string(run.id); }

Phrase changes_text(const HistoryStep& step) {
  std::vector<Phrase> texts;
  for (const HistoryChange& change : step.changes)
    texts.push_back(change.text);
  return joined(texts, "; "); // values have commas
}

// In characters, with a guess for numbers.
std::size_t length_of(const HistoryChange& change) {
  constexpr std::size_t kNumber = 8;
  std::size_t length = 0;
  for (const Piece& piece : change.text.pieces()) {
    const auto* own = std::get_if<OwnText>(&piece);
    const auto* text = std::get_if<std::string>(&piece);
    length += own != nullptr ? own->text.size() : text != nullptr ? text->size() : kNumber;
  }
  return length;
}

// Changes that are too long for the row have a line each below it.
TableRow row_of_run(const HistoryStep& step) {
  constexpr std::size_t kMostInRow = 50; // characters, on a page of 80
  TableRow row{.cells = {{id_of(*step.run)}, {minute_of(*step.run)}}};
  const std::size_t changes = step.changes.size();
  std::size_t length = 0;
  for (const HistoryChange& change : step.changes)
    length += length_of(change) + 2;
  if (step.before == nullptr)
    row.cells.push_back({"first run", Emphasis::muted});
  else if (changes == 0)
    row.cells.push_back({"nothing", Emphasis::muted});
  else if (length <= kMostInRow)
    row.cells.push_back({changes_text(step)});
  else
    row.cells.push_back({filled(changes == 1 ? "{} change" : "{} changes", {count(changes)})});
  if (length > kMostInRow)
    for (const HistoryChange& change : step.changes)
      row.below.push_back(change.text);
  return row;
}

Table runs_table(Steps steps) {
  Table table{.columns = {{.heading = "Run", .align = Align::right},
                          {.heading = "Time"},
                          {.heading = "What changed"}},
              .groups = {{}}};
  for (const HistoryStep& step : steps)
    table.groups.front().rows.push_back(row_of_run(step));
  return table;
}

Number probability_of(const Judgement& of) {
  Number number = share(of.probability, Precision::error);
  number.error = std::max(of.interval.high - of.probability, of.probability - of.interval.low);
  return number;
}

// The error is that towards 0, so that the interval that is shown doesn't contain it either.
Number points_of(const Difference& moved) {
  return {.value = moved.delta,
          .precision = Precision::points,
          .error = moved.delta > 0 ? moved.delta - moved.interval.low
                                   : moved.interval.high - moved.delta,
          .show_plus = true};
}

Cell change_cell(const TargetRow& row) {
  if (!row.has_moved())
    return {Nothing{}};
  const Difference& moved = *row.moved();
  return {points_of(moved), moved.delta > 0 ? Emphasis::good : Emphasis::bad};
}

// Empty of one that is not judged.
std::string verdict_word(const HistoryTarget& target) {
  return target.confidence ? std::string(name_of(target.judgement.verdict)) : std::string();
}

Cell verdict_cell(const HistoryTarget& target) {
  if (!target.confidence)
    return {Nothing{}};
  const Verdict verdict = target.judgement.verdict;
  return {verdict_word(target), verdict == Verdict::met      ? Emphasis::good
                                : verdict == Verdict::missed ? Emphasis::bad
                                                             : Emphasis::open};
}

// The rows that say something: the first and the last, those where the target has moved, and those
// with another verdict than the one before.
std::vector<TargetRow> telling_rows(const std::vector<TargetRow>& rows) {
  std::vector<TargetRow> telling;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (i == 0 || i + 1 == rows.size() || rows[i].has_moved() ||
        verdict_word(rows[i].target()) != verdict_word(rows[i - 1].target()))
      telling.push_back(rows[i]);
  return telling;
}

bool leaves_out_rows(const TargetHistory& history) {
  return telling_rows(history.rows).size() < history.rows.size();
}

TableGroup group_of(const TargetHistory& history, const std::vector<TargetRow>& rows) {
  TableGroup group{.title = history.label()};
  for (const TargetRow& row : rows) {
    const HistoryTarget& target = row.target();
    const Cell needs =
        target.confidence ? Cell{share(*target.confidence, Precision::shortest)} : Cell{Nothing{}};
    group.rows.push_back({.cells = {{filled("run {}", {std::to_string(row.step->run->id)})},
                                    {probability_of(target.judgement)},
                                    change_cell(row),
                                    needs,
                                    verdict_cell(target)}});
  }
  return group;
}

// `all_rows`: also those that say nothing new.
Table targets_table(const std::vector<TargetHistory>& targets, bool all_rows) {
  constexpr int kLeastLabel = 8; // in characters
  Table table{.columns = {{.heading = "Target", .least = kLeastLabel},
                          {.heading = "P(reached)", .align = Align::error},
                          {.heading = "change", .align = Align::error, .drop = 1},
                          {.heading = "needs", .align = Align::right, .drop = 3},
                          {.heading = "verdict", .drop = 2}},
              .groups = {}};
  for (const TargetHistory& target : targets)
    table.groups.push_back(group_of(target, all_rows ? target.rows : telling_rows(target.rows)));
  return table;
}

double largest_move(const TargetHistory& history) {
  double largest = 0;
  for (const TargetRow& row : history.rows)
    if (row.has_moved())
      largest = std::max(largest, std::abs(row.moved()->delta));
  return largest;
}

// Those that have moved most, in their order.
std::vector<const TargetHistory*> charted(const std::vector<TargetHistory>& targets) {
  constexpr std::size_t kMostLines = 4;
  std::vector<const TargetHistory*> moved;
  for (const TargetHistory& target : targets)
    if (target.has_moved())
      moved.push_back(&target);
  std::ranges::stable_sort(moved, std::greater<>(),
                           [](const TargetHistory* target) { return largest_move(*target); });
  moved.resize(std::min(moved.size(), kMostLines));
  std::ranges::sort(moved);
  return moved;
}

std::optional<Chart> chart_of(Steps steps, const std::vector<TargetHistory>& targets) {
  LineChart chart{.along = {.labels = {}, .title = "Run"}, .unit = percent_unit(), .lines = {}};
  for (const HistoryStep& step : steps)
    chart.along.labels.push_back(id_of(*step.run));
  for (const TargetHistory* target : charted(targets)) {
    ChartValues values(steps.size());
    for (const TargetRow& row : target->rows)
      values[static_cast<std::size_t>(row.step - steps.data())] =
          row.target().judgement.probability;
    chart.lines.push_back({target->label(), std::move(values)});
  }
  if (chart.lines.empty())
    return std::nullopt;
  return Chart{"How have the probabilities moved that moved most?", std::move(chart)};
}

// "missed" where the run before had another verdict; else empty.
std::string new_verdict(const TargetRow& row) {
  const auto& before = row.step->before->targets;
  const auto old = std::ranges::find(before, row.target().name, &HistoryTarget::name);
  const std::string now = verdict_word(row.target());
  return old == before.end() || verdict_word(*old) == now ? std::string() : now;
}

// What is new of a target in the newest run; nullopt: nothing.
std::optional<Phrase> news_of(const TargetHistory& history) {
  const TargetRow& row = history.rows.back();
  const std::string verdict = new_verdict(row);
  if (!row.has_moved())
    return verdict.empty() ? std::nullopt
                           : std::optional(filled("{} is now {}.",
                                                  {part(history.label()), part(Phrase(verdict))}));
  const Difference& moved = *row.moved();
  std::vector<Piece> values{part(history.label()), points_of(moved),
                            share(row.target().judgement.probability, Precision::tenths)};
  if (verdict.empty())
    return filled("{} moved by {} points to {}.", std::move(values));
  values.push_back(part(Phrase(verdict)));
  return filled("{} moved by {} points to {}, and is now {}.", std::move(values));
}

// What happened between the last two runs.
void add_newest(const HistoryStep& newest, const std::vector<TargetHistory>& targets,
                std::vector<Phrase>& sentences) {
  if (newest.before == nullptr)
    return;
  const std::string id = std::to_string(newest.run->id);
  const std::string before = std::to_string(newest.before->id);
  sentences.push_back(
      newest.changes.empty()
          ? filled("Run {} is a run of the same plan with the same settings as run {}.",
                   {id, before})
          : filled("Run {} differs from run {} in: {}.", {id, before, part(changes_text(newest))}));
  const std::size_t told = sentences.size();
  for (const TargetHistory& target : targets)
    if (target.rows.back().step == &newest)
      if (auto news = news_of(target))
        sentences.push_back(*std::move(news));
  if (sentences.size() == told)
    sentences.push_back(filled("No target has moved significantly since run {}.", {before}));
}

Section section_of_series(const HistorySeries& series, const RunHistory& history) {
  Section section{.name = series.variant.empty() ? series.plan : series.plan + " " + series.variant,
                  .title = series.variant.empty() ? series.plan
                                                  : series.plan + " (" + series.variant + ")"};
  const std::size_t shown = std::min(history.limit.value_or(kShownRuns), series.steps.size());
  const Steps steps = Steps(series.steps).last(shown);
  const std::vector<TargetHistory> targets = targets_of(steps, history.target);
  add_newest(steps.back(), targets, section.sentences);
  section.tables.push_back(runs_table(steps));
  const bool all_rows = !history.target.empty();
  if (!targets.empty())
    section.tables.push_back(targets_table(targets, all_rows));
  if (!all_rows && std::ranges::any_of(targets, leaves_out_rows))
    section.notes.push_back(
        {NoteTopic::other, "Of a target, runs that say nothing new are left out."});
  if (auto chart = chart_of(steps, targets))
    section.charts.push_back(*std::move(chart));
  if (const std::size_t hidden = series.steps.size() - shown; hidden > 0)
    section.notes.push_back(
        {NoteTopic::other, filled(hidden == 1 ? "{} earlier run is not shown: --limit {}."
                                              : "{} earlier runs are not shown: --limit {}.",
                                  {count(hidden), std::to_string(series.steps.size())})});
  return section;
}

} // namespace

Document history_document(const RunHistory& history) {
  Document document{.title = history.file};
  const std::size_t runs = history.runs.size();
  document.settings = {filled(runs == 1 ? "{} run" : "{} runs", {count(runs)})};
  const std::vector<HistorySeries> all = series_of(history);
  for (const HistorySeries& series : all)
    document.sections.push_back(section_of_series(series, history));
  if (all.empty()) {
    document.introduction.emplace_back("The history has no runs.");
    return document;
  }
  auto& notes = document.sections.back().notes;
  notes.push_back({NoteTopic::columns, "Time: in UTC."});
  notes.push_back({NoteTopic::columns,
                   "Change: in points, from the run before, where it is significant at 99%."});
  notes.push_back({NoteTopic::intervals, "±: the 99% Monte Carlo interval."});
  return document;
}

} // namespace escala
