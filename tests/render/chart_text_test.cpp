// SPDX-License-Identifier: Apache-2.0
#include "escala/render/chart_text.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <sstream>

#include "escala/render/text_width.h"
#include "sample_charts.h"

using namespace escala;

namespace {

std::string drawn(const Chart& chart, int width = 40, bool utf8 = true) {
  return chart_text(chart, {.color = false, .utf8 = utf8, .width = width});
}

bool fits(const std::string& text, int width) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (display_width(line) > width || (!line.empty() && line.back() == ' '))
      return false;
  return true;
}

} // namespace

TEST_CASE("Charts fit every page, in Unicode and in ASCII") {
  for (const Chart& chart : sample::charts())
    for (const int width : {20, 30, 40, 60, 80, 120, 200})
      for (const bool utf8 : {true, false}) {
        const std::string text = drawn(chart, width, utf8);
        INFO(text << " at " << width);
        CHECK(fits(text, width));
        CHECK(text.find('\n') != text.rfind('\n'));
        const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
        CHECK((utf8 || std::all_of(text.begin(), text.end(), is_ascii)));
      }
}

TEST_CASE("A fan has bands around a median") {
  CHECK(drawn(sample::fan()) == R"(  How far may ARR spread?
  $65M │                               ░
       │                             ░░░
       │                           ░░░░░
       │                         ░░░░░░░
  $35M │                      ░░░░░░░░░░
       │                  ░░░░░░░░░░░░━━
       │             ░░░░░░░░━━━━━━━━━░░
       │     ░░░░░━━━━━━━━━━━░░░░░░░░░░░
   $5M │━━━━━━━━━━░░░░░░░░░░░░░░░░░░░░
       └────────────────────────────────
        2026  2027    2028   2029   2030
  ░ 5% to 95%   ━ median
)");
}

TEST_CASE("Steps hold their value until the next position") {
  CHECK(drawn(sample::steps(), 30, false) == R"(  When is $1B reached?
  100% |                     *
       |                     *
       |                     *
       |                     *
   50% |                *****
       |                *
       |           *****
       |           *
    0% |***********
       +----------------------
        2026     2028     2030
  * reached by then
)");
}

TEST_CASE("Lines have a sign each, and a gap where values are missing") {
  // The bold plan has no value in 2028, so that nothing is drawn from 2027 to 2029.
  CHECK(drawn(sample::lines(), 30, false) == R"(  Which plan grows faster?
  $9M |                      o
      |                    oo
      |                  oo
      |                 o
  $5M |                    ***
      |              ******
      |         *****
      |   ******
  $1M |oooooo
      +-----------------------
       2026     2028      2030
  * base   o bold
)");
}

TEST_CASE("Bars begin at 0, on either side of it, with their intervals") {
  CHECK(drawn(sample::bars(), 60) ==
        R"(  What decides $1B ARR?
  growth            █████████████├────┤     50% (40% to 60%)
  churn   ├─┤███████                     -25% (-30% to -20%)
  price                                                  n/a
)");
  CHECK(drawn(sample::bars(), 20, false) == R"(  What decides $1B
  ARR?
  growth   50%
  churn   -25%
  price    n/a
)");
}

TEST_CASE("A heat map shades its values, and shows the columns that fit") {
  CHECK(drawn(sample::heat(), 50) == R"(  Growth and churn: how likely is $1B ARR?
  across: growth
  churn    100%    150%     200%
  1%     ▒▒ 50%  ▓▓ 75%  ██ 100%
  3%         0%  ░░ 25%        –
)");
  CHECK(drawn(sample::heat(), 30, false) == R"(  Growth and churn: how likely
  is $1B ARR?
  across: growth
  churn    100%     200%
  1%     :: 50%  ## 100%
  3%         0%        -
)");
}

TEST_CASE("A waterfall's steps begin where the one before ends") {
  CHECK(drawn(sample::waterfall()) == R"(  Where does the ARR of 2026 come from?
  2025     █████████████             $4M
  new                   ▓▓▓▓▓▓▓▓▓▓  +$3M
  churned                      ░░░  -$1M
  2026     ████████████████████      $6M
)");
}

TEST_CASE("A chart without a value says so") {
  const ChartValues none{std::nullopt, std::numeric_limits<double>::quiet_NaN()};
  const std::string text = "  What?\n  no values\n";
  CHECK(drawn({"What?", FanChart{}}) == text);
  CHECK(drawn({"What?", LineChart{{}, {}, {{"x", none}}}}) == text);
  CHECK(drawn({"What?", StepChart{}}) == text);
  CHECK(drawn({"What?", BarChart{}}) == text);
  CHECK(drawn({"What?", HeatMap{}}) == text);
}

TEST_CASE("One value, equal values and one position are drawn too") {
  for (const ChartValues& values : {ChartValues{5.0}, ChartValues{0.0, 0.0}, ChartValues{-3.0}}) {
    const std::string text = drawn({"What?", LineChart{{{"a"}}, {}, {{"x", values}}}}, 30, false);
    INFO(text);
    CHECK(text.find('*') != std::string::npos);
    CHECK(fits(text, 30));
  }
}

TEST_CASE("Names in charts can't break the page") {
  const std::string hostile = "\x1b[31m\n東京 " + std::string(100, 'x');
  const Chart charts[] = {
      {hostile, LineChart{{{hostile, hostile}, hostile}, {}, {{hostile, {1, 2}}}}},
      {hostile, BarChart{{}, {{hostile, 1, {}}, {hostile, -1, {{-2, 5}}}}}},
      {hostile, HeatMap{{{hostile, hostile}, hostile}, hostile, {{hostile, {1, 2}}}, {}}},
      {hostile, WaterfallChart{{}, hostile, 1, {{hostile, -5}}, hostile}}};
  for (const Chart& chart : charts)
    for (const int width : {20, 40, 80}) {
      const std::string text = drawn(chart, width);
      INFO(text);
      CHECK(fits(text, width));
      CHECK(text.find('\x1b') == std::string::npos);
    }
}
