// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include <algorithm>

#include "escala/render/format.h"
#include "escala/report/names.h"

using namespace escala;

TEST_CASE("Formats are found by name and by extension") {
  CHECK(find_format("table") == formats()[0]);
  CHECK(find_format("csv") == format_of_extension(".csv"));
  CHECK(find_format("json") == format_of_extension(".json"));
  CHECK(find_format("JSON") == nullptr);
  CHECK(find_format("") == nullptr);
  CHECK(format_of_extension("") == nullptr);
  CHECK(format_of_extension("json") == nullptr);
}

TEST_CASE("Every format says what it is for, and lists follow from the list of formats") {
  for (const Holding holding : {Holding::results, Holding::diagnostics}) {
    const std::vector<std::string> names = format_names(holding);
    const std::vector<std::string> extensions = format_extensions(holding);
    for (const Format* format : formats()) {
      const bool is_held = holds(*format, holding);
      CHECK(find_format(format->name) == format);
      CHECK_FALSE(format->purpose.empty());
      CHECK(std::ranges::count(names, std::string(format->name)) == (is_held ? 1 : 0));
      CHECK(std::ranges::count(extensions, std::string(format->extension)) ==
            (format->extension.empty() || !is_held ? 0 : 1));
    }
    CHECK(std::ranges::is_sorted(extensions));
  }
  for (const Format* format : formats()) // each is of some use
    CHECK((holds(*format, Holding::results) || holds(*format, Holding::diagnostics)));
  CHECK_FALSE(find_format("table")->takes_data());
  CHECK(find_format("csv")->takes_data());
  CHECK(find_format("json")->takes_data());
}

TEST_CASE("Names of verdicts and timings") {
  CHECK(name_of(Verdict::met) == "met");
  CHECK(name_of(Verdict::missed) == "missed");
  CHECK(name_of(Verdict::undecided) == "undecided");
  CHECK(name_of(TargetTiming::Kind::by) == "by");
  CHECK(name_of(TargetTiming::Kind::at) == "at");
  CHECK(name_of(TargetTiming::Kind::throughout) == "throughout");
  CHECK(name_of(TargetTiming::Kind::always) == "throughout");
}
