# SPDX-License-Identifier: Apache-2.0
# Copies of a workbook in which cells are changed and formulas have no values, so that a spreadsheet
# has to compute them.
import os
import re
import subprocess
import zipfile


# The part of each sheet, by its name.
def sheet_parts(archive):
    names = re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
    return {name: f"xl/worksheets/sheet{i}.xml" for i, name in enumerate(names, 1)}


def shared_strings(archive):
    text = archive.read("xl/sharedStrings.xml").decode()
    return re.findall(r"<si><t[^>]*>(.*?)</t></si>", text, re.S)


def without_values(xml):
    xml = re.sub(r'(<c [^>]*) t="(?:str|e)" *(><f>)', r"\1\2", xml)
    return re.sub(r"(</f>)<v>[^<]*</v>", r"\1", xml)


# `texts`: texts by sheet and cell; `numbers`: numbers by sheet and the text beside the cell, which is
# in column A; `short`: sheets of which the first rows are enough.
def edited(workbook, copy, texts=(), numbers=(), short=()):
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w") as to:
        parts, strings = sheet_parts(source), shared_strings(source)
        for item in source.namelist():
            text = source.read(item)
            if item.startswith("xl/worksheets/sheet"):
                text = text.decode()
                if "</f>" in text:
                    text = without_values(text)
            for sheet, cell, value in texts:
                if item == parts[sheet]:
                    text, count = re.subn(rf'<c r="{cell}"( s="\d+")? t="s"><v>\d+</v></c>',
                                          rf'<c r="{cell}"\1 t="inlineStr"><is><t>{value}</t></is></c>', text)
                    assert count == 1, f"{sheet} has no text in {cell}"
            for sheet, name, value in numbers:
                if item == parts[sheet]:
                    index = strings.index(name)
                    text, count = re.subn(rf'(<c r="A(\d+)"[^>]*><v>{index}</v></c><c r="B\d+"[^>]*>)<v>[^<]*</v>',
                                          rf"\1<v>{value}</v>", text)
                    assert count == 1, f"no input {name}"
            for sheet in short:
                if item == parts[sheet]:
                    text = "<row".join(text.split("<row")[:5])
                    text = text[:text.rindex("</row>")] + "</row></sheetData></worksheet>"
            to.writestr(item, text)


def convert(to, *workbooks):
    subprocess.run(["soffice", "-env:UserInstallation=file://" + os.path.abspath("profile"),
                    "--headless", "--convert-to", to, *workbooks],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def difference(a, b):
    if a is None and b is None:
        return 0
    return 1 if a is None or b is None else abs(a - b) / max(abs(b), 1e-12)
