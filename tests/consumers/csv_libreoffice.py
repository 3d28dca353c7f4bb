# SPDX-License-Identifier: Apache-2.0
# Opens --csv-dialect excel-eu in LibreOffice as a Spanish user does, and holds its cells to the
# JSON: numbers must be numbers, dates dates, and no text a formula.
#
# debian: libreoffice-calc-nogui libreoffice-l10n-es
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

ESCALA = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.environ["ESCALA"]

PLAN = """escala: 1
name: "=1+1"
start: 2026-01
horizon: 1y
currency: EUR
metrics:
  arr: {label: "Ventas; 2,5", unit: EUR, model: compound, initial: €1.5M, growth: 40%, volatility: 30%}
  share: {label: "-x", unit: "%", formula: arr / €3M}
"""
# Separator ; (59), quotes (34), UTF-8 (76), from line 1, columns detected, Spanish (3082), quoted
# cells as text, special numbers detected, all sheets.
FILTER = "CSV:59,34,76,1,,3082,false,true,false"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def convert(path):
    subprocess.run(
        ["soffice", "-env:UserInstallation=file://" + os.path.abspath("profile"), "--headless",
         "--infilter=" + FILTER, "--convert-to", "ods", path],
        check=True, stdout=subprocess.DEVNULL)
    with zipfile.ZipFile(path.replace(".csv", ".ods")) as archive:
        return xml.fromstring(archive.read("content.xml"))


def cells_of(row):
    cells = []
    for cell in row.iter(TABLE + "table-cell"):
        assert cell.get(TABLE + "formula") is None, "a text became a formula"
        kind = cell.get(OFFICE + "value-type")
        text = "".join("".join(part.itertext()) for part in cell.iter(TEXT + "p"))
        value = {"float": cell.get(OFFICE + "value"), "date": cell.get(OFFICE + "date-value")}.get(kind, text)
        cells += [(kind, value)] * int(cell.get(TABLE + "number-columns-repeated", "1"))
    return cells


with tempfile.TemporaryDirectory() as place:
    os.chdir(place)
    with open("plan.yaml", "w", encoding="utf-8") as file:
        file.write(PLAN)
    subprocess.run([ESCALA, "run", "plan.yaml", "--paths", "2000", "--quiet", "-o", "result.json",
                    "-o", "tabla.csv", "--csv-dialect", "excel-eu"], check=True)
    with open("result.json", encoding="utf-8") as file:
        metrics = json.load(file)["metrics"]
    rows = [cells_of(row) for row in convert("tabla.csv").iter(TABLE + "table-row")]
    names = [value for _, value in rows[0]]
    entries = [(metric, i) for metric in metrics for i in range(len(metric["months"]))]
    assert len(rows) - 1 == len(entries), (len(rows), len(entries))
    for (metric, i), row in zip(entries, rows[1:]):
        cells = dict(zip(names, row))
        assert cells["scenario"] == ("string", "'=1+1"), cells["scenario"]
        assert cells["label"][1] == ("'-x" if metric["name"] == "share" else "Ventas; 2,5"), cells["label"]
        assert cells["date"][0] == "date" and cells["date"][1][:7] == metric["dates"][i], cells["date"]
        wanted = dict({key: values[i] for key, values in metric["quantiles"].items()},
                      mean=metric["mean"][i], sd=metric["sd"][i])
        for name, value in wanted.items():
            assert cells[name][0] == "float", (name, cells[name])
            assert abs(float(cells[name][1]) - value) <= 1e-14 * abs(value), (name, cells[name], value)
