# SPDX-License-Identifier: Apache-2.0
# Reads workbooks with openpyxl and LibreOffice: what cells say is what the JSON and the tables of
# CSV say, LibreOffice computes every formula to the value that is written beside it, and workbooks
# of all commands open.
#
# debian: python3-openpyxl libreoffice-calc-nogui
import csv
import datetime
import json
import os
import subprocess

import openpyxl
import workbooks
from workbooks import difference

ESCALA = os.environ["ESCALA"]
SCENARIOS = os.environ["SCENARIOS"]
NEAR = 1e-9
SHEETS = ["Summary", "Curves", "Charts", "Tidy", "Inputs", "Trials", "Audit", "Model", "Shocks"]

HOSTILE = """escala: 1
name: "=1+1 <b>&amp; _x0041_"
start: 2026-01
horizon: 2y
metrics:
  arr: {label: "=cmd|' /C calc'!A0", unit: USD, model: compound, initial: $1M, growth: 10% to 80%}
  gap: {label: "@sum(\\"a\\")", formula: "if(arr > $1.2M, arr / $1M, 1 / 0)"}
targets: {"big": {label: "-1+1", when: arr > $1.5M, at: 2y}}
"""


def escala(command, *words):
    done = subprocess.run([ESCALA, command, *words], stdout=subprocess.PIPE, check=False)
    assert done.returncode in (0, 3, 4), f"{command} {words} ended with {done.returncode}"


def plan(name):
    return os.path.join(SCENARIOS, name)


def rows_of(sheet):
    return list(sheet.iter_rows(values_only=True))


def number(text):
    return float(text) if text != "" else None


def check_near(cells, wanted, what):
    for cell, want in zip(cells, wanted, strict=True):
        cell = None if cell == "#N/A" else cell
        assert difference(cell, want) < NEAR, f"{what}: {cell} is not {want}"


def check_summary(book, result):
    rows = {}
    for row in rows_of(book["Summary"]):
        rows.setdefault(row[0], row) # the first table is that of targets
    for target in result["targets"]:
        row = rows[target["label"]]
        numbers = [cell for cell in row if isinstance(cell, (int, float))]
        assert any(difference(cell, target["probability"]) < NEAR for cell in numbers), f"{row} lacks {target['probability']}"
        assert target["verdict"] in row, f"{row} lacks its verdict"
    assert result["targets"], "no targets"
    for finding in result["findings"]:
        assert finding["text"] in rows, finding["text"]
    assert len(book["Summary"].conditional_formatting) > 0
    assert len(book["Summary"].data_validations.dataValidation) == 1


# The rows of each metric, by what they say of it: its median or its only value comes first.
def groups_of(rows):
    groups = []
    for row in rows:
        if row[2] in ("median", "value"):
            groups.append({})
        if row[2] and groups:
            groups[-1].setdefault(row[2], row)
    return groups


# Of all months, and of all fiscal years beside them.
def check_curves(book, result, yearly):
    sheet = book["Curves"]
    rows = rows_of(sheet)
    dates = [cell.strftime("%Y-%m") for cell in rows[3][3:] if isinstance(cell, datetime.datetime)]
    assert dates == result["metrics"][0]["dates"]
    end = 3 + len(dates)
    for group, metric, years in zip(groups_of(rows[4:]), result["metrics"], yearly["metrics"], strict=True):
        for percent, values in metric["quantiles"].items():
            name = "median" if percent == "p50" else percent[1:] + "%"
            row = group.get(name) or group["value"]
            assert row[0] == metric["label"] and row[1] == metric["unit"] or row[1] is None
            check_near(row[end - len(values):end], values, f"{metric['label']}, {name}")
            of_years = [cell for cell in row[end + 1:]]
            check_near(of_years, years["quantiles"][percent][-len(of_years):], f"{metric['label']}, {name}, years")
    hidden = [row for row, of in sheet.row_dimensions.items() if of.outlineLevel == 1]
    assert hidden and all(sheet.row_dimensions[row].hidden for row in hidden)
    assert len(sheet._charts) > 0


def check_table(sheet, file, first_row=0, header=None):
    with open(file, encoding="utf-8", newline="") as text:
        wanted = list(csv.reader(text))
    rows = rows_of(sheet)[first_row:]
    assert header is not None or list(rows[0]) == wanted[0]
    assert len(rows) == len(wanted), f"{sheet.title}: {len(rows)} rows are not {len(wanted)}"
    for row, want in zip(rows[1:], wanted[1:]):
        for cell, text in zip(row, want, strict=True):
            if isinstance(cell, datetime.datetime):
                assert cell.strftime("%Y-%m-%d") == text
            elif isinstance(cell, (int, float)):
                check_near([cell], [{"true": 1.0, "false": 0.0}.get(text) if text in ("true", "false") else number(text)], sheet.title)
            else:
                assert (cell or "") == text, f"{sheet.title}: {cell} is not {text}"


# LibreOffice computes every formula; sheets of numbers keep theirs.
def check_computed(file):
    workbooks.edited(file, "empty.xlsx")
    workbooks.convert("xlsx:Calc MS Excel 2007 XML", "--outdir", "computed", "empty.xlsx")
    formulas = openpyxl.load_workbook(file)
    written = openpyxl.load_workbook(file, data_only=True)
    computed = openpyxl.load_workbook(os.path.join("computed", "empty.xlsx"), data_only=True)
    count = 0
    for sheet in formulas:
        if sheet.title in ("Shocks", "Trials", "Tidy"):
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                was, now = written[sheet.title][cell.coordinate].value, computed[sheet.title][cell.coordinate].value
                assert was is not None, f"{sheet.title}!{cell.coordinate} has no value"
                if isinstance(was, str) or isinstance(now, str):
                    assert was == now, f"{sheet.title}!{cell.coordinate}: {now} is not {was}"
                else:
                    assert abs(now - was) <= NEAR * max(1, abs(was)), f"{sheet.title}!{cell.coordinate} {cell.value}: {now} is not {was}"
    return count


