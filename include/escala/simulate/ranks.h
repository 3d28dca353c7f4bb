// SPDX-License-Identifier: Apache-2.0
// The processes that share out a run's paths: one, or those that MPI started.
//
// Every rank calls the same functions in the same order.
#pragma once

#include <cstddef>
#include <vector>

#include "escala/core/rank_message.h"

namespace escala {

class Ranks {
 public:
  virtual ~Ranks() = default;
  virtual std::size_t rank() const { return 0; }
  virtual std::size_t count() const { return 1; }
  // What each rank says, in their order, told to the rank `to`; the others hear nothing.
  virtual std::vector<Message> gather(Message own, std::size_t to);
  // The same, told to all.
  virtual std::vector<Message> exchange(Message own);
};

} // namespace escala
