// SPDX-License-Identifier: Apache-2.0
// Options for comparing targets with a baseline.
#include <fmt/format.h>

#include <charconv>

#include "app/options/list.h"
#include "app/usage_error.h"

namespace escala::app {
namespace {

double points_of(const OptionSpec& option, const std::string& text) {
  const char* const end = text.data() + text.size();
  double percent = -1;
  const auto [rest, error] = std::from_chars(text.data(), end, percent);
  const bool is_number = error == std::errc() && percent >= 0 && percent <= 100;
  if (is_number && rest + 1 == end && *rest == '%')
    return percent / 100;
  const bool lacks_sign = is_number && rest == end;
  throw UsageError{fmt::format("{}: '{}' is not a percentage", option.name, text),
                   "it counts points of a probability, from 0% to 100%",
                   fmt::format("write {} {}", option.name,
                               lacks_sign ? text + "%" : std::string(option.example))};
}

} // namespace

const Option<std::string>
    option::baseline({.name = "--baseline",
                      .shape = "FILE",
                      .doc = "Compare targets with a plan or a JSON result of escala",
                      .example = "main/plan.yaml"},
                     as_typed);

const Option<double>
    option::max_drop({.name = "--max-drop",
                      .shape = "P%",
                      .doc = "Points that a target may lose from the baseline (0%)",
                      .example = "2%"},
                     points_of);

const Flag option::only_changes{.name = "--only-changes",
                                .doc = "Show only targets that have moved from the baseline"};

} // namespace escala::app
