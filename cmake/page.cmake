# SPDX-License-Identifier: Apache-2.0
# What pages contain, embedded: their style and script (src/render/page), and uPlot, which is a
# package of npm. It is installed into the build's folder once, if ESCALA_UPLOT does not name its
# folder.

set(uplot_version 1.6.32)
set(ESCALA_UPLOT "${PROJECT_SOURCE_DIR}/build/npm/node_modules/uplot" CACHE PATH
  "The folder of the npm package uplot ${uplot_version}")

set(uplot_files dist/uPlot.iife.min.js dist/uPlot.min.css LICENSE)
set(uplot_sums
  19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f
  df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04
  8f989229699b4fe2f1a0432d0e9edc338a8a911e250e2d1b01ecd770a5f5b1bd)

if(NOT EXISTS "${ESCALA_UPLOT}/dist/uPlot.iife.min.js")
  find_program(NPM npm)
  if(NOT NPM)
    message(FATAL_ERROR "The page's chart library is missing. Install npm, or set ESCALA_UPLOT to "
      "the folder of the npm package uplot ${uplot_version}.")
  endif()
  execute_process(
    COMMAND "${NPM}" install --prefix "${PROJECT_SOURCE_DIR}/build/npm" --no-save --no-audit
      --no-fund --ignore-scripts --silent uplot@${uplot_version}
    RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "npm could not install uplot ${uplot_version}.")
  endif()
endif()

foreach(file sum IN ZIP_LISTS uplot_files uplot_sums)
  file(SHA256 "${ESCALA_UPLOT}/${file}" found)
  if(NOT found STREQUAL sum)
    message(FATAL_ERROR "${ESCALA_UPLOT}/${file} is not that of uplot ${uplot_version}.")
  endif()
endforeach()

set(style "${PROJECT_SOURCE_DIR}/src/render/page/page.css")
set(script "${PROJECT_SOURCE_DIR}/src/render/page/page.js")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${style}" "${script}")
file(READ "${style}" page_style)
file(READ "${script}" page_script)
file(READ "${ESCALA_UPLOT}/dist/uPlot.iife.min.js" chart_library)
file(READ "${ESCALA_UPLOT}/dist/uPlot.min.css" chart_library_style)
file(READ "${ESCALA_UPLOT}/LICENSE" chart_library_license)
string(PREPEND chart_library "/*\n${chart_library_license}*/\n")
string(PREPEND page_style "${chart_library_style}\n")
foreach(asset page_style page_script chart_library)
  string(SHA256 ${asset}_sum "${${asset}}")
endforeach()
configure_file("${PROJECT_SOURCE_DIR}/src/render/page_assets.cpp.in"
  "${PROJECT_BINARY_DIR}/generated/page_assets.cpp" @ONLY)
target_sources(escala_render PRIVATE "${PROJECT_BINARY_DIR}/generated/page_assets.cpp")
