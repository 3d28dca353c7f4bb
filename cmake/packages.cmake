# SPDX-License-Identifier: Apache-2.0
# Third-party libraries, as packaged in Debian 12. Headers of imported targets are system headers.

find_package(fmt 9 REQUIRED)
find_package(yaml-cpp 0.7 REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(Threads REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(hwy 1.0 REQUIRED)
find_package(NLopt 2.7 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(ZLIB 1.2 REQUIRED)

include("${CMAKE_CURRENT_LIST_DIR}/utf8proc.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/workbook.cmake")

find_path(LIBMD_INCLUDE_DIR sha2.h REQUIRED)
find_library(LIBMD_LIBRARY md REQUIRED)
add_library(libmd::md UNKNOWN IMPORTED)
set_target_properties(libmd::md PROPERTIES
  IMPORTED_LOCATION "${LIBMD_LIBRARY}"
  INTERFACE_INCLUDE_DIRECTORIES "${LIBMD_INCLUDE_DIR}")
