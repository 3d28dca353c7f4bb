// SPDX-License-Identifier: Apache-2.0
// A part of a formula of a spreadsheet: its text, and its value on one path.
//
// Terms are combined as in C++, so a growth model writes its formula for a spreadsheet as it writes
// that of its kernel:
//
//   previous * power(1 + growth, kMonthOfYear)   gives   F7*(1+Inputs!$D$5)^(1/12)
//
// Parentheses follow from the operators. Function names are English, separators are commas: this is
// how every workbook is stored, whatever the language of the program that shows it. n/a is #N/A.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace escala {

class SheetTerm {
 public:
  // How tightly a term holds together.
  enum class Strength { comparison, sum, product, power, atom };

  SheetTerm() = default;      // none
  SheetTerm(double constant); // NOLINT(google-explicit-constructor): formulas have literals
  SheetTerm(std::string text, double value, Strength strength = Strength::atom)
      : text_(std::move(text)), value_(value), strength_(strength) {}

  bool exists() const { return !text_.empty(); }
  const std::string& text() const { return text_; }
  double value() const { return value_; }
  bool is_constant() const { return constant_; }
  bool is_constant(double value) const { return constant_ && value_ == value; }
  bool is_atom() const { return strength_ == Strength::atom; }
  // Whether it may be n/a on some path: it divides by what may be 0.
  bool may_lack() const { return may_lack_; }
  SheetTerm lacking(bool may_lack) const;
  // The text as part of an operator that needs at least this strength.
  std::string at(Strength least) const;

 private:
  std::string text_;
  double value_ = 0;
  Strength strength_ = Strength::atom;
  bool constant_ = false;
  bool may_lack_ = false;
};

// Neighbouring cells.
struct SheetRange {
  std::string text;
  std::vector<double> values;
  bool may_lack = false;
};

// A term that is 1 in a product, 0 in a sum, is left out.
SheetTerm operator+(const SheetTerm& a, const SheetTerm& b);
SheetTerm operator-(const SheetTerm& a, const SheetTerm& b);
SheetTerm operator*(const SheetTerm& a, const SheetTerm& b);
SheetTerm operator/(const SheetTerm& a, const SheetTerm& b);
SheetTerm operator-(const SheetTerm& a);
SheetTerm power(const SheetTerm& base, const SheetTerm& exponent);

// Conditions: 1 where they hold, otherwise 0; n/a if a side is.
SheetTerm compared(const SheetTerm& a, std::string_view symbol, const SheetTerm& b);
SheetTerm both(const SheetTerm& a, const SheetTerm& b);
SheetTerm either(const SheetTerm& a, const SheetTerm& b);
SheetTerm negated(const SheetTerm& condition);
// a if the condition holds, otherwise b; an n/a condition does not hold.
SheetTerm choice(const SheetTerm& condition, const SheetTerm& a, const SheetTerm& b);
SheetTerm not_available();

SheetTerm least(std::span<const SheetTerm> terms);
SheetTerm most(std::span<const SheetTerm> terms);
SheetTerm least(const SheetTerm& a, const SheetTerm& b);
SheetTerm most(const SheetTerm& a, const SheetTerm& b);
SheetTerm exponential(const SheetTerm& x);
SheetTerm logarithm(const SheetTerm& x);
SheetTerm root(const SheetTerm& x);
// A function of the spreadsheet, by its English name, and what it gives.
SheetTerm call(std::string_view name, std::span<const SheetTerm> terms, double value);
SheetTerm call(std::string_view name, const SheetTerm& x, double value);

SheetTerm sum_of(const SheetRange& range);
SheetTerm product_of(const SheetRange& range);
SheetTerm mean_of(const SheetRange& range);
SheetTerm most_of(const SheetRange& range);
SheetTerm least_of(const SheetRange& range);
SheetTerm sum_of_products(const SheetRange& a, const SheetRange& b);

// 1/12: a month in years.
SheetTerm month_in_years();
// e^(s sqrt(dt) z - s^2 dt / 2), the factor of a monthly shock, which keeps the mean.
SheetTerm shock_factor(const SheetTerm& volatility, const SheetTerm& score);

} // namespace escala
