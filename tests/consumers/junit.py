# SPDX-License-Identifier: Apache-2.0
# JUnit XML: by xmllint with the schemas of Jenkins and Surefire, and by a reader from npm.
# debian: libxml2-utils
# npm: test-results-parser@0.4.6
import json
import os
import re
import subprocess
import xml.etree.ElementTree as xml

from verdicts import CONSUMERS, HOSTILE, PLAN, escala, labels, node, read, results, shown

READER = """
const { parseV2 } = require("test-results-parser");
const result = parseV2({ type: "junit", files: [process.argv[1]] }).result ??
  parseV2({ type: "junit", files: [process.argv[1]] });
console.log(JSON.stringify(result));
"""


def is_valid(path, schema):
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema",
                           os.path.join(CONSUMERS, "shared", schema), path],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def suites_of(path):
    root = xml.parse(path).getroot()
    return [root] if root.tag == "testsuite" else root.findall("testsuite")


def agrees(suite, result):
    """Cases, counts and what the bodies say, against the JSON."""
    cases = suite.findall("testcase")
    targets = result["targets"] + [{**result["joint"], "label": "All together", "when": ""}]
    assert len(cases) == int(suite.get("tests")) == len(targets)
    failures = 0
    for case, target in zip(cases, targets):
        assert case.get("name") == shown(target["label"]), case.get("name")
        verdict = target["verdict"]
        failure = case.find("failure")
        assert (failure is not None) == (verdict in ("missed", "undecided"))
        if failure is not None:
            assert failure.get("type") == verdict
            failures += 1
        body = (failure if failure is not None else case.find("system-out")).text
        assert shown(target["when"]) in body
        told = float(re.search(r"probability [<>]?([0-9.]+)%", body).group(1))
        assert abs(told - 100 * target["probability"]) <= 0.051, body
        if target.get("confidence") is not None:
            assert f"needs {100 * target['confidence']:g}%" in body, body
    assert int(suite.get("failures")) == failures


def single(plan):
    escala("check", plan, "-o", "junit:one.xml")
    is_valid("one.xml", "jenkins-junit.xsd")
    is_valid("one.xml", "surefire.xsd")
    agrees(suites_of("one.xml")[0], results(plan)[0])
    once = read("one.xml")
    escala("check", plan, "-o", "junit:one.xml", "--threads", "1")
    assert read("one.xml") == once
    told = json.loads(node(READER, os.path.abspath("one.xml")))
    assert [case["name"].strip() for case in told["suites"][0]["cases"]] == \
        [shown(label).strip() for label in labels(plan)], told
    assert told["failed"] == int(suites_of("one.xml")[0].get("failures"))


def several():
    with open("bad.yaml", "w", encoding="utf-8") as file:
        file.write("escala: 1\nname: \"]]> & <b>\"\nhorizn: 12mo\nmetrics: {a: {formula: 5}}\n")
    escala("check", PLAN, "bad.yaml", "missing.yaml", HOSTILE, "-o", "several.xml", codes=(1, 2))
    is_valid("several.xml", "jenkins-junit.xsd")
    suites = suites_of("several.xml")
    assert [int(suite.get("errors")) for suite in suites] == [0, 1, 1, 0]
    error = suites[1].find("testcase").find("error")
    assert "bad.yaml:3:1: unknown key 'horizn'" in error.text, error.text
    for suite in suites:
        with open("suite.xml", "wb") as file:
            file.write(xml.tostring(suite))
        is_valid("suite.xml", "surefire.xsd")


def undecided():
    with open("even.yaml", "w", encoding="utf-8") as file:
        file.write("escala: 1\nname: Even\nhorizon: 12mo\nmetrics: {a: {formula: coin}}\n"
                   "drivers: {coin: bernoulli(50%)}\n"
                   "targets: {heads: {when: a > 0.5, confidence: 50%}}\n")
    arguments = ("check", "even.yaml", "--max-paths", "4096", "-o", "even.xml")
    escala(*arguments, codes=(4,))
    case = suites_of("even.xml")[0].find("testcase")
    assert case.find("failure").get("type") == "undecided"
    assert "what would decide it" in case.find("failure").text
    escala(*arguments, "--undecided", "pass", codes=(0,))
    suite = suites_of("even.xml")[0]
    assert suite.get("skipped") == "1" and suite.get("failures") == "0"
    assert "what would decide it" in suite.find("testcase").find("skipped").text
    is_valid("even.xml", "jenkins-junit.xsd")
    is_valid("even.xml", "surefire.xsd")


single(PLAN)
single(HOSTILE)
several()
undecided()