def check_names(file):
    book = openpyxl.load_workbook(file)
    assert not book.defined_names, f"{list(book.defined_names)} are names of the workbook"
    assert book.properties.created.year == 1980


def check_run(name, *options):
    words = [plan(name), "--paths", "3000", "--quiet", *options]
    escala("run", *words, "-o", "run.xlsx", "-o", "run.json", "-o", "curves.csv")
    escala("run", *words, "--every", "y", "-o", "years.json")
    escala("run", *words, "--table", "trials", "-o", "trials.csv")
    with open("run.json", encoding="utf-8") as file:
        result = json.load(file)
    with open("years.json", encoding="utf-8") as file:
        yearly = json.load(file)
    book = openpyxl.load_workbook("run.xlsx", data_only=True)
    assert [sheet for sheet in SHEETS if sheet in book.sheetnames] == [s for s in book.sheetnames], book.sheetnames
    check_names("run.xlsx")
    check_summary(book, result)
    check_curves(book, result, yearly)
    check_table(book["Tidy"], "curves.csv")
    check_table(book["Trials"], "trials.csv", first_row=3, header="with units")
    assert check_computed("run.xlsx") > 100


def check_hostile():
    with open("hostile.yaml", "w", encoding="utf-8") as file:
        file.write(HOSTILE)
    escala("run", "hostile.yaml", "--paths", "500", "--quiet", "-o", "hostile.xlsx")
    book = openpyxl.load_workbook("hostile.xlsx")
    texts = {cell.value: cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row
             if isinstance(cell.value, str)}
    assert texts["=1+1 <b>&amp; _x0041_"] == "s", "a name is a formula"
    for label in ("=cmd|' /C calc'!A0", '@sum("a")', "-1+1"):
        assert texts[label] == "s", f"{label} is a formula"
    check_computed("hostile.xlsx")
    name = "x" + "\u00e9" * 300  # longer than a title may be, and cut within no letter
    with open("long.yaml", "w", encoding="utf-8") as file:
        file.write(HOSTILE.replace("=1+1 <b>&amp; _x0041_", name))
    escala("run", "long.yaml", "--paths", "500", "--quiet", "-o", "long.xlsx")
    book = openpyxl.load_workbook("long.xlsx")
    assert book["Summary"]["A1"].value == name
    assert name.startswith(book.properties.title) and len(book.properties.title) > 100


# The decimal sign and the order of a date are the reader's; a file says neither.
def check_spanish():
    escala("run", plan("saas_waterfall.yaml"), "--paths", "500", "--quiet", "--locale", "es", "-o", "es.xlsx")
    book = openpyxl.load_workbook("es.xlsx", data_only=True)
    assert book["Curves"]["A4"].value == "Métrica"
    assert book["Curves"]["D4"].number_format == "[$-C0A]mmm yyyy"
    formats = {cell.number_format for row in book["Curves"].iter_rows(min_row=5) for cell in row}
    assert any(f.startswith('"$"#,##0') for f in formats), formats
    workbooks.convert("pdf:calc_pdf_Export:{\"PageRange\":{\"type\":\"string\",\"value\":\"1-2\"}}", "es.xlsx")


def check_commands():
    one = plan("saas_waterfall.yaml")
    sweep = "metrics.arr.initial={$8M, $12M, $16M}"
    scaling = plan("advanced_scaling.yaml")
    commands = [("check", one, plan("five_curves.yaml")),
                ("compare", plan("three_variants.yaml"), "--all-variants", "--paths", "2k"),
                ("compare", plan("billion_decay.yaml"), plan("billion_flat.yaml"), "--bridge"),
                ("sweep", one, "--vary", sweep, "--paths", "2k"),
                ("sweep", one, "--vary", sweep, "--vary", "metrics.arr.churn={1%/mo, 2%/mo}", "--paths", "2k"),
                ("sensitivity", one, "--paths", "2k"),
                ("solve", scaling, "--target", "billion_arr", "--paths", "512"),
                ("optimize", scaling, "--paths", "512"),
                ("report", one, "--paths", "2k")]
    for i, command in enumerate(commands):
        escala(*command, "--quiet", "-o", f"command{i}.xlsx", "-o", f"again{i}.xlsx")
        with open(f"command{i}.xlsx", "rb") as file, open(f"again{i}.xlsx", "rb") as again:
            assert file.read() == again.read()
        book = openpyxl.load_workbook(f"command{i}.xlsx", data_only=True)
        assert book.sheetnames[0] == "Summary" and len(book.sheetnames) > 1, book.sheetnames
        check_names(f"command{i}.xlsx")
    workbooks.convert("ods", *[f"command{i}.xlsx" for i in range(len(commands))])
    for i in range(len(commands)):
        assert os.path.getsize(f"command{i}.ods") > 5000


check_run("advanced_scaling.yaml")
check_run("saas_segments.yaml", "--percentiles", "10,50,90")
check_run("cash_runway.yaml")
check_hostile()
check_spanish()
check_commands()
