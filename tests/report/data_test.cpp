// SPDX-License-Identifier: Apache-2.0
#include "escala/report/data.h"

#include <catch2/catch.hpp>

#include "escala/report/described.h"
#include "escala/report/run_data.h"
#include "render/sample_result.h"

using namespace escala;

namespace {

struct City {
  std::string name;
  std::optional<double> size;
};

const Described<City>& city_record() {
  using namespace types;
  static const Described<City> kRecord{
      "city",
      {{"name", text(), "as people call it", [](const City& city) { return city.name; }},
       {"size", nullable(number()), "in thousands", [](const City& city) { return city.size; }},
       {"months", list(count()), "", [](const City&) {
          return Counts{1, 2};
        }}}};
  return kRecord;
}

} // namespace

TEST_CASE("one list describes a record's fields and fills them") {
  const Record record = city_record().of({"Lima", 10.5});
  REQUIRE(record.type == &city_record().type());
  CHECK(record.type->fields[1].doc == "in thousands");
  CHECK(record.type->fields[1].type.nullable);
  CHECK(*record.find("name")->get<std::string>() == "Lima");
  CHECK(*record.find("size")->get<double>() == 10.5);
  CHECK(city_record().of({"Lima", {}}).find("size")->get<Null>() != nullptr);
  CHECK(record.find("country") == nullptr);
  CHECK(record.find("name.first") == nullptr);
}

TEST_CASE("values of lists are found by their place") {
  const Value numbers(Numbers{1.5, std::nullopt});
  CHECK(numbers.size() == 2);
  CHECK(*numbers.at(0).get<double>() == 1.5);
  CHECK(numbers.at(1).get<Null>() != nullptr);
  CHECK(*Value(Counts{7}).at(0).get<std::uint64_t>() == 7);
  CHECK(*Value(Texts{"a"}).at(0).get<std::string>() == "a");
  CHECK(Value(3.5).size() == 1);
  CHECK(*Value(3.5).at(0).get<double>() == 3.5);
}

TEST_CASE("records of a type are found wherever they are, with what is around them") {
  RunResult result = sample::empty_result("Plan", 1);
  result.curves = {sample::curve("a", "A", sample::kDollars, 1, 1, 0, 1),
                   sample::curve("b", "B", sample::kDollars, 1, 1, 0, 1)};
  const std::vector<RunResult> results{result, result};
  const Data data = run_data(results, true);
  std::vector<std::string> names;
  const DataTable curves = *data.table("curves");
  for_each_record(data.document, curves, [&](const Record* outer, const Record& record) {
    REQUIRE(outer != nullptr);
    names.push_back(*outer->find("scenario.name")->get<std::string>() + " " +
                    *record.find("name")->get<std::string>());
  });
  CHECK(names == std::vector<std::string>{"Plan a", "Plan b", "Plan a", "Plan b"});
}

TEST_CASE("a list of records is a table of its single values") {
  const Data data = run_data(std::vector{sample::empty_result("Plan", 1)}, false);
  const auto findings = data.table("findings");
  REQUIRE(findings);
  std::vector<std::string> names;
  for (const DataColumn& column : findings->columns)
    names.push_back(column.name);
  CHECK(names == std::vector<std::string>{"kind", "text", "target"});
  CHECK_FALSE(data.table("scenario"));
  CHECK_FALSE(data.table("nothing"));
}

TEST_CASE("every type of a result is in the list for the schema, once") {
  const std::vector<const RecordType*> all = result_types();
  std::vector<std::string> names;
  for (const RecordType* type : all)
    names.push_back(type->name);
  CHECK(names == std::vector<std::string>{
                     "result",      "results",    "tool",       "scenario",     "data_file",
                     "simulation",  "periods",    "metric",     "target",       "timing",
                     "first_month", "extreme",    "difference", "joint",        "baseline",
                     "file_errors", "diagnostic", "exposure",   "risk",         "risk_category",
                     "benefit",     "effect",     "gain",       "investment",   "npv",
                     "payback",     "balance",    "driver",     "driver_share", "rule",
                     "finding",     "end",        "fix"});
  CHECK(reachable_types({&results_type()}).size() == all.size());
}
