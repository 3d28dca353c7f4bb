// SPDX-License-Identifier: Apache-2.0
#include "render/xlsx_package.h"

#include <zip.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <memory>
#include <new>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "escala/core/numbers.h"
#include "render/deflated_part.h"

namespace escala {
namespace {

[[noreturn]] void fail_package() {
  throw std::system_error(EIO, std::generic_category(), "the workbook cannot be made");
}

std::string in_markup(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  return out;
}

void append_number(std::string& xml, double number, SheetNumbers::Missing missing) {
  if (std::isfinite(number)) {
    xml += "<c><v>";
    append_shortest(xml, number);
    xml += "</v></c>";
  } else {
    xml += missing == SheetNumbers::Missing::blank ? "<c/>" : "<c t=\"e\"><v>#N/A</v></c>";
  }
}

std::string rows_xml(const SheetNumbers& numbers,
                     const std::function<std::string(const Phrase&)>& text_of) {
  std::string xml;
  for (std::size_t row = 0; row < numbers.rows(); ++row) {
    xml += row == 0 ? "<row r=\"" + std::to_string(numbers.first_row + 1) + "\">" : "<row>";
    if (row < numbers.labels.size())
      xml +=
          "<c t=\"inlineStr\"><is><t>" + in_markup(text_of(numbers.labels[row])) + "</t></is></c>";
    for (std::size_t i = 0; i < numbers.columns; ++i)
      append_number(xml, numbers.values[row * numbers.columns + i], numbers.missing);
    xml += "</row>";
  }
  return xml;
}

// The number of a row, of which this is the beginning: "<row r="12" ...".
std::size_t number_of_row(std::string_view row) {
  constexpr std::string_view kBegin = "<row r=\"";
  std::size_t number = 0;
  std::from_chars(row.data() + kBegin.size(), row.data() + row.size(), number);
  return number;
}

// "A1:AX10004": what cells the sheet has.
std::string dimension_of(const Sheet& sheet) {
  std::size_t rows = sheet.rows.size(), columns = 1;
  for (const SheetLine& line : sheet.rows)
    columns = std::max(columns, line.size());
  for (const SheetNumbers& numbers : sheet.numbers) {
    rows = std::max(rows, numbers.first_row + numbers.rows());
    columns = std::max(columns, numbers.columns + (numbers.labels.empty() ? 0 : 1));
  }
  return "A1:" + sheet_column(columns - 1) + std::to_string(rows);
}

void replace_dimension(std::string& xml, const Sheet& sheet) {
  constexpr std::string_view kBegin = "<dimension ref=\"";
  const std::size_t begin = xml.find(kBegin);
  if (begin == std::string::npos)
    return;
  const std::size_t end = xml.find('"', begin + kBegin.size());
  xml.replace(begin + kBegin.size(), end - begin - kBegin.size(), dimension_of(sheet));
}

// The part of a sheet with its numbers between its other rows.
std::string with_rows(std::string xml, const Sheet& sheet,
                      const std::function<std::string(const Phrase&)>& text_of) {
  constexpr std::string_view kRow = "<row r=\"", kEnd = "</sheetData>";
  replace_dimension(xml, sheet);
  std::string out;
  std::size_t done = 0, next = xml.find(kRow);
  for (const SheetNumbers& numbers : sheet.numbers) {
    while (next != std::string::npos &&
           number_of_row(std::string_view(xml).substr(next, 24)) <= numbers.first_row)
      next = xml.find(kRow, next + 1);
    const std::size_t place = next == std::string::npos ? xml.find(kEnd) : next;
    if (place == std::string::npos)
      fail_package();
    out.append(xml, done, place - done);
    out += rows_xml(numbers, text_of);
    done = place;
  }
  return out.append(xml, done);
}

constexpr std::string_view kNotAvailable = "<v>#N/A</v>";

// libxlsxwriter writes the value of a formula that is an error as text, which charts draw as 0. The
// blanks keep all else in its place.
void mark_errors(std::string& xml) {
  constexpr std::string_view kText = " t=\"str\"", kError = " t=\"e\"  ";
  for (std::size_t at = xml.find(kNotAvailable); at != std::string::npos;
       at = xml.find(kNotAvailable, at + 1)) {
    const std::size_t cell = std::min(xml.rfind("<c ", at), at);
    const std::size_t type = std::string_view(xml).substr(cell, at - cell).find(kText);
    if (type != std::string_view::npos)
      xml.replace(cell + type, kError.size(), kError);
  }
}

// Whether elements end in the order in which they began, to the last.
bool is_whole(std::string_view xml) {
  std::vector<std::string_view> open;
  std::size_t at = xml.find('<');
  bool any = false;
  while (at != std::string_view::npos) {
    const std::size_t end = xml.find('>', at);
    if (end == std::string_view::npos)
      return false;
    const std::string_view tag = xml.substr(at + 1, end - at - 1);
    if (tag.find('<') != std::string_view::npos)
      return false;
    const std::string_view name = tag.substr(0, tag.find_first_of(" /", 1));
    if (tag.starts_with('/')) {
      if (open.empty() || tag.substr(1) != open.back())
        return false;
      open.pop_back();
    } else if (!tag.starts_with('?') && !tag.ends_with('/')) {
      open.push_back(name);
    }
    any = any || tag.starts_with('/') || tag.ends_with('/');
    at = xml.find('<', end);
  }
  return any && open.empty();
}

// A zip file in memory.
class Package {
 public:
  // libzip frees the bytes: where it changes a part, it keeps those before it.
  explicit Package(std::string_view bytes) {
    void* owned = std::malloc(bytes.size());
    if (owned == nullptr)
      throw std::bad_alloc();
    std::memcpy(owned, bytes.data(), bytes.size());
    source_ = zip_source_buffer_create(owned, bytes.size(), 1, nullptr);
    if (source_ == nullptr) {
      std::free(owned);
      fail_package();
    }
    zip_source_keep(source_);
    zip_ = zip_open_from_source(source_, 0, nullptr);
    if (zip_ == nullptr) {
      zip_source_free(source_);
      zip_source_free(source_);
      fail_package();
    }
  }
  ~Package() {
    if (zip_ != nullptr)
      zip_discard(zip_);
    zip_source_free(source_);
  }
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;

