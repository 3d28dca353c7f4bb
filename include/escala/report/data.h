// SPDX-License-Identifier: Apache-2.0
// An answer for programs: records of named, typed, documented fields, described once.
//
// From the description and the values follow JSON, its JSON Schema and its reader, and from flat
// tables over the records CSV. What makes data knows no format, and a format no analysis.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace escala {

struct RecordType;

// What a value may be.
struct FieldType {
  enum class Kind {
    text,
    number,
    count,    // a whole number, 0 or more
    month,    // a calendar month, "2026-01"
    word,     // one of `words`
    constant, // the first of `words`
    list,     // of `item`s
    map,      // from names to `item`s
    record,
  };

  Kind kind = Kind::text;
  bool nullable = false; // may be null
  bool optional = false; // may be left out
  std::vector<std::string> words = {};
  std::shared_ptr<const FieldType> item = {};
  const RecordType* record = nullptr; // outlives this
};

namespace types {
FieldType text();
FieldType number();
FieldType count();
FieldType month();
FieldType word(std::vector<std::string> words);
FieldType constant(std::string word);
FieldType list(FieldType item);
FieldType map(FieldType item);
FieldType record(const RecordType& type);
FieldType nullable(FieldType type);
FieldType optional(FieldType type);
} // namespace types

struct Field {
  std::string name;
  FieldType type;
  std::string doc = {}; // one line; empty where the name says it
};

struct RecordType {
  std::string name; // of its definition in the schema
  std::vector<Field> fields;

  std::optional<std::size_t> find(std::string_view field) const;
};

struct Value;

// Of a map. A template, so that it is complete as soon as a Value is.
template <class T>
struct Named {
  std::string name;
  T value;
};
using MapEntry = Named<Value>;

struct Absent {}; // left out
struct Null {};

using Numbers = std::vector<std::optional<double>>;
using Counts = std::vector<std::uint64_t>;
using Texts = std::vector<std::string>;

// Its values stand in the order of the type's fields.
struct Record {
  const RecordType* type = nullptr; // outlives the record
  std::vector<Value> values;

  // The value of a field, or of one further in: "quantiles.p5"; null where there is none.
  const Value* find(std::string_view path) const;
};

// Months, dates, words and constants are counts and texts as values.
struct Value {
  using List = std::vector<Value>;
  using Map = std::vector<MapEntry>;

  std::variant<Absent, Null, double, std::uint64_t, std::string, Numbers, Counts, Texts, List, Map,
               Record>
      content;

  Value() = default;
  Value(Absent) {}
  Value(Null null) : content(null) {}
  Value(std::nullopt_t) : content(Null{}) {}
  Value(double number) : content(number) {}
  template <std::integral T>
  Value(T number) : content(static_cast<std::uint64_t>(number)) {}
  Value(std::string text) : content(std::move(text)) {}
  Value(std::string_view text) : content(std::string(text)) {}
  Value(const char* text) : content(std::string(text)) {}
  Value(Numbers numbers) : content(std::move(numbers)) {}
  Value(Counts counts) : content(std::move(counts)) {}
  Value(Texts texts) : content(std::move(texts)) {}
  Value(List list) : content(std::move(list)) {}
  Value(Map map) : content(std::move(map)) {}
  Value(Record record) : content(std::move(record)) {}
  template <class T>
  Value(const std::optional<T>& maybe) {
    if (maybe)
      *this = Value(*maybe);
    else
      content = Null{};
  }

  template <class T>
  const T* get() const {
    return std::get_if<T>(&content);
  }
  // Of a list of any kind; 1 of anything else.
  std::size_t size() const;
  // Entry `index` of a list; the value itself where it is none.
  Value at(std::size_t index) const;
};

// A column of a flat table: where its values are found.
struct DataColumn {
  std::string name;
  // In the record of the row: "mean", "quantiles.p5". With `outer`, in the record around it.
  std::string path = {};
  bool outer = false;
  std::optional<std::size_t> index = {}; // of one entry of a list
  // Instead of a path, from the record of the row and the one around it (null at the top).
  std::function<Value(const Record&, const Record* outer)> made = {};
};

// A flat table over all records of a type: a row for each of them or, where `each` names one of
// their lists, for each entry of that list.
// Records of the types `also` have rows in the same columns, in the order of the document.
struct DataTable {
  std::string name;
  std::string doc;
  const RecordType* of = nullptr;
  std::vector<const RecordType*> also = {};
  std::string each = {};
  std::vector<DataColumn> columns = {};
};

struct Data {
  Record document;
  std::vector<DataTable> tables;

  // The table of that name: one of `tables`, or else that of a list of records in the document,
  // whose columns are the record's fields of single values. Nothing where there is neither.
  std::optional<DataTable> table(std::string_view name) const;
};

// Calls `visit` with every record that has rows in the table, and the one around it (null at the
// top).
void for_each_record(const Record& document, const DataTable& table,
                     const std::function<void(const Record* outer, const Record& record)>& visit);

// Types that these records hold, themselves among them: those given first, in their order.
std::vector<const RecordType*> reachable_types(std::vector<const RecordType*> known);

} // namespace escala
