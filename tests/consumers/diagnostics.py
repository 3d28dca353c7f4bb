# SPDX-License-Identifier: Apache-2.0
# Diagnostics: SARIF by the schema of OASIS, JSON by its own schema, GitHub's commands; and the
# fixes of all of them, applied to the text, mend it.
# npm: @microsoft/jest-sarif@1.0.0-beta.0
import json
import os

from verdicts import escala, node, read

VALIDATE = """
const Ajv = require("ajv");
const fs = require("fs");
const schema = process.argv[1] === "sarif"
  ? require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")
  : JSON.parse(fs.readFileSync(process.argv[1]));
const ajv = new Ajv({ schemaId: "auto", unknownFormats: "ignore", logger: false });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(schema);
if (!validate(JSON.parse(fs.readFileSync(process.argv[2]))))
  throw new Error(JSON.stringify(validate.errors, null, 1));
"""
PLAN = """escala: 1
name: "Año ]]> ::error::"
horizon: 24
metrics:
  arr: {unit: USD, model: compound, initial: $5M, grwth: 40%}
  ñandú: {unit: users, initial: 5, next: ñandú * usrs}
  users: {unit: users, initial: 5, next: users * 1.1}
targets:
  goal: {when: arr > $6M, by: 12}
"""

with open("plan ü#.yaml", "w", encoding="utf-8") as file:
    file.write(PLAN)
escala("validate", "plan ü#.yaml", "-o", "out.sarif", "-o", "out.json", codes=(2,))
node(VALIDATE, "sarif", os.path.abspath("out.sarif"))
escala("schema", "diagnostics", "-o", "schema.json")
node(VALIDATE, os.path.abspath("schema.json"), os.path.abspath("out.json"))

report = json.loads(read("out.json"))["files"][0]
assert report["ok"] is False and report["file"] == "plan ü#.yaml"
sarif = json.loads(read("out.sarif"))["runs"][0]["results"]
assert len(sarif) == len(report["diagnostics"]) > 2

lines = PLAN.split("\n")
for one, result in zip(report["diagnostics"], sarif):
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "plan%20%C3%BC%23.yaml"
    region = place["region"]
    assert (region["startLine"], region["startColumn"]) == (one["line"], one["column"])
    assert (region["endLine"], region["endColumn"]) == (one["end"]["line"], one["end"]["column"])
    assert one["what"] in result["message"]["text"]
    assert ("fix" in one) == ("fixes" in result)

fixes = [one["fix"] for one in report["diagnostics"] if "fix" in one]
assert len(fixes) >= 3, report
for fix in reversed(fixes):  # in the order of the text: from its end, so that columns stay true
    line = lines[fix["line"] - 1]
    lines[fix["line"] - 1] = line[:fix["column"] - 1] + fix["text"] + line[fix["end_column"] - 1:]
with open("mended.yaml", "w", encoding="utf-8") as file:
    file.write("\n".join(lines))
escala("validate", "mended.yaml", codes=(0,))

# --fix writes the same text.
escala("validate", "plan ü#.yaml", "--fix", codes=(0,))
assert read("plan ü#.yaml") == read("mended.yaml")
