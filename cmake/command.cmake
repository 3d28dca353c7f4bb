# SPDX-License-Identifier: Apache-2.0
# The executable, at the top of the build directory.

file(GLOB main_source CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/app/main.cpp")
if(main_source)
  add_executable(escala ${main_source})
  target_include_directories(escala PRIVATE "${PROJECT_SOURCE_DIR}/src")
  target_link_libraries(escala PRIVATE escala_app fmt::fmt escala_warnings)
  set_target_properties(escala PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endif()
