// SPDX-License-Identifier: Apache-2.0
// What every page contains: its style and its script (src/render/page), and the library with which
// the script draws charts, with its license in a comment.
#pragma once

#include <string_view>

namespace escala {

// A text that is embedded in a page.
struct PageAsset {
  std::string_view text;
  std::string_view sha256; // in hexadecimal digits
};

PageAsset page_style();
PageAsset chart_library();
PageAsset page_script();

} // namespace escala
