// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <span>
#include <vector>

#include "describe.h"

namespace escala {
namespace {

constexpr std::array<DistributionParameter, 2> kParameters = {{
    {"value", DistributionRole::value, "what may be drawn", ""},
    {"probability", DistributionRole::plain, "how likely it is; all add up to 100%", "0% to 100%"},
}};

constexpr double kRounding = 1e-9;

std::string_view requirement(DistributionArguments arguments) {
  double total = 0;
  for (std::size_t i = 1; i < arguments.size(); i += 2) {
    if (!(arguments[i] >= 0 && arguments[i] <= 1))
      return "its probabilities must lie between 0% and 100%";
    total += arguments[i];
  }
  return std::abs(total - 1) <= kRounding ? "" : "its probabilities must add up to 100%";
}

// Ascending values, each with the probability that a draw is at most this value.
class Steps {
 public:
  explicit Steps(DistributionArguments arguments) {
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2)
      if (arguments[i + 1] > 0)
        steps_.push_back({arguments[i], arguments[i + 1]});
    std::ranges::stable_sort(steps_, {}, &Step::value);
    double sum = 0;
    for (Step& step : steps_)
      step.reached = sum += step.reached;
    steps_.back().reached = 1;
  }

  double quantile(double probability) const {
    const auto found = std::ranges::lower_bound(steps_, probability, {}, &Step::reached);
    return found == steps_.end() ? steps_.back().value : found->value;
  }

  double cdf(double x) const {
    const auto above = std::ranges::upper_bound(steps_, x, {}, &Step::value);
    return above == steps_.begin() ? 0 : std::prev(above)->reached;
  }

 private:
  struct Step {
    double value;
    double reached;
  };
  std::vector<Step> steps_;
};

void quantiles(ConstColumn input, const ConstColumnList& parameters, Column out) {
  std::vector<double> arguments(parameters.size());
  const auto load = [&](std::size_t lane) {
    bool same = lane > 0;
    for (std::size_t j = 0; j < arguments.size(); ++j) {
      same = same && same_bits(arguments[j], parameters[j][lane]);
      arguments[j] = parameters[j][lane];
    }
    return !same;
  };
  std::optional<Steps> steps;
  double instead = 0;
  for (std::size_t i = 0; i < out.lanes(); ++i) {
    if (load(i)) {
      instead = unusable(requirement, arguments);
      steps.reset();
      if (instead == 0)
        steps.emplace(arguments);
    }
    out[i] = steps ? steps->quantile(input[i]) : instead;
  }
}

} // namespace

extern constinit const DistributionSpec kDiscrete{
    .name = "discrete",
    .doc = "one of the values listed, each with its probability",
    .formula = "the smallest value with P(at most it) >= u",
    .source = "the inverse of its whole distribution function",
    .example = "discrete(10%, 25%, 20%, 50%, 40%, 25%)",
    .parameters = kParameters,
    .input = DrawInput::uniform,
    .result = DrawResult::value,
    .form = DistributionForm::pairs,
    .requirement = requirement,
    .pair_quantiles = quantiles,
    .cdf = [](double x, DistributionArguments arguments) { return Steps(arguments).cdf(x); },
    .quantile = [](double p,
                   DistributionArguments arguments) { return Steps(arguments).quantile(p); },
    .has_atoms = true,
};

} // namespace escala
