# SPDX-License-Identifier: Apache-2.0
# The rooms: one library per folder of src, and the rooms whose headers it may include.
# tests/includes_test.cpp checks the sources against this table.

include(room)

escala_room(core SMALL
  LIBRARIES fmt::fmt utf8proc::utf8proc)
escala_room(input SMALL
  USES core
  LIBRARIES fmt::fmt yaml-cpp)
escala_room(expression SMALL
  USES core
  LIBRARIES fmt::fmt)
escala_room(columns
  USES core
  HEADERS Boost::headers)
# Columns are Eigen arrays in public headers.
target_link_libraries(escala_columns PUBLIC Eigen3::Eigen)
# Only Highway's headers: its library is needed only for assertions, which Release does not have.
target_include_directories(escala_columns PRIVATE
  $<BUILD_INTERFACE:$<TARGET_PROPERTY:hwy::hwy,INTERFACE_INCLUDE_DIRECTORIES>>)
target_link_libraries(escala_columns PRIVATE $<$<NOT:$<CONFIG:Release>>:hwy::hwy>)
# Vectors wider than AVX2's have not been measured. Machines with SSSE3 are taken to have SSE4 too.
target_compile_definitions(escala_columns PRIVATE
  "HWY_DISABLED_TARGETS=(HWY_SSSE3|HWY_AVX3|HWY_AVX3_DL)")
escala_room(catalog
  USES core columns
  LIBRARIES fmt::fmt
  HEADERS Boost::headers)
escala_room(scenario SMALL
  USES core columns input expression catalog
  LIBRARIES fmt::fmt)
escala_room(model SMALL
  USES core columns input expression catalog scenario
  LIBRARIES fmt::fmt)
escala_room(plan SMALL
  USES core columns input expression catalog scenario model
  LIBRARIES fmt::fmt)
escala_room(simulate
  USES core columns input expression catalog scenario model
  LIBRARIES fmt::fmt Threads::Threads)
escala_room(summarize
  USES core columns input expression catalog scenario model simulate
  LIBRARIES fmt::fmt)
escala_room(targets
  USES core columns input expression catalog scenario model simulate
  LIBRARIES fmt::fmt
  HEADERS Boost::headers)
escala_room(analysis
  USES core columns input expression catalog scenario model plan simulate summarize targets
  LIBRARIES fmt::fmt NLopt::nlopt)
escala_room(report SMALL
  USES core columns input expression catalog scenario model plan simulate summarize targets analysis
  LIBRARIES fmt::fmt)
escala_room(render SMALL
  USES core report
  LIBRARIES fmt::fmt xlsxwriter::xlsxwriter libzip::zip ZLIB::ZLIB
  HEADERS nlohmann_json::nlohmann_json)

escala_room(describe SMALL
  USES core input expression catalog scenario report render
  LIBRARIES fmt::fmt)

set(ESCALA_LIBRARY_ROOMS core columns input expression catalog scenario model plan simulate summarize
  targets analysis report render describe)

# The command's room is not part of the library. It excludes main.cpp, so that tests can link it.
escala_room(app SMALL
  USES ${ESCALA_LIBRARY_ROOMS}
  LIBRARIES fmt::fmt libmd::md SQLite::SQLite3 Threads::Threads
  HEADERS CLI11::CLI11
  EXCLUDE main.cpp)

# CLI11 takes seconds to compile, so this source is compiled by itself.
set_source_files_properties("${PROJECT_SOURCE_DIR}/src/app/command_line.cpp"
  PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)

# Only the two sources that use MPI are compiled with different options.
if(ESCALA_MPI)
  set(MPI_CXX_SKIP_MPICXX ON) # its C interface is used
  find_package(MPI REQUIRED COMPONENTS CXX)
  list(TRANSFORM MPI_CXX_INCLUDE_DIRS PREPEND "-isystem" OUTPUT_VARIABLE mpi_headers)
  set_source_files_properties("${PROJECT_SOURCE_DIR}/src/app/processes.cpp"
    "${PROJECT_SOURCE_DIR}/src/app/processes_mpi.cpp" PROPERTIES
    COMPILE_DEFINITIONS ESCALA_MPI
    COMPILE_OPTIONS "${mpi_headers}")
  target_link_libraries(escala_app INTERFACE $<LINK_ONLY:MPI::MPI_CXX>)
endif()

add_library(escala_all INTERFACE)
set_target_properties(escala_all PROPERTIES EXPORT_NAME escala)
add_library(escala::escala ALIAS escala_all)
list(TRANSFORM ESCALA_LIBRARY_ROOMS PREPEND escala_ OUTPUT_VARIABLE library_targets)
target_link_libraries(escala_all INTERFACE ${library_targets})
