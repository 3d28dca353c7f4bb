// SPDX-License-Identifier: Apache-2.0
#include "render/xlsx_formats.h"

namespace escala {
namespace {

using BookStyle = SheetCell::Style;

constexpr lxw_color_t kGrey = 0x606060;
constexpr lxw_color_t kBlue = 0x0000CC; // of what is written by hand, as models in finance mark it
constexpr lxw_color_t kChoice = 0xFFF2CC;

struct Colours {
  lxw_color_t text;
  lxw_color_t ground;
};

// Those of spreadsheets for good, bad and neutral cells.
Colours colours_of(Emphasis emphasis) {
  switch (emphasis) {
  case Emphasis::good:
    return {0x006100, 0xC6EFCE};
  case Emphasis::bad:
    return {0x9C0006, 0xFFC7CE};
  case Emphasis::open:
  case Emphasis::plain:
  case Emphasis::strong:
  case Emphasis::muted:
    break;
  }
  return {0x7F6000, 0xFFEB9C};
}

std::string quoted(const std::string& text) {
  if (text.empty())
    return {};
  std::string out = "\"";
  for (const char c : text)
    out += c == '"' ? std::string("\"\\\"\"") : std::string(1, c);
  return out + "\"";
}

void style_text(lxw_format* format, BookStyle style) {
  switch (style) {
  case BookStyle::title:
    format_set_bold(format);
    format_set_font_size(format, 14);
    break;
  case BookStyle::note:
    format_set_italic(format);
    format_set_font_color(format, kGrey);
    break;
  case BookStyle::heading:
    format_set_bold(format);
    break;
  case BookStyle::header:
    format_set_bold(format);
    format_set_align(format, LXW_ALIGN_RIGHT);
    break;
  case BookStyle::value:
    format_set_font_color(format, kBlue);
    break;
  case BookStyle::choice:
    format_set_bold(format);
    format_set_bg_color(format, kChoice);
    format_set_border(format, LXW_BORDER_THIN);
    break;
  case BookStyle::plain:
  case BookStyle::formula:
    break;
  }
}

// "$1.5B" and "$20M"; in Spanish, in which a billion is a million millions, "$1.500M".
std::string brief_code(const NumberLook& look, NumberStyle style) {
  const std::string before = quoted(look.before), after = quoted(look.after);
  NumberLook whole = look;
  whole.brief = false;
  const std::string millions = "[>=1000000]" + before + "#,##0.##,,\"M\"" + after + ";";
  const std::string billions = style == NumberStyle::spanish
                                   ? std::string()
                                   : "[>=1000000000]" + before + "0.##,,,\"B\"" + after + ";";
  return billions + millions + format_code(whole, style);
}

} // namespace

std::string format_code(const NumberLook& look, NumberStyle style) {
  switch (look.kind) {
  case NumberLook::Kind::general:
    return {};
  case NumberLook::Kind::month:
    return style == NumberStyle::spanish ? "[$-C0A]mmm yyyy" : "yyyy-mm";
  case NumberLook::Kind::day:
    return style == NumberStyle::spanish ? "dd/mm/yyyy" : "yyyy-mm-dd";
  case NumberLook::Kind::plain:
  case NumberLook::Kind::percent:
    break;
  }
  if (look.brief)
    return brief_code(look, style);
  const bool percent = look.kind == NumberLook::Kind::percent;
  std::string digits = percent ? "0" : "#,##0";
  if (look.decimals > 0)
    digits += "." + std::string(static_cast<std::size_t>(look.decimals), '0');
  const std::string code = quoted(look.before) + digits + (percent ? "%" : "") + quoted(look.after);
  return look.plus ? "+" + code + ";-" + code + ";" + code : code;
}

lxw_format* XlsxFormats::of(const SheetCell& cell) {
  const std::string code = cell.number ? format_code(cell.look, style_) : std::string();
  const Key key{cell.style, cell.side, cell.emphasis, code};
  if (key == Key{})
    return nullptr;
  lxw_format*& format = formats_[key];
  if (format == nullptr)
    format = make(key);
  return format;
}

lxw_format* XlsxFormats::make(const Key& key) {
  const auto& [style, side, emphasis, code] = key;
  lxw_format* format = workbook_add_format(book_);
  style_text(format, style);
  if (side == SheetCell::Side::left)
    format_set_align(format, LXW_ALIGN_LEFT);
  if (side == SheetCell::Side::right)
    format_set_align(format, LXW_ALIGN_RIGHT);
  if (side == SheetCell::Side::indented)
    format_set_indent(format, 1);
  if (emphasis == Emphasis::strong)
    format_set_bold(format);
  if (emphasis == Emphasis::muted)
    format_set_font_color(format, kGrey);
  if (!code.empty())
    format_set_num_format(format, code.c_str());
  return format;
}

lxw_format* XlsxFormats::colouring(Emphasis emphasis) {
  lxw_format*& format = colourings_[emphasis];
  if (format == nullptr) {
    format = workbook_add_format(book_);
    const Colours colours = colours_of(emphasis);
    format_set_font_color(format, colours.text);
    format_set_bg_color(format, colours.ground);
  }
  return format;
}

} // namespace escala
