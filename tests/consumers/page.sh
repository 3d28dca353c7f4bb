# SPDX-License-Identifier: Apache-2.0
# Pages in a browser: what they load, what they show by pointer and keyboard, without scripts, on a
# phone, printed, and to a screen reader.
#
# debian: chromium nodejs poppler-utils
# npm: axe-core@4.14.1 puppeteer-core@24.43.1
set -eu
cat >changed.yaml <<'END'
escala: 1
name: Two axes
horizon: 3y
drivers: {growth: 60% to 120%}
metrics: {arr: {model: compound, initial: $4M, growth: growth, persistence: 80%, volatility: 10%}}
targets: {twenty: {label: $20M ARR, when: arr >= $20M, by: 3y}}
variants: {cautious: {drivers.growth: 40% to 80%}}
investment: {budget: $3M, pillars: {sales: {share: 100%, lifts: {arr.growth: 20%}, half_at: $2M}}}
END
escala() { "$ESCALA" "$@" --quiet; }
escala run "$SCENARIOS/advanced_scaling.yaml" -o plan.html -o plan.json
escala run "$SCENARIOS/advanced_scaling.yaml" --locale es -o spanish.html
escala run "$SCENARIOS/saas_waterfall.yaml" -o flows.html
escala run "$CONSUMERS/shared/hostile.yaml" -o hostile.html
escala sweep changed.yaml --vary 'drivers.growth={60%..120%:4}' --vary 'metrics.arr.initial={$3M..$6M:4}' -o sweep.html
escala compare changed.yaml --variant cautious --bridge -o compare.html
escala sensitivity changed.yaml -o sensitivity.html
escala solve changed.yaml --target twenty -o solve.html
escala report changed.yaml -o report.html
escala check "$SCENARIOS/three_variants.yaml" --all-variants --max-paths 16384 -o check.html || [ $? -ge 3 ]
escala run "$SCENARIOS/advanced_scaling.yaml" --threads 1 -o again.html
cmp plan.html again.html
[ "$(wc -c <plan.html)" -lt 400000 ]
exec node "$CONSUMERS/browser/page.js"
