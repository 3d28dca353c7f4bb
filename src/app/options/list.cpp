// SPDX-License-Identifier: Apache-2.0
#include "app/options/list.h"

#include <array>

namespace escala::app {

#define ESCALA_ADDRESS(type, name) &option::name,

OptionList simulation_options() { return {ESCALA_SIMULATION_OPTIONS(ESCALA_ADDRESS)}; }
OptionList output_options() { return {ESCALA_OUTPUT_OPTIONS(ESCALA_ADDRESS)}; }
OptionList scenario_options() { return {ESCALA_SCENARIO_OPTIONS(ESCALA_ADDRESS)}; }
OptionList baseline_options() { return {ESCALA_BASELINE_OPTIONS(ESCALA_ADDRESS)}; }

#undef ESCALA_ADDRESS

OptionList join(std::initializer_list<OptionList> lists) {
  OptionList all;
  for (const OptionList& list : lists)
    all.insert(all.end(), list.begin(), list.end());
  return all;
}

std::span<const std::string_view> planned_options() {
  static constexpr auto kPlanned = std::to_array<std::string_view>(
      {"--by", "--class", "--from", "--horizon", "--name", "--past", "--refit"});
  return kPlanned;
}

} // namespace escala::app
