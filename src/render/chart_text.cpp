// SPDX-License-Identifier: Apache-2.0
#include "escala/render/chart_text.h"

#include <variant>

#include "escala/render/grid.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"
#include "render/chart_bodies.h"

namespace escala {

std::string chart_text(const Chart& chart, const Page& page) {
  std::string out;
  for (const std::string& line :
       wrapped(phrase_text(chart.title, {}, page.script()), page.width - 2))
    out += "  " + inked(line, Ink::bold, page) + "\n";
  const std::string body =
      std::visit([&](const auto& kind) { return chart_body(kind, page); }, chart.kind);
  return out +
         (body.empty() ? "  " + inked(added_text("no values", page), Ink::dim, page) + "\n" : body);
}

} // namespace escala
