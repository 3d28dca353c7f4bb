// SPDX-License-Identifier: Apache-2.0
#include "escala/render/replay_workbook.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "escala/core/numbers.h"
#include "escala/render/format.h"
#include "escala/render/text_width.h"
#include "render/zip_package.h"

namespace escala {
namespace {

using BookStyle = ReplaySheetCell::Style;

constexpr std::string_view kXmlHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kRelations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006";

constexpr int kMostDecimals = 6;
constexpr int kTexts = 5;                               // styles of texts
constexpr int kNumberFormats = 2 * (kMostDecimals + 1); // plain, percent

std::string book_escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text, true))
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    default:
      out += c;
    }
  return out;
}

// The index of a cell's style: those of texts, then formulas and values by number format.
int book_style(const ReplaySheetCell& cell) {
  const bool number = cell.style == BookStyle::formula || cell.style == BookStyle::value;
  if (!number)
    return static_cast<int>(cell.style);
  return kTexts + (cell.style == BookStyle::value ? kNumberFormats : 0) +
         (cell.percent ? kMostDecimals + 1 : 0) + cell.decimals;
}

// " s=\"17\"" of each style.
const std::vector<std::string> kStyleTexts = [] {
  std::vector<std::string> texts;
  for (int i = 0; i < kTexts + 2 * kNumberFormats; ++i)
    texts.push_back(fmt::format(" s=\"{}\"", i));
  return texts;
}();

std::string number_format(int decimals, bool percent) {
  return std::string(percent ? "0" : "#,##0") + (decimals > 0 ? "." : "") +
         std::string(static_cast<std::size_t>(decimals), '0') + (percent ? "%" : "");
}

// Fonts: usual, title, note, bold, value (blue, as models in finance mark what is written by hand).
std::string book_styles() {
  std::string formats, cells;
  for (int i = 0; i < kNumberFormats; ++i)
    formats += fmt::format("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + i,
                           number_format(i % (kMostDecimals + 1), i > kMostDecimals));
  const std::array fonts{0, 1, 2, 3}; // plain, title, note, heading
  for (const int font : fonts)
    cells += fmt::format("<xf numFmtId=\"0\" fontId=\"{}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
                         "applyFont=\"1\"/>",
                         font);
  cells += "<xf numFmtId=\"0\" fontId=\"3\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" "
           "applyAlignment=\"1\"><alignment horizontal=\"right\"/></xf>"; // header
  for (const int font : {0, 4})
    for (int i = 0; i < kNumberFormats; ++i)
      cells += fmt::format("<xf numFmtId=\"{}\" fontId=\"{}\" fillId=\"0\" borderId=\"0\" "
                           "xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>",
                           164 + i, font);
  return fmt::format(
      "{}<styleSheet xmlns=\"{}\"><numFmts count=\"{}\">{}</numFmts><fonts count=\"5\">"
      "<font><sz val=\"10\"/><name val=\"Arial\"/></font>"
      "<font><b/><sz val=\"14\"/><name val=\"Arial\"/></font>"
      "<font><i/><sz val=\"10\"/><color rgb=\"FF606060\"/><name val=\"Arial\"/></font>"
      "<font><b/><sz val=\"10\"/><name val=\"Arial\"/></font>"
      "<font><sz val=\"10\"/><color rgb=\"FF0000CC\"/><name val=\"Arial\"/></font></fonts>"
      "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
      "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
      "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\">"
      "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
      "<cellXfs count=\"{}\">{}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" "
      "xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
      kXmlHead, kMain, kNumberFormats, formats, kTexts + 2 * kNumberFormats, cells);
}

std::string book_column(std::size_t column) {
  std::string name;
  for (++column; column > 0; column = (column - 1) / 26)
    name.insert(name.begin(), static_cast<char>('A' + (column - 1) % 26));
  return name;
}

// `address`: empty in a dense sheet.
void append_cell(std::string& xml, const ReplaySheetCell& cell, std::string_view address) {
  xml += "<c";
  if (!address.empty()) {
    xml += " r=\"";
    xml += address;
    xml += '"';
  }
  xml += kStyleTexts[static_cast<std::size_t>(book_style(cell))];
  const bool lacks = cell.number && !std::isfinite(*cell.number);
  if (!cell.number)
    xml += cell.formula.empty() ? " t=\"inlineStr\">" : " t=\"str\">";
  else
    xml += lacks ? " t=\"e\">" : ">";
  if (!cell.formula.empty())
    xml += "<f>" + book_escaped(cell.formula) + "</f>";
  if (!cell.number && cell.formula.empty()) {
    xml += "<is><t xml:space=\"preserve\">" + book_escaped(cell.text) + "</t></is></c>";
    return;
  }
  xml += "<v>";
  if (!cell.number)
    xml += book_escaped(cell.text);
  else if (lacks)
    xml += "#N/A";
  else
    append_shortest(xml, *cell.number);
  xml += "</v></c>";
}

void append_row(std::string& xml, const std::vector<ReplaySheetCell>& row, std::size_t number,
                bool dense) {
  const std::string name = std::to_string(number);
  const bool title = row.front().style == BookStyle::title;
  xml += "<row r=\"" + name + (title ? "\" ht=\"20\" customHeight=\"1\">" : "\">");
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool empty = row[i].formula.empty() && !row[i].number && row[i].text.empty();
    if (!empty)
      append_cell(xml, row[i], dense ? std::string() : book_column(i) + name);
    else if (dense)
      xml += "<c/>";
  }
  xml += "</row>";
}

