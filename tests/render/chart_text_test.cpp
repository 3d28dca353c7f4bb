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
       │                               ░
  $60M │                             ░░░
       │                           ░░░░░
  $40M │                         ░░░░░░░
       │                      ░░░░░░░░░░
       │                  ░░░░░░░░░░░░━━
  $20M │             ░░░░░░░░━━━━━━━━━░░
       │     ░░░░░━━━━━━━━━━━░░░░░░░░░░░
       │━━━━━━━━━━░░░░░░░░░░░░░░░░░░░░
       └────────────────────────────────
        2026  2027    2028   2029   2030
  ░ 5% to 95%   ━ median
)");
}

TEST_CASE(
    "A fan has a band in a band, targets at their levels, and ratios where values grow much") {
  const std::string text = drawn(sample::wide_fan(), 40);
  const auto has = [&](const char* part) { return text.find(part) != std::string::npos; };
  // Levels and powers of ten, a decade about three rows apart.
  CHECK(has("\n  $100M │"));
  CHECK(has("\n   $10M │"));
  CHECK(has("\n    $1M │━"));
  CHECK(has("  ░ 5% to 95%   ▒ 25% to 75%   ━ median\n  ◆ $100M   ◆ $10M in 2028   log scale\n"));
  CHECK(drawn(sample::wide_fan(), 40, false).find("  # $100M   # $10M in 2028   log scale\n") !=
        std::string::npos);
}

TEST_CASE("With colour a chart has the same characters") {
  for (const int width : {40, 80, 120})
    for (const Chart& chart : sample::charts()) {
      std::string text = chart_text(chart, {.color = true, .width = width});
      CHECK(text.find("\x1b[") != std::string::npos);
      for (std::size_t at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b', at))
        text.erase(at, text.find('m', at) + 1 - at);
      CHECK(text == drawn(chart, width));
    }
  const std::string fan = chart_text(sample::wide_fan(), {.color = true, .width = 40});
  CHECK(fan.find("\x1b[33m◆\x1b[0m") != std::string::npos); // a mark
  CHECK(fan.find("\x1b[1m━") != std::string::npos);         // the median
  CHECK(fan.find("\x1b[2m░") != std::string::npos);         // a band
}

TEST_CASE("A level outside of the values widens the chart, and labels differ where values do") {
  Chart chart{"", FanChart{sample::years(), sample::kMoney, {0.5}, {{1e6, 1e6, 1e6, 1e6, 1e6}}}};
  std::get<FanChart>(chart.kind).marks = {{"Just more", 1.0001e6, 2, 2}};
  const std::string text = drawn(chart, 40);
  CHECK(text.find("$1.0001M │") != std::string::npos);
  CHECK(text.find("$1M │━━━") != std::string::npos);
  // The mark is in the middle of the first row, at the third of five years.
  CHECK(text.find("◆") < text.find('\n', text.find('\n') + 1));
}

TEST_CASE("Charts of any numbers are drawn") {
  const double most = std::numeric_limits<double>::max();
  FanChart fan{sample::years(), sample::kMoney, {0.05, 0.5, 0.95}, {}};
  fan.quantiles = {{-most, 0, {}, -1, -most}, {0, 0, {}, 0, 0}, {most, 1, {}, most, most}};
  fan.marks = {{"Far", most, 0, 4}, {"Low", -most, 4, 4}};
  CHECK(fits(drawn({"", fan}), 40));
  fan.quantiles = {{1e-300, 1, {}, 1e300, most}};
  fan.probabilities = {0.5};
  fan.marks.pop_back();
  fan.log = true;
  CHECK(fits(drawn({"", fan}), 40));
}

TEST_CASE("Steps hold their value until the next position") {
  CHECK(drawn(sample::steps(), 30, false) == R"(  When is $1B reached?
  100% |                     *
       |                     *
   75% |                     *
       |                     *
   50% |                *****
       |                *
   25% |           *****
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
      |                      o
  $8M |                    oo
      |                  oo
  $6M |                 o
      |                    ***
  $4M |              ******
      |         *****
  $2M |   ******
      |oooooo
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
