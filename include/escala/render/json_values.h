// SPDX-License-Identifier: Apache-2.0
// Writes the values of data as JSON.
#pragma once

#include "escala/render/json_writer.h"
#include "escala/report/data.h"

namespace escala {

// Writes an object with the fields of the record, except those that are absent.
void write_record(JsonWriter& json, const Record& record);

} // namespace escala
