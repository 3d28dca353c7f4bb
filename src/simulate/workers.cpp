// SPDX-License-Identifier: Apache-2.0
#include "escala/simulate/workers.h"

#include <algorithm>
#include <system_error>

namespace escala {
namespace {

// Checks for a short time before the thread sleeps: often the others are done sooner than a thread
// can sleep and wake up.
template <typename Done>
void watch(const Done& done) {
  constexpr int kLooks = 400; // about a tenth of a millisecond
  for (int look = 0; look < kLooks && !done(); ++look)
    std::this_thread::yield();
}

} // namespace

Workers::Workers(std::size_t threads) {
  if (threads == 0)
    threads = std::max(1U, std::thread::hardware_concurrency());
  shares_ = std::vector<Share>(threads);
  threads_.reserve(threads - 1);
  try {
    for (std::size_t worker = 1; worker < threads; ++worker)
      threads_.emplace_back([this, worker] { serve(worker); });
  } catch (const std::system_error&) {
    // The system gives no more threads: those that there are do the work.
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_)
    thread.join();
}

void Workers::run(std::size_t tasks, const std::function<void(std::size_t, std::size_t)>& task) {
  {
    const std::lock_guard lock(mutex_);
    task_ = &task;
    for (std::size_t worker = 0; worker < count(); ++worker) {
      shares_[worker].next = tasks * worker / count();
      shares_[worker].end = tasks * (worker + 1) / count();
    }
    busy_ = threads_.size();
    failure_ = nullptr;
    ++round_;
  }
  wake_.notify_all();
  take_tasks(0);
  watch([this] { return busy_ == 0; });
  std::unique_lock lock(mutex_);
  done_.wait(lock, [this] { return busy_ == 0; });
  if (failure_)
    std::rethrow_exception(failure_);
}

void Workers::serve(std::size_t worker) {
  std::size_t seen = 0;
  for (;;) {
    watch([&] { return closing_ || round_ != seen; });
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return closing_ || round_ != seen; });
      if (closing_)
        return;
      seen = round_;
    }
    take_tasks(worker);
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0)
      done_.notify_one();
  }
}

// Does the worker's own tasks, then tasks that others have not started.
void Workers::take_tasks(std::size_t worker) {
  try {
    for (std::size_t other = 0; other < count(); ++other) {
      Share& share = shares_[(worker + other) % count()];
      for (std::size_t i = share.next++; i < share.end; i = share.next++)
        (*task_)(worker, i);
    }
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!failure_)
      failure_ = std::current_exception();
    for (Share& share : shares_)
      share.next = share.end;
  }
}

} // namespace escala
