// SPDX-License-Identifier: Apache-2.0
// Results for programs: records of named, typed and documented fields. Each type of record is
// described once.
//
// JSON, its JSON Schema and its reader are made from the description and the values; CSV is made
// from flat tables over the records. Code that makes data does not depend on any format, and a
// format does not depend on any analysis.
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

#include "escala/report/phrase.h"

namespace escala {

struct RecordType;

// The type of a value.
struct FieldType {
  enum class Kind {
    text,
    number,
    count,    // a whole number, 0 or more
    boolean,  // true or false
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
FieldType boolean();
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
  std::string doc = {}; // one line; empty if the name is enough
};

struct RecordType {
  std::string name; // the name of its definition in the schema
  std::vector<Field> fields;

  std::optional<std::size_t> find(std::string_view field) const;
};

struct Value;

// An entry of a map. It is a template because Value is not complete yet.
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

// The values are in the order of the type's fields.
struct Record {
  const RecordType* type = nullptr; // outlives the record
  std::vector<Value> values;

  // The value of a field, of a nested field ("timing.kind") or of a map's entry ("quantiles.p2.5");
  // null if there is none.
  const Value* find(std::string_view path) const;
};

// Months, dates, words and constants are stored as counts or texts.
struct Value {
  using List = std::vector<Value>;
  using Map = std::vector<MapEntry>;

  std::variant<Absent, Null, bool, double, std::uint64_t, std::string, Phrase, Numbers, Counts,
               Texts, List, Map, Record>
      content;

  Value() = default;
  Value(Absent) {}
  Value(Null null) : content(null) {}
  Value(std::nullopt_t) : content(Null{}) {}
  Value(double number) : content(number) {}
  template <std::same_as<bool> T>
  Value(T holds) : content(holds) {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) Value(T number) : content(static_cast<std::uint64_t>(number)) {}
  Value(std::string text) : content(std::move(text)) {}
  Value(std::string_view text) : content(std::string(text)) {}
  Value(const char* text) : content(std::string(text)) {}
  Value(Phrase phrase) : content(std::move(phrase)) {} // a text, which formats write as such
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
  // Whether it is a list of any kind, or a map.
  bool has_entries() const;
  // The number of entries of a list or a map; 1 for any other value.
  std::size_t size() const;
  // Entry `index` of a list or a map; the value itself if it is neither.
  Value at(std::size_t index) const;
};

// What a column of a flat table becomes in the wide layout, which has a column for each date.
enum class WideRole : std::uint8_t {
  name,  // stays a column, before the dates
  value, // becomes a row, named by the column
  date,  // its cells, which are ISO dates, become the names of columns
  none,  // is left out
};

// A column of a flat table, and where its values come from.
struct DataColumn {
  std::string name;
  // A path in the record of the row ("mean", "quantiles.p5"); with `outer`, in the record that
  // contains it.
  std::string path = {};
  bool outer = false;
  std::optional<std::size_t> index = {}; // takes this entry of a list
  // Instead of a path: makes the value from the record of the row and the record that contains it
  // (null for the document itself).
  std::function<Value(const Record&, const Record* outer)> made = {};
  WideRole wide = WideRole::name;
};

// A flat table over all records of a type: one row for each record or, if `each` names one of its
// lists or maps, for each entry of it, and one if it has no entries. Records of the types `also`
// have rows in the same columns, in the order of the document.
struct DataTable {
  std::string name;
  std::string doc;
  const RecordType* of = nullptr;
  std::vector<const RecordType*> also = {};
  std::string each = {};
  std::vector<DataColumn> columns = {};
  // With `each`: the first entry that has a row. None: the first.
  std::function<std::size_t(const Record&)> first_row = {};

  // Whether it can be written in the wide layout.
  bool has_dates() const;
};

struct Data {
  Record document;
  std::vector<DataTable> tables;

  // The table of this name: one of `tables`, or else a table made from the list of records of this
  // name in the document, with one column for each field that holds a single value. nullopt if
  // there is neither.
  std::optional<DataTable> table(std::string_view name) const;
};

// Calls `visit` with every record that has rows in the table, and with the record that contains it
// (null for the document itself).
void for_each_record(const Record& document, const DataTable& table,
                     const std::function<void(const Record* outer, const Record& record)>& visit);

// The values of a table's column in the rows of one record.
struct ColumnValues {
  std::optional<Value> of_all = {};  // the same in every row
  const Value* entries = nullptr;    // a list with an entry for each row; null: the same in all
  std::shared_ptr<const Value> made; // holds the entries that a column made

  // Absent if there is none.
  Value at(std::size_t row) const;
};

// The rows of one record.
struct RecordRows {
  std::vector<ColumnValues> columns; // as in the table
  std::size_t begin = 0;
  std::size_t end = 1;
};
RecordRows rows_of(const DataTable& table, const Record* outer, const Record& record);

// The given types, in their order, and then all other record types that they contain.
std::vector<const RecordType*> reachable_types(std::vector<const RecordType*> known);

} // namespace escala
