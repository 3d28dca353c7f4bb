// SPDX-License-Identifier: Apache-2.0
// Interruption by signals: the program ends at the first one, by that signal, and leaves no
// incomplete file. A handler removes the files that are being written.
#pragma once

#include <csignal>

#include <atomic>
#include <cstddef>
#include <string>

namespace escala::app {

void watch_signals();

// While it lives, the signals that would end the program wait. Threads that start meanwhile never
// take them, so that the handler runs in the main thread alone.
class SignalsWait {
 public:
  SignalsWait();
  ~SignalsWait();
  SignalsWait(const SignalsWait&) = delete;
  SignalsWait& operator=(const SignalsWait&) = delete;

  // Whether one has come that waits.
  static bool is_signal_waiting();

 private:
  sigset_t before_;
};

// While it lives, the first signal that would end the program asks the work to stop instead, so
// that it can show what is known. The second one ends the program.
class StopAtSignal {
 public:
  StopAtSignal();
  ~StopAtSignal();
  StopAtSignal(const StopAtSignal&) = delete;
  StopAtSignal& operator=(const StopAtSignal&) = delete;

  const std::atomic<bool>& wanted() const;
  // Ends the program by the signal that came, if one did.
  static void end_if_wanted();
};

// A file that is being written. It is removed by a signal and by the destructor, unless it was
// renamed.
class IncompleteFile {
 public:
  // Makes a new file in a folder. `descriptor()` is below 0 if it can't, and errno says why.
  explicit IncompleteFile(const std::string& folder);
  ~IncompleteFile();
  IncompleteFile(const IncompleteFile&) = delete;
  IncompleteFile& operator=(const IncompleteFile&) = delete;

  int descriptor() const { return descriptor_; }
  const std::string& path() const { return path_; }
  // Closes it; false if that fails, and errno says why.
  bool close();
  // Lets it replace `target`; false if that fails, and errno says why.
  bool rename_to(const std::string& target);
  // Gives it the name `target` unless there is such a file: then errno is EEXIST.
  bool create(const std::string& target);
  // The same as rename_to, and as far as the file system can exchange two files, `restore` undoes
  // it.
  bool replace(const std::string& target);
  void restore();

 private:
  enum class Before { unknown, none, kept }; // what was at the target; kept: it is at the path

  void was_renamed();

  std::string path_;
  std::string target_; // that it replaced
  Before before_ = Before::unknown;
  int descriptor_ = -1;
  std::size_t slot_;
};

// Whether a line of progress is on the terminal, which a signal clears.
void progress_is_shown(bool shown);

} // namespace escala::app
