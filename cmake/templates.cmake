# SPDX-License-Identifier: Apache-2.0
# The templates of `escala init`: files of src/app/templates, embedded in this order.

set(templates minimal saas marketplace enterprise reliability)

set(entries "")
foreach(name IN LISTS templates)
  set(file "${PROJECT_SOURCE_DIR}/src/app/templates/${name}.yaml")
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" text)
  string(APPEND entries "    Template{\"${name}\", R\"yaml(${text})yaml\"},\n")
endforeach()
list(LENGTH templates count)
configure_file("${PROJECT_SOURCE_DIR}/src/app/templates.cpp.in"
  "${PROJECT_BINARY_DIR}/generated/templates.cpp" @ONLY)
target_sources(escala_app PRIVATE "${PROJECT_BINARY_DIR}/generated/templates.cpp")
