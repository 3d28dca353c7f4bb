// SPDX-License-Identifier: Apache-2.0
// The "five curves" workload in plain C++, written without a library: the random numbers of
// <random>, path by path, every metric and month of every path kept in arrays of
// [metric][month][path], quantiles by nth_element. Threads share out the paths, then the columns.
//
//   five_curves_plain PATHS THREADS [SEED]
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <random>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t kMonths = 60;
constexpr std::size_t kColumns = kMonths + 1;
constexpr std::size_t kMetrics = 5;
enum Metric { arr, users, headcount, countries, capacity };
constexpr std::array<double, kMetrics> kInitial{5e6, 200e3, 20, 1, 1};
constexpr std::array<double, kMetrics> kThreshold{1e9, 100e6, 1000, 100, 100};
constexpr std::array kProbabilities{0.05, 0.25, 0.50, 0.75, 0.95};

using Values = std::array<double, kMetrics>;

struct Summary {
  double mean = 0;
  std::array<double, kProbabilities.size()> quantiles{};
};

class Curves {
 public:
  explicit Curves(std::size_t paths) : paths_(paths), values_(kMetrics * kColumns * paths) {}

  std::size_t paths() const { return paths_; }
  double* column(std::size_t metric, std::size_t month) {
    return values_.data() + (metric * kColumns + month) * paths_;
  }
  void put(std::size_t month, std::size_t path, const Values& values) {
    for (std::size_t m = 0; m < kMetrics; ++m)
      column(m, month)[path] = values[m];
  }

 private:
  std::size_t paths_;
  std::vector<double> values_;
};

class Simulation {
 public:
  explicit Simulation(std::uint64_t seed) : engine_(seed) {}

  void run(Curves& curves, std::size_t path) {
    const double growth = first_growth();
    const double kept = persistence();
    double annual = growth;
    double factor = 0;
    Values x = kInitial;
    curves.put(0, path, x);
    for (std::size_t month = 1; month <= kMonths; ++month) {
      if (month % 12 == 1) {
        annual = month == 1 ? growth : annual * kept;
        factor = std::pow(1 + annual, 1.0 / 12) * std::exp(-0.25 * 0.25 / 24);
      }
      step(x, factor);
      curves.put(month, path, x);
    }
  }

 private:
  double first_growth() {
    double growth = 0;
    do
      growth = 2.0 + 0.4 * normal_(engine_);
    while (growth <= -0.9);
    return growth;
  }

  double persistence() {
    const double a = gamma_40_(engine_);
    const double b = gamma_8_(engine_);
    return a / (a + b);
  }

  // The Cholesky factor of the correlations .5 (1, 2), .2 (1, 3), .1 (2, 3).
  void step(Values& x, double factor) {
    static const double l22 = std::sqrt(1 - 0.5 * 0.5);
    static const double l32 = (0.1 - 0.2 * 0.5) / l22;
    static const double l33 = std::sqrt(1 - 0.2 * 0.2 - l32 * l32);
    static const double root_dt = std::sqrt(1.0 / 12);
    const double e1 = normal_(engine_);
    const double e2 = normal_(engine_);
    const double e3 = normal_(engine_);
    const double z2 = 0.5 * e1 + l22 * e2;
    const double z3 = 0.2 * e1 + l32 * e2 + l33 * e3;
    x[arr] *= factor * std::exp(0.25 * root_dt * e1);
    x[users] += 0.12 * x[users] * (1 - x[users] / 200e6) * std::exp(0.2 * root_dt * z2);
    x[headcount] += 0.25 * std::max(0.0, x[arr] / 250e3 - x[headcount]);
    x[countries] = std::min(195.0, x[countries] + poisson_(engine_));
    x[capacity] *= std::exp(0.08 + 0.05 * z3);
  }

  std::mt19937_64 engine_;
  std::normal_distribution<double> normal_;
  std::gamma_distribution<double> gamma_40_{40};
  std::gamma_distribution<double> gamma_8_{8};
  std::poisson_distribution<int> poisson_{1.8};
};

