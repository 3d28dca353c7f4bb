// SPDX-License-Identifier: Apache-2.0
// Where results go, and in which form: what the options of output come to.
#pragma once

#include <span>
#include <vector>

#include "app/arguments.h"
#include "app/options/output.h"
#include "escala/render/render.h"
#include "escala/scenario/scenario.h"

namespace escala::app {

struct Outputs {
  const Format* standard = nullptr; // null: nothing on standard output
  RenderOptions render;
  Every every = Every::month; // of curves
  std::vector<Output> files;
};

// `table`: what CSV holds where --table does not say. `several`: results of several scenarios.
// Throws where a file cannot be written.
Outputs resolve_outputs(const Arguments& arguments, Table table, bool several);

// Renders, prints and writes. Throws Exit where output fails.
void write_outputs(const Outputs& outputs, std::span<const Report> reports);

} // namespace escala::app
