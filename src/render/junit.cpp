// SPDX-License-Identifier: Apache-2.0
// Verdicts as the JUnit XML that CI systems read: a suite for each plan and variant, a case for
// each target and for all together.
//
// Valid by the schemas of Jenkins' xUnit plugin (junit-10.xsd) and, with one suite or suite by
// suite, of Maven Surefire, which requires a time of each case: it is always 0, so that the same
// results are the same bytes.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "escala/render/format.h"
#include "escala/render/text_width.h"
#include "render/verdict_text.h"

namespace escala {
namespace {

// XML 1.0 has no way to write most control characters; `printable` has replaced them.
std::string xml_escaped(std::string_view text, bool lines = false) {
  std::string out;
  for (const char c : lines ? std::string(text) : printable(text, true))
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;"; // so that "]]>" cannot occur
      break;
    case '"':
      out += "&quot;";
      break;
    default:
      out += c;
    }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_escaped(value) + "\"";
}

// What a case says, line by line.
std::string body_of(const TargetVerdict& target) {
  std::string body = headline_of(target) + "\n";
  for (const std::string& sentence : sentences_of(target))
    body += sentence + "\n";
  if (const std::string place = place_text(target.place); !place.empty())
    body += place + "\n";
  return xml_escaped(body, true);
}

enum class Outcome { passed, failed, dropped, undecided, skipped, error };

Outcome outcome_of(const TargetVerdict& target, bool undecided_passes) {
  if (target.verdict == Verdict::missed)
    return Outcome::failed;
  if (target.dropped)
    return Outcome::dropped;
  if (target.verdict == Verdict::undecided)
    return undecided_passes ? Outcome::skipped : Outcome::undecided;
  return Outcome::passed;
}

std::string_view opening_tag(Outcome outcome) {
  switch (outcome) {
  case Outcome::failed:
    return "failure type=\"missed\"";
  case Outcome::dropped:
    return "failure type=\"dropped\"";
  case Outcome::undecided:
    return "failure type=\"undecided\"";
  case Outcome::skipped:
    return "skipped message=\"undecided\"";
  case Outcome::error:
    return "error type=\"invalid\"";
  case Outcome::passed:
    break;
  }
  return "system-out";
}

struct JunitCase {
  std::string name;
  Outcome outcome = Outcome::passed;
  std::string body; // escaped
};

std::string text_of(const JunitCase& one, std::string_view suite) {
  const std::string_view open = opening_tag(one.outcome);
  const std::string tag(open.substr(0, open.find(' ')));
  return "  <testcase" + attribute("name", one.name) + attribute("classname", suite) +
         " time=\"0\">\n    <" + std::string(open) + ">" + one.body + "</" + tag +
         ">\n  </testcase>\n";
}

std::vector<JunitCase> cases_of(const PlanVerdicts& plan, bool undecided_passes) {
  std::vector<JunitCase> cases;
  for (const TargetVerdict& target : plan.targets)
    cases.push_back({target.label, outcome_of(target, undecided_passes), body_of(target)});
  std::string mistakes;
  for (const PlanMistake& mistake : plan.mistakes) {
    const std::string place = place_text(mistake.place);
    mistakes += place + (place.empty() ? "" : ": ") + printable(mistake.text, true) + "\n";
  }
  if (!plan.mistakes.empty())
    cases.push_back({"the scenario is valid", Outcome::error, xml_escaped(mistakes, true)});
  return cases;
}

std::string properties_of(const Provenance& from) {
  std::string text = "  <properties>\n";
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty())
      text += "    <property" + attribute("name", name) + attribute("value", value) + "/>\n";
  };
  add("plan", from.scenario);
  add("file", from.file);
  add("sha256", from.sha256);
  add("variant", from.variant);
  for (const auto& [path, expression] : from.set)
    add("set " + path, expression);
  if (from.paths > 0) {
    add("seed", std::to_string(from.seed));
    add("sampler", from.sampler);
  }
  return text + "  </properties>\n";
}

std::string suite_text(const PlanVerdicts& plan, bool undecided_passes) {
  const std::string name = plan_text(plan.provenance);
  const std::vector<JunitCase> cases = cases_of(plan, undecided_passes);
  const auto counted = [&](auto... outcomes) {
    const auto n = std::ranges::count_if(
        cases, [&](const JunitCase& one) { return ((one.outcome == outcomes) || ...); });
    return std::to_string(n);
  };
  std::string text =
      "<testsuite" + attribute("name", name) + attribute("tests", std::to_string(cases.size())) +
      attribute("failures", counted(Outcome::failed, Outcome::dropped, Outcome::undecided)) +
      attribute("errors", counted(Outcome::error)) +
      attribute("skipped", counted(Outcome::skipped)) + ">\n";
  text += properties_of(plan.provenance);
  for (const JunitCase& one : cases)
    text += text_of(one, name);
  return text + "</testsuite>\n";
}

std::string write_junit(const Verdicts& verdicts) {
  std::string suites;
  for (const PlanVerdicts& plan : verdicts.plans)
    suites += suite_text(plan, verdicts.undecided_passes);
  if (verdicts.plans.size() != 1)
    suites = "<testsuites name=\"escala\">\n" + suites + "</testsuites>\n";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + suites;
}

} // namespace

extern const Format format_junit;
const Format format_junit{"junit", ".xml", "verdicts, for the test reports of CI", write_junit,
                          "&#35;"};

} // namespace escala
