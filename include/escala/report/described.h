// SPDX-License-Identifier: Apache-2.0
// One list of a record's fields and of where their values come from, so that a new field is one
// line.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "escala/report/data.h"

namespace escala {

// Describes how a T is written as a record. Records refer to it, so it must outlive them.
template <class T>
class Described {
 public:
  struct Line {
    std::string name;
    FieldType type;
    std::string doc;
    std::function<Value(const T&)> value;
  };

  Described(std::string name, std::vector<Line> lines) {
    type_.name = std::move(name);
    for (Line& line : lines) {
      type_.fields.push_back({std::move(line.name), std::move(line.type), std::move(line.doc)});
      values_.push_back(std::move(line.value));
    }
  }
  Described(const Described&) = delete;
  Described& operator=(const Described&) = delete;

  const RecordType& type() const { return type_; }

  Record of(const T& object) const {
    Record record{&type_, {}};
    record.values.reserve(values_.size());
    for (const auto& value : values_)
      record.values.push_back(value(object));
    return record;
  }

 private:
  RecordType type_;
  std::vector<std::function<Value(const T&)>> values_;
};

} // namespace escala
