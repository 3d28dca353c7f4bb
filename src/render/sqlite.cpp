// SPDX-License-Identifier: Apache-2.0
// A history: the program adds runs to a database, which is not made of bytes (app/history_file.h).
#include "escala/render/format.h"

namespace escala {

extern const Format format_sqlite;
const Format format_sqlite{"sqlite", ".sqlite", "a history that the run is added to", AddsRuns{}};

} // namespace escala
