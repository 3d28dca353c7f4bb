# SPDX-License-Identifier: Apache-2.0
# Markdown, rendered by cmark-gfm with the extensions of GitHub.
# debian: cmark-gfm
import re
import subprocess
import xml.etree.ElementTree as xml

from verdicts import HOSTILE, PLAN, SCENARIOS, escala, labels, results, shown

EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist")
ALLOWED = {"root", "p", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "strong", "ul",
           "li", "pre", "code", "em", "br"}


def rendered(text):
    options = [part for name in EXTENSIONS for part in ("-e", name)]
    done = subprocess.run(["cmark-gfm", "--unsafe", *options], input=text, text=True,
                          capture_output=True, check=True)
    html = done.stdout
    assert html.startswith("<!-- escala:"), html[:80]
    head, body = html.split("\n", 1)
    assert head.count("-->") == 1 and head.endswith("-->"), head
    assert "<!--" not in body
    return xml.fromstring("<root>" + body.replace("<br />", "<br/>") + "</root>")


def text_of(element):
    return "".join(element.itertext()).replace("\u200b", "")


def check(plan):
    output = escala("check", plan, "--format", "markdown")
    assert len(output.encode()) <= 60000
    page = rendered(output)
    assert {element.tag for element in page.iter()} <= ALLOWED  # no links, images or scripts
    assert page[0].tag == "p" and " met" in text_of(page[0])
    table = page.find("table")
    rows = [[text_of(cell) for cell in row] for row in table.find("tbody")]
    head = [text_of(cell) for cell in table.find("thead")[0]]
    assert all(len(row) == len(head) for row in rows)
    for row, label in zip(rows, labels(plan), strict=True):
        assert row[1] == shown(label).strip(), (row[1], label)
    result = results(plan)[0]
    chances = [target["probability"] for target in result["targets"]]
    for row, chance in zip(rows, chances):
        told = row[head.index("P(reached)")]
        shown_chance = float(re.match(r"[<>]?([0-9.]+)%", told).group(1))
        assert abs(shown_chance - 100 * chance) <= 0.5, (told, chance)
    for word in text_of(page).split():
        assert not re.fullmatch(r"https?://\S+", word) or "\u200b" not in word
    # Nothing that GitHub turns into a mention, a reference or an emoji stands unbroken.
    raw = "".join(page.itertext())
    assert not re.search(r"@[A-Za-z]|#[0-9]|GH-[0-9]|:[a-z]+:|www\.|https?://", raw)


check(PLAN)
check(HOSTILE)

# Every scenario renders, and what is too long is cut between rows.
rendered(escala("run", PLAN, "--paths", "1000", "--format", "markdown"))
with open("long.yaml", "w", encoding="utf-8") as file:
    file.write("escala: 1\nname: Long\nhorizon: 12mo\nmetrics: {a: {formula: 5}}\ntargets:\n")
    for i in range(2000):
        file.write(f"  t{i}: {{label: A label of target {i}, when: a > 4}}\n")
long = escala("check", "long.yaml", "--format", "markdown")
assert 50000 < len(long.encode()) <= 60000
assert "Cut here" in text_of(rendered(long))
