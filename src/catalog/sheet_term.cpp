// SPDX-License-Identifier: Apache-2.0
#include "escala/catalog/sheet_term.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "escala/catalog/growth_model.h"
#include "escala/core/numbers.h"
#include "escala/core/undefined.h"

namespace escala {
namespace {

using Strength = SheetTerm::Strength;

SheetTerm joined(const SheetTerm& a, std::string_view symbol, const SheetTerm& b, double value,
                 Strength left, Strength right, Strength own) {
  std::string text = a.at(left);
  text += symbol;
  text += b.at(right);
  return SheetTerm(std::move(text), value, own).lacking(a.may_lack() || b.may_lack());
}

bool any_lacks(std::span<const SheetTerm> terms) {
  return std::ranges::any_of(terms, [](const SheetTerm& term) { return term.may_lack(); });
}

// A condition that is false where it is n/a.
SheetTerm decided(const SheetTerm& condition) {
  if (!condition.may_lack())
    return condition;
  return {"IFERROR(" + condition.text() + ",FALSE)",
          std::isnan(condition.value()) ? 0.0 : condition.value()};
}

SheetTerm over(std::string_view name, const SheetRange& range, double value) {
  return SheetTerm(std::string(name) + "(" + range.text + ")", value).lacking(range.may_lack);
}

template <typename Fold>
double folded(std::span<const SheetTerm> terms, Fold fold) {
  double value = terms.front().value();
  for (const SheetTerm& term : terms.subspan(1))
    value = std::isnan(value) || std::isnan(term.value()) ? kUndefined : fold(value, term.value());
  return value;
}

template <typename Fold>
double folded_range(const SheetRange& range, Fold fold) {
  double value = range.values.front();
  for (std::size_t i = 1; i < range.values.size(); ++i)
    value = fold(value, range.values[i]);
  return value;
}

double larger(double a, double b) { return std::isnan(a) || a > b ? a : b; }
double smaller(double a, double b) { return std::isnan(a) || a < b ? a : b; }

} // namespace

SheetTerm::SheetTerm(double constant)
    : text_(std::isfinite(constant) ? shortest_text(constant) : "NA()"), value_(constant),
      strength_(constant < 0 ? Strength::sum : Strength::atom), constant_(true),
      may_lack_(!std::isfinite(constant)) {}

std::string SheetTerm::at(Strength least) const {
  return strength_ >= least ? text_ : "(" + text_ + ")";
}

SheetTerm SheetTerm::lacking(bool may_lack) const {
  SheetTerm term = *this;
  term.may_lack_ = may_lack;
  return term;
}

SheetTerm operator+(const SheetTerm& a, const SheetTerm& b) {
  if (a.is_constant(0))
    return b;
  if (b.is_constant(0))
    return a;
  return joined(a, "+", b, a.value() + b.value(), Strength::sum, Strength::product, Strength::sum);
}

SheetTerm operator-(const SheetTerm& a, const SheetTerm& b) {
  if (b.is_constant(0))
    return a;
  if (a.is_constant(0))
    return -b;
  return joined(a, "-", b, a.value() - b.value(), Strength::sum, Strength::product, Strength::sum);
}

SheetTerm operator*(const SheetTerm& a, const SheetTerm& b) {
  if (a.is_constant(1))
    return b;
  if (b.is_constant(1))
    return a;
  return joined(a, "*", b, a.value() * b.value(), Strength::product, Strength::power,
                Strength::product);
}

SheetTerm operator/(const SheetTerm& a, const SheetTerm& b) {
  if (b.is_constant(1))
    return a;
  const double value = b.value() == 0 ? kUndefined : a.value() / b.value();
  const bool safe = b.is_constant() && b.value() != 0;
  return joined(a, "/", b, value, Strength::product, Strength::power, Strength::product)
      .lacking(!safe || a.may_lack());
}

// A spreadsheet takes a sign before a power, so -x^2 would be (-x)^2.
SheetTerm operator-(const SheetTerm& a) {
  if (a.is_constant())
    return SheetTerm(-a.value());
  return SheetTerm("-" + a.at(Strength::atom), -a.value(), Strength::sum).lacking(a.may_lack());
}

SheetTerm power(const SheetTerm& base, const SheetTerm& exponent) {
  if (exponent.is_constant(1) || base.is_constant(1))
    return base;
  if (exponent.is_constant(0))
    return SheetTerm(1);
  const bool lacks = base.value() == 0 && exponent.value() < 0;
  const bool safe = exponent.is_constant() && exponent.value() >= 0;
  return joined(base, "^", exponent, lacks ? kUndefined : std::pow(base.value(), exponent.value()),
                Strength::atom, Strength::atom, Strength::power)
      .lacking(!safe || base.may_lack());
}

SheetTerm compared(const SheetTerm& a, std::string_view symbol, const SheetTerm& b) {
  const double x = a.value();
  const double y = b.value();
  const bool holds = symbol == "<"    ? x < y
                     : symbol == "<=" ? x <= y
                     : symbol == ">"  ? x > y
                     : symbol == ">=" ? x >= y
                     : symbol == "="  ? x == y
                                      : x != y;
  const double value = std::isnan(x) || std::isnan(y) ? kUndefined : holds ? 1 : 0;
  return joined(a, symbol, b, value, Strength::sum, Strength::sum, Strength::comparison);
}

SheetTerm both(const SheetTerm& a, const SheetTerm& b) {
  const std::array terms{decided(a), decided(b)};
  return call("AND", terms, terms[0].value() == 1 && terms[1].value() == 1 ? 1 : 0);
}

SheetTerm either(const SheetTerm& a, const SheetTerm& b) {
  const std::array terms{decided(a), decided(b)};
  return call("OR", terms, terms[0].value() == 1 || terms[1].value() == 1 ? 1 : 0);
}

SheetTerm negated(const SheetTerm& condition) {
  return call("NOT", condition, 1 - condition.value());
}

SheetTerm choice(const SheetTerm& condition, const SheetTerm& a, const SheetTerm& b) {
  const SheetTerm when = decided(condition);
  const std::array terms{when, a, b};
  return call("IF", terms, when.value() == 1 ? a.value() : b.value());
}

SheetTerm not_available() { return SheetTerm("NA()", kUndefined).lacking(true); }

SheetTerm least(std::span<const SheetTerm> terms) {
  return terms.size() == 1 ? terms.front() : call("MIN", terms, folded(terms, smaller));
}
SheetTerm most(std::span<const SheetTerm> terms) {
  return terms.size() == 1 ? terms.front() : call("MAX", terms, folded(terms, larger));
}
SheetTerm least(const SheetTerm& a, const SheetTerm& b) { return least(std::array{a, b}); }
SheetTerm most(const SheetTerm& a, const SheetTerm& b) { return most(std::array{a, b}); }

SheetTerm exponential(const SheetTerm& x) { return call("EXP", x, std::exp(x.value())); }
SheetTerm logarithm(const SheetTerm& x) { return call("LN", x, std::log(x.value())); }
SheetTerm root(const SheetTerm& x) { return call("SQRT", x, std::sqrt(x.value())); }

SheetTerm call(std::string_view name, std::span<const SheetTerm> terms, double value) {
  std::string text(name);
  text += '(';
  for (const SheetTerm& term : terms) {
    if (text.back() != '(')
      text += ',';
    text += term.text();
  }
  return SheetTerm(text + ")", value).lacking(any_lacks(terms));
}

SheetTerm call(std::string_view name, const SheetTerm& x, double value) {
  return call(name, std::span(&x, 1), value);
}

SheetTerm sum_of(const SheetRange& range) {
  return over("SUM", range, folded_range(range, [](double a, double b) { return a + b; }));
}
SheetTerm product_of(const SheetRange& range) {
  return over("PRODUCT", range, folded_range(range, [](double a, double b) { return a * b; }));
}
SheetTerm mean_of(const SheetRange& range) {
  const double sum = folded_range(range, [](double a, double b) { return a + b; });
  return over("AVERAGE", range, sum / static_cast<double>(range.values.size()));
}
SheetTerm most_of(const SheetRange& range) {
  return over("MAX", range, folded_range(range, larger));
}
SheetTerm least_of(const SheetRange& range) {
  return over("MIN", range, folded_range(range, smaller));
}

SheetTerm sum_of_products(const SheetRange& a, const SheetRange& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i)
    sum += a.values[i] * b.values[i];
  return SheetTerm("SUMPRODUCT(" + a.text + "," + b.text + ")", sum)
      .lacking(a.may_lack || b.may_lack);
}

SheetTerm month_in_years() { return {"1/12", kMonthInYears, Strength::product}; }

SheetTerm shock_factor(const SheetTerm& volatility, const SheetTerm& score) {
  return exponential(volatility * root(month_in_years()) * score -
                     power(volatility, SheetTerm(2)) / SheetTerm(24));
}

} // namespace escala
