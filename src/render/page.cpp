// SPDX-License-Identifier: Apache-2.0
#include "escala/render/page.h"

#include "escala/report/dictionary.h"

namespace escala {

Page in_locale(Page page, std::string_view locale) {
  page.words = dictionary_of(locale);
  page.numbers = locale == "es" ? NumberStyle::spanish : NumberStyle::english;
  return page;
}

} // namespace escala
