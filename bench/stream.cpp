// SPDX-License-Identifier: Apache-2.0
// Writes the raw stream of escala's draws without end, for tests of random numbers: the 32 bits of
// each uniform as a word in the machine's byte order.
//
// The order is that of a run: blocks of 1024 consecutive paths; in each block 60 months; in each
// month the draws of a few names.
//
//   escala_stream SEED [ORDER] | dieharder -g 200 -a
//
// ORDER is `run` (the default); `paths`, one name and month, path after path; `months`, sixteen
// paths (four Philox blocks), month after month, then the next name; or `names`, sixteen paths and
// one month, name after name. The last two orders test neighbouring counters for correlation.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "escala/columns/uniforms.h"
#include "escala/model/compile.h"
#include "escala/simulate/observer.h"

namespace {

using namespace escala;

constexpr std::uint32_t kMonths = 60;
constexpr std::uint32_t kMonthLimit = 65536;
constexpr std::size_t kTogether = 16; // paths that share Philox blocks
constexpr std::array kNames{"arr.shock", "user_shock", "capacity_shock", "countries.arrivals"};

// Writes the words of draws to standard output. write() returns false if the reader has stopped.
class Writer {
 public:
  explicit Writer(std::uint64_t seed) : seed_(seed) {}

  bool write(std::uint64_t stream, std::uint32_t month, std::uint64_t first, std::size_t lanes) {
    fill_uniforms({seed_, stream, month}, first, {uniforms_.data(), lanes});
    for (std::size_t i = 0; i < lanes; ++i)
      words_[i] = static_cast<std::uint32_t>(uniforms_[i] * 0x1p32);
    return std::fwrite(words_.data(), sizeof words_[0], lanes, stdout) == lanes;
  }

 private:
  std::uint64_t seed_;
  std::array<double, kBlockPaths> uniforms_{};
  std::array<std::uint32_t, kBlockPaths> words_{};
};

std::vector<std::uint64_t> streams() {
  std::vector<std::uint64_t> streams;
  for (const char* name : kNames)
    streams.push_back(stream_of(name));
  return streams;
}

bool write_months_of_block(Writer& writer, std::uint64_t first) {
  static const std::vector<std::uint64_t> kStreams = streams();
  for (std::uint32_t month = 1; month <= kMonths; ++month)
    for (std::uint64_t stream : kStreams)
      if (!writer.write(stream, month, first, kBlockPaths))
        return false;
  return true;
}

void write_run(Writer& writer) {
  for (std::uint64_t first = 0; write_months_of_block(writer, first);)
    first += kBlockPaths;
}

void write_paths(Writer& writer) {
  const std::uint64_t stream = stream_of(kNames[0]);
  for (std::uint64_t first = 0; writer.write(stream, 1, first, kBlockPaths);)
    first += kBlockPaths;
}

bool write_months_of_name(Writer& writer, std::uint64_t stream) {
  for (std::uint32_t month = 0; month < kMonthLimit; ++month)
    if (!writer.write(stream, month, 0, kTogether))
      return false;
  return true;
}

void write_months(Writer& writer) {
  for (std::uint32_t name = 0; write_months_of_name(writer, stream_of(kNames[0], name));)
    ++name;
}

void write_names(Writer& writer) {
  for (std::uint64_t name = 0;
       writer.write(stream_of("m" + std::to_string(name)), 1, 0, kTogether);)
    ++name;
}

struct Order {
  std::string_view name;
  void (*write)(Writer&);
};
constexpr std::array kOrders{Order{"run", write_run}, Order{"paths", write_paths},
                             Order{"months", write_months}, Order{"names", write_names}};

} // namespace

int main(int count, char** arguments) {
  const std::string_view wanted = count > 2 ? arguments[2] : "run";
  for (const Order& order : kOrders) {
    if (count < 2 || order.name != wanted)
      continue;
    Writer writer(std::strtoull(arguments[1], nullptr, 10));
    order.write(writer);
    return 0;
  }
  std::fputs("usage: escala_stream SEED [run|paths|months|names]\n", stderr);
  return 2;
}
