// SPDX-License-Identifier: Apache-2.0
// Shows how much of a long run is done: one line on standard error, if that is a terminal. The line
// appears after a second and is cleared at the end.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "app/arguments.h"
#include "escala/simulate/observer.h"

namespace escala::app {

class ProgressObserver final : public MonthObserver {
 public:
  using Clock = std::function<double()>; // seconds since some time
  using Write = std::function<void(const std::string&)>;

  // `has_end`: the total number of paths is known, so a percentage is shown; otherwise the number
  // of paths so far is shown.
  ProgressObserver(bool has_end, Clock clock, Write write);
  ~ProgressObserver() override;
  ProgressObserver(const ProgressObserver&) = delete;
  ProgressObserver& operator=(const ProgressObserver&) = delete;

  void begin(const RunShape& shape) override;
  void on_block(const BlockView& view) override;

  // What is known so far, shown behind the number of paths; may be empty.
  void set_known(std::string known);

  // Clears the line, before results are printed.
  void clear();

 private:
  void show();

  const bool has_end_;
  const Clock clock_;
  const Write write_;
  double due_; // when the line is next written
  std::string known_;
  std::uint64_t total_ = 0;        // blocks times months, of the runs that began together
  std::uint64_t paths_before_ = 0; // of runs before them
  std::uint64_t paths_ = 0;
  std::atomic<std::uint64_t> done_ = 0;
  std::mutex mutex_;
  bool shown_ = false;
};

// Null if --progress is never, if --quiet is given, or if standard error is not a terminal.
std::unique_ptr<ProgressObserver> progress_of(const Arguments& arguments, bool has_end);

} // namespace escala::app
