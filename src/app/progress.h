// SPDX-License-Identifier: Apache-2.0
// How far a long run is, on a terminal's standard error: one line that is written over and in the
// end taken away. The first second says nothing.
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

  // `has_end`: the run begins once, so that its end is known; else paths are counted.
  ProgressObserver(bool has_end, Clock clock, Write write);
  ~ProgressObserver() override;
  ProgressObserver(const ProgressObserver&) = delete;
  ProgressObserver& operator=(const ProgressObserver&) = delete;

  void begin(const RunShape& shape) override;
  void block(const BlockView& view) override;

  // Takes the line away, before results are printed.
  void clear();

 private:
  void show();

  const bool has_end_;
  const Clock clock_;
  const Write write_;
  double due_;                     // when the line is next written
  std::uint64_t total_ = 0;        // blocks times months, of the run that is on
  std::uint64_t paths_before_ = 0; // of runs before it
  std::uint64_t paths_ = 0;
  std::atomic<std::uint64_t> done_ = 0;
  std::mutex mutex_;
  bool shown_ = false;
};

// None where --progress says never, --quiet is given or standard error is no terminal.
std::unique_ptr<ProgressObserver> progress_of(const Arguments& arguments, bool has_end);

} // namespace escala::app
