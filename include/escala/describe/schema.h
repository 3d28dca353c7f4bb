// SPDX-License-Identifier: Apache-2.0
// JSON Schema (draft-07) of scenario files, for editors, and of the documents that `--format json`
// writes, for programs. The schema of scenario files is made from the descriptions of keys and
// growth models.
//
// A schema does not check units, names or order. It checks the kind of value of every key, which
// keys a model accepts and requires, and the form of a value that is a single literal; everything
// else is free text.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "escala/report/data.h"

namespace escala {

std::string scenario_schema();
std::string result_schema();
// Of escala validate --format json.
std::string diagnostics_schema();
// The schema of a document that has one of these types. Its definitions are the types and all
// record types that they contain.
std::string data_schema(std::string_view title, std::span<const RecordType* const> documents);

} // namespace escala