  zip_uint64_t parts() const {
    return static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(zip_, 0)));
  }

  std::string part(zip_uint64_t index) const {
    zip_stat_t status;
    if (zip_stat_index(zip_, index, 0, &status) != 0)
      fail_package();
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen_index(zip_, index, 0),
                                                                  zip_fclose);
    std::string bytes(status.size, '\0');
    if (file == nullptr ||
        zip_fread(file.get(), bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size()))
      fail_package();
    return bytes;
  }

  zip_uint64_t find(const std::string& name) const {
    const zip_int64_t index = zip_name_locate(zip_, name.c_str(), 0);
    if (index < 0)
      fail_package();
    return static_cast<zip_uint64_t>(index);
  }

  // `content` must outlive the package.
  void replace(zip_uint64_t index, DeflatedPart& content) {
    zip_source_t* source = content.source(zip_);
    if (source == nullptr)
      fail_package();
    if (zip_file_replace(zip_, index, source, 0) != 0) {
      zip_source_free(source);
      fail_package();
    }
    constexpr zip_uint16_t kFirstDay = 1 << 5 | 1; // 1980-01-01, as libxlsxwriter's parts have
    if (zip_file_set_dostime(zip_, index, 0, kFirstDay, 0) != 0)
      fail_package();
  }

  std::string finish() {
    if (zip_close(zip_) != 0)
      fail_package();
    zip_ = nullptr;
    zip_stat_t status;
    if (zip_source_stat(source_, &status) != 0 || zip_source_open(source_) != 0)
      fail_package();
    std::string bytes(status.size, '\0');
    const zip_int64_t count = zip_source_read(source_, bytes.data(), bytes.size());
    zip_source_close(source_);
    if (count != static_cast<zip_int64_t>(bytes.size()))
      fail_package();
    return bytes;
  }

 private:
  zip_source_t* source_ = nullptr;
  zip_t* zip_ = nullptr;
};

} // namespace

std::string with_numbers(std::string_view bytes, const Workbook& book,
                         const std::function<std::string(const Phrase&)>& text_of) {
  std::deque<DeflatedPart> replaced;
  Package package(bytes);
  for (zip_uint64_t i = 0; i < package.parts(); ++i)
    if (!is_whole(package.part(i)))
      fail_package();
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    const zip_uint64_t part = package.find("xl/worksheets/sheet" + std::to_string(i + 1) + ".xml");
    std::string xml = package.part(part);
    const bool has_errors = xml.find(kNotAvailable) != std::string::npos;
    if (has_errors)
      mark_errors(xml);
    if (!book.sheets[i].numbers.empty())
      xml = with_rows(std::move(xml), book.sheets[i], text_of);
    else if (!has_errors)
      continue;
    package.replace(part, replaced.emplace_back(xml));
  }
  return package.finish();
}

} // namespace escala
