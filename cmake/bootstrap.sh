#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# From a fresh Debian 12 to a running escala:
#
#   sh cmake/bootstrap.sh run     installs what is missing, builds, runs an example
#   sh cmake/bootstrap.sh test    installs what is missing, builds, runs every test
#   sh cmake/bootstrap.sh test consumers
#                                 installs what is missing, builds, and reads what escala writes
#                                 with other programs (tests/consumers)
#
# Where nothing is missing, nothing is installed and no network is needed.
set -eu
cd "$(dirname "$0")/.."

build_packages="cmake ninja-build g++ libcli11-dev libeigen3-dev libfmt-dev libyaml-cpp-dev
  libboost-dev libhwy-dev libmd-dev libnlopt-dev libsqlite3-dev
  libutf8proc-dev libxlsxwriter-dev libzip-dev nlohmann-json3-dev zlib1g-dev"
test_packages="catch2 librandom123-dev"

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

missing_of() {
  for package in "$@"; do
    dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed' || echo "$package"
  done
}

install_missing() {
  missing=$(missing_of "$@")
  [ -n "$missing" ] || return 0
  echo "Installing" $missing
  as_root apt-get update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
}

# cmake/page.cmake installs the chart library of pages with npm, once.
install_for_build() {
  install_missing $build_packages "$@"
  [ -e build/npm/node_modules/uplot ] || command -v npm >/dev/null || install_missing nodejs npm
}

run() {
  install_for_build
  cmake --preset release -DESCALA_TESTS=OFF
  cmake --build --preset release --parallel "$(nproc)"
  build/release/escala run scenarios/advanced_scaling.yaml
}

check() {
  install_for_build $test_packages
  cmake --preset release
  cmake --build --preset release --parallel "$(nproc)"
  ctest --preset release --output-on-failure --parallel "$(nproc)"
}

# What the scripts of tests/consumers name in their lines "# debian: ..." and "# npm: ...".
needs_of_consumers() {
  sed -n "s/^# $1: //p" tests/consumers/*.sh tests/consumers/*.py 2>/dev/null | tr ' ' '\n' | sort -u
}

install_npm_packages() {
  wanted=$(needs_of_consumers npm)
  [ "$wanted" != "$(cat build/consumers/installed 2>/dev/null)" ] || return 0
  command -v npm >/dev/null || install_missing nodejs npm
  mkdir -p build/consumers
  npm install --prefix build/consumers --no-save --no-audit --no-fund --ignore-scripts $wanted
  echo "$wanted" >build/consumers/installed
}

check_consumers() {
  install_for_build python3 $(needs_of_consumers debian)
  install_npm_packages
  cmake --preset release
  cmake --build --preset release --parallel "$(nproc)" --target escala
  sh tests/consumers/run
}

case "${1-} ${2-}" in
"run ") run ;;
"test ") check ;;
"test consumers") check_consumers ;;
*)
  echo "usage: sh cmake/bootstrap.sh run|test|test consumers" >&2
  exit 2
  ;;
esac
