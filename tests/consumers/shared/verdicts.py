# SPDX-License-Identifier: Apache-2.0
"""What the scripts of this folder share: running escala, and the numbers of its JSON."""
import json
import os
import subprocess

CONSUMERS = os.environ["CONSUMERS"]
SCENARIOS = os.environ["SCENARIOS"]
HOSTILE = os.path.join(CONSUMERS, "shared", "hostile.yaml")
PLAN = os.path.join(SCENARIOS, "advanced_scaling.yaml")


def escala(*arguments, codes=(0, 3, 4), env=None):
    """What escala prints on standard output. Checks stop early: formats do not need more paths."""
    if arguments[0] == "check" and "--max-paths" not in arguments:
        arguments += ("--max-paths", "16384")
    done = subprocess.run([os.environ["ESCALA"], *arguments], capture_output=True, text=True,
                          env={**os.environ, **(env or {})})
    assert done.returncode in codes, (arguments, done.returncode, done.stderr)
    return done.stdout


def results(*arguments):
    """The results of escala check, from JSON."""
    answer = json.loads(escala("check", *arguments, "--format", "json"))
    return answer.get("results", [answer])


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def node(script, *arguments):
    """What a script for Node.js prints."""
    done = subprocess.run(["node", "-e", script, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def labels(plan):
    """The labels of a plan's targets, and of all together, as the program shows them."""
    return [target["label"] for target in results(plan)[0]["targets"]] + ["All together"]


def shown(text):
    """A text without what no format shows: controls are spaces, directions are left out."""
    for hidden in "\u202e\u2066":
        text = text.replace(hidden, "")
    return "".join(" " if c < " " else c for c in text)
