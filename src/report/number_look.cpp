// SPDX-License-Identifier: Apache-2.0
// How numbers of documents look in a spreadsheet. The digits are those that tell a number from
// others, as in texts.
#include <algorithm>
#include <cmath>

#include "escala/report/document_sheets.h"
#include "report/sheet_cells.h"

namespace escala {
namespace {

constexpr int kMostShown = 9; // decimals

double rounded_to(double value, int places) {
  const double scale = std::pow(10.0, places);
  return std::round(value * scale) / scale;
}

bool looks_like(double a, double b, double scale, int places) {
  constexpr double kEqual = 1e-12; // what the language takes for equal
  return std::abs(a - b) > kEqual * std::max(std::abs(a), std::abs(b)) &&
         rounded_to(a * scale, places) == rounded_to(b * scale, places);
}

// A share below 1 never looks like 1, nor one above 0 like 0, nor a number like one that it is to
// be told from.
int telling_decimals(const Number& number, int places, bool percent) {
  std::vector<double> others = number.apart;
  if (percent)
    others.insert(others.end(), {0, 1});
  while (places < kMostShown && std::ranges::any_of(others, [&](double other) {
           return looks_like(*number.value, other, percent ? 100 : 1, places);
         }))
    ++places;
  return places;
}

int decimals_of_share(const Number& number) {
  switch (number.precision) {
  case Precision::tenths:
    return 1;
  case Precision::shortest:
    for (int places = 0; places < 4; ++places)
      if (std::abs(rounded_to(*number.value * 100, places) - *number.value * 100) < 1e-9)
        return places;
    return 4;
  case Precision::error:
    return number.error.value_or(0) > 0
               ? std::clamp(-static_cast<int>(std::floor(std::log10(*number.error * 100))), 1, 4)
               : 1;
  case Precision::digits:
  case Precision::points:
  case Precision::whole:
    break;
  }
  return look_of(number.unit, *number.value, false).decimals;
}

} // namespace

NumberLook look_of(const Number& number) {
  if (!number.value || !std::isfinite(*number.value))
    return {};
  NumberLook look = look_of(number.unit, *number.value, false);
  const bool percent = look.kind == NumberLook::Kind::percent;
  if (number.precision == Precision::whole || *number.value == std::round(*number.value))
    look.decimals = 0;
  if (percent)
    look.decimals = decimals_of_share(number);
  if (number.precision == Precision::points) {
    look.kind = NumberLook::Kind::percent;
    look.decimals = std::max(2, look.decimals);
    look.plus = true;
  }
  look.decimals = telling_decimals(number, look.decimals, percent);
  look.plus = look.plus || number.show_plus;
  if (number.precision != Precision::points)
    look.after += number.suffix;
  return look;
}

} // namespace escala
