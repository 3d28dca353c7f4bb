# SPDX-License-Identifier: Apache-2.0
# The words of documents in other languages: files of src/report/locales, embedded.

set(file "${PROJECT_SOURCE_DIR}/src/report/locales/es.po")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
file(READ "${file}" spanish)
configure_file("${PROJECT_SOURCE_DIR}/src/report/locale_texts.cpp.in"
  "${PROJECT_BINARY_DIR}/generated/locale_texts.cpp" @ONLY)
target_sources(escala_report PRIVATE "${PROJECT_BINARY_DIR}/generated/locale_texts.cpp")
