// SPDX-License-Identifier: Apache-2.0
#include "escala/report/data.h"

#include <algorithm>

namespace escala {

namespace types {
namespace {

FieldType of_kind(FieldType::Kind kind) { return {.kind = kind}; }

FieldType containing(FieldType::Kind kind, FieldType item) {
  return {.kind = kind, .item = std::make_shared<const FieldType>(std::move(item))};
}

} // namespace

FieldType text() { return of_kind(FieldType::Kind::text); }
FieldType number() { return of_kind(FieldType::Kind::number); }
FieldType count() { return of_kind(FieldType::Kind::count); }
FieldType boolean() { return of_kind(FieldType::Kind::boolean); }
FieldType month() { return of_kind(FieldType::Kind::month); }

FieldType word(std::vector<std::string> words) {
  return {.kind = FieldType::Kind::word, .words = std::move(words)};
}

FieldType constant(std::string word) {
  return {.kind = FieldType::Kind::constant, .words = {std::move(word)}};
}

FieldType list(FieldType item) { return containing(FieldType::Kind::list, std::move(item)); }
FieldType map(FieldType item) { return containing(FieldType::Kind::map, std::move(item)); }

FieldType record(const RecordType& type) {
  return {.kind = FieldType::Kind::record, .record = &type};
}

FieldType nullable(FieldType type) {
  type.nullable = true;
  return type;
}

FieldType optional(FieldType type) {
  type.optional = true;
  return type;
}

} // namespace types

namespace {

bool is_single(const FieldType& type) {
  return type.kind != FieldType::Kind::list && type.kind != FieldType::Kind::map &&
         type.kind != FieldType::Kind::record;
}

// The record type of a field's values, also inside lists and maps; null if they are not records.
const RecordType* record_in(const FieldType& type) {
  return type.item ? record_in(*type.item) : type.record;
}

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

void visit_records(const Value& value, const Record* outer, const DataTable& table,
                   const std::function<void(const Record*, const Record&)>& visit);

void visit_record(const Record& record, const Record* outer, const DataTable& table,
                  const std::function<void(const Record*, const Record&)>& visit) {
  if (record.type == table.of || std::ranges::find(table.also, record.type) != table.also.end())
    visit(outer, record);
  for (const Value& value : record.values)
    visit_records(value, &record, table, visit);
}

void visit_records(const Value& value, const Record* outer, const DataTable& table,
                   const std::function<void(const Record*, const Record&)>& visit) {
  if (const auto* record = value.get<Record>())
    visit_record(*record, outer, table, visit);
  if (const auto* list = value.get<Value::List>())
    for (const Value& item : *list)
      visit_records(item, outer, table, visit);
  if (const auto* map = value.get<Value::Map>())
    for (const MapEntry& entry : *map)
      visit_records(entry.value, outer, table, visit);
}

void add_reachable(const RecordType& type, std::vector<const RecordType*>& known) {
  for (const Field& field : type.fields) {
    const RecordType* inner = record_in(field.type);
    if (inner == nullptr || std::ranges::find(known, inner) != known.end())
      continue;
    known.push_back(inner);
    add_reachable(*inner, known);
  }
}

// The record type of a list of records with this field name, anywhere in the document.
const RecordType* listed_records(const RecordType& document, std::string_view name) {
  for (const RecordType* type : reachable_types({&document}))
    if (const auto at = type->find(name)) {
      const FieldType& field = type->fields[*at].type;
      if (field.kind == FieldType::Kind::list && field.item->record != nullptr)
        return field.item->record;
    }
  return nullptr;
}

} // namespace

std::optional<std::size_t> RecordType::find(std::string_view field) const {
  const auto found = std::ranges::find(fields, field, &Field::name);
  if (found == fields.end())
    return std::nullopt;
  return static_cast<std::size_t>(found - fields.begin());
}

const Value* Record::find(std::string_view path) const {
  const std::size_t dot = path.find('.');
  const auto at = type->find(path.substr(0, dot));
  if (!at)
    return nullptr;
  const Value& value = values[*at];
  if (dot == std::string_view::npos)
    return &value;
  const std::string_view rest = path.substr(dot + 1);
  if (const auto* map = value.get<Value::Map>()) {
    const auto entry = std::ranges::find(*map, rest, &MapEntry::name);
    return entry == map->end() ? nullptr : &entry->value;
  }
  const auto* inner = value.get<Record>();
  return inner == nullptr ? nullptr : inner->find(rest);
}

bool Value::has_entries() const {
  return std::visit(
      []<class T>(const T&) {
        return std::same_as<T, Numbers> || std::same_as<T, Counts> || std::same_as<T, Texts> ||
               std::same_as<T, List> || std::same_as<T, Map>;
      },
      content);
}

std::size_t Value::size() const {
  return std::visit(Overloaded{[](const Numbers& list) { return list.size(); },
                               [](const Counts& list) { return list.size(); },
                               [](const Texts& list) { return list.size(); },
                               [](const List& list) { return list.size(); },
                               [](const Map& map) { return map.size(); },
                               [](const auto&) { return std::size_t{1}; }},
                    content);
}

Value Value::at(std::size_t index) const {
  return std::visit(Overloaded{[&](const Numbers& list) { return Value(list[index]); },
                               [&](const Counts& list) { return Value(list[index]); },
                               [&](const Texts& list) { return Value(list[index]); },
                               [&](const List& list) { return list[index]; },
                               [&](const Map& map) { return map[index].value; },
                               [&](const auto&) { return *this; }},
                    content);
}

bool DataTable::has_dates() const {
  return std::ranges::any_of(
      columns, [](const DataColumn& column) { return column.wide == WideRole::date; });
}

std::optional<DataTable> Data::table(std::string_view name) const {
  const auto found = std::ranges::find(tables, name, &DataTable::name);
  if (found != tables.end())
    return *found;
  const RecordType* of = listed_records(*document.type, name);
  if (of == nullptr)
    return std::nullopt;
  DataTable table{.name = std::string(name), .doc = {}, .of = of};
  for (const Field& field : of->fields)
    if (is_single(field.type))
      table.columns.push_back({.name = field.name, .path = field.name});
  return table;
}

void for_each_record(const Record& document, const DataTable& table,
                     const std::function<void(const Record*, const Record&)>& visit) {
  visit_record(document, nullptr, table, visit);
}

std::vector<const RecordType*> reachable_types(std::vector<const RecordType*> known) {
  const std::vector<const RecordType*> given = known;
  for (const RecordType* type : given)
    add_reachable(*type, known);
  return known;
}

} // namespace escala
