// SPDX-License-Identifier: Apache-2.0
// Data as one JSON document, for programs.
#include <string>
#include <variant>

#include "escala/render/format.h"
#include "escala/render/json_values.h"
#include "escala/render/json_writer.h"
#include "escala/render/phrase_text.h"

namespace escala {
namespace {

struct JsonOfValue {
  JsonWriter& json;

  void operator()(Absent) const { json.value(std::nullopt); }
  void operator()(Null) const { json.value(std::nullopt); }
  void operator()(bool holds) const { json.value(holds); }
  void operator()(double number) const { json.value(number); }
  void operator()(std::uint64_t count) const { json.value(count); }
  void operator()(const std::string& text) const { json.value(std::string_view(text)); }
  void operator()(const Phrase& phrase) const {
    json.value(std::string_view(phrase_text(phrase, {}, true)));
  }
  void operator()(const Numbers& list) const { write_line(list); }
  void operator()(const Counts& list) const { write_line(list); }
  void operator()(const Texts& list) const { write_line(list); }
  void operator()(const Value::List& list) const {
    json.begin_array();
    for (const Value& item : list)
      std::visit(*this, item.content);
    json.end_array();
  }
  void operator()(const Value::Map& map) const {
    json.begin_object();
    for (const MapEntry& entry : map) {
      json.key(entry.name);
      std::visit(*this, entry.value.content);
    }
    json.end_object();
  }
  void operator()(const Record& record) const { write_record(json, record); }

 private:
  template <class Values>
  void write_line(const Values& values) const {
    json.begin_line();
    for (const auto& value : values)
      json.value(value);
    json.end_line();
  }
};

std::string write_json(const Data& data, const RenderOptions&) {
  JsonWriter json;
  write_record(json, data.document);
  return json.take();
}

std::string write_json_diagnostics(const DiagnosticsReport& report) {
  return write_json(diagnostics_data(report), {});
}

} // namespace

void write_record(JsonWriter& json, const Record& record) {
  json.begin_object();
  for (std::size_t i = 0; i < record.values.size(); ++i) {
    const Value& value = record.values[i];
    if (value.get<Absent>() != nullptr)
      continue;
    json.key(record.type->fields[i].name);
    std::visit(JsonOfValue{json}, value.content);
  }
  json.end_object();
}

extern const Format format_json;
const Format format_json{.name = "json",
                         .extension = ".json",
                         .purpose = "everything that was found, for programs",
                         .write = write_json,
                         .hash = "\\u0023",
                         .write_diagnostics = write_json_diagnostics};

} // namespace escala
