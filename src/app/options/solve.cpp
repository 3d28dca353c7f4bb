// SPDX-License-Identifier: Apache-2.0
// Options of solve.
#include <fmt/format.h>

#include <charconv>

#include "app/options/list.h"
#include "app/usage_error.h"

namespace escala::app {
namespace {

double probability_of_text(const OptionSpec& option, const std::string& text) {
  const bool percent = text.ends_with('%');
  const char* const end = text.data() + text.size() - (percent ? 1 : 0);
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  const bool number = error == std::errc() && rest == end;
  const double probability = percent ? value / 100 : value;
  if (number && probability > 0 && probability < 1)
    return probability;
  const bool lacks_sign = number && !percent && value >= 1 && value < 100;
  throw UsageError{fmt::format("{}: '{}' is not a probability", option.name, text),
                   "it lies between 0% and 100%, both excluded",
                   fmt::format("write {} {}", option.name,
                               lacks_sign ? text + "%" : std::string(option.example))};
}

} // namespace

const Option<double>
    option::confidence({.name = "--confidence",
                        .shape = "P",
                        .doc = "The probability that is wanted (default: what the target needs)",
                        .example = "80%"},
                       probability_of_text);

const Option<double> option::quantile({.name = "--quantile",
                                       .shape = "P",
                                       .doc = "The quantile of --metric that must reach --value",
                                       .example = "50%"},
                                      probability_of_text);

const Option<std::string> option::quantile_value({.name = "--value",
                                                  .shape = "VALUE",
                                                  .doc = "What the quantile must reach",
                                                  .example = "'$1B'"},
                                                 as_typed);

const Option<std::string> option::solved_for(
    {.name = "--for",
     .shape = "PATH[=EXPR]",
     .doc = "What may change: a constant, a distribution that is shifted, or an expression with a\n"
            "range in {}; repeatable (default: each value of the plan alone)",
     .example = "metrics.arr.initial",
     .repeatable = true},
    as_typed);

const Flag option::integer{.name = "--integer",
                           .doc = "The least whole number that does it, in the unit as shown"};

} // namespace escala::app
