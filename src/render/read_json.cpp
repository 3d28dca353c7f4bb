// SPDX-License-Identifier: Apache-2.0
#include "escala/render/read_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "escala/core/calendar.h"

namespace escala {
namespace {

using nlohmann::ordered_json;

class Reader {
 public:
  explicit Reader(std::vector<JsonMistake>& mistakes) : mistakes_(mistakes) {}

  Record record(const RecordType& type, const ordered_json& json, const std::string& where) {
    Record record{&type, std::vector<Value>(type.fields.size())};
    if (!json.is_object()) {
      fail(where, "is not an object");
      return record;
    }
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
      const Field& field = type.fields[i];
      const auto found = json.find(field.name);
      if (found != json.end())
        record.values[i] = value(field.type, *found, below(where, field.name));
      else if (!field.type.optional)
        fail(where, fmt::format("{} is missing", field.name));
    }
    return record;
  }

 private:
  using Kind = FieldType::Kind;

  void fail(const std::string& where, std::string what) {
    mistakes_.push_back({where, std::move(what)});
  }

  // Reports a value that does not fit, and returns what replaces it.
  Value misfit(const std::string& where, std::string what) {
    fail(where, std::move(what));
    return Absent{};
  }

  static std::string below(const std::string& where, const std::string& name) {
    std::string escaped;
    for (const char c : name)
      escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return where + "/" + escaped;
  }

  Value value(const FieldType& type, const ordered_json& json, const std::string& where) {
    if (json.is_null())
      return type.nullable ? Value(Null{}) : misfit(where, "is null");
    switch (type.kind) {
    case Kind::number:
      return json.is_number() ? Value(json.get<double>()) : misfit(where, "is not a number");
    case Kind::count:
      return json.is_number_unsigned() ? Value(json.get<std::uint64_t>())
                                       : misfit(where, "is not a whole number of 0 or more");
    case Kind::boolean:
      return json.is_boolean() ? Value(json.get<bool>()) : misfit(where, "is not true or false");
    case Kind::list:
      return list(*type.item, json, where);
    case Kind::map:
      return map(*type.item, json, where);
    case Kind::record:
      return record(*type.record, json, where);
    default:
      return text(type, json, where);
    }
  }

  Value text(const FieldType& type, const ordered_json& json, const std::string& where) {
    if (!json.is_string())
      return misfit(where, "is not a text");
    auto text = json.get<std::string>();
    if (type.kind == Kind::month && !parse_calendar_month(text))
      return misfit(where, fmt::format("'{}' is not a month such as 2026-01", text));
    if (type.kind == Kind::constant && text != type.words.front())
      return misfit(where, fmt::format("'{}' is not {}", text, type.words.front()));
    if (type.kind == Kind::word && std::ranges::find(type.words, text) == type.words.end())
      return misfit(where, fmt::format("'{}' is not one of {}", text, fmt::join(type.words, ", ")));
    return text;
  }

  Value list(const FieldType& item, const ordered_json& json, const std::string& where) {
    if (!json.is_array())
      return misfit(where, "is not a list");
    Value::List values;
    for (std::size_t i = 0; i < json.size(); ++i)
      values.push_back(value(item, json[i], below(where, std::to_string(i))));
    return of_items(item, std::move(values));
  }

  // A list of numbers, counts or texts becomes a vector of them. A value that does not fit was
  // reported, and counts as missing.
  static Value of_items(const FieldType& item, Value::List values) {
    switch (item.kind) {
    case Kind::number:
      return gathered<Numbers, double>(values);
    case Kind::count:
      return gathered<Counts, std::uint64_t>(values);
    case Kind::boolean:
    case Kind::list:
    case Kind::map:
    case Kind::record:
      return values;
    default:
      return gathered<Texts, std::string>(values);
    }
  }

  template <class List, class T>
  static Value gathered(const Value::List& values) {
    List list;
    for (const Value& value : values) {
      const T* item = value.get<T>();
      list.push_back(item == nullptr ? typename List::value_type{}
                                     : typename List::value_type(*item));
    }
    return list;
  }

  Value map(const FieldType& item, const ordered_json& json, const std::string& where) {
    if (!json.is_object())
      return misfit(where, "is not an object");
    Value::Map entries;
    for (const auto& [name, inner] : json.items())
      entries.push_back({name, value(item, inner, below(where, name))});
    return entries;
  }

  std::vector<JsonMistake>& mistakes_;
};

std::string schema_of(const RecordType& type) {
  const auto at = type.find("schema");
  return at ? type.fields[*at].type.words.front() : std::string();
}

const RecordType* type_of(const ordered_json& json, std::span<const RecordType* const> types) {
  const auto schema = json.is_object() ? json.find("schema") : json.end();
  if (schema == json.end() || !schema->is_string())
    return nullptr;
  for (const RecordType* type : types)
    if (schema_of(*type) == schema->get<std::string>())
      return type;
  return nullptr;
}

JsonMistake unknown_schema(std::span<const RecordType* const> types) {
  std::vector<std::string> known;
  for (const RecordType* type : types)
    if (std::string schema = schema_of(*type); !schema.empty())
      known.push_back(std::move(schema));
  return {"/schema", fmt::format("is not {}", fmt::join(known, " or "))};
}

} // namespace

ReadData read_json(std::string_view text, std::span<const RecordType* const> types) {
  ReadData read;
  const ordered_json json = ordered_json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    read.mistakes.push_back({"", "is not JSON"});
    return read;
  }
  const RecordType* type = type_of(json, types);
  if (type == nullptr) {
    read.mistakes.push_back(unknown_schema(types));
    return read;
  }
  Record document = Reader(read.mistakes).record(*type, json, "");
  if (read.mistakes.empty())
    read.document = std::move(document);
  return read;
}

} // namespace escala
