// SPDX-License-Identifier: Apache-2.0
// What the parts of binding share: where mistakes go and how a quantity is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escala/core/diagnostics.h"
#include "escala/input/node.h"
#include "escala/scenario/scenario.h"

namespace escala {

struct Binder {
  Scenario& scenario;
  Diagnostics& diagnostics;
  std::string currency; // empty where the plan's own is a mistake: then any money fits

  // One value, for the whole plan. `what` names it: "growth of arr".
  std::optional<Expression> expression(const Node& node, std::string_view what) const;
  // A value, or a schedule of values by month.
  std::optional<Expression> quantity(const Node& node, std::string_view what) const;
  // Plain text such as a label; empty with a diagnostic where it is none.
  std::string text(const Node& node, std::string_view what) const;
  // A map of what is acted on, and by how much.
  std::vector<Effect> effects(const Node& node, std::string_view what) const;
};

// A map of months to values; months are the keys that begin with a digit.
bool is_schedule(const Node& node);

void bind_segments(const Node& node, Binder& binder);
void bind_drivers(const Node& node, Binder& binder);
// The actual months of a metric.
std::optional<Actual> bind_actual(const Node& node, const Entry& metric, Binder& binder);

void bind_metrics(const Node& node, Binder& binder);
void bind_risks(const Node& node, Binder& binder);
// Adds the metric investment.spent.
void bind_investment(const Node& node, Binder& binder);
void bind_targets(const Node& node, Binder& binder);

// A map of segments to values.
bool is_segment_map(const Node& node);
// What `each` and `total` say; none where they are left out or mistaken.
std::optional<LocatedText> bind_each(const Node& map, Binder& binder);
std::optional<Total> bind_total(const Node& map, const LocatedText& name, Binder& binder);
// Reports a map by segment of something that is not split.
void fail_unsplit(const Node& node, std::string_view what, Binder& binder);

} // namespace escala
