// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "escala/input/decide_column.h"
#include "escala/input/folded.h"

namespace escala {
namespace {

constexpr std::size_t kReportedDates = 20; // of one column

std::string span_text(const DateReading& reading) {
  const std::string_view name = reading.span == DateSpan::month     ? "month"
                                : reading.span == DateSpan::quarter ? "quarter"
                                                                    : "year";
  return fmt::format("a {}{}", reading.fiscal ? "fiscal " : "", name);
}

class MonthDecider {
 public:
  MonthDecider(std::span<const CsvCell> cells, std::vector<CsvMistake>& mistakes)
      : cells_(cells), mistakes_(mistakes) {}

  std::optional<MonthColumn> run() {
    if (!read() || !check_spans())
      return std::nullopt;
    const auto order = decide();
    if (!order)
      return std::nullopt;
    MonthColumn column{.month_ends = true};
    for (const DateCell& date : dates_) {
      const DateReading& here = *reading(date, *order);
      column.months.push_back(here.month);
      column.span = here.span;
      column.fiscal = here.fiscal;
      column.month_ends = column.month_ends && here.month_end;
    }
    return column;
  }

 private:
  bool read() {
    const std::size_t before = mistakes_.size();
    for (const CsvCell& cell : cells_) {
      const DateCell& date = dates_.emplace_back(read_date_cell(cell.text));
      if (!date.readings.empty() || mistakes_.size() - before == kReportedDates)
        continue;
      if (cell.text.empty())
        mistakes_.push_back({cell.line, "the month is missing", "the row has other cells",
                             "remove the line if it is a total; months are written as in 2026-03"});
      else
        mistakes_.push_back(
            {cell.line, fmt::format("'{}' is not a month", excerpt(cell.text)), date.why,
             date.remedy.empty() ? "months are written as in 2026-03" : date.remedy});
    }
    return mistakes_.size() == before;
  }

  // Months, quarters and years don't mix.
  bool check_spans() {
    for (std::size_t i = 1; i < dates_.size(); ++i) {
      const DateReading& first = dates_.front().readings.front();
      const DateReading& here = dates_[i].readings.front();
      if (here.span == first.span && here.fiscal == first.fiscal)
        continue;
      mistakes_.push_back(
          {cells_[i].line, fmt::format("'{}' is {}", excerpt(cells_[i].text), span_text(here)),
           fmt::format("'{}' on line {} is {}", excerpt(cells_[0].text), cells_[0].line,
                       span_text(first)),
           here.span != first.span ? "keep months, quarters and years in files of their own"
                                   : "write all with FY, or none"});
      return false;
    }
    return true;
  }

  // The reading in an order; null if there is none.
  static const DateReading* reading(const DateCell& date, DateOrder order) {
    const auto found = std::ranges::find_if(date.readings, [&](const DateReading& reading) {
      return reading.order == order || reading.order == DateOrder::certain;
    });
    return found == date.readings.end() ? nullptr : &*found;
  }

  bool fits_all(DateOrder order) const {
    return std::ranges::all_of(
        dates_, [&](const DateCell& date) { return reading(date, order) != nullptr; });
  }

  std::optional<DateOrder> decide() {
    std::optional<DateOrder> decided;
    for (int i = 0; i < kDateOrders; ++i) {
      const auto order = static_cast<DateOrder>(i);
      if (!fits_all(order))
        continue;
      if (decided && differ(*decided, order))
        return std::nullopt;
      decided = decided ? decided : order;
    }
    if (!decided)
      fail_orders();
    return decided;
  }

  // Reports the first cell whose month is another one in the other order.
  bool differ(DateOrder one, DateOrder other) {
    for (std::size_t i = 0; i < dates_.size(); ++i) {
      const CalendarMonth first = reading(dates_[i], one)->month;
      const CalendarMonth second = reading(dates_[i], other)->month;
      if (first == second)
        continue;
      mistakes_.push_back(
          {cells_[i].line,
           fmt::format("'{}' is {} as {}, and {} as {}", excerpt(cells_[i].text), to_text(first),
                       order_text(one), to_text(second), order_text(other)),
           "every date of the column fits both",
           fmt::format("write {} or {}", to_text(first), to_text(second))});
      return true;
    }
    return false;
  }

  // No order fits every cell: names the first two that don't fit together.
  void fail_orders() {
    std::size_t first = 0;
    while (dates_[first].readings.front().order == DateOrder::certain)
      ++first;
    std::size_t other = first + 1;
    while (other + 1 < dates_.size() && share_order(first, other))
      ++other;
    const DateReading& here = dates_[other].readings.front();
    const DateReading& before = dates_[first].readings.front();
    mistakes_.push_back(
        {cells_[other].line,
         fmt::format("'{}' is {}", excerpt(cells_[other].text), order_text(here.order)),
         fmt::format("'{}' on line {} is {}", excerpt(cells_[first].text), cells_[first].line,
                     order_text(before.order)),
         fmt::format("write {}", to_text(here.month))});
  }

  bool share_order(std::size_t one, std::size_t other) const {
    return std::ranges::any_of(dates_[one].readings, [&](const DateReading& each) {
      return reading(dates_[other], each.order) != nullptr;
    });
  }

  std::span<const CsvCell> cells_;
  std::vector<CsvMistake>& mistakes_;
  std::vector<DateCell> dates_;
};

} // namespace

std::optional<MonthColumn> decide_months(std::span<const CsvCell> cells,
                                         std::vector<CsvMistake>& mistakes) {
  return MonthDecider(cells, mistakes).run();
}

} // namespace escala
