# SPDX-License-Identifier: Apache-2.0
# OpenMetrics: by the strict parser of Prometheus' Python client; and by promtool, which reads the
# text format of Prometheus that the node exporter's textfile collector takes.
# debian: prometheus python3-prometheus-client
import json
import subprocess

from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as prometheus_text

from verdicts import HOSTILE, PLAN, escala, read, results, shown


def samples(parse, text):
    found = {}
    for family in parse(text):
        assert family.type == "gauge" and family.documentation
        for sample in family.samples:
            labels = tuple(sorted(sample.labels.items()))
            assert (sample.name, labels) not in found
            found[sample.name, labels] = sample.value
    return found


def agrees(found, result, extra=()):
    scenario = result["scenario"]
    plan = [("plan", shown(scenario["name"])), ("variant", scenario["variant"] or ""), *extra]
    for target in result["targets"] + [{**result["joint"], "name": "all"}]:
        labels = tuple(sorted([*plan, ("target", target["name"])]))
        assert found["escala_target_probability", labels] == target["probability"]
        low, high = target["interval"]
        assert found["escala_target_probability_low", labels] == low
        assert found["escala_target_probability_high", labels] == high
        if target["confidence"] is not None:
            assert found["escala_target_confidence", labels] == target["confidence"]
            assert found["escala_target_met", labels] == (target["verdict"] == "met")


def check(plan):
    escala("check", plan, "-o", "check.prom")
    text = read("check.prom")
    found = samples(open_metrics, text)
    assert found == samples(prometheus_text, text)
    agrees(found, results(plan)[0])
    tool = subprocess.run(["promtool", "check", "metrics"], input=text, text=True,
                          capture_output=True)
    assert tool.returncode == 0, tool.stdout + tool.stderr


check(PLAN)
check(HOSTILE)

# Two plans with one name: their files tell them apart.
for name in ("one.yaml", "two.yaml"):
    with open(name, "w", encoding="utf-8") as file:
        file.write(read(PLAN))
escala("check", "one.yaml", "two.yaml", "-o", "two.prom")
found = samples(open_metrics, read("two.prom"))
for name, result in zip(("one.yaml", "two.yaml"), results("one.yaml", "two.yaml")):
    agrees(found, result, [("file", name)])

# The medians of a run are those of its JSON.
escala("run", PLAN, "--paths", "2000", "-o", "run.prom", "-o", "run.json")
found = samples(open_metrics, read("run.prom"))
result = json.loads(read("run.json"))
for metric in result["metrics"]:
    labels = tuple(sorted([("plan", result["scenario"]["name"]), ("variant", ""),
                           ("metric", metric["name"])]))
    median = metric["quantiles"]["p50"][-1]
    assert found.get(("escala_metric_median", labels)) == median, metric["name"]
