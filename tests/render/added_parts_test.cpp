// SPDX-License-Identifier: Apache-2.0
// A new analysis needs no change in a format: what it adds to a document or to data is in all of
// them.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "describe/json_schema.h"
#include "escala/describe/schema.h"
#include "escala/render/format.h"
#include "escala/render/phrase_text.h"
#include "escala/render/read_json.h"
#include "escala/report/described.h"
#include "escala/report/run_data.h"
#include "escala/report/run_document.h"
#include "sample_charts.h"
#include "sample_result.h"

using namespace escala;

namespace {

RunResult plan() {
  RunResult result = sample::empty_result("Plan", 12);
  result.targets = {sample::target("big", "Big ARR", {TargetTiming::Kind::by, 0, 12},
                                   sample::estimate(0.8, 0.01), 0.5, Verdict::met)};
  return result;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// What decides a target, as an analysis of its own would find it.
struct Influence {
  std::string driver;
  std::optional<double> share;
  std::string direction;
};

const Described<Influence>& influence_record() {
  using namespace types;
  static const Described<Influence> kRecord{
      "influence",
      {{"driver", text(), "what is uncertain", [](const Influence& of) { return of.driver; }},
       {"share", nullable(number()), "of the variance",
        [](const Influence& of) { return of.share; }},
       {"direction", word({"up", "down"}), "", [](const Influence& of) { return of.direction; }}}};
  return kRecord;
}

// The result of a run and a table of influences.
const RecordType& extended_type() {
  static const RecordType kType = [] {
    RecordType type = result_type();
    type.fields.push_back({"influences", types::list(types::record(influence_record().type())),
                           "what decides the targets"});
    return type;
  }();
  return kType;
}

Data extended_data() {
  Data data = run_data(std::vector{plan()}, false);
  Value::List rows;
  for (const Influence& influence :
       {Influence{"growth", 0.75, "up"}, Influence{"churn, net", std::nullopt, "down"}})
    rows.emplace_back(influence_record().of(influence));
  data.document.type = &extended_type();
  data.document.values.emplace_back(std::move(rows));
  return data;
}

} // namespace

TEST_CASE("A section that is added is in every format for documents") {
  Document document = run_document(plan());
  Section section{.name = "influences", .title = "What decides"};
  section.sentences = {{"Growth decides ", share(0.75, Precision::shortest), " of it."}};
  section.tables = {
      {.columns = {{.heading = "Driver"}, {.heading = "share", .align = Align::right}},
       .groups = {{.rows = {{{{"growth"}, {share(0.75, Precision::tenths)}}}}}}}};
  section.charts = sample::charts();
  section.notes = {{NoteTopic::other, "Share: of the variance."}};
  document.sections.push_back(section);
  std::size_t formats_seen = 0;
  for (const Format* format : formats()) {
    if (!format->takes<WriteDocuments>())
      continue;
    ++formats_seen;
    const std::string text =
        render(*format, {.documents = {document}, .data = {}, .whole_documents = {document}},
               {.page = {}, .table = {}});
    INFO(text);
    CHECK(has(text, "What decides"));
    CHECK(has(text, "Growth decides 75% of it."));
    CHECK(has(text, "Driver"));
    CHECK(has(text, "75.0%"));
    for (const Chart& chart : section.charts)
      CHECK(has(text, phrase_text(chart.title, {}, true)));
    CHECK(has(text, "Share: of the variance."));
  }
  CHECK(formats_seen == 3); // table, markdown, html
}

TEST_CASE("A table that is added to data is in CSV, JSON, the schema and the reader") {
  const Data data = extended_data();
  const Answer answer{.documents = {}, .data = data};

  const std::string csv = render(*find_format("csv"), answer, {.page = {}, .table = "influences"});
  CHECK(csv == "driver,share,direction\r\ngrowth,0.75,up\r\n\"churn, net\",,down\r\n");

  const std::string text = render(*find_format("json"), answer, {});
  const json document = json::parse(text);
  CHECK(document["influences"] ==
        json::parse(R"([{"driver": "growth", "share": 0.75, "direction": "up"},
                        {"driver": "churn, net", "share": null, "direction": "down"}])"));

  const RecordType* const documents[] = {&extended_type()};
  const std::string schema_text = data_schema("extended result", documents);
  const JsonSchema schema(json::parse(schema_text));
  CHECK(schema.mistakes(document) == std::vector<std::string>{});
  CHECK(has(schema_text, "what decides the targets"));
  json broken = document;
  broken["influences"][0]["direction"] = "sideways";
  CHECK(!schema.mistakes(broken).empty());

  const ReadData found = read_json(text, documents);
  REQUIRE(found.document);
  CHECK(render(*find_format("json"), {.documents = {}, .data = {*found.document, {}}}, {}) == text);
  const ReadData misfit = read_json(broken.dump(), documents);
  REQUIRE(misfit.mistakes.size() == 1);
  CHECK(misfit.mistakes[0].where == "/influences/0/direction");
}
