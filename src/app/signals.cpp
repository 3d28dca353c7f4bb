// SPDX-License-Identifier: Apache-2.0
#include "app/signals.h"

#include <array>
#include <csignal>

namespace escala::app {
namespace {

constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

std::atomic<bool> stop_requested = false; // NOLINT: a handler can only use global variables
std::atomic<int> signal_number = 0;       // NOLINT

void handle(int number) {
  signal_number = number;
  stop_requested = true;
}

} // namespace

void watch_signals() {
  struct sigaction action = {};
  action.sa_handler = handle;
  action.sa_flags = SA_RESETHAND; // no restart: reads and writes end; a second signal kills
  for (int number : kSignals) {
    struct sigaction before = {};
    sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_IGN)
      sigaction(number, &action, nullptr); // a signal that nohup ignores stays ignored
  }
  std::signal(SIGPIPE, SIG_DFL); // a closed pipe ends the program quietly
  std::signal(SIGXFSZ, SIG_IGN); // a file that grows too large is an error of its write
}

const std::atomic<bool>& interrupted() { return stop_requested; }

void die_if_interrupted() {
  if (!stop_requested)
    return;
  std::signal(signal_number, SIG_DFL);
  std::raise(signal_number);
}

} // namespace escala::app
