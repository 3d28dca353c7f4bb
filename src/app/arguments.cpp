// SPDX-License-Identifier: Apache-2.0
#include "app/arguments.h"

#include <algorithm>

namespace escala::app {

const std::vector<std::string>& Arguments::texts(const OptionSpec& option) const {
  static const std::vector<std::string> kNone;
  const auto found = std::ranges::find(given_, &option, &Given::option);
  return found == given_.end() ? kNone : found->texts;
}

void Arguments::add(const OptionSpec& option, std::string text) {
  auto found = std::ranges::find(given_, &option, &Given::option);
  if (found == given_.end())
    found = given_.insert(found, {&option, {}});
  found->texts.push_back(std::move(text));
}

std::vector<Arguments::Setting> Arguments::settings() const {
  std::vector<Setting> settings;
  for (const Given& given : given_)
    if (!given.option->lays_at.empty())
      settings.push_back({given.option, given.texts.back()});
  return settings;
}

void Arguments::check() const {
  for (const Given& given : given_)
    if (given.option->check != nullptr)
      for (const std::string& text : given.texts)
        given.option->check(*given.option, text);
}

} // namespace escala::app
