// SPDX-License-Identifier: Apache-2.0
// The values of data as JSON.
#pragma once

#include "escala/render/json_writer.h"
#include "escala/report/data.h"

namespace escala {

// An object whose members are the record's fields, without those that are absent.
void write_record(JsonWriter& json, const Record& record);

} // namespace escala
