// SPDX-License-Identifier: Apache-2.0
#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "app/files.h"
#include "app/options/list.h"
#include "app/signals.h"
#include "app/terminal.h"

namespace escala::app {
namespace {

constexpr double kSilence = 1; // seconds
constexpr double kPeriod = 0.1;
constexpr const char* kStartOfLine = "\r\x1b[K"; // and clears the rest of the line

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

ProgressObserver::ProgressObserver(bool has_end, Clock clock, Write write)
    : has_end_(has_end), clock_(std::move(clock)), write_(std::move(write)),
      due_(clock_() + kSilence) {}

ProgressObserver::~ProgressObserver() { clear(); }

void ProgressObserver::begin(const RunShape& shape) {
  const std::uint64_t blocks = (shape.paths + kBlockPaths - 1) / kBlockPaths / shape.ranks;
  if (done_ >= total_) { // the runs before are done
    paths_before_ += paths_;
    paths_ = 0;
    total_ = 0;
    done_ = 0;
  }
  total_ += blocks * (static_cast<std::uint64_t>(shape.model->horizon) + 1);
  paths_ += shape.paths;
}

// The first thread that finds that the line is due writes it. No thread waits for another.
void ProgressObserver::on_block(const BlockView&) {
  ++done_;
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (lock.owns_lock() && clock_() >= due_)
    show();
}

void ProgressObserver::show() {
  const double share =
      static_cast<double>(done_) / static_cast<double>(std::max(total_, done_.load()));
  std::string line =
      has_end_ ? fmt::format("{}simulated {:.0f}%", kStartOfLine, 100 * share)
               : fmt::format("{}simulated {} paths", kStartOfLine,
                             paths_before_ +
                                 static_cast<std::uint64_t>(share * static_cast<double>(paths_)));
  if (!known_.empty())
    line += "; " + known_;
  write_(line);
  if (!shown_)
    progress_is_shown(true);
  shown_ = true;
  due_ = clock_() + kPeriod;
}

void ProgressObserver::set_known(std::string known) {
  const std::lock_guard lock(mutex_);
  known_ = std::move(known);
}

void ProgressObserver::clear() {
  if (shown_) {
    write_(kStartOfLine);
    progress_is_shown(false);
  }
  shown_ = false;
}

std::unique_ptr<ProgressObserver> progress_of(const Arguments& arguments, bool has_end) {
  if (!arguments.value(option::progress) || arguments.has(option::quiet) || !shows_progress())
    return nullptr;
  return std::make_unique<ProgressObserver>(
      has_end, now, [](const std::string& text) { write_stream(STDERR_FILENO, text); });
}

} // namespace escala::app
