// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <string>

#include "escala/render/format.h"
#include "render/content_policy.h"
#include "render/html_chart.h"
#include "render/html_table.h"
#include "render/html_text.h"

using namespace escala;

namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

ChartAxis axis(std::size_t positions) {
  ChartAxis along;
  for (std::size_t i = 0; i < positions; ++i)
    along.labels.emplace_back(OwnText{std::to_string(i)});
  return along;
}

std::string page_of(const std::vector<Document>& documents) {
  return render(*find_format("html"), {.whole_documents = documents}, {});
}

} // namespace

TEST_CASE("text of a plan is not markup in a page") {
  CHECK(html_text("<a href=\"x\">'&'</a>") ==
        "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;");
  CHECK(script_text("</script>\"\\") == "\"\\u003c/script>\\\"\\\\\"");
}

TEST_CASE("a page names its scripts and style by their hashes, and allows nothing else") {
  const std::string policy = content_policy();
  CHECK(policy.starts_with("default-src 'none'; style-src 'sha256-"));
  CHECK(count_of(policy, "'sha256-") == 3);
  CHECK(count_of(policy, "='") == 3); // 32 bytes are 43 digits of base 64 and one "="
  CHECK_FALSE(holds(policy, "unsafe"));
}

TEST_CASE("rows of a table have a heading, and a sign shares that of its column") {
  Table table{.columns = {{}, {.heading = "Target", .joined = true}, {.heading = "P"}},
              .groups = {{.title = OwnText{"G<1>"},
                          .rows = {{{{Sign{}, Emphasis::good}, {OwnText{"a"}}, {"9%"}}}}}}};
  const std::string html = html_table(table, "name", {});
  CHECK(holds(html, "<th scope=\"col\" colspan=\"2\">Target</th>"));
  CHECK(holds(html, "<th scope=\"rowgroup\" class=\"group\" colspan=\"3\">G&lt;1&gt;</th>"));
  CHECK(holds(html, "<td class=\"good\">✓</td><th scope=\"row\">a</th><td>9%</td>"));
}

TEST_CASE("an optional row without numbers is told below its group") {
  Table table{.columns = {{.heading = "Metric"}, {.heading = "2026"}},
              .groups = {{.title = {},
                          .rows = {{.cells = {{"n/a"}, {share(0.0, Precision::digits)}},
                                    .optional = true,
                                    .otherwise = "n/a early"}}}}};
  const std::string html = html_table(table, "name", {});
  CHECK_FALSE(holds(html, "<th scope=\"row\">n/a</th>"));
  CHECK(holds(html, "<td class=\"below\" colspan=\"2\">n/a early</td>"));
}

// The plot area is 1000 wide and 200 high, with 0 at the top.
TEST_CASE("a line is drawn where its values are") {
  const LineChart chart{axis(3), {}, {{"a", {0.0, 5.0, 10.0}}}};
  CHECK(holds(chart_picture(chart, Page{}), "d=\"M0,200L500,100L1000,0\""));
  const StepChart steps{axis(3), {}, {{"a", {0.0, 5.0, 10.0}}}};
  CHECK(holds(chart_picture(steps, Page{}), "d=\"M0,200L500,200L500,100L1000,100L1000,0\""));
}

TEST_CASE("a log scale has equal heights for equal ratios") {
  const FanChart chart{.along = axis(3),
                       .unit = {},
                       .probabilities = {0.5},
                       .quantiles = {{1.0, 10.0, 100.0}},
                       .log = true};
  CHECK(holds(chart_picture(chart, Page{}), "d=\"M0,200L500,100L1000,0\""));
}

TEST_CASE("a missing value leaves a gap in a band and a line") {
  const FanChart chart{
      .along = axis(5),
      .unit = {},
      .probabilities = {0.05, 0.5, 0.95},
      .quantiles = {{0.0, 0.0, {}, 0.0, 0.0}, {1.0, 1.0, {}, 1.0, 1.0}, {2.0, 2.0, {}, 2.0, 2.0}}};
  const std::string picture = chart_picture(chart, Page{});
  CHECK(holds(picture, "d=\"M0,0L250,0L250,200L0,200ZM750,0L1000,0L1000,200L750,200Z\""));
  CHECK(holds(picture, "d=\"M0,100L250,100M750,100L1000,100\""));
}

TEST_CASE("a chart without values says so") {
  Document document{.title = "P", .sections = {{.name = "s"}}};
  document.sections[0].charts.push_back({"Q", LineChart{axis(2), {}, {{"a", {{}, {}}}}}});
  CHECK(holds(page_of({document}), "<figcaption>Q</figcaption>\n<p>no values</p>"));
}

TEST_CASE("several documents share a page, and ids are unique") {
  const Document document{.title = "P", .sections = {{.name = "s", .title = "S"}}};
  const std::string page = page_of({document, document});
  CHECK(count_of(page, "<h1>") == 1);
  CHECK(count_of(page, "<h2>P</h2>") == 2);
  CHECK(count_of(page, "id=\"d1-s\"") == 1);
  CHECK(count_of(page, "id=\"d2-s\"") == 1);
}
