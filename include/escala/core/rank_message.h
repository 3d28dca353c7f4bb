// SPDX-License-Identifier: Apache-2.0
// Messages between ranks: values as raw bytes, for another process of the same program on the
// same kind of machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace escala {

// Values are read in the order in which they were put.
struct Message {
  std::vector<std::byte> bytes;

  template <typename T>
  void put(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    put_all(std::span(&value, 1));
  }
  // The number of values, then the values.
  template <typename T>
  void put_list(const std::vector<T>& values) {
    put(static_cast<std::uint64_t>(values.size()));
    put_all(std::span<const T>(values));
  }

 private:
  template <typename T>
  void put_all(std::span<const T> values) {
    const auto raw = std::as_bytes(values);
    bytes.insert(bytes.end(), raw.begin(), raw.end());
  }
};

// Reads the values of a message. The message must outlive it.
class MessageReader {
 public:
  explicit MessageReader(const Message& message) : left_(message.bytes) {}

  template <typename T>
  T get() {
    T value;
    take(&value, sizeof(T));
    return value;
  }
  template <typename T>
  std::vector<T> get_list() {
    std::vector<T> values(get<std::uint64_t>());
    take(values.data(), values.size() * sizeof(T));
    return values;
  }
  bool at_end() const { return left_.empty(); }

 private:
  void take(void* to, std::size_t size) {
    if (size > 0)
      std::memcpy(to, left_.data(), size);
    left_ = left_.subspan(size);
  }

  std::span<const std::byte> left_;
};

} // namespace escala
