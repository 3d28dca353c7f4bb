// SPDX-License-Identifier: Apache-2.0
// A column has one value for each path of a block. It is an Eigen array over memory that it does
// not own.
//
// The index of a path in a column is its lane. Columns are passed by value: a pointer and a length.
// Arithmetic on columns is an Eigen expression (`next = previous * factor * shock`). It is computed
// lane by lane without fused multiply-add, so it gives the same bits with every instruction set.
// Operations that Eigen does not have, or for which it gives other bits, are kernels of this
// folder. `x.max(0.0)` and `x.min(1.0)` keep a NaN in x.
#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <type_traits>

namespace escala {

class ConstColumn;

// A writable column. An assignment writes its values.
class Column : public Eigen::Map<Eigen::ArrayXd> {
 public:
  Column(double* values, std::size_t lanes) : Map(values, static_cast<Eigen::Index>(lanes)) {}
  Column(Eigen::ArrayXd& array) : Map(array.data(), array.size()) {}
  Column(const Column&) = default;
  using Map::operator=;
  // Copies with the widest instructions of the machine; an Eigen expression would not.
  Column& operator=(ConstColumn other);
  Column& operator=(const Column& other);

  std::size_t lanes() const { return static_cast<std::size_t>(size()); }
  // Lanes begin to end - 1.
  Column part(std::size_t begin, std::size_t end) const { return {m_data + begin, end - begin}; }
};

// A read-only column. An assignment makes it a view of other values.
class ConstColumn : public Eigen::Map<const Eigen::ArrayXd> {
 public:
  ConstColumn() : ConstColumn(nullptr, 0) {}
  ConstColumn(const double* values, std::size_t lanes)
      : Map(values, static_cast<Eigen::Index>(lanes)) {}
  ConstColumn(const Eigen::Map<Eigen::ArrayXd>& column) : Map(column.data(), column.size()) {}
  ConstColumn(const Eigen::ArrayXd& array) : Map(array.data(), array.size()) {}
  ConstColumn(const ConstColumn&) = default;
  ConstColumn& operator=(const ConstColumn& other) {
    return *std::construct_at(this, other); // as Eigen documents; a map has nothing to destroy
  }

  std::size_t lanes() const { return static_cast<std::size_t>(size()); }
  // False for a column that is left out.
  bool exists() const { return data() != nullptr; }
  // Lanes begin to end - 1.
  ConstColumn part(std::size_t begin, std::size_t end) const {
    return {data() + begin, end - begin};
  }
};

inline Column& Column::operator=(ConstColumn other) {
  std::copy_n(other.data(), lanes(), data());
  return *this;
}

inline Column& Column::operator=(const Column& other) { return *this = ConstColumn(other); }

// The values of a vector, an array or a span of doubles as a column.
template <typename Values>
auto column_of(Values&& values) {
  constexpr bool kIsRead = std::is_const_v<std::remove_pointer_t<decltype(std::data(values))>>;
  return std::conditional_t<kIsRead, ConstColumn, Column>(std::data(values), std::size(values));
}

// Columns in one block of memory. The first lanes of neighbouring columns are outerStride() numbers
// apart.
using ColumnMatrix = Eigen::Map<Eigen::ArrayXXd, Eigen::Unaligned, Eigen::OuterStride<>>;

// Columns with the same number of lanes, each at its own address. A null pointer is a column that
// is left out.
class ConstColumnList {
 public:
  ConstColumnList() = default;
  ConstColumnList(const double* const* columns, std::size_t count, std::size_t lanes)
      : columns_(columns), count_(count), lanes_(lanes) {}

  std::size_t size() const { return count_; }
  bool has(std::size_t index) const { return columns_[index] != nullptr; }
  ConstColumn operator[](std::size_t index) const { return {columns_[index], lanes_}; }

 private:
  const double* const* columns_ = nullptr;
  std::size_t count_ = 0;
  std::size_t lanes_ = 0;
};

class ColumnList {
 public:
  ColumnList() = default;
  ColumnList(double* const* columns, std::size_t count, std::size_t lanes)
      : columns_(columns), count_(count), lanes_(lanes) {}

  std::size_t size() const { return count_; }
  bool has(std::size_t index) const { return columns_[index] != nullptr; }
  Column operator[](std::size_t index) const { return {columns_[index], lanes_}; }

 private:
  double* const* columns_ = nullptr;
  std::size_t count_ = 0;
  std::size_t lanes_ = 0;
};

} // namespace escala
