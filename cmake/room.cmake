# SPDX-License-Identifier: Apache-2.0

# A room is a folder of src with its library. Headers that nearly every source includes are
# precompiled twice: for rooms that run paths, and for rooms that do not. Sources still include what
# they use: clang-tidy reads them without precompiled headers.
set(ESCALA_PRECOMPILED <fmt/format.h> <Eigen/Core> <algorithm> <array> <cmath> <cstdint>
  <deque> <functional> <map> <memory> <optional> <span> <string> <string_view> <thread> <utility>
  <variant> <vector>)

# Separate libraries, because the precompiled headers of one room could have macros that other rooms
# do not have.
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled.cpp" CONTENT "")
foreach(kind IN ITEMS fast small)
  add_library(escala_precompiled_${kind} OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
  target_link_libraries(escala_precompiled_${kind}
    PRIVATE fmt::fmt Eigen3::Eigen escala_warnings)
  target_precompile_headers(escala_precompiled_${kind} PRIVATE ${ESCALA_PRECOMPILED})
endforeach()

# -Os code has a third of the size of -O3 code and compiles in three quarters of the time.
set(ESCALA_SMALL $<$<CONFIG:Release>:-Os>)
target_compile_options(escala_precompiled_small PRIVATE ${ESCALA_SMALL})

# escala_room(NAME [SMALL] [USES room...] [LIBRARIES target...] [HEADERS target...] [EXCLUDE file...])
#
# The library escala_NAME from src/NAME/*.cpp and src/NAME/*/*.cpp; a room without sources is an
# INTERFACE library. USES lists the rooms whose headers it may include, and links them. LIBRARIES
# are linked; HEADERS are needed only to compile the room itself. SMALL is for rooms whose code runs
# once per run, not once per path: they are compiled for size, eight sources at a time (so a name in
# an anonymous namespace can be used only once in such a room).
function(escala_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "SMALL" "" "USES;LIBRARIES;HEADERS;EXCLUDE")
  set(target escala_${name})
  set(directory "${PROJECT_SOURCE_DIR}/src/${name}")
  file(GLOB sources CONFIGURE_DEPENDS "${directory}/*.cpp" "${directory}/*/*.cpp")
  foreach(excluded IN LISTS room_EXCLUDE)
    list(REMOVE_ITEM sources "${directory}/${excluded}")
  endforeach()
  list(TRANSFORM room_USES PREPEND escala_ OUTPUT_VARIABLE used)

  list(TRANSFORM room_HEADERS REPLACE "(.+)" "$<BUILD_INTERFACE:\\1>")

  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(${target}
      PRIVATE ${room_LIBRARIES} ${room_HEADERS} $<BUILD_INTERFACE:escala_warnings>)
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope}
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
  target_link_libraries(${target} ${scope} ${used})
  target_compile_features(${target} ${scope} cxx_std_20)
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${name})
  if(room_SMALL)
    set(kind small)
    target_compile_options(${target} PRIVATE ${ESCALA_SMALL})
    set_target_properties(${target} PROPERTIES
      UNITY_BUILD ${ESCALA_UNITY} UNITY_BUILD_BATCH_SIZE 8)
  else()
    set(kind fast)
  endif()
  if(fmt::fmt IN_LIST room_LIBRARIES)
    target_precompile_headers(${target} REUSE_FROM escala_precompiled_${kind})
  endif()

  string(REPLACE ";" "," uses "${room_USES}")
  set_property(GLOBAL APPEND PROPERTY ESCALA_ROOMS "${name}:${uses}")
endfunction()
