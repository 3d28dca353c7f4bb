// SPDX-License-Identifier: Apache-2.0
// Finds how often the value of a program changes, and the value of each of its parts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "escala/model/model.h"

namespace escala {

// By month, from 0 to the horizon.
using Table = std::vector<double>;

struct Change {
  UpdateInterval update_interval = UpdateInterval::once;
  Table table = {}; // of a value that depends only on the month

  bool is_known() const { return !table.empty(); }
};

// The interval of a value that changes in this month. A change before month 1 has no effect.
UpdateInterval interval_of_change(int month);
UpdateInterval interval_of_table(const Table& table);

// Goes through a program in the order of computation. The series that it reads must be marked
// already.
class InvariantHoister {
 public:
  explicit InvariantHoister(Model& model)
      : model_(model), months_(static_cast<std::size_t>(model.horizon) + 1) {}

  Change change_of(const Program& program);

  // Moves the parts of a monthly program that change less often, or depend only on the month, into
  // separate series, and returns these. `name` is the name of the program's series.
  std::vector<std::uint32_t> split(Program& program, const std::string& name);

 private:
  // A value on the stack.
  struct Value {
    std::size_t begin = 0; // where its code begins
    Change change = {};
    std::size_t work = 0; // number of operations; one that is slower than an addition counts as two
  };

  void read(const Program& program);
  Change change_of(const Instruction& instruction) const;
  bool is_table(std::uint32_t series) const;
  Table table_of(const Instruction& instruction) const;
  void apply(const Instruction& instruction);
  Change change_of(const Instruction& instruction, std::span<const Value> arguments) const;
  void take_out(std::span<Value> arguments);
  void take_out(Value& value, std::size_t end);

  Model& model_;
  std::size_t months_;
  std::uint32_t text_ = kNone;
  std::vector<Instruction> code_; // so far
  std::vector<Value> stack_;
  bool splits_ = false; // whether parts are moved out
  std::string name_;
  std::vector<std::uint32_t> parts_;
};

} // namespace escala
