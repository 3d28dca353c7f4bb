// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "app/options/list.h"
#include "app/options/words.h"

namespace escala::app {
namespace {

constexpr std::array kMethods{Word<QuantileMethod>{"exact", QuantileMethod::exact},
                              Word<QuantileMethod>{"sketch", QuantileMethod::sketch}};

} // namespace

const Option<QuantileMethod> option::quantiles(
    {.name = "--quantiles",
     .shape = "NAME",
     .doc = "exact (default), or sketch: within 0.2%, in constant memory",
     .example = "sketch"},
    [](const OptionSpec& option, const std::string& text) {
      return resolve_word<QuantileMethod>(option, text, "method", kMethods, "write exact");
    },
    QuantileMethod::exact);

} // namespace escala::app
