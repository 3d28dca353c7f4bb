// SPDX-License-Identifier: Apache-2.0
// Output formats, which write documents or data as bytes. Each format is described in one file of
// src/render and has one line in the list of formats.cpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "escala/render/page.h"
#include "escala/report/data.h"
#include "escala/report/document.h"

namespace escala {

// For people: several documents one after the other.
using WriteDocuments = std::string (*)(std::span<const Document> documents, const Page& page);
// For programs. `table`: the table to write, for formats that hold only one.
using WriteData = std::string (*)(const Data& data, std::string_view table);

struct Format {
  std::string_view name;      // of --format
  std::string_view extension; // for -o, with its dot; empty if none selects the format
  std::string_view purpose;   // in a few words, for --help
  std::variant<WriteDocuments, WriteData> write;
  std::string_view hash = "# "; // how "#" is written where "##[" would be a command of a CI log
  // Of documents: takes all of each, whatever part is asked for on the terminal.
  bool whole = false;

  bool takes_data() const { return std::holds_alternative<WriteData>(write); }
};

// The input of formats. A format needs only the part that it writes.
struct Answer {
  std::vector<Document> documents = {};
  Data data = {};
  std::vector<Document> whole_documents = {}; // for the formats that take all of each
};

struct RenderOptions {
  Page page = {};
  std::string table = {};
};

std::string render(const Format& format, const Answer& answer, const RenderOptions& options);

std::span<const Format* const> formats();
const Format* find_format(std::string_view name);
const Format* format_of_extension(std::string_view extension);

std::vector<std::string> format_names();      // in the order of the list
std::vector<std::string> format_extensions(); // in alphabetical order

// Formats that this version does not support yet, and their extensions.
std::span<const std::string_view> planned_formats();
std::span<const std::string_view> planned_extensions();

} // namespace escala
