# SPDX-License-Identifier: Apache-2.0
# Targets `format-check` and `format`, if clang-format is installed.

find_program(CLANG_FORMAT clang-format)
if(NOT CLANG_FORMAT)
  return()
endif()

file(GLOB_RECURSE formatted_sources CONFIGURE_DEPENDS
  include/*.h src/*.h src/*.cpp tests/*.h tests/*.cpp bench/*.h bench/*.cpp)
if(formatted_sources)
  add_custom_target(format-check
    COMMAND "${CLANG_FORMAT}" --dry-run -Werror ${formatted_sources}
    COMMENT "Checking the layout of the sources" VERBATIM)
  add_custom_target(format
    COMMAND "${CLANG_FORMAT}" -i ${formatted_sources}
    COMMENT "Laying out the sources" VERBATIM)
endif()
