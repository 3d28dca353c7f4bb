// SPDX-License-Identifier: Apache-2.0
// Whether a test runs with a sanitizer. Everything then takes some ten times as long, so a
// statistical test takes fewer paths or seeds.
#pragma once

namespace escala::test {

// GCC defines a macro for each of its sanitizers, Clang has features.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif !defined(__has_feature)
inline constexpr bool kSanitized = false;
#elif __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

} // namespace escala::test
