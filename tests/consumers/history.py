# SPDX-License-Identifier: Apache-2.0
# Reads a history with Python's sqlite3, while escala adds runs to it, and holds its numbers to the
# JSON of the same runs.
#
# debian: python3
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

ESCALA = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.environ["ESCALA"]
HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIOS = os.environ.get("SCENARIOS", os.path.join(HERE, "..", "..", "scenarios"))
PLAN = os.path.join(SCENARIOS, "advanced_scaling.yaml")


def start(*words):
    return subprocess.Popen((ESCALA, "run", PLAN, "--paths", "2000", "--quiet", *words))


def same(a, b):
    assert a == b, f"{repr(a)[:400]} is not {repr(b)[:400]}"


def by_name(rows):
    return {row["name"]: row for row in rows}


def check_run(database, run, result):
    row = database.execute("SELECT * FROM runs WHERE id = ?", (run,)).fetchone()
    simulation = result["simulation"]
    same(row["seed"], simulation["seed"])
    same(row["paths"], simulation["paths"])
    same(row["sha256"], result["scenario"]["sha256"])
    same(json.loads(row["changes"]), result["scenario"]["set"])
    targets = by_name(database.execute("SELECT * FROM targets WHERE run = ?", (run,)))
    same(set(targets), {target["name"] for target in result["targets"]} | {"all"})
    for target in result["targets"]:
        kept = targets[target["name"]]
        for name in ("label", "confidence", "probability", "std_error", "verdict", "median_month"):
            same(kept[name], target[name])
        same([kept["low"], kept["high"]], target["interval"])
    for metric in result["metrics"]:
        curve = database.execute(
            "SELECT * FROM curves WHERE run = ? AND metric = ? ORDER BY month",
            (run, metric["name"])).fetchall()
        same([row["month"] for row in curve], metric["months"])
        same([row["mean"] for row in curve], metric["mean"])
        same([row["sd"] for row in curve], metric["sd"])
        for name, values in metric["quantiles"].items():
            same([json.loads(row["quantiles"])[name] for row in curve], values)
    drivers = by_name(database.execute("SELECT * FROM drivers WHERE run = ?", (run,)))
    same(len(drivers), len(result["drivers"]))
    for driver in result["drivers"]:
        same(drivers[driver["name"]]["p50"], driver["p50"])


def main():
    with tempfile.TemporaryDirectory() as folder:
        history = os.path.join(folder, "results.sqlite")
        seeds = (1, 2, 3, 4)
        runs = [start("--seed", str(seed), "-o", history, "-o",
                      os.path.join(folder, f"{seed}.json"), "--set", "simulation.sampler=random")
                for seed in seeds]
        for run in runs:  # which add to a new history at once
            same(run.wait(), 0)
        database = sqlite3.connect(history)
        database.row_factory = sqlite3.Row
        same(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        same(database.execute("PRAGMA user_version").fetchone()[0], 1)
        same(database.execute("PRAGMA foreign_key_check").fetchall(), [])
        kept = {row["seed"]: row["id"] for row in database.execute("SELECT id, seed FROM runs")}
        same(sorted(kept), sorted(seeds))
        for seed in seeds:
            with open(os.path.join(folder, f"{seed}.json"), encoding="utf-8") as file:
                check_run(database, kept[seed], json.load(file))
        database.close()
        same([name for name in os.listdir(folder) if name.startswith("results.sqlite-")], [])
    print("history: 4 runs hold what their JSON holds")


main()