// Quantiles of type 7. Probabilities ascend, so each nth_element searches only after the last one.
Summary summarize(const double* column, std::vector<double>& work) {
  Summary summary;
  work.assign(column, column + work.size());
  const auto count = static_cast<double>(work.size());
  summary.mean = std::accumulate(work.begin(), work.end(), 0.0) / count;
  auto begin = work.begin();
  for (std::size_t i = 0; i < kProbabilities.size(); ++i) {
    const double rank = (count - 1) * kProbabilities[i];
    const auto at = work.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(begin, at, work.end());
    const double next = at + 1 == work.end() ? *at : *std::min_element(at + 1, work.end());
    summary.quantiles[i] = *at + (rank - std::floor(rank)) * (next - *at);
    begin = at;
  }
  return summary;
}

// Calls task(thread, first, last) with each thread's share of `count`.
template <typename Task>
void share_out(std::size_t count, std::size_t threads, const Task& task) {
  std::vector<std::thread> others;
  for (std::size_t t = 1; t < threads; ++t)
    others.emplace_back(task, t, count * t / threads, count * (t + 1) / threads);
  task(0, 0, count / threads);
  for (std::thread& other : others)
    other.join();
}

std::vector<Summary> summarize_all(Curves& curves, std::size_t threads) {
  std::vector<Summary> summaries(kMetrics * kColumns);
  const auto some = [&](std::size_t, std::size_t first, std::size_t last) {
    std::vector<double> work(curves.paths());
    for (std::size_t i = first; i < last; ++i)
      summaries[i] = summarize(curves.column(i / kColumns, i % kColumns), work);
  };
  share_out(summaries.size(), threads, some);
  return summaries;
}

void print_probability(std::size_t count, std::size_t paths) {
  const double n = static_cast<double>(paths);
  const double p = static_cast<double>(count) / n;
  std::printf("{\"probability\": %.17g, \"std_error\": %.17g}", p, std::sqrt(p * (1 - p) / n));
}

void print_targets(Curves& curves) {
  std::array<std::size_t, kMetrics> met{};
  std::size_t all = 0;
  for (std::size_t path = 0; path < curves.paths(); ++path) {
    std::size_t here = 0;
    for (std::size_t m = 0; m < kMetrics; ++m) {
      const bool reached = curves.column(m, kMonths)[path] >= kThreshold[m];
      met[m] += reached;
      here += reached;
    }
    all += here == kMetrics;
  }
  std::printf("{\"targets\": [");
  for (std::size_t m = 0; m < kMetrics; ++m) {
    std::printf(m == 0 ? "" : ", ");
    print_probability(met[m], curves.paths());
  }
  std::printf("], \"joint\": ");
  print_probability(all, curves.paths());
}

// Prints the last month. The summaries of the other months are computed too.
void print_summaries(const std::vector<Summary>& summaries) {
  const auto last = [&](std::size_t metric) { return summaries[metric * kColumns + kMonths]; };
  std::printf(", \"mean\": [");
  for (std::size_t m = 0; m < kMetrics; ++m)
    std::printf("%s%.17g", m == 0 ? "" : ", ", last(m).mean);
  std::printf("], \"quantiles\": [");
  for (std::size_t m = 0; m < kMetrics; ++m) {
    std::printf("%s[", m == 0 ? "" : ", ");
    for (std::size_t i = 0; i < kProbabilities.size(); ++i)
      std::printf("%s%.17g", i == 0 ? "" : ", ", last(m).quantiles[i]);
    std::printf("]");
  }
  std::printf("]}\n");
}

} // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: five_curves_plain PATHS THREADS [SEED]\n");
    return 2;
  }
  const std::size_t paths = std::strtoull(arguments[1], nullptr, 10);
  const std::size_t threads = std::strtoull(arguments[2], nullptr, 10);
  const std::uint64_t seed = count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 1;
  Curves curves(paths);
  share_out(paths, threads, [&](std::size_t thread, std::size_t first, std::size_t last) {
    Simulation simulation(seed * 1000 + thread);
    for (std::size_t path = first; path < last; ++path)
      simulation.run(curves, path);
  });
  const std::vector<Summary> summaries = summarize_all(curves, threads);
  print_targets(curves);
  print_summaries(summaries);
}
