# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` installs: the command, the libraries, their headers, and a package for
# find_package(escala).

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

if(TARGET escala)
  install(TARGETS escala)
endif()
install(TARGETS escala_all ${library_targets} EXPORT escala)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/escala" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h")

set(package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/escala")
install(EXPORT escala NAMESPACE escala:: DESTINATION "${package_directory}"
  FILE escalaTargets.cmake)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/escalaConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(FILES cmake/escalaConfig.cmake cmake/utf8proc.cmake cmake/workbook.cmake "${PROJECT_BINARY_DIR}/escalaConfigVersion.cmake"
  DESTINATION "${package_directory}")
