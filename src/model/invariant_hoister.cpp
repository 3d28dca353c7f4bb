// SPDX-License-Identifier: Apache-2.0
#include "model/invariant_hoister.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "model/instructions.h"

namespace escala {
namespace {

using Op = Instruction::Kind;

template <typename ValueOf>
Table by_month(std::size_t months, const ValueOf& value_of) {
  Table table(months);
  for (std::size_t month = 0; month < months; ++month)
    table[month] = value_of(static_cast<int>(month));
  return table;
}

Change of_table(Table table) {
  const UpdateInterval update_interval = interval_of_table(table);
  return {.update_interval = update_interval, .table = std::move(table)};
}

} // namespace

UpdateInterval interval_of_change(int month) {
  if (month < 1)
    return UpdateInterval::once;
  const bool new_year = month == 1 || plan_year(month) != plan_year(month - 1);
  return new_year ? UpdateInterval::yearly : UpdateInterval::monthly;
}

UpdateInterval interval_of_table(const Table& table) {
  UpdateInterval update_interval = UpdateInterval::once;
  for (std::size_t month = 1; month < table.size(); ++month)
    if (std::bit_cast<std::uint64_t>(table[month]) !=
        std::bit_cast<std::uint64_t>(table[month - 1]))
      update_interval = std::max(update_interval, interval_of_change(static_cast<int>(month)));
  return update_interval;
}

Change InvariantHoister::change_of(const Program& program) {
  read(program);
  return std::move(stack_.back().change);
}

std::vector<std::uint32_t> InvariantHoister::split(Program& program, const std::string& name) {
  name_ = name;
  parts_.clear();
  splits_ = true;
  read(program);
  splits_ = false;
  program.code = std::move(code_);
  program.depth = stack_depth(program);
  return std::move(parts_);
}

void InvariantHoister::read(const Program& program) {
  text_ = program.text;
  code_.clear();
  stack_.clear();
  for (const Instruction& instruction : program.code) {
    if (instruction.kind == Op::apply)
      apply(instruction);
    else
      stack_.push_back({.begin = code_.size(), .change = change_of(instruction)});
    code_.push_back(instruction);
  }
}

Change InvariantHoister::change_of(const Instruction& instruction) const {
  switch (instruction.kind) {
  case Op::constant:
  case Op::month_number:
  case Op::fiscal_year:
  case Op::calendar_month:
    return of_table(table_of(instruction));
  case Op::series:
    if (is_table(instruction.index))
      return of_table(table_of(instruction));
    return {.update_interval = model_.series[instruction.index].update_interval};
  default:
    return {.update_interval = UpdateInterval::monthly};
  }
}

// Tables that a run without the investment changes are not known before the run.
bool InvariantHoister::is_table(std::uint32_t series) const {
  return model_.series[series].kind == Series::Kind::table && !model_.series[series].invested;
}

Table InvariantHoister::table_of(const Instruction& instruction) const {
  const Calendar& calendar = model_.calendar;
  switch (instruction.kind) {
  case Op::month_number:
    return by_month(months_, [](int month) { return month; });
  case Op::fiscal_year:
    return by_month(months_, [&](int month) { return calendar.fiscal_year(month); });
  case Op::calendar_month:
    return by_month(months_, [&](int month) { return calendar.at(month).month(); });
  case Op::series:
    return model_.series[instruction.index].table;
  default:
    return Table(months_, instruction.value);
  }
}

void InvariantHoister::apply(const Instruction& instruction) {
  const std::size_t first = stack_.size() - instruction.argument_count;
  const auto arguments = std::span(stack_).subspan(first);
  Value result{.begin = arguments.empty() ? code_.size() : arguments[0].begin,
               .change = change_of(instruction, arguments),
               .work = instruction.function->cheap ? 1U : 2U};
  for (const Value& argument : arguments)
    result.work += argument.work;
  if (splits_ && !result.change.is_known() &&
      result.change.update_interval == UpdateInterval::monthly)
    take_out(arguments);
  stack_.resize(first);
  stack_.push_back(std::move(result));
}

// Computes the values of all months with one call of the kernel: lanes are months.
Change InvariantHoister::change_of(const Instruction& instruction,
                                   std::span<const Value> arguments) const {
  UpdateInterval update_interval = UpdateInterval::once;
  std::vector<const double*> columns;
  for (const Value& argument : arguments) {
    update_interval = std::max(update_interval, argument.change.update_interval);
    if (argument.change.is_known())
      columns.push_back(argument.change.table.data());
  }
  if (columns.size() < arguments.size())
    return {.update_interval = update_interval};
  Table table(months_);
  instruction.function->kernel({columns.data(), columns.size(), months_}, column_of(table));
  return of_table(std::move(table));
}

// Starts with the last argument, so that the positions of the earlier ones do not change. Storing
// the result of one cheap operation would save nothing.
void InvariantHoister::take_out(std::span<Value> arguments) {
  std::size_t end = code_.size();
  for (std::size_t i = arguments.size(); i-- > 0; end = arguments[i].begin) {
    const Change& change = arguments[i].change;
    if (arguments[i].work > 1 &&
        (change.is_known() || change.update_interval < UpdateInterval::monthly))
      take_out(arguments[i], end);
  }
}

void InvariantHoister::take_out(Value& value, std::size_t end) {
  const auto from = code_.begin() + static_cast<std::ptrdiff_t>(value.begin);
  const auto to = code_.begin() + static_cast<std::ptrdiff_t>(end);
  Program program{.code = {from, to}, .text = text_};
  program.depth = stack_depth(program);
  const auto index = static_cast<std::uint32_t>(model_.series.size());
  *from = {.kind = Op::series, .index = index, .node = program.code.back().node};
  code_.erase(from + 1, to);
  Series part{.name = fmt::format("{} (part {})", name_, parts_.size() + 1),
              .update_interval = value.change.update_interval};
  if (value.change.is_known())
    part.kind = Series::Kind::table;
  part.programs.push_back(std::move(program));
  part.table = std::move(value.change.table);
  model_.series.push_back(std::move(part));
  parts_.push_back(index);
}

} // namespace escala
