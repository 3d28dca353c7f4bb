// SPDX-License-Identifier: Apache-2.0
#include "escala/core/diagnostics.h"

#include <catch2/catch.hpp>

namespace escala {

namespace {

std::string text_at(const Source& source, std::uint32_t begin, std::uint32_t end) {
  return to_text({Severity::error, {&source, begin, end}, "it is wrong", "why", "mend it"});
}

} // namespace

TEST_CASE("a diagnostic shows problem, reason, suggestion, line and caret") {
  Sources sources;
  const Source& file = sources.add("plan.yaml", "name: Plan\nmetrics:\n  arr: {units: USD}\n");
  CHECK(text_at(file, 28, 33) == "plan.yaml:3:9: error: it is wrong (why); mend it\n"
                                 "    arr: {units: USD}\n"
                                 "          ^~~~~\n");
  CHECK(to_text({Severity::warning, {&file, 0, 4}, "hm", "", ""}) == "plan.yaml:1:1: warning: hm\n"
                                                                     "  name: Plan\n"
                                                                     "  ^~~~\n");
}

TEST_CASE("a span over several lines is underlined on its first") {
  Sources sources;
  const Source& file = sources.add("f", "ab\ncd\n");
  CHECK(text_at(file, 1, 5) == "f:1:2: error: it is wrong (why); mend it\n  ab\n   ^\n");
}

TEST_CASE("an option has no line, but its text") {
  Sources sources;
  const Source& option = sources.add("--set drivers.growth", "normal(1", true);
  CHECK(text_at(option, 6, 7) == "--set drivers.growth: error: it is wrong (why); mend it\n"
                                 "  normal(1\n"
                                 "        ^\n");
}

TEST_CASE("without text there is no excerpt") {
  Sources sources;
  const Source& unread = sources.add("missing.yaml", "");
  CHECK(to_text({Severity::error, {&unread, 0, 0}, "can't be read", "", ""}) ==
        "missing.yaml: error: can't be read\n");
  CHECK(to_text({Severity::error, {}, "no file", "", "name one"}) == "error: no file; name one\n");
}

TEST_CASE("columns count characters and carets follow tabs") {
  Sources sources;
  const Source& file = sources.add("f", "\té: größe x\n");
  CHECK(text_at(file, 13, 14) == "f:1:11: error: it is wrong (why); mend it\n"
                                 "  \té: größe x\n"
                                 "  \t         ^\n");
}

TEST_CASE("a byte order mark is no character") {
  Sources sources;
  const Source& file = sources.add("f", "\xEF\xBB\xBF"
                                        "ab\n");
  CHECK(text_at(file, 3, 5) == "f:1:1: error: it is wrong (why); mend it\n  ab\n  ^~\n");
}

TEST_CASE("the caret may stand after the last character") {
  Sources sources;
  const Source& file = sources.add("f", "ab\r\ncd");
  CHECK(text_at(file, 2, 2) == "f:1:3: error: it is wrong (why); mend it\n  ab\n    ^\n");
  CHECK(text_at(file, 6, 6) == "f:2:3: error: it is wrong (why); mend it\n  cd\n    ^\n");
  CHECK(text_at(file, 99, 120) == "f:2:3: error: it is wrong (why); mend it\n  cd\n    ^\n");
}

TEST_CASE("a long line is cut around the caret") {
  Sources sources;
  const Source& file = sources.add("f", std::string(150, 'a') + "B" + std::string(150, 'c'));
  CHECK(text_at(file, 150, 151) == "f:1:151: error: it is wrong (why); mend it\n"
                                   "  ..." +
                                       std::string(60, 'a') + "B" + std::string(39, 'c') +
                                       "...\n"
                                       "  " +
                                       std::string(63, ' ') + "^\n");
  CHECK(text_at(file, 0, 1) == "f:1:1: error: it is wrong (why); mend it\n"
                               "  " +
                                   std::string(100, 'a') + "...\n  ^\n");
  CHECK(text_at(file, 300, 301) == "f:1:301: error: it is wrong (why); mend it\n"
                                   "  ..." +
                                       std::string(100, 'c') + "\n  " + std::string(102, ' ') +
                                       "^\n");
}

TEST_CASE("a line of 100 characters is shown whole") {
  Sources sources;
  const Source& file = sources.add("f", std::string(100, 'a'));
  CHECK(text_at(file, 99, 100) == "f:1:100: error: it is wrong (why); mend it\n  " +
                                      std::string(100, 'a') + "\n  " + std::string(99, ' ') +
                                      "^\n");
}

TEST_CASE("nothing that a terminal would obey is shown") {
  Sources sources;
  const Source& file = sources.add("a\x1B[2J", "x\x1B[31m\x7F\xC2\x9B\xE2\x80\xAE\xFFy");
  CHECK(to_text({Severity::error, {&file, 0, 1}, "bad \x1B[0m\n", "\xFF", ""}) ==
        "a\\x1B[2J:1:1: error: bad \\x1B[0m\\x0A (\\xFF)\n"
        "  x?[31m????y\n"
        "  ^\n");
}

TEST_CASE("diagnostics are sorted by place and said once") {
  Sources sources;
  const Source& second = sources.add("second", "abc");
  const Source& first = sources.add("first", "abc");
  Diagnostics diagnostics;
  CHECK(diagnostics.empty());
  diagnostics.error({&first, 2, 3}, "c");
  diagnostics.warning({&second, 0, 1}, "a");
  diagnostics.error({&first, 0, 1}, "a");
  diagnostics.error({&first, 0, 1}, "b");
  diagnostics.error({&first, 0, 1}, "a");
  CHECK(diagnostics.has_errors());
  CHECK(diagnostics.error_count() == 4);
  std::string said;
  for (const Diagnostic& each : diagnostics.sorted())
    said += each.span.source->name + " " + each.problem + "; ";
  CHECK(said == "first a; first b; first c; second a; ");
}

TEST_CASE("a warning is no error") {
  Diagnostics diagnostics;
  diagnostics.warning({}, "w");
  CHECK_FALSE(diagnostics.has_errors());
  CHECK_FALSE(diagnostics.empty());
}

TEST_CASE("located text leads back to the raw text") {
  Sources sources;
  const Source& file = sources.add("f", "'a''b'");
  const LocatedText quoted{"a'b", {&file, 0, 6}, {1, 2, 4}};
  CHECK(quoted.at(2, 3).begin == 4);
  CHECK(quoted.at(0, 3).end == 5);
  CHECK(quoted.at(3, 3).begin == 5);
  CHECK(quoted.at(7, 9).end == 5);
  const LocatedText plain{"a'", {&file, 1, 3}, {}};
  CHECK(plain.at(1, 2).begin == 2);
  CHECK(plain.at(1, 2).end == 3);
}

} // namespace escala
