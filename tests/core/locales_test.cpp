// SPDX-License-Identifier: Apache-2.0
#include "escala/core/locales.h"

#include <catch2/catch.hpp>

using namespace escala;

TEST_CASE("what probably means a locale is answered with it") {
  for (const char* text : {"es_ES.UTF-8", "ES", "es-MX", "español", "Spanish", "castellano"})
    CHECK(locale_remedy(text) == "did you mean 'es'?");
  for (const char* text : {"en_US.UTF-8", "English", "EN"})
    CHECK(locale_remedy(text) == "did you mean 'en'?");
  CHECK(locale_remedy("fr").empty());
  CHECK(is_locale("es"));
  CHECK_FALSE(is_locale("ES"));
  CHECK_FALSE(is_locale(""));
}
