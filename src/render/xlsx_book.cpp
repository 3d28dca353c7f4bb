// SPDX-License-Identifier: Apache-2.0
#include "render/xlsx_book.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "escala/core/numbers.h"
#include "escala/render/phrase_text.h"
#include "escala/render/text_width.h"
#include "escala/report/dictionary.h"
#include "render/xlsx_chart.h"
#include "render/xlsx_formats.h"
#include "render/xlsx_package.h"

namespace escala {
namespace {

[[noreturn]] void fail_workbook(int error) {
  throw std::system_error(error, std::generic_category(), "the workbook cannot be made");
}

// Bytes that libxlsxwriter writes by a name.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("escala", MFD_CLOEXEC)) {
    if (descriptor_ < 0)
      fail_workbook(errno);
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  std::string bytes() const {
    struct stat status {};
    if (fstat(descriptor_, &status) != 0)
      fail_workbook(errno);
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t count =
          pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
      if (count < 0 && errno == EINTR)
        continue;
      if (count <= 0)
        fail_workbook(count < 0 ? errno : EIO);
      done += static_cast<std::size_t>(count);
    }
    return bytes;
  }

 private:
  int descriptor_;
};

// Longer texts are cut where a character begins.
std::string cut(std::string text, std::size_t longest) {
  if (text.size() > longest) {
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
      --end;
    text.resize(end);
  }
  return text;
}

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }

// In the file format "_x0041_" is a character. As text its first sign is written in this way.
std::string escaped_text(std::string text) {
  constexpr std::string_view kEscape = "_x005F";
  for (std::size_t at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
    const auto digits = text.begin() + static_cast<std::ptrdiff_t>(at) + 2;
    if (at + 6 >= text.size() || text[at + 6] != '_' || !std::all_of(digits, digits + 4, is_hex))
      continue;
    text.insert(at, kEscape);
    at += kEscape.size(); // the sign that is escaped now
  }
  return text;
}

// A phrase in the page's language. A cell holds 32,767 characters.
std::string cell_text(const Phrase& phrase, const Page& page, Emphasis emphasis = {}) {
  constexpr std::size_t kLongest = 32'000;
  const Phrase shown = page.words == nullptr ? phrase : translated(phrase, *page.words);
  return escaped_text(cut(phrase_text(shown, emphasis, page.script()), kLongest));
}

class XlsxSheet {
 public:
  XlsxSheet(lxw_workbook* book, const Sheet& sheet, const Page& page, XlsxFormats& formats)
      : book_(book), of_(sheet), page_(page), formats_(formats),
        sheet_(workbook_add_worksheet(book, sheet.name.c_str())) {
    if (sheet_ == nullptr)
      fail_workbook(ENOMEM);
  }

  void write() {
    set_up();
    for (std::size_t row = 0; row < of_.rows.size(); ++row)
      write_row(row);
    for (const SheetArea& details : of_.details)
      group(details);
    for (const SheetColouring& colouring : of_.colourings)
      colour(colouring);
    for (const SheetArea& heat : of_.heats)
      shade(heat);
    for (const SheetChoice& choice : of_.choices)
      add(choice);
    for (const SheetChart& chart : of_.charts)
      insert_chart(book_, sheet_, of_.name, chart, page_.numbers,
                   [this](const Phrase& phrase) { return text_of(phrase); });
  }

 private:
  static lxw_row_t row_of(std::size_t row) { return static_cast<lxw_row_t>(row); }
  static lxw_col_t column_of(std::size_t column) { return static_cast<lxw_col_t>(column); }

  std::string text_of(const Phrase& phrase, Emphasis emphasis = {}) const {
    return cell_text(phrase, page_, emphasis);
  }