std::string panes_of(const ReplaySheet& sheet) {
  if (sheet.frozen_rows == 0)
    return {};
  return fmt::format("<pane xSplit=\"{0}\" ySplit=\"{1}\" topLeftCell=\"{2}{3}\" "
                     "activePane=\"bottomRight\" state=\"frozen\"/>",
                     sheet.frozen_columns, sheet.frozen_rows, book_column(sheet.frozen_columns),
                     sheet.frozen_rows + 1);
}

// `behind`: what follows the cells.
std::string sheet_xml(const ReplaySheet& sheet, std::string_view behind) {
  std::string xml = fmt::format("{}<worksheet xmlns=\"{}\"><sheetViews><sheetView "
                                "workbookViewId=\"0\">{}</sheetView></sheetViews>"
                                "<sheetFormatPr defaultRowHeight=\"13\" defaultColWidth=\"13\"/>",
                                kXmlHead, kMain, panes_of(sheet));
  if (!sheet.widths.empty()) {
    xml += "<cols>";
    for (std::size_t i = 0; i < sheet.widths.size(); ++i)
      xml += fmt::format("<col min=\"{0}\" max=\"{0}\" width=\"{1}\" customWidth=\"1\"/>", i + 1,
                         sheet.widths[i]);
    xml += "</cols>";
  }
  xml += "<sheetData>";
  for (std::size_t row = 0; row < sheet.rows.size(); ++row)
    if (!sheet.rows[row].empty())
      append_row(xml, sheet.rows[row], row + 1, sheet.dense);
  xml += "</sheetData>";
  xml += behind;
  return xml + "</worksheet>";
}

ReplaySheet summary_sheet(const Replay& replay, std::string_view title) {
  const ReplayChoice choice = choice_of(replay);
  ReplaySheet sheet{.name = "Summary", .widths = {36, 18}};
  sheet.rows = {{{.style = BookStyle::title, .text = std::string(title)}},
                {},
                {{.text = choice.label}, {.style = BookStyle::header, .text = choice.shown}},
                {},
                {{.style = BookStyle::note, .text = replay.futures_doc}}};
  return sheet;
}

ReplaySheet inputs_sheet(const Replay& replay, const ReplayPlaces& places) {
  ReplaySheet sheet{.name = "Inputs",
                    .frozen_rows = places.first_input - 1,
                    .frozen_columns = 1,
                    .widths = {44, 22, 34, 16}};
  sheet.rows = {{{.style = BookStyle::title, .text = "What the sheet Model reads"}},
                {{.style = BookStyle::note,
                  .text = "In the plan's own units: rates per month, shares as fractions. Write "
                          "another number, and Model follows."}}};
  sheet.rows.resize(places.first_input - 2);
  sheet.rows.push_back({{.style = BookStyle::heading, .text = "Input"},
                        {.style = BookStyle::header, .text = "In the chosen future"},
                        {.style = BookStyle::heading, .text = "Written in the plan"}});
  for (auto& row : input_rows(replay))
    sheet.rows.push_back(std::move(row));
  return sheet;
}

std::string content_types(std::size_t sheets) {
  std::string xml =
      fmt::format("{}<Types xmlns=\"{}/content-types\"><Default Extension=\"rels\" "
                  "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                  "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"
                  "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                  "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/"
                  "vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>",
                  kXmlHead, kPackage);
  for (std::size_t i = 1; i <= sheets; ++i)
    xml +=
        fmt::format("<Override PartName=\"/xl/worksheets/sheet{}.xml\" ContentType=\"application/"
                    "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>",
                    i);
  return xml + "</Types>";
}

std::string relation(std::size_t id, std::string_view type, std::string_view target) {
  return fmt::format("<Relationship Id=\"rId{}\" Type=\"{}/{}\" Target=\"{}\"/>", id, kRelations,
                     type, target);
}

std::string relations(std::string_view items) {
  return fmt::format("{}<Relationships xmlns=\"{}/relationships\">{}</Relationships>", kXmlHead,
                     kPackage, items);
}

void add_sheets(ZipPackage& zip, const std::vector<ReplaySheet>& sheets,
                const std::string& choice) {
  std::string listed, related;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    listed += fmt::format("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>", sheets[i].name,
                          i + 1, i + 1);
    related += relation(i + 1, "worksheet", fmt::format("worksheets/sheet{}.xml", i + 1));
    zip.add(fmt::format("xl/worksheets/sheet{}.xml", i + 1),
            sheet_xml(sheets[i], i == 0 ? choice : ""));
  }
  related += relation(sheets.size() + 1, "styles", "styles.xml");
  zip.add("xl/workbook.xml",
          fmt::format("{}<workbook xmlns=\"{}\" xmlns:r=\"{}\"><sheets>{}</sheets></workbook>",
                      kXmlHead, kMain, kRelations, listed));
  zip.add("xl/_rels/workbook.xml.rels", relations(related));
}

std::string write_xlsx(const ReplayedPlan& plan) {
  return write_replay_workbook(*plan.replay, {}, plan.title);
}

} // namespace

extern const Format format_xlsx;
const Format format_xlsx{.name = "xlsx",
                         .extension = ".xlsx",
                         .purpose = "a workbook that computes single futures",
                         .write = write_xlsx};

std::string write_replay_workbook(const Replay& replay, const ReplayPlaces& places,
                                  std::string_view title) {
  const std::vector<ReplaySheet> sheets{summary_sheet(replay, title), inputs_sheet(replay, places),
                                        model_sheet(replay, places), shocks_sheet(replay)};
  ZipPackage zip;
  zip.add("[Content_Types].xml", content_types(sheets.size()));
  zip.add("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")));
  zip.add("xl/styles.xml", book_styles());
  add_sheets(zip, sheets,
             fmt::format("<dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"B3\">"
                         "<formula1>{}</formula1></dataValidation></dataValidations>",
                         choice_of(replay).range));
  return zip.finish();
}

} // namespace escala
