// SPDX-License-Identifier: Apache-2.0
#include "escala/input/overlay.h"

#include <string>

#include <catch2/catch.hpp>

#include "escala/input/yaml.h"

namespace escala {

namespace {

constexpr const char* kPlan = "drivers: {growth: 10%, my.name: 1}\n"
                              "spend: [1, 2, 3]\n"
                              "one: [1]\n"
                              "empty:\n";

// Rules such as those of a plan.
const PathRules kRules{.maps_of_paths = {"risks.*.impact", "variants.*"},
                       .shorthands = {{"drivers.*", "draw"}}};

struct Plan {
  explicit Plan(const char* text = kPlan)
      : root(read_yaml(sources.add("f", text), diagnostics).value()) {}

  void set(const std::string& path, const std::string& value) {
    const Source& source = sources.add("--set", path, true);
    const LocatedText place{path, {&source, 0, static_cast<std::uint32_t>(path.size())}, {}};
    overlay(root, place, *read_option_value(sources.add("value", value, true), diagnostics), kRules,
            diagnostics);
  }

  std::string at(const std::string& path) const {
    const Node* const node = find_path(root, path);
    if (node == nullptr)
      return "-";
    return node->kind == Node::Kind::scalar ? node->text.text : std::string(kind_name(node->kind));
  }

  std::string errors() const {
    std::string text;
    for (const Diagnostic& each : diagnostics.sorted())
      text += to_text(each);
    return text;
  }

  Sources sources;
  Diagnostics diagnostics;
  Node root;
};

} // namespace

TEST_CASE("a shorthand is written out as its map where a path continues below it") {
  Plan plan;
  plan.set("drivers.growth.every", "month");
  CHECK(plan.errors().empty());
  CHECK(plan.at("drivers.growth.draw") == "10%");
  CHECK(plan.at("drivers.growth.every") == "month");
}

TEST_CASE("in a map of paths a new key may have dots") {
  Plan plan("risks: {r: {impact: {arr: 5%, arr.churn: 1%}}}\nvariants: {v: {drivers.g: 1}}\n");
  plan.set("risks.r.impact.arr.growth", "2%");
  plan.set("risks.r.impact.arr.churn", "3%");
  plan.set("variants.v.drivers.g.every", "year");
  plan.set("variants.w.horizon", "1y");
  CHECK(plan.errors().empty());
  CHECK(plan.root.find("risks")->find("r")->find("impact")->find("arr.growth")->text.text == "2%");
  CHECK(plan.root.find("risks")->find("r")->find("impact")->find("arr.churn")->text.text == "3%");
  CHECK(plan.root.find("variants")->find("v")->find("drivers.g.every")->text.text == "year");
  CHECK(plan.at("variants.w.horizon") == "1y");
}

TEST_CASE("paths find what is there") {
  const Plan plan;
  CHECK(plan.at("drivers.growth") == "10%");
  CHECK(plan.at("drivers.my.name") == "1");
  CHECK(plan.at("drivers") == "a map");
  CHECK(plan.at("spend.2") == "3");
  CHECK(plan.at("empty") == "nothing");
  for (const char* path : {"x", "spend.3", "spend.x", "spend.-1", "drivers.growth.x", "", ".",
                           "drivers.", "drivers..growth"})
    CHECK(plan.at(path) == "-");
}

TEST_CASE("a value is replaced, and its key stays where it was") {
  Plan plan;
  plan.set("drivers.growth", "20%");
  plan.set("spend.0", "7");
  plan.set("one", "{a: b}");
  CHECK(plan.at("drivers.growth") == "20%");
  CHECK(plan.at("spend.0") == "7");
  CHECK(plan.at("one.a") == "b");
  CHECK(plan.root.find("drivers")->entries[0].key.span.source->name == "f");
  CHECK(plan.root.find("drivers")->find("growth")->span.source->name == "value");
  CHECK(plan.errors().empty());
}

TEST_CASE("the longest key that matches wins") {
  Plan plan("a: {b: 1}\na.b: 2\na.b.c: {d: 3}\n");
  plan.set("a.b", "x");
  plan.set("a.b.c.d", "y");
  plan.set("a.c", "z");
  CHECK(plan.root.find("a.b")->text.text == "x");
  CHECK(plan.root.find("a")->find("b")->text.text == "1");
  CHECK(plan.root.find("a.b.c")->find("d")->text.text == "y");
  CHECK(plan.at("a.c") == "z");
}

TEST_CASE("missing maps are created, with keys that point into the path") {
  Plan plan;
  plan.set("metrics.arr.growth", "5%");
  plan.set("empty.x", "1");
  CHECK(plan.at("metrics.arr.growth") == "5%");
  CHECK(plan.at("empty.x") == "1");
  const Entry& arr = plan.root.find("metrics")->entries[0];
  CHECK(arr.key.text == "arr");
  CHECK(arr.key.span.begin == 8);
  CHECK(arr.key.span.end == 11);
  CHECK(arr.value.kind == Node::Kind::map);
  CHECK(plan.errors().empty());
}

TEST_CASE("null removes") {
  Plan plan;
  plan.set("drivers.growth", "null");
  plan.set("spend.1", "null");
  CHECK(plan.at("drivers.growth") == "-");
  CHECK(plan.at("spend.1") == "3");
  CHECK(plan.at("spend.2") == "-");
  CHECK(plan.errors().empty());
}

TEST_CASE("what isn't there can't be removed") {
  Plan plan;
  plan.set("drivers.grwth", "null");
  CHECK(plan.errors() == "--set: error: there is no 'grwth' to remove; did you mean 'growth'?\n"
                         "  drivers.grwth\n"
                         "          ^~~~~\n");
}

TEST_CASE("a path can continue only below a map or a list") {
  Plan plan;
  plan.set("one.0.x", "1");
  CHECK(plan.errors() == "--set: error: 'one.0' is text, not a map (a path can continue only "
                         "below a map or a list)\n"
                         "  one.0.x\n"
                         "  ^~~~~\n");
}

TEST_CASE("items are counted from 0") {
  Plan plan;
  plan.set("spend.3", "1");
  plan.set("one.x", "1");
  CHECK(plan.errors() ==
        "--set: error: there is no item 3 (the list has 3 items); items are "
        "counted from 0\n"
        "  spend.3\n"
        "        ^\n"
        "--set: error: 'x' is not the number of an item (the list has 1 item); items are "
        "counted from 0\n"
        "  one.x\n"
        "      ^\n");
}

TEST_CASE("a path has names between its dots") {
  for (const char* path : {"", ".", "a.", ".a", "a..b"}) {
    Plan plan;
    plan.set(path, "1");
    CHECK(plan.diagnostics.error_count() == 1);
  }
  Plan plan;
  plan.set("a..b", "1");
  CHECK(plan.errors() == "--set: error: 'a..b' is not a path (a path is a list of names "
                         "separated by single dots); as in drivers.arr_growth\n"
                         "  a..b\n"
                         "  ^~~~\n");
}

} // namespace escala
