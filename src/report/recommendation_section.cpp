// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "escala/report/recommendation.h"

namespace escala {
namespace {

constexpr double kSurely = 2.576; // standard errors: of the normal distribution, at 99%

Number points(double value) {
  return {.value = 100 * value, .precision = Precision::tenths, .suffix = " points"};
}

Number gain_of(const Recommendation& of) {
  Number number = points(of.gain);
  number.error = 100 * (of.another_run.high - of.gain);
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

Part value_change(const Recommendation& of) {
  const std::string& path = of.set.front().first;
  if (of.shift && of.mean_today && of.value)
    return part(filled("Shift {} by {}, from a mean of {} to {}",
                       {path, *of.shift, *of.mean_today, *of.value}));
  if (of.value)
    return part(filled("Change {} from {} to {}", {path, of.from, *of.value}));
  return part(filled("Change {} from {} to {}", {path, of.from, of.set.front().second}));
}

Part change_of(const Recommendation& of) {
  switch (of.kind) {
  case Recommendation::Kind::allocation:
    return part(filled("Share the budget out as {}", {shares_of(of)}));
  case Recommendation::Kind::budget:
    return part(filled("Raise the budget from {} to {}", {of.from, of.value.value_or(Number{})}));
  case Recommendation::Kind::variant:
    return part(filled("Take the variant {}", {of.variant}));
  case Recommendation::Kind::value:
    break;
  }
  return value_change(of);
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
  Number after = share(of.after, Precision::tenths);
  Number before = share(of.before, Precision::tenths);
  after.apart = {of.before};
  before.apart = {of.after};
  std::vector<Phrase> sentences{
      filled("{}: {} is then met in {} of futures instead of {}, a gain of {}.",
             {change_of(of), of.label, after, before, gain_of(of)})};
  if (of.harm)
    sentences.push_back(filled("But {} loses {}.", {of.harm->label, points(of.harm->loss)}));
  sentences.emplace_back(Phrase({cost_of(of)}));
  return joined(sentences, " ");
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
