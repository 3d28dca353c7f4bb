// SPDX-License-Identifier: Apache-2.0
// Whether what a test calls was compiled with a sanitizer. It then takes some ten times as long, so
// a statistical test takes fewer paths or seeds. The tests themselves are compiled without.
#pragma once

namespace escala::test {

#ifdef ESCALA_SANITIZED
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

} // namespace escala::test
