// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "escala/report/recommendation.h"

namespace escala {
namespace {

constexpr double kSurely = 2.576; // standard errors: of the normal distribution, at 99%

Number gain_of(const Recommendation& of) {
  Number number{.value = of.gain, .precision = Precision::points, .suffix = " points"};
  number.error = of.another_run.high - of.gain;
  return number;
}

// "product 45%, technology 20%"
std::string shares_of(const Recommendation& of) {
  std::string text;
  for (const auto& [path, value] : of.set) {
    const std::size_t end = path.rfind('.');
    const std::size_t begin = path.rfind('.', end - 1);
    text += (text.empty() ? "" : ", ") + path.substr(begin + 1, end - begin - 1) + " " + value;
  }
  return text;
}

Part change_of(const Recommendation& of) {
  switch (of.kind) {
  case Recommendation::Kind::allocation:
    return part(filled("Share the budget out as {}", {shares_of(of)}));
  case Recommendation::Kind::budget:
    return part(filled("Raise the budget from {} to {}", {of.from, of.set.front().second}));
  case Recommendation::Kind::variant:
    return part(filled("Take the variant {}", {of.variant}));
  case Recommendation::Kind::value:
    break;
  }
  return part(
      filled("Change {} from {} to {}", {of.set.front().first, of.from, of.set.front().second}));
}

Part cost_of(const Recommendation& of) {
  if (of.kind == Recommendation::Kind::allocation)
    return part("It costs nothing more.");
  if (!of.cost)
    return part("The plan does not say what that costs.");
  const Number money{.value = std::abs(*of.cost), .unit = of.money};
  return part(filled(*of.cost < 0 ? "It saves {}." : "It costs {}.", {money}));
}

} // namespace

std::vector<Recommendation> worth_making(std::vector<Recommendation> all) {
  std::erase_if(all, [](const Recommendation& one) {
    return one.another_run.low <= 0 || one.gain <= kSurely * one.std_error;
  });
  std::ranges::stable_sort(all, std::ranges::greater(), &Recommendation::gain);
  std::set<std::pair<std::string, std::string>> seen; // variant, first path
  std::vector<Recommendation> kept;
  for (Recommendation& one : all) {
    const std::string path = one.set.empty() ? "" : one.set.front().first;
    if (kept.size() < kMostRecommendations && seen.emplace(one.variant, path).second)
      kept.push_back(std::move(one));
  }
  return kept;
}

Phrase sentence_of(const Recommendation& of) {
  Number after{.value = of.after,
               .unit = {.text = "%", .style = DisplayUnit::Style::percent},
               .precision = Precision::tenths};
  Number before = after;
  before.value = of.before;
  after.apart = {of.before};
  before.apart = {of.after};
  return filled("{}: {} is then met in {} of futures instead of {}, which is {} more. {}",
                {change_of(of), of.label, after, before, gain_of(of), cost_of(of)});
}

Section recommendation_section(const std::vector<Recommendation>& recommendations) {
  Section section{.name = "recommendations", .title = "Recommendations"};
  if (recommendations.empty())
    section.sentences.emplace_back(
        "No change that was tried makes the target significantly more likely.");
  for (const Recommendation& one : recommendations)
    section.sentences.push_back(sentence_of(one));
  if (!recommendations.empty())
    section.notes.push_back({NoteTopic::intervals,
                             "A gain is measured on draws that did not suggest the change; ± "
                             "holds for another run of as many paths, at 99%."});
  return section;
}

} // namespace escala
