// SPDX-License-Identifier: Apache-2.0
// What the parts of binding share: the scenario under construction, the diagnostics, and how a
// quantity is read.
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
  std::string currency; // of the plan; empty after a mistake: then any currency is accepted

  // Reads one value for the whole plan. `what` names it in messages: "growth of arr". Here and
  // below, nullopt means that a mistake was reported.
  std::optional<Expression> expression(const Node& node, std::string_view what) const;
  // Reads a value, or a schedule of values by month.
  std::optional<Expression> quantity(const Node& node, std::string_view what) const;
  // Reads plain text such as a label; empty with a diagnostic if it is not text.
  std::string text(const Node& node, std::string_view what) const;
  // Reads true or false; false with a diagnostic if it is neither.
  bool flag(const Node& node, std::string_view what) const;
  // The month that a text in another form means; of a quarter or year, the first or the last one.
  std::optional<CalendarMonth> month(const std::string& text, bool last) const;
  // Reads a map from what is affected to the size of the effect.
  std::vector<Effect> effects(const Node& node, std::string_view what) const;
};

// Whether a node is the YAML word true.
bool is_true(const Node& node);
// A suggestion for a text that is no month: "write 2026-03". Of a quarter or year, its first or its
// last month.
std::string month_remedy(const std::string& text, const Binder& binder, bool last = false);
// Reports the keys of a map whose keys are all months in another form, such as FY2027; false if
// they are something else.
bool fail_month_keys(const Node& map, bool last, const Binder& binder);

// Whether a node is a map from months to values: some key is one.
bool is_schedule(const Node& node);

// Each of these binds one part of the scenario.
void bind_segments(const Node& node, Binder& binder);
void bind_drivers(const Node& node, Binder& binder);
// Reads the actual months of a metric; nullopt if it has none.
std::optional<Actual> bind_actual(const Entry& metric, Binder& binder);

void bind_metrics(const Node& node, Binder& binder);
void bind_risks(const Node& node, Binder& binder);
// Also adds the metric investment.spent.
void bind_investment(const Node& node, Binder& binder);
void bind_targets(const Node& node, Binder& binder);
void bind_output(const Node& node, Binder& binder);
void bind_percentiles(const Node& node, Binder& binder);

// Whether a node is a map from segments to values: its first key is a name, or names with dots
// ("crm.europe").
bool is_segment_map(const Node& node);
// A value of a map by segment, and the segments that it is for: of keys of one map within another,
// or of one key with dots.
struct SegmentValue {
  std::vector<LocatedText> segments;
  const Node* value = nullptr;
};
// The values of a map by segment in a driver or metric, whose `each` decides how deep it is.
std::vector<SegmentValue> segment_values(const Node& map, const Node& owner);
// The segments of a value for messages: "crm.europe".
std::string joined(const std::vector<LocatedText>& segments);
// Reads `each`, a segment list or two of them; none if left out, or with a diagnostic.
std::vector<LocatedText> bind_each(const Node& map, Binder& binder);
// Reads `total`; nullopt if left out, or with a diagnostic.
std::optional<Total> bind_total(const Node& map, const LocatedText& name, Binder& binder);
// Reports that a map by segment is given for something that is not split.
void fail_unsplit(const Node& node, std::string_view what, Binder& binder);

} // namespace escala
