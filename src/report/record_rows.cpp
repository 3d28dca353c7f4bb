// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "escala/report/data.h"

namespace escala {
namespace {

ColumnValues values_of(const DataColumn& column, const DataTable& table, const Record* outer,
                       const Record& record) {
  ColumnValues found;
  const Record* from = column.outer ? outer : &record;
  const Value* value = from == nullptr ? nullptr : from->find(column.path);
  if (column.made) {
    found.made = std::make_shared<const Value>(column.made(record, outer));
    value = found.made.get();
  }
  if (value == nullptr)
    return found;
  if (column.index)
    found.of_all = *column.index < value->size() ? value->at(*column.index) : Value(Absent{});
  else if (!table.each.empty() && !column.outer && value->has_entries())
    found.entries = value;
  else
    found.of_all = *value;
  return found;
}

} // namespace

Value ColumnValues::at(std::size_t row) const {
  if (entries == nullptr)
    return of_all.value_or(Value(Absent{}));
  return row < entries->size() ? entries->at(row) : Value(Absent{});
}

RecordRows rows_of(const DataTable& table, const Record* outer, const Record& record) {
  RecordRows rows;
  for (const DataColumn& column : table.columns)
    rows.columns.push_back(values_of(column, table, outer, record));
  const Value* each = table.each.empty() ? nullptr : record.find(table.each);
  rows.end = each == nullptr ? 1 : std::max<std::size_t>(1, each->size());
  rows.begin = table.first_row ? table.first_row(record) : 0;
  return rows;
}

} // namespace escala
