# SPDX-License-Identifier: Apache-2.0
# GitHub's workflow commands: read as its runner reads them, and escaped as its toolkit escapes them.
# npm: @actions/core@1.11.1
import json

from verdicts import HOSTILE, PLAN, escala, node, results, shown

# Prints an annotation by GitHub's own toolkit.
TOOLKIT = """
const core = require("@actions/core");
const { level, text, properties } = JSON.parse(process.argv[1]);
core[level](text, properties);
"""
NAMES = {"file": "file", "line": "startLine", "col": "startColumn", "endColumn": "endColumn",
         "endLine": "endLine", "title": "title"}


def unescaped(text, is_property):
    codes = [("%0D", "\r"), ("%0A", "\n"), *([("%3A", ":"), ("%2C", ",")] if is_property else []),
             ("%25", "%")]
    for code, sign in codes:
        text = text.replace(code, sign)
    return text


def commands_of(output):
    """Commands as the runner reads them: "::NAME PROPERTIES::TEXT" at the start of a line."""
    commands = []
    for line in output.split("\n"):
        assert "##[" not in line
        if not line.lstrip().startswith("::"):
            continue
        head, text = line[2:].split("::", 1)
        level, _, properties = head.partition(" ")
        pairs = dict(one.split("=", 1) for one in properties.split(","))
        commands.append({"level": level, "text": unescaped(text, False),
                         "properties": {name: unescaped(value, True)
                                        for name, value in pairs.items()}})
    return commands


def as_the_toolkit_writes(commands):
    lines = []
    for command in commands:
        properties = {NAMES[name]: value for name, value in command["properties"].items()}
        lines.append(node(TOOLKIT, json.dumps({**command, "properties": properties})).strip("\n"))
    return lines


def parts_of(line):
    """A command's parts as they are written; the order of properties does not matter."""
    head, text = line[2:].split("::", 1)
    level, _, properties = head.partition(" ")
    return level, sorted(properties.split(",")), text


def check(plan):
    output = escala("check", plan, "--format", "github", env={"GITHUB_ACTIONS": "true"})
    commands = commands_of(output)
    result = results(plan)[0]
    failed = [one for one in result["targets"] if one["verdict"] != "met"]
    if result["joint"]["verdict"] in ("missed", "undecided"):
        failed.append({**result["joint"], "label": "All together"})
    hidden = 0
    for level, verdict in (("error", "missed"), ("warning", "undecided")):
        told = [one for one in commands if one["level"] == level]
        of_level = [one for one in failed if one["verdict"] == verdict]
        assert len(told) == min(10, len(of_level))
        hidden += len(of_level) - len(told)
        for command, target in zip(told, of_level):
            properties = command["properties"]
            expected = f"{shown(target['label'])}: {verdict}".replace("##[", "## [")
            assert properties["title"] == expected, properties["title"]
            if "line" in target:
                assert properties["file"] == target["file"]
                assert properties["line"] == str(target["line"])
                assert properties["col"] == str(target["column"])
    assert (f"... and {hidden} error" in output) == (hidden > 0)
    lines = [line for line in output.split("\n") if line.startswith("::")]
    assert [parts_of(line) for line in as_the_toolkit_writes(commands)] == \
        [parts_of(line) for line in lines]


check(PLAN)
check(HOSTILE)
