// SPDX-License-Identifier: Apache-2.0
// A fixed set of threads that share numbered tasks.
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
  // `threads` workers, at least one; 0: as many as the machine has threads. Fewer where the system
  // refuses to start more: see count().
  explicit Workers(std::size_t threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  std::size_t count() const { return threads_.size() + 1; }

  // Calls task(worker, i) once for each i below `tasks`, and returns when all are done. Each worker
  // first does its own range of tasks. The range is the same in later calls with as many tasks, so
  // its data may still be in the worker's cache. Then it takes tasks of others. So results must not
  // depend on which worker does a task. An exception of a task is thrown here when all workers have
  // stopped.
  void run(std::size_t tasks, const std::function<void(std::size_t worker, std::size_t i)>& task);

 private:
  // Each share has its own cache line.
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
  std::vector<Share> shares_; // the tasks of each worker
  // Changed under the mutex. A waiting thread reads them without it for a short time.
  std::atomic<std::size_t> busy_ = 0;
  std::atomic<std::size_t> round_ = 0;
  std::atomic<bool> closing_ = false;
  std::exception_ptr failure_;
};

} // namespace escala
