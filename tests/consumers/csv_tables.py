# SPDX-License-Identifier: Apache-2.0
# Reads CSV tables with sqlite3, Miller and Python's csv, and holds their numbers to the JSON.
#
# debian: sqlite3 miller
import csv
import io
import json
import math
import os
import subprocess
import sys
import tempfile

ESCALA = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.environ["ESCALA"]
HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIOS = os.environ.get("SCENARIOS", os.path.join(HERE, "..", "..", "scenarios"))
PLAN = os.path.join(SCENARIOS, "advanced_scaling.yaml")
PATHS = "3000"


def run(*words):
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode("utf-8")


def escala(*words):
    return run(ESCALA, "run", PLAN, "--paths", PATHS, "--quiet", *words)


def same(a, b):
    assert a == b, f"{repr(a)[:400]} is not {repr(b)[:400]}"


def with_sqlite(path):
    rows = run("sqlite3", ":memory:", f".import --csv {path} t", ".mode json", "SELECT * FROM t")
    return json.loads(rows or "[]")


def with_miller(path):
    return json.loads(run("mlr", "--icsv", "--ojson", "--no-auto-unflatten", "-S", "cat", path))


def with_python(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def texts(rows):
    return [{key: str(value) for key, value in row.items()} for row in rows]


def read_by_all(path):
    rows = with_python(path)
    same(texts(with_sqlite(path)), rows)
    same(texts(with_miller(path)), rows)
    return rows


def check_curves(result):
    escala("--table", "curves", "-o", "curves.csv", "--percentiles", "99.9,2.5,50,50")
    rows = read_by_all("curves.csv")
    same(list(rows[0])[-5:], ["mean", "sd", "p2.5", "p50", "p99.9"])
    expected = {(m["name"], month): i for m in result["metrics"] for i, month in enumerate(m["months"])}
    by_name = {m["name"]: m for m in result["metrics"]}
    for row in rows:
        name = row["metric"] + ("." + row["segment"] if row["segment"] else "")
        metric = by_name[name]
        at = expected[name, int(row["month"])]
        for column, values in [("mean", metric["mean"]), ("p50", metric["quantiles"]["p50"]),
                               ("p99.9", metric["quantiles"]["p99.9"])]:
            same(row[column], "" if values[at] is None else row[column])
            if values[at] is not None:
                same(float(row[column]), values[at])


def check_wide(result):
    escala("--table", "curves", "-o", "wide.csv", "--csv-layout", "wide", "--percentiles", "99.9,2.5,50,50")
    rows = read_by_all("wide.csv")
    first = result["metrics"][0]
    median = [row for row in rows if row["metric"] == first["name"] and row["statistic"] == "p50"][0]
    dates = [name for name in median if name[:2] == "20"]
    same([date[:7] for date in dates], first["dates"])
    same([float(median[date]) for date in dates], first["quantiles"]["p50"])


def check_first_months(result):
    escala("--table", "first-months", "-o", "first.csv")
    rows = read_by_all("first.csv")
    for target in result["targets"]:
        own = [row for row in rows if row["target"] == target["name"]]
        same([float(row["share"]) for row in own], target["first_months"])
        assert abs(float(own[-1]["cumulative"]) - (1 - target["first_month"]["never"])) < 1e-12


def check_risks(result):
    escala("--table", "risks", "-o", "risks.csv")
    rows = read_by_all("risks.csv")
    for risk in result["risks"]:
        own = {row["metric"]: row for row in rows if row["risk"] == risk["name"]}
        for metric, loss in risk["expected_loss"].items():
            same(float(own[metric]["expected_loss"]), loss)


def check_trials(result):
    escala("--table", "trials", "-o", "trials.csv", "--metric", "arr", "--at", "1y")
    rows = read_by_all("trials.csv")
    same(len(rows), int(PATHS))
    same([row["path"] for row in rows], [str(path) for path in range(int(PATHS))])
    for target in result["targets"]:
        name = target["name"]
        met = sum(int(row[name + ".met"]) for row in rows) / len(rows)
        assert math.isclose(met, target["probability"], rel_tol=1e-12), name
        first = [int(row[name + ".first_month"]) for row in rows if row[name + ".first_month"]]
        assert math.isclose(1 - len(first) / len(rows), target["first_month"]["never"], abs_tol=1e-12)
    arr = [m for m in result["metrics"] if m["name"] == "arr"][0]
    month = arr["months"].index(12)
    drawn = [float(row["arr@" + arr["dates"][month]]) for row in rows]
    assert math.isclose(sum(drawn) / len(drawn), arr["mean"][month], rel_tol=1e-9)


with tempfile.TemporaryDirectory() as place:
    os.chdir(place)
    wanted = json.loads(escala("--format", "json", "--percentiles", "99.9,2.5,50,50"))
    for check in (check_curves, check_wide, check_first_months, check_risks, check_trials):
        check(wanted)
