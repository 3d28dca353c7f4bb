# SPDX-License-Identifier: Apache-2.0
include(CMakeFindDependencyMacro)
find_dependency(Eigen3)
find_dependency(fmt)
find_dependency(hwy)
find_dependency(yaml-cpp)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/utf8proc.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/escalaTargets.cmake")
