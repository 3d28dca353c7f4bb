// SPDX-License-Identifier: Apache-2.0
// The JSON Schema of data, made from the description that the writer and the reader also use.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "describe/schema_writer.h"
#include "escala/describe/schema.h"
#include "escala/report/diagnostics_report.h"
#include "escala/report/run_data.h"

namespace escala {
namespace {

using Kind = FieldType::Kind;

class DataSchema {
 public:
  std::string take(std::string_view title, std::span<const RecordType* const> documents,
                   std::span<const RecordType* const> definitions) {
    write_.begin();
    write_.text("$schema", "http://json-schema.org/draft-07/schema#");
    write_.text("title", title);
    write_.begin_list("oneOf");
    for (const RecordType* document : documents) {
      write_.begin();
      write_.refer(document->name);
      write_.end();
    }
    write_.end_list();
    write_.begin("definitions");
    for (const RecordType* type : definitions)
      write_definition(*type);
    write_.end();
    write_.end();
    return write_.take();
  }

 private:
  void write_definition(const RecordType& type) {
    write_.begin(type.name);
    write_.text("type", "object");
    write_.begin("properties");
    std::vector<std::string_view> required;
    for (const Field& field : type.fields) {
      if (!field.type.optional)
        required.push_back(field.name);
      write_.begin(field.name);
      if (!field.doc.empty())
        write_.text("description", field.doc);
      write_type(field.type);
      write_.end();
    }
    write_.end();
    write_.texts("required", required);
    write_.end();
  }

  void write_type(const FieldType& type) {
    if (!type.nullable || !is_combined(type))
      return write_plain(type);
    write_.begin_list("anyOf");
    write_.begin();
    write_.text("type", "null");
    write_.end();
    write_.begin();
    write_plain(type);
    write_.end();
    write_.end_list();
  }

  // Whether null and the schema of this kind must be combined by "anyOf" and not in one list of
  // types.
  static bool is_combined(const FieldType& type) {
    return type.kind == Kind::record || type.kind == Kind::word || type.kind == Kind::constant;
  }

  void write_plain(const FieldType& type) {
    switch (type.kind) {
    case Kind::record:
      return write_.refer(type.record->name);
    case Kind::word:
      return write_.texts("enum",
                          std::vector<std::string_view>(type.words.begin(), type.words.end()));
    case Kind::constant:
      return write_.text("const", type.words.front());
    case Kind::list:
      write_kind("array", type.nullable);
      return write_item("items", *type.item);
    case Kind::map:
      write_kind("object", type.nullable);
      return write_item("additionalProperties", *type.item);
    case Kind::number:
      return write_kind("number", type.nullable);
    case Kind::count:
      return write_kind("integer", type.nullable);
    case Kind::boolean:
      return write_kind("boolean", type.nullable);
    case Kind::text:
      return write_kind("string", type.nullable);
    case Kind::month:
      write_kind("string", type.nullable);
      return write_.text("pattern", "^[0-9]{4,}-[0-9]{2}$");
    }
  }

  void write_item(std::string_view key, const FieldType& item) {
    write_.begin(key);
    write_type(item);
    write_.end();
  }

  void write_kind(std::string_view kind, bool nullable) {
    if (nullable)
      write_.texts("type", {kind, "null"});
    else
      write_.text("type", kind);
  }

  SchemaWriter write_;
};

} // namespace

std::string data_schema(std::string_view title, std::span<const RecordType* const> documents) {
  return DataSchema().take(title, documents, reachable_types({documents.begin(), documents.end()}));
}

std::string result_schema() {
  const std::vector<const RecordType*> documents{&result_type(), &results_type()};
  return DataSchema().take("escala result", documents, result_types());
}

std::string diagnostics_schema() {
  const std::vector<const RecordType*> documents{&diagnostics_type()};
  return data_schema("escala diagnostics", documents);
}

} // namespace escala
