// SPDX-License-Identifier: Apache-2.0
// How much memory this process may use: the least of the machine's, the control group's (v1 and v2)
// and the limit of the address space.
#pragma once

#include <cstdint>
#include <string>

namespace escala::app {

struct MemoryLimit {
  std::uint64_t bytes = 0;   // 0: not known
  std::string owner;         // who sets it: "this machine has"
  bool of_addresses = false; // it counts addresses, of which each thread takes many
};

// `root` is where the system's files are; another one is for tests.
MemoryLimit memory_limit(const std::string& root = "");

} // namespace escala::app
