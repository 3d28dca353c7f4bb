// SPDX-License-Identifier: Apache-2.0
// Verdicts as OpenMetrics text, for GitLab's metrics reports and the textfile collector of
// Prometheus' node exporter. Gauges alone, so that it is also valid in Prometheus' own text format,
// which takes the last line for a comment.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "escala/core/numbers.h"
#include "escala/render/format.h"
#include "escala/render/text_width.h"

namespace escala {
namespace {

using Labels = std::vector<std::pair<std::string_view, std::string>>;

std::string label_text(std::string_view value) {
  std::string out;
  for (const char c : printable(value, true)) {
    if (c == '\\' || c == '"')
      out += '\\';
    out += c;
  }
  return out;
}

// Samples of one name, each with its labels; a second sample with the same labels is left out,
// because a reader would refuse both.
class Family {
 public:
  Family(std::string_view name, std::string_view help) : name_(name), help_(help) {}

  void add(const Labels& labels, std::optional<double> value) {
    std::string text;
    for (const auto& [name, content] : labels)
      text.append(text.empty() ? "" : ",").append(name).append("=\"" + label_text(content) + "\"");
    if (value && known_.insert(text).second)
      samples_ += name_ + "{" + text + "} " + shortest_text(*value) + "\n";
  }

  std::string text() const {
    if (samples_.empty())
      return {};
    return "# TYPE " + name_ + " gauge\n# HELP " + name_ + " " + help_ + "\n" + samples_;
  }

 private:
  std::string name_, help_, samples_;
  std::set<std::string> known_;
};

// The plans whose name and variant another plan has too: their files tell them apart.
class PlanNames {
 public:
  explicit PlanNames(const Verdicts& verdicts) {
    for (const PlanVerdicts& plan : verdicts.plans)
      ++plans_[{plan.provenance.scenario, plan.provenance.variant}];
  }

  Labels labels(const PlanVerdicts& plan) const {
    const Provenance& from = plan.provenance;
    Labels labels{{"plan", from.scenario}, {"variant", from.variant}};
    if (plans_.at({from.scenario, from.variant}) > 1)
      labels.emplace_back("file", from.file);
    return labels;
  }

 private:
  std::map<std::pair<std::string, std::string>, int> plans_;
};

Labels with(Labels labels, std::string_view name, const std::string& value) {
  labels.emplace_back(name, value);
  return labels;
}

struct Families {
  Family probability{"escala_target_probability", "Probability that the target is met."};
  Family low{"escala_target_probability_low", "Lower end of its 99% Monte Carlo interval."};
  Family high{"escala_target_probability_high", "Upper end of its 99% Monte Carlo interval."};
  Family confidence{"escala_target_confidence", "Probability that the target needs."};
  Family met{"escala_target_met", "1 if the target is met, 0 if it is missed or undecided."};
  Family decided{"escala_target_decided", "1 if the verdict is certain at 99%, else 0."};
  Family median{"escala_target_median",
                "Median of the metric that the target compares, where the target is judged."};
  Family month{"escala_target_median_month",
               "Month by which half of the paths meet the condition, from the start of the plan."};
  Family metric{"escala_metric_median", "Median of the metric at the end of the plan."};

  void add(const Labels& plan, const TargetVerdict& target) {
    const Labels labels = with(plan, "target", target.name);
    probability.add(labels, target.probability);
    low.add(labels, target.low);
    high.add(labels, target.high);
    confidence.add(labels, target.confidence);
    if (target.verdict) {
      met.add(labels, target.verdict == Verdict::met ? 1 : 0);
      decided.add(labels, target.verdict == Verdict::undecided ? 0 : 1);
    }
    median.add(labels, target.median);
    month.add(labels, target.median_month);
  }

  std::string text() const {
    std::string out;
    for (const Family* family :
         {&probability, &low, &high, &confidence, &met, &decided, &median, &month, &metric})
      out += family->text();
    return out;
  }
};

std::string write_openmetrics(const Verdicts& verdicts) {
  Families families;
  const PlanNames names(verdicts);
  for (const PlanVerdicts& plan : verdicts.plans) {
    const Labels labels = names.labels(plan);
    for (const TargetVerdict& target : plan.targets)
      families.add(labels, target);
    for (const auto& [metric, median] : plan.medians)
      families.metric.add(with(labels, "metric", metric), median);
  }
  return families.text() + "# EOF\n";
}

} // namespace

extern const Format format_openmetrics;
const Format format_openmetrics{"openmetrics", ".prom",
                                "probabilities and medians, for GitLab and Prometheus",
                                write_openmetrics};

} // namespace escala
