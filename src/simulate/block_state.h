// SPDX-License-Identifier: Apache-2.0
// The data that a block of paths keeps from month to month: one column for each state, for each
// value that changes at most yearly, and for each past month that is needed.
#pragma once

#include <cstdint>
#include <memory>
#include <new>
#include <vector>

#include "escala/columns/column.h"
#include "escala/model/model.h"
#include "escala/simulate/observer.h"

namespace escala {

// Columns begin at a cache line. So no vector crosses a cache line, and the positions of two
// columns in their pages never differ by only a few bytes, with which copying takes many times as
// long on some processors.
template <typename Value>
struct LineAllocator {
  using value_type = Value;
  static constexpr std::align_val_t kLine{64};

  Value* allocate(std::size_t count) {
    return static_cast<Value*>(::operator new(count * sizeof(Value), kLine));
  }
  void deallocate(Value* values, std::size_t) { ::operator delete(values, kLine); }
  friend bool operator==(const LineAllocator&, const LineAllocator&) { return true; }
};
using Columns = std::vector<double, LineAllocator<double>>; // columns one after the other

class StoredColumn {
 public:
  StoredColumn() = default;
  static StoredColumn of_block() {
    StoredColumn column;
    column.values_.reset(LineAllocator<double>().allocate(kBlockPaths));
    return column;
  }
  explicit operator bool() const { return values_ != nullptr; }
  double* data() const { return values_.get(); }
  // Its first `lanes` lanes.
  Column first(std::size_t lanes) const { return {data(), lanes}; }

 private:
  struct Release {
    void operator()(double* values) const {
      LineAllocator<double>().deallocate(values, kBlockPaths);
    }
  };
  std::unique_ptr<double[], Release> values_;
};

struct HistoryColumns {
  std::vector<StoredColumn> ring; // month m is at index m % size
  StoredColumn initial;
  StoredColumn total;
  StoredColumn peak;
  StoredColumn trough;

  // The column of a month within the lookback; the column of month 0 for earlier months.
  const StoredColumn& at(int month) const {
    const std::size_t index = month < 0 ? 0 : static_cast<std::size_t>(month);
    return ring[index % ring.size()];
  }
};

// An event whose losses last for some months.
struct LastingEvent {
  std::uint32_t lane = 0;
  double left = 0;          // months that its losses will last
  double inherent_left = 0; // the same without mitigation
  double let_through = 1;   // the share of its impacts that the response lets through
};

// A risk's events whose losses still last.
struct LastingEvents {
  std::vector<LastingEvent> events;
  std::vector<double> sizes; // for each event, the sizes of all impacts of the risk

  void clear() {
    events.clear();
    sizes.clear();
  }
};

struct BlockState {
  explicit BlockState(const Model& model);

  std::vector<StoredColumn> held;       // of each series that is kept from month to month
  std::vector<StoredColumn> state;      // of each metric
  std::vector<std::uint8_t> is_defined; // of each metric: whether its state has numbers only
  std::vector<StoredColumn> reported_separately; // of each metric with temporary losses
  // For each metric whose model adds its increments to an actual value: the actual value minus the
  // model's own curve.
  std::vector<StoredColumn> offset;
  std::vector<std::vector<StoredColumn>> memory;  // of each metric's model
  std::vector<std::vector<StoredColumn>> outputs; // of each metric's model, if they are read
  std::vector<HistoryColumns> histories;
  std::vector<StoredColumn> costs; // of each risk's mitigation so far, unless it is constant
  // For each permanent impact, with and without mitigation: the share that all events so far have
  // left, or the amount that they have taken.
  std::vector<StoredColumn> lasting;
  std::vector<StoredColumn> inherent_lasting;
  std::vector<LastingEvents> lasting_events; // of each risk
  std::size_t lasting_values = 0;            // in all of them: see lasting_values()

  const StoredColumn& reported(std::size_t metric) const {
    return reported_separately[metric] ? reported_separately[metric] : state[metric];
  }
};

} // namespace escala
