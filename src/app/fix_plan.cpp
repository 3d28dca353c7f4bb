// SPDX-License-Identifier: Apache-2.0
#include "app/fix_plan.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace escala::app {
namespace {

constexpr std::size_t kBytesTried = 16'000'000; // of plans that are looked at to try replacements

std::string replaced(std::string_view text, const Replacement& replacement) {
  std::string out(text.substr(0, replacement.span.begin));
  return out.append(replacement.text).append(text.substr(replacement.span.end));
}

bool holds(const Replacement& replacement, const Source& source, const LookAtText& look) {
  const Diagnostics said = look(replaced(source.text, replacement));
  const std::size_t begin = replacement.span.begin;
  const std::size_t end = begin + replacement.text.size();
  return std::ranges::none_of(said.all(), [&](const Diagnostic& one) {
    const bool in_plan = one.span.source != nullptr && one.span.source->name == source.name;
    return one.severity == Severity::error && in_plan && one.span.begin <= end &&
           std::max(one.span.begin + 1, one.span.end) > begin;
  });
}

} // namespace

std::vector<Replacement> certain_replacements(const std::vector<Diagnostic>& messages,
                                              const Source& source, const LookAtText& look) {
  std::vector<Replacement> found;
  for (const Diagnostic& message : messages)
    for (std::size_t place = 0; place <= message.repeats.size(); ++place) {
      Diagnostic at = message;
      if (place > 0)
        at.span = message.repeats[place - 1];
      if (auto replacement = replacement_of(at); replacement && at.span.source == &source)
        found.push_back(*std::move(replacement));
    }
  std::ranges::stable_sort(found, {}, [](const Replacement& one) { return one.span.begin; });
  found.resize(std::min(found.size(), 1 + kBytesTried / (source.text.size() + 1)));
  std::erase_if(found, [&](const Replacement& one) { return !holds(one, source, look); });
  return found;
}

std::string with_replacements(const Source& source, std::vector<Replacement>& replacements) {
  std::string out;
  std::size_t copied = 0;
  std::erase_if(replacements, [&](const Replacement& one) {
    if (one.span.begin < copied)
      return true;
    out.append(source.text, copied, one.span.begin - copied).append(one.text);
    copied = one.span.end;
    return false;
  });
  return out.append(source.text, copied);
}

} // namespace escala::app
