// SPDX-License-Identifier: Apache-2.0
#include "app/signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>

namespace escala::app {
namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

// A handler can only use global variables, and may not allocate memory.
struct Slot {
  std::atomic<bool> used = false;
  std::array<char, PATH_MAX> path{};
};
constexpr std::size_t kSlots = 64;
constexpr std::size_t kNoSlot = kSlots;
std::array<Slot, kSlots> incomplete;     // NOLINT
std::atomic<bool> progress_line = false; // NOLINT

std::atomic<bool> stop_watched = false; // NOLINT: someone stops at a signal
std::atomic<bool> stop_wanted = false;  // NOLINT
std::atomic<int> stop_number = 0;       // NOLINT

void handle(int number) {
  if (stop_watched && number != SIGPIPE && !stop_wanted.exchange(true)) {
    stop_number = number;
    return;
  }
  for (const Slot& slot : incomplete)
    if (slot.used)
      ::unlink(slot.path.data());
  if (progress_line) {
    constexpr std::string_view kClear = "\r\x1b[K";
    [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, kClear.data(), kClear.size());
  }
  std::signal(number, SIG_DFL);
  std::raise(number); // takes effect when this handler returns
}

sigset_t watched() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : kSignals)
    sigaddset(&set, number);
  return set;
}

// kNoSlot if there is no free one.
std::size_t take_slot(const std::string& path) {
  for (std::size_t i = 0; i < kSlots; ++i)
    if (!incomplete[i].used && path.size() < incomplete[i].path.size()) {
      std::memcpy(incomplete[i].path.data(), path.c_str(), path.size() + 1);
      incomplete[i].used = true;
      return i;
    }
  return kNoSlot;
}

} // namespace

void watch_signals() {
  struct sigaction action = {};
  action.sa_handler = handle;
  action.sa_mask = watched();
  for (const int number : kSignals) {
    struct sigaction before = {};
    sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_IGN)
      sigaction(number, &action, nullptr); // a signal that nohup ignores stays ignored
  }
  sigaction(SIGPIPE, &action, nullptr); // a closed pipe ends the program quietly
  std::signal(SIGXFSZ, SIG_IGN);        // a file that grows too large is an error of its write
}

SignalsWait::SignalsWait() : before_() {
  const sigset_t set = watched();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

SignalsWait::~SignalsWait() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

bool SignalsWait::is_signal_waiting() {
  sigset_t waiting;
  sigemptyset(&waiting);
  sigpending(&waiting);
  for (const int number : kSignals)
    if (sigismember(&waiting, number) == 1)
      return true;
  return false;
}

StopAtSignal::StopAtSignal() { stop_watched = true; }

StopAtSignal::~StopAtSignal() { stop_watched = false; }

const std::atomic<bool>& StopAtSignal::wanted() const { return stop_wanted; }

void StopAtSignal::end_if_wanted() {
  if (stop_wanted)
    std::raise(stop_number); // the next signal is not waited for
}

IncompleteFile::IncompleteFile(const std::string& folder)
    : path_(folder + "/.escala-XXXXXX"), slot_(kNoSlot) {
  const SignalsWait wait;
  descriptor_ = ::mkostemp(path_.data(), O_CLOEXEC);
  if (descriptor_ < 0) {
    path_.clear();
    return;
  }
  slot_ = take_slot(path_);
}

IncompleteFile::~IncompleteFile() {
  const int error = errno;
  if (descriptor_ >= 0)
    ::close(descriptor_);
  if (!path_.empty())
    ::unlink(path_.c_str());
  if (slot_ != kNoSlot)
    incomplete[slot_].used = false;
  errno = error;
}

bool IncompleteFile::close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

bool IncompleteFile::rename_to(const std::string& target) {
  const SignalsWait wait;
  if (::rename(path_.c_str(), target.c_str()) != 0)
    return false;
  was_renamed();
  return true;
}

bool IncompleteFile::create(const std::string& target) {
  const SignalsWait wait;
  int failed = ::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE);
  if (failed != 0 && (errno == EINVAL || errno == ENOSYS)) { // as on NFS
    failed = ::link(path_.c_str(), target.c_str());
    if (failed == 0)
      ::unlink(path_.c_str());
  }
  if (failed != 0)
    return false;
  was_renamed();
  return true;
}

void IncompleteFile::was_renamed() {
  path_.clear();
  if (slot_ != kNoSlot)
    incomplete[std::exchange(slot_, kNoSlot)].used = false;
}

bool IncompleteFile::replace(const std::string& target) {
  const SignalsWait wait;
  target_ = target;
  if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) {
    before_ = Before::kept;
    return true;
  }
  const bool is_new = errno == ENOENT;
  const bool unable = errno == EINVAL || errno == ENOSYS; // as on NFS
  if (!(is_new || unable) || !rename_to(target))
    return false;
  before_ = is_new ? Before::none : Before::unknown;
  return true;
}

void IncompleteFile::restore() {
  const int error = errno;
  if (before_ == Before::kept)
    rename_to(target_);
  else if (before_ == Before::none)
    ::unlink(target_.c_str());
  errno = error;
}

void progress_is_shown(bool shown) { progress_line = shown; }

} // namespace escala::app
