// SPDX-License-Identifier: Apache-2.0
// The words of a language for documents. Each language but English is a file of src/report/locales
// in the PO format of GNU gettext, which its translators know; escala embeds it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "escala/report/document.h"

namespace escala {

// Translations by their English text. "{}" stands for a value; in a translation "{2}" for the
// second. A text may have another translation in one section: its context is the section's name.
class Dictionary {
 public:
  // Reads `msgctxt`, `msgid` and `msgstr`. Entries without a translation are left out.
  static Dictionary read(std::string_view po);

  // Null if there is none.
  const std::string* find(std::string_view english, std::string_view context = {}) const;
  const std::map<std::string, std::string, std::less<>>& entries() const { return entries_; }

 private:
  std::map<std::string, std::string, std::less<>> entries_;
};

// Of one of kLocales; null for English.
const Dictionary* dictionary_of(std::string_view locale);

// Texts without a translation stay English, and are added to `missing` if it is given.
Phrase translated(const Phrase& phrase, const Dictionary& words,
                  std::vector<std::string>* missing = nullptr);
Document translated(Document document, const Dictionary& words,
                    std::vector<std::string>* missing = nullptr);

} // namespace escala
