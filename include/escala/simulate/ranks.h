// SPDX-License-Identifier: Apache-2.0
// The processes that share the paths of a run: one, or those that MPI started.
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
  // Sends the messages of all ranks to rank `to`. Returns them there in the order of the ranks, and
  // nothing on other ranks.
  virtual std::vector<Message> gather(Message own, std::size_t to);
  // The same, but returns the messages on all ranks.
  virtual std::vector<Message> exchange(Message own);
};

} // namespace escala
