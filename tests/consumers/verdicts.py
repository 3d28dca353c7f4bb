# SPDX-License-Identifier: Apache-2.0
"""What the scripts of this folder share: running escala, and the numbers of its JSON."""
import json
import os
import subprocess

CONSUMERS = os.environ["CONSUMERS"]
SCENARIOS = os.environ["SCENARIOS"]
HOSTILE = os.path.join(CONSUMERS, "hostile.yaml")


def escala(*arguments, codes=(0, 3, 4), env=None):
    """What escala prints on standard output."""
    done = subprocess.run([os.environ["ESCALA"], *arguments], capture_output=True, text=True,
                          env={**os.environ, **(env or {})})
    assert done.returncode in codes, (arguments, done.returncode, done.stderr)
    return done.stdout


def results(*arguments):
    """The results of escala check, from JSON."""
    return json.loads(escala("check", *arguments, "--format", "json"))["results"]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()
