# SPDX-License-Identifier: Apache-2.0
# Recalculates the Model sheet of every scenario with LibreOffice: for the five futures chosen by
# rank and one path, every metric in every month is escala's own path within 1e-9; and a changed
# input gives the path of the plan that is changed in the same way.
#
# debian: libreoffice-calc-nogui
import csv
import glob
import os
import subprocess
import zipfile

import workbooks
from workbooks import difference

ESCALA = os.environ["ESCALA"]
SCENARIOS = os.environ["SCENARIOS"]
NEAR = 1e-9
PATH = "path 17"
FUTURES = ["5% future", "25% future", "50% future", "75% future", "95% future", PATH]
ONLY = "the plan's only future"
# Commas, quotes, UTF-8, numbers in full, one sheet.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,{}"
# A scenario, an input of its workbook, and the same change of the plan.
CHANGES = [("advanced_scaling.yaml", "metrics.arr.initial", "6000000", "metrics.arr.initial=$6M"),
           ("saas_waterfall.yaml", "metrics.arr.initial", "12000000", "metrics.arr.initial=$12M")]


def run_escala(scenario, workbook, *options):
    subprocess.run([ESCALA, "run", os.path.join(SCENARIOS, scenario), "--quiet", "--paths", "10k",
                    "-o", workbook, *options], check=True)


# The workbook with another future, and perhaps another value of an input.
def edited(workbook, copy, future, name=None, value=None):
    workbooks.edited(workbook, copy, texts=[("Summary", "B3", future)],
                     numbers=[("Inputs", name, value)] if name else [], short=["Trials", "Tidy"])


# Computes the sheet Model of each, which is not in the same place in all of them.
def computed(copies):
    by_place = {}
    for copy in copies:
        with zipfile.ZipFile(copy) as archive:
            place = list(workbooks.sheet_parts(archive)).index("Model") + 1
        by_place.setdefault(place, []).append(copy)
    for place, some in by_place.items():
        workbooks.convert(FILTER.format(place), *some)


def model_of(workbook):
    with open(workbook.replace(".xlsx", "-Model.csv"), encoding="utf-8") as file:
        return list(csv.reader(file))


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def metrics_of(rows):
    begin = next(i for i, row in enumerate(rows) if row[0] == "Metrics") + 1
    end = next(i for i in range(begin, len(rows)) if not rows[i][0])
    return [(row[0], [number(cell) for cell in row[5:]]) for row in rows[begin:end]]


# The rows under "Check" have escala's own path, of the futures chosen by rank.
def own_paths(rows):
    begin = next(i for i, row in enumerate(rows) if row[0].startswith("Check:")) + 1
    return [[number(cell) for cell in row[5:]] for row in rows[begin:] if row[2].startswith("escala")]


# escala's own values of a path at the end, from its table of trials: another way out of the program.
def trial(scenario, path, metric, month):
    subprocess.run([ESCALA, "run", os.path.join(SCENARIOS, scenario), "--quiet", "--paths", "10k",
                    "-o", "trials.csv", "--table", "trials", "--metric", metric, "--at", month],
                   check=True)
    with open("trials.csv", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return float(rows[path + 1][-1])


def check_gallery():
    copies = {}
    for place in sorted(glob.glob(os.path.join(SCENARIOS, "*.yaml"))):
        scenario = os.path.basename(place)
        run_escala(scenario, "plan.xlsx")
        with zipfile.ZipFile("plan.xlsx") as archive:
            only = ONLY in archive.read(workbooks.sheet_parts(archive)["Shocks"]).decode()
        for i, future in enumerate([ONLY] if only else FUTURES):
            copy = f"{scenario[:-5]}_{i}.xlsx"
            edited("plan.xlsx", copy, future)
            copies[copy] = (scenario, future)
    computed(list(copies))
    for workbook, (scenario, future) in copies.items():
        rows = model_of(workbook)
        metrics = metrics_of(rows)
        assert metrics, f"{scenario}: no metrics"
        checked = [float(row[3]) for row in rows if row[0] in dict(metrics) and number(row[3]) is not None]
        assert max(checked) < NEAR, f"{scenario}, {future}: Model says that it is {max(checked)} off"
        if future == PATH:
            continue
        for (name, cells), own in zip(metrics, own_paths(rows), strict=True):
            worst = max(map(difference, cells, own))
            assert worst < NEAR, f"{scenario}, {future}: {name} is {worst} off"
    assert len(copies) > 50
    return copies


def check_trials(copies):
    for scenario, metric, label, month in [("advanced_scaling.yaml", "arr", "ARR", "2030-12"),
                                           ("saas_waterfall.yaml", "arr", "ARR", "2028-12")]:
        workbook = next(w for w, (s, f) in copies.items() if s == scenario and f == PATH)
        own = trial(scenario, 17, metric, month)
        cell = dict(metrics_of(model_of(workbook)))[label][-1]
        assert difference(cell, own) < NEAR, f"{scenario}: {cell} is not {own}"


def check_changes():
    pairs = []
    for i, (scenario, name, value, change) in enumerate(CHANGES):
        run_escala(scenario, "plan.xlsx")
        edited("plan.xlsx", f"input_{i}.xlsx", PATH, name, value)
        run_escala(scenario, "plan.xlsx", "--set", change)
        edited("plan.xlsx", f"set_{i}.xlsx", PATH)
        pairs.append((f"input_{i}.xlsx", f"set_{i}.xlsx"))
    computed([workbook for pair in pairs for workbook in pair])
    for one, other in pairs:
        for (name, cells), (_, wanted) in zip(metrics_of(model_of(one)), metrics_of(model_of(other)), strict=True):
            worst = max(map(difference, cells, wanted))
            assert worst < NEAR, f"{one}: {name} is {worst} off the changed plan"
    for i, (_, name, value, _) in enumerate(CHANGES):
        opened = [cells[0] for _, cells in metrics_of(model_of(f"input_{i}.xlsx"))]
        assert float(value) in opened, f"{name} is not read"


check_trials(check_gallery())
check_changes()
