# SPDX-License-Identifier: Apache-2.0

# What nearly every source includes is compiled once, for all rooms that write text, and once more
# with Eigen for the rooms that see columns. Sources still include what they use: clang-tidy reads
# them without this.
set(ESCALA_PRECOMPILED <fmt/format.h> <algorithm> <array> <cmath> <cstdint> <functional> <map>
  <memory> <optional> <span> <string> <string_view> <utility> <vector>)

# A library of its own, since a room's could have macros that other rooms don't.
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/precompiled.cpp" CONTENT "")
add_library(escala_precompiled OBJECT "${PROJECT_BINARY_DIR}/precompiled.cpp")
target_link_libraries(escala_precompiled PRIVATE fmt::fmt Eigen3::Eigen escala_warnings)
target_precompile_headers(escala_precompiled PRIVATE ${ESCALA_PRECOMPILED} <Eigen/Core>)

function(escala_precompile target uses)
  if(target STREQUAL "escala_core")
    target_precompile_headers(${target} PRIVATE ${ESCALA_PRECOMPILED})
  elseif("columns" IN_LIST uses OR "report" IN_LIST uses)
    target_precompile_headers(${target} REUSE_FROM escala_precompiled)
  else()
    target_precompile_headers(${target} REUSE_FROM escala_core)
  endif()
endfunction()

# escala_room(NAME [USES room...] [LIBRARIES target...] [HEADERS target...] [EXCLUDE file...])
#
# The library escala_NAME from src/NAME/*.cpp and src/NAME/*/*.cpp; a room without sources is an
# interface. USES lists the rooms whose headers it may include, and links them. LIBRARIES are
# linked; HEADERS are needed only to compile the room itself.
function(escala_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "USES;LIBRARIES;HEADERS;EXCLUDE")
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
  if(fmt::fmt IN_LIST room_LIBRARIES)
    escala_precompile(${target} "${room_USES}")
  endif()

  string(REPLACE ";" "," uses "${room_USES}")
  set_property(GLOBAL APPEND PROPERTY ESCALA_ROOMS "${name}:${uses}")
endfunction()
