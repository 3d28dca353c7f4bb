// SPDX-License-Identifier: Apache-2.0
#include "escala/render/target_table.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/render/display.h"
#include "escala/render/glyphs.h"
#include "escala/render/grid.h"
#include "escala/render/text_width.h"
#include "escala/report/names.h"

namespace escala {
namespace {

constexpr int kLeastLabel = 16;

// What a table of this report shows. `brief` has the shorter headings.
struct Choice {
  bool median = false;
  bool paths = false;
  bool joint = false;
  bool brief = false;
};

Choice choice_for(const Report& report) {
  const auto has_median = [](const TargetResult& target) {
    return target.median_there.has_value();
  };
  const auto differs = [&](const TargetResult& target) {
    return target.estimate.paths != report.targets.front().estimate.paths;
  };
  const auto& targets = report.targets;
  Choice choice;
  choice.median = !report.curves.empty() && std::any_of(targets.begin(), targets.end(), has_median);
  choice.paths = std::any_of(targets.begin(), targets.end(), differs);
  choice.joint = report.joint && (targets.size() > 1 || report.joint->confidence);
  return choice;
}

std::string duration_text(int months) {
  if (months > 0 && months % 12 == 0)
    return std::to_string(months / 12) + "y";
  return std::to_string(months) + "mo";
}

std::string timing_text(const Timing& timing, int horizon) {
  switch (timing.kind) {
  case TimingKind::at:
    return "at " + duration_text(timing.to);
  case TimingKind::throughout:
    if (timing.from == 0 && timing.to == horizon)
      return "all " + duration_text(timing.to);
    return duration_text(timing.from) + "-" + duration_text(timing.to);
  case TimingKind::by:
    break;
  }
  return duration_text(timing.to);
}

Ink ink_of(Verdict verdict) {
  switch (verdict) {
  case Verdict::met:
    return Ink::green;
  case Verdict::missed:
    return Ink::red;
  case Verdict::undecided:
    break;
  }
  return Ink::yellow;
}

GridCell mark_of(const std::optional<Verdict>& verdict, bool utf8) {
  if (!verdict)
    return {};
  const Glyphs& signs = glyphs(utf8);
  const std::string_view sign = *verdict == Verdict::met      ? signs.met
                                : *verdict == Verdict::missed ? signs.missed
                                                              : signs.undecided;
  return {std::string(sign), ink_of(*verdict)};
}

GridCell verdict_cell(const std::optional<Verdict>& verdict) {
  return verdict ? GridCell{std::string(name_of(*verdict)), ink_of(*verdict)} : GridCell{};
}

// "81.2% ± 0.3", with the percent signs and the signs of error of all rows below one another.
std::vector<std::string> probability_texts(const Report& report, bool joint, bool utf8) {
  std::vector<ProbabilityText> parts;
  for (const TargetResult& target : report.targets)
    parts.push_back(display_probability(target.estimate));
  if (joint)
    parts.push_back(display_probability(report.joint->estimate));
  std::size_t share_width = 0, error_width = 0;
  for (const ProbabilityText& part : parts) {
    share_width = std::max(share_width, part.share.size());
    error_width = std::max(error_width, part.error.size());
  }
  const std::string sign = " " + std::string(glyphs(utf8).plus_minus) + " ";
  std::vector<std::string> texts;
  for (const ProbabilityText& part : parts) {
    std::string text(share_width - part.share.size(), ' ');
    text += part.share;
    if (error_width > 0)
      text += part.error.empty() ? std::string(static_cast<std::size_t>(display_width(sign)), ' ')
                                 : sign;
    text += part.error + std::string(error_width - part.error.size(), ' ');
    texts.push_back(std::move(text));
  }
  return texts;
}

// The columns and the headings, in one place: rows below name their cells in this order.
Grid empty_grid(const Choice& choice) {
  Grid grid;
  std::vector<GridCell> headings;
  const auto add = [&](GridColumn column, const char* heading) {
    grid.columns.push_back(column);
    headings.push_back({heading, Ink::dim});
  };
  add({.gap = 2}, "");
  add({.gap = 1, .least = kLeastLabel}, "Target");
  add({.drop = 1}, "by");
  if (choice.median)
    add({.right = true, .drop = 4}, choice.brief ? "median" : "median there");
  add({.right = true, .drop = 5}, choice.brief ? "reached" : "reached by");
  add({.right = true}, "P(reached)");
  add({.right = true, .drop = 3}, "needs");
  add({.drop = 2}, "verdict"); // the mark says it too
  if (choice.paths)
    add({.right = true, .drop = 6}, "paths");
  grid.rows.push_back(std::move(headings));
  return grid;
}

std::string reached_text(const std::optional<int>& month, bool utf8) {
  return month ? "month " + std::to_string(*month) : std::string(glyphs(utf8).none);
}

std::string median_text(const TargetResult& target, bool utf8) {
  return target.median_there ? display(target.median_there, target.median_unit, utf8)
                             : std::string(glyphs(utf8).none);
}

std::vector<GridCell> target_row(const TargetResult& target, std::string probability, int horizon,
                                 const Choice& choice, bool utf8) {
  std::vector<GridCell> row{mark_of(target.verdict, utf8),
                            {printable(target.label, utf8)},
                            {timing_text(target.timing, horizon)}};
  if (choice.median)
    row.push_back({median_text(target, utf8)});
  const bool by = target.timing.kind == TimingKind::by; // else the first month is not the point
  row.push_back({reached_text(by ? target.median_month : std::nullopt, utf8)});
  row.push_back({std::move(probability)});
  row.push_back({display_share(target.confidence)});
  row.push_back(verdict_cell(target.verdict));
  if (choice.paths)
    row.push_back({display_count(target.estimate.paths)});
  return row;
}

std::vector<GridCell> joint_row(const JointResult& joint, std::string probability,
                                const Choice& choice, bool utf8) {
  std::vector<GridCell> row{mark_of(joint.verdict, utf8), {"All together"}, {}};
  row.resize(row.size() + (choice.median ? 2 : 1));
  row.push_back({std::move(probability)});
  row.push_back({joint.confidence ? display_share(*joint.confidence) : ""});
  row.push_back(verdict_cell(joint.verdict));
  if (choice.paths)
    row.push_back({display_count(joint.estimate.paths)});
  return row;
}

Grid target_grid(const Report& report, const Choice& choice, bool utf8) {
  Grid grid = empty_grid(choice);
  std::vector<std::string> probabilities = probability_texts(report, choice.joint, utf8);
  for (std::size_t i = 0; i < report.targets.size(); ++i)
    grid.rows.push_back(
        target_row(report.targets[i], std::move(probabilities[i]), report.horizon, choice, utf8));
  if (choice.joint)
    grid.rows.push_back(joint_row(*report.joint, std::move(probabilities.back()), choice, utf8));
  return grid;
}

} // namespace

std::string target_table(const Report& report, const RenderOptions& options) {
  if (report.targets.empty())
    return {};
  Choice choice = choice_for(report);
  Grid grid = target_grid(report, choice, options.utf8);
  if (grid.natural_width() > options.width) {
    choice.brief = true;
    grid = target_grid(report, choice, options.utf8);
  }
  return to_text(std::move(grid), options);
}

} // namespace escala
