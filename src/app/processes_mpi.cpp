// SPDX-License-Identifier: Apache-2.0
#ifdef ESCALA_MPI

#include <fcntl.h>
#include <mpi.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <stdexcept>
#include <thread>
#include <vector>

#include "app/exit_code.h"
#include "app/processes.h"

namespace escala::app {
namespace {

using Word = std::uint64_t; // messages are sent in words, because the counts of MPI are below 2^31

std::size_t words_of(std::uint64_t bytes) { return (bytes + sizeof(Word) - 1) / sizeof(Word); }

int as_count(std::size_t words) {
  constexpr std::size_t kMost = (std::size_t{1} << 31) - 1;
  if (words > kMost)
    throw std::runtime_error("a message between ranks is larger than 16 GiB");
  return static_cast<int>(words);
}

class MpiRanks final : public Ranks {
 public:
  MpiRanks() {
    int number = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &number);
    rank_ = static_cast<std::size_t>(number);
    MPI_Comm_size(MPI_COMM_WORLD, &number);
    count_ = static_cast<std::size_t>(number);
  }

  std::size_t rank() const override { return rank_; }
  std::size_t count() const override { return count_; }

  std::vector<Message> gather(Message own, std::size_t to) override {
    const std::vector<std::uint64_t> sizes = exchange_sizes(own);
    const bool hears = rank_ == to;
    Received received(hears ? sizes : std::vector<std::uint64_t>(count_));
    own.bytes.resize(words_of(own.bytes.size()) * sizeof(Word));
    MPI_Gatherv(own.bytes.data(), as_count(words_of(own.bytes.size())), MPI_UINT64_T,
                received.words.data(), received.counts.data(), received.begins.data(), MPI_UINT64_T,
                static_cast<int>(to), MPI_COMM_WORLD);
    return hears ? received.messages(sizes) : std::vector<Message>{};
  }

  std::vector<Message> exchange(Message own) override {
    const std::vector<std::uint64_t> sizes = exchange_sizes(own);
    Received received(sizes);
    own.bytes.resize(words_of(own.bytes.size()) * sizeof(Word));
    MPI_Allgatherv(own.bytes.data(), as_count(words_of(own.bytes.size())), MPI_UINT64_T,
                   received.words.data(), received.counts.data(), received.begins.data(),
                   MPI_UINT64_T, MPI_COMM_WORLD);
    return received.messages(sizes);
  }

 private:
  // The messages of all ranks, one after the other.
  struct Received {
    std::vector<int> counts, begins;
    std::vector<Word> words;

    explicit Received(const std::vector<std::uint64_t>& sizes) {
      std::size_t all = 0;
      for (std::uint64_t size : sizes) {
        counts.push_back(as_count(words_of(size)));
        begins.push_back(as_count(all));
        all += words_of(size);
      }
      words.resize(all);
    }

    std::vector<Message> messages(const std::vector<std::uint64_t>& sizes) const {
      std::vector<Message> all;
      const auto bytes = std::as_bytes(std::span(words));
      for (std::size_t i = 0; i < sizes.size(); ++i) {
        const auto part =
            bytes.subspan(static_cast<std::size_t>(begins[i]) * sizeof(Word), sizes[i]);
        all.push_back({{part.begin(), part.end()}});
      }
      return all;
    }
  };

  std::vector<std::uint64_t> exchange_sizes(const Message& own) const {
    const std::uint64_t size = own.bytes.size();
    std::vector<std::uint64_t> sizes(count_);
    MPI_Allgather(&size, 1, MPI_UINT64_T, sizes.data(), 1, MPI_UINT64_T, MPI_COMM_WORLD);
    return sizes;
  }

  std::size_t rank_ = 0;
  std::size_t count_ = 1;
};

// The launchers of Open MPI and MPICH and srun set one of these variables for their processes.
bool is_launched() {
  return std::ranges::any_of(
      std::initializer_list<const char*>{"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"},
      [](const char* name) { return std::getenv(name) != nullptr; });
}

void be_silent() {
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0)
    return;
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
  ::close(nowhere);
}

std::unique_ptr<Ranks>& current() {
  static std::unique_ptr<Ranks> ranks = std::make_unique<Ranks>();
  return ranks;
}

} // namespace

Processes::Processes() {
  if (!is_launched())
    return;
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
  current() = std::make_unique<MpiRanks>();
  if (!is_root_rank())
    be_silent();
}

Processes::~Processes() {
  int started = 0;
  MPI_Initialized(&started);
  if (started != 0)
    MPI_Finalize();
}

int Processes::finish(int code) const {
  int started = 0;
  MPI_Initialized(&started);
  if (started == 0)
    return code;
  constexpr auto kPatience = std::chrono::seconds(10);
  constexpr auto kPause = std::chrono::milliseconds(1);
  const auto begin = std::chrono::steady_clock::now();
  MPI_Request all_are_here;
  MPI_Ibarrier(MPI_COMM_WORLD, &all_are_here);
  for (int done = 0; done == 0; std::this_thread::sleep_for(kPause)) {
    MPI_Test(&all_are_here, &done, MPI_STATUS_IGNORE);
    if (code == kCouldNotFinish && std::chrono::steady_clock::now() - begin > kPatience)
      MPI_Abort(MPI_COMM_WORLD, code);
  }
  return is_root_rank() ? code : kDone;
}

Ranks& processes() { return *current(); }

} // namespace escala::app

#endif