  void set_up() {
    constexpr std::uint8_t kPaperA4 = 9;
    constexpr std::uint16_t kSmallPrint = 50; // percent
    const std::vector<double> widths = widths_of_columns();
    for (std::size_t i = 0; i < widths.size(); ++i)
      worksheet_set_column(sheet_, column_of(i), column_of(i), widths[i], nullptr);
    if (of_.frozen_rows + of_.frozen_columns > 0)
      worksheet_freeze_panes(sheet_, row_of(of_.frozen_rows), column_of(of_.frozen_columns));
    if (of_.frozen_rows > 0)
      worksheet_repeat_rows(sheet_, 0, row_of(of_.frozen_rows - 1));
    if (of_.frozen_columns > 0)
      worksheet_repeat_columns(sheet_, 0, column_of(of_.frozen_columns - 1));
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, kPaperA4);
    if (of_.one_page_wide)
      worksheet_fit_to_pages(sheet_, 1, 0);
    else
      worksheet_set_print_scale(sheet_, kSmallPrint);
    if (!of_.details.empty())
      worksheet_outline_settings(sheet_, LXW_TRUE, LXW_FALSE, LXW_TRUE, LXW_FALSE);
    if (of_.filtered && of_.frozen_rows > 0)
      worksheet_autofilter(sheet_, row_of(of_.frozen_rows - 1), 0,
                           row_of(std::max(last_row(), of_.frozen_rows)), last_column());
  }

  // Of the first rows' texts and numbers, within limits.
  std::vector<double> widths_of_columns() const {
    constexpr double kLeast = 11, kMost = 30;
    constexpr std::size_t kLooked = 500; // rows
    std::vector<double> widths = of_.widths;
    const std::size_t first = widths.size();
    if (!of_.fits_columns)
      return widths;
    for (std::size_t row = 0; row < std::min(of_.rows.size(), kLooked); ++row)
      for (std::size_t i = first; i < of_.rows[row].size(); ++i) {
        widths.resize(std::max(widths.size(), i + 1), kLeast);
        widths[i] = std::clamp(width_of(of_.rows[row][i]) + 2.0, widths[i], kMost);
      }
    return widths;
  }

  double width_of(const SheetCell& cell) const {
    if (!cell.number)
      return display_width(text_of(cell.text, cell.emphasis));
    if (cell.look.kind == NumberLook::Kind::general)
      return static_cast<double>(shortest_text(*cell.number).size());
    if (cell.look.kind == NumberLook::Kind::month || cell.look.kind == NumberLook::Kind::day)
      return 10;
    const double whole = std::log10(std::max(1.0, std::abs(*cell.number)));
    return whole * 4 / 3 + cell.look.decimals + 4 +
           static_cast<double>(cell.look.before.size() + cell.look.after.size());
  }

  std::size_t last_row() const {
    std::size_t rows = of_.rows.size();
    for (const SheetNumbers& numbers : of_.numbers)
      rows = std::max(rows, numbers.first_row + numbers.rows());
    return rows - 1;
  }

  lxw_col_t last_column() const { return column_of(of_.rows[of_.frozen_rows - 1].size() - 1); }

  void write_row(std::size_t row) {
    const SheetLine& line = of_.rows[row];
    if (!line.empty() && line.front().style == SheetCell::Style::title)
      worksheet_set_row(sheet_, row_of(row), 20, nullptr);
    for (std::size_t column = 0; column < line.size(); ++column)
      write(row_of(row), column_of(column), line[column]);
  }

  void write(lxw_row_t row, lxw_col_t column, const SheetCell& cell) {
    if (cell.empty())
      return;
    lxw_format* format = formats_.of(cell);
    if (cell.number && !std::isfinite(*cell.number))
      worksheet_write_formula_str(sheet_, row, column,
                                  ("=" + (cell.formula.empty() ? "NA()" : cell.formula)).c_str(),
                                  format, "#N/A");
    else if (cell.number && !cell.formula.empty())
      worksheet_write_formula_num(sheet_, row, column, ("=" + cell.formula).c_str(), format,
                                  *cell.number);
    else if (cell.number)
      worksheet_write_number(sheet_, row, column, *cell.number, format);
    else if (!cell.formula.empty())
      worksheet_write_formula_str(sheet_, row, column, ("=" + cell.formula).c_str(), format,
                                  text_of(cell.text, cell.emphasis).c_str());
    else
      worksheet_write_string(sheet_, row, column, text_of(cell.text, cell.emphasis).c_str(),
                             format);
    if (!cell.note.empty())
      worksheet_write_comment(sheet_, row, column, text_of(Phrase(cell.note)).c_str());
  }

  // Rows below their summary, closed.
  void group(const SheetArea& details) {
    lxw_row_col_options closed{};
    closed.level = 1;
    closed.hidden = LXW_TRUE;
    for (std::size_t row = details.first_row; row <= details.last_row; ++row)
      worksheet_set_row_opt(sheet_, row_of(row), LXW_DEF_ROW_HEIGHT, nullptr, &closed);
    lxw_row_col_options summary{};
    summary.collapsed = LXW_TRUE;
    if (details.first_row > 0)
      worksheet_set_row_opt(sheet_, row_of(details.first_row - 1), LXW_DEF_ROW_HEIGHT, nullptr,
                            &summary);
  }

  void colour(const SheetColouring& colouring) {
    constexpr std::size_t kLongest = 250; // of a text in a rule
    std::string text;
    for (const char c : text_of(colouring.text, colouring.emphasis))
      text += c == '"' ? std::string("\"\"") : std::string(1, c);
    if (text.size() > kLongest)
      return;
    text = "\"" + text + "\"";
    lxw_conditional_format rule{};
    rule.type = LXW_CONDITIONAL_TYPE_CELL;
    rule.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
    rule.value_string = text.data();
    rule.format = formats_.colouring(colouring.emphasis);
    apply(colouring.area, rule);
  }

  void shade(const SheetArea& heat) {
    lxw_conditional_format rule{};
    rule.type = LXW_CONDITIONAL_2_COLOR_SCALE;
    rule.min_color = 0xFFFFFF;
    rule.max_color = 0x5B9BD5;
    apply(heat, rule);
  }

  void apply(const SheetArea& area, lxw_conditional_format& rule) {
    worksheet_conditional_format_range(sheet_, row_of(area.first_row), column_of(area.first_column),
                                       row_of(area.last_row), column_of(area.last_column), &rule);
  }

  void add(const SheetChoice& choice) {
    lxw_data_validation validation{};
    std::string range = "=" + choice.range;
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = range.data();
    worksheet_data_validation_cell(sheet_, row_of(choice.row), column_of(choice.column),
                                   &validation);
  }

  lxw_workbook* book_;
  const Sheet& of_;
  const Page& page_;
  XlsxFormats& formats_;
  lxw_worksheet* sheet_;
};

// What the bytes say of the file itself. The date is fixed, so that they are the same again.
void describe(lxw_workbook* book, const Workbook& of) {
  constexpr time_t kFixedDate = 315'532'800; // 1980-01-01
  lxw_doc_properties properties{};
  std::string title = cut(printable(of.title, true), 250);
  properties.title = title.data();
  properties.created = kFixedDate;
  workbook_set_properties(book, &properties);
}

} // namespace

std::string write_workbook(const Workbook& book, const Page& page) {
  const MemoryFile file;
  std::unique_ptr<lxw_workbook, decltype(&lxw_workbook_free)> made(
      workbook_new(file.name().c_str()), lxw_workbook_free);
  if (made == nullptr)
    fail_workbook(ENOMEM);
  describe(made.get(), book);
  XlsxFormats formats(made.get(), page.numbers);
  for (const Sheet& sheet : book.sheets)
    XlsxSheet(made.get(), sheet, page, formats).write();
  if (workbook_close(made.release()) != LXW_NO_ERROR)
    fail_workbook(EIO);
  return with_numbers(file.bytes(), book,
                      [&](const Phrase& phrase) { return cell_text(phrase, page); });
}

} // namespace escala
