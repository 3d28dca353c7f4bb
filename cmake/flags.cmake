# SPDX-License-Identifier: Apache-2.0
# Compiler flags of all targets.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Kind of build" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Fused multiply-adds round differently, and which ones a compiler fuses depends on the instruction
# set: without them the same seed gives the same bytes. No code reads errno or floating-point
# exceptions: without them more loops are vectorized.
add_compile_options(-ffp-contract=off -fno-math-errno -fno-trapping-math $<$<CONFIG:Release>:-g0>)

add_library(escala_warnings INTERFACE)
target_compile_options(escala_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  $<$<BOOL:${ESCALA_WERROR}>:-Werror>)
# GCC 12 warns of overlaps and overflows in inlined std::string that do not exist (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(escala_warnings INTERFACE -Wno-restrict -Wno-array-bounds
    -Wno-stringop-overflow -Wno-stringop-overread)
endif()
if(CMAKE_CXX_FLAGS MATCHES "-fsanitize=")
  set(ESCALA_SANITIZED ON)
endif()
# In code with a sanitizer, GCC also warns of initialized values as if they were uninitialized.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND ESCALA_SANITIZED)
  target_compile_options(escala_warnings INTERFACE -Wno-maybe-uninitialized)
endif()
