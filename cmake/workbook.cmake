# SPDX-License-Identifier: Apache-2.0
# libzip and libxlsxwriter, whose CMake packages are lacking in Debian or need programs besides. An
# installed escala finds them here too.

function(escala_find_library target header library)
  string(MAKE_C_IDENTIFIER "ESCALA_${library}" name)
  find_path(${name}_INCLUDE_DIR ${header} REQUIRED)
  find_library(${name}_LIBRARY ${library} REQUIRED)
  if(NOT TARGET ${target})
    add_library(${target} UNKNOWN IMPORTED)
    set_target_properties(${target} PROPERTIES
      IMPORTED_LOCATION "${${name}_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${${name}_INCLUDE_DIR}")
  endif()
endfunction()

escala_find_library(libzip::zip zip.h zip)
escala_find_library(xlsxwriter::xlsxwriter xlsxwriter.h xlsxwriter)
