// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "escala/catalog/function.h"

namespace escala {
namespace {

using Kind = TimeFunctionSpec::Kind;
constexpr std::array kTimeFunctions{
    TimeFunctionSpec{"initial", Kind::initial, false, false, "the value of month 0", "x",
                     "arr / initial(arr)"},
    TimeFunctionSpec{"lag", Kind::lag, true, true,
                     "the value some months ago; before that month 0's, or the value that is given",
                     "x, months[, before]", "lag(arr, 12mo, $0)"},
    TimeFunctionSpec{"change", Kind::change, false, false, "x - lag(x, 1mo)", "x",
                     "change(arr) / arr"},
    TimeFunctionSpec{"growth", Kind::growth, false, false, "x / lag(x, 12mo) - 1", "x",
                     "growth(arr)"},
    TimeFunctionSpec{"sum", Kind::sum, true, false,
                     "the sum over the last months; of a rate, of its amounts", "x, months",
                     "sum(cost, 12mo)"},
    TimeFunctionSpec{"mean", Kind::mean, true, false, "the mean over the last months", "x, months",
                     "mean(users, 3mo)"},
    TimeFunctionSpec{"peak", Kind::peak, false, false, "the highest value so far", "x",
                     "arr / peak(arr) - 1"},
    TimeFunctionSpec{"trough", Kind::trough, false, false, "the lowest value so far", "x",
                     "trough(cash)"},
};

} // namespace

std::span<const TimeFunctionSpec> time_functions() { return kTimeFunctions; }

const TimeFunctionSpec* find_time_function(std::string_view name) {
  const auto found = std::ranges::find(kTimeFunctions, name, &TimeFunctionSpec::name);
  return found == kTimeFunctions.end() ? nullptr : &*found;
}

} // namespace escala
