// SPDX-License-Identifier: Apache-2.0
// A fixed set of threads that share out numbered tasks.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace escala {

class Workers {
 public:
  // `threads` of them, at least one; 0: as many as the machine has.
  explicit Workers(std::size_t threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  std::size_t count() const { return threads_.size() + 1; }

  // Calls task(worker, i) for each i below `tasks`, each once, and returns when all are done.
  // Each worker begins with a stretch of its own, the same for as many tasks again, so that it
  // finds in its cache what it left there; then it helps the others. So results must not depend on
  // which worker takes which task. An exception of a task is thrown here, after the others have
  // ended.
  void run(std::size_t tasks, const std::function<void(std::size_t worker, std::size_t i)>& task);

 private:
  // On a line of the cache of its own.
  struct alignas(64) Share {
    std::atomic<std::size_t> next = 0;
    std::size_t end = 0;
  };

  void serve(std::size_t worker);
  void take_tasks(std::size_t worker);

  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  const std::function<void(std::size_t, std::size_t)>* task_ = nullptr;
  std::vector<Share> shares_; // of the tasks: each worker's
  // Changed under the mutex, and watched without it for a while.
  std::atomic<std::size_t> busy_ = 0;
  std::atomic<std::size_t> round_ = 0;
  std::atomic<bool> closing_ = false;
  std::exception_ptr failure_;
};

} // namespace escala
