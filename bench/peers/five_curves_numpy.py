#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The "five curves" workload in numpy, written for speed: month by month, so that only the current
month of each metric is kept; SFC64, numpy's fastest generator; every operation in place; all
quantiles of a month from one partition. Threads share out the paths, then the metrics: numpy
releases its lock in both.

    five_curves_numpy.py PATHS THREADS [SEED]
"""
import json
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

MONTHS = 60
METRICS = ["arr", "users", "headcount", "countries", "capacity"]
INITIAL = [5e6, 200e3, 20.0, 1.0, 1.0]
THRESHOLDS = [1e9, 100e6, 1000.0, 100.0, 100.0]
PROBABILITIES = [0.05, 0.25, 0.50, 0.75, 0.95]
VOLATILITY = 0.25
ROOT_DT = (1 / 12) ** 0.5
FACTOR = np.linalg.cholesky([[1, 0.5, 0.2], [0.5, 1, 0.1], [0.2, 0.1, 1]])


def first_growth(rng, paths):
    growth = rng.normal(2.0, 0.4, paths)
    outside = growth <= -0.9
    while outside.any():
        growth[outside] = rng.normal(2.0, 0.4, outside.sum())
        outside = growth <= -0.9
    return growth


class Paths:
    """Some of the paths, with views of their part of each metric's column."""

    def __init__(self, seed, columns):
        self.rng = np.random.Generator(np.random.SFC64(seed))
        self.columns = columns
        paths = len(columns[0])
        self.growth = first_growth(self.rng, paths)
        self.persistence = self.rng.beta(40, 8, paths)
        self.factor = np.empty(paths)  # of arr in a month of this year, without its shock
        self.scores = np.empty((3, paths))
        self.work = np.empty(paths)
        for column, initial in zip(columns, INITIAL):
            column[:] = initial

    def step(self, month):
        self.draw_scores()
        self.step_arr(month)
        self.step_users()
        self.step_headcount()
        self.step_countries()
        self.step_capacity()

    def draw_scores(self):
        """Correlated in place, from the last row up."""
        self.rng.standard_normal(out=self.scores)
        for row in (2, 1):
            score = self.scores[row]
            score *= FACTOR[row, row]
            for column in range(row):
                np.multiply(self.scores[column], FACTOR[row, column], out=self.work)
                score += self.work

    def step_arr(self, month):
        if month % 12 == 1:  # a new year
            if month > 1:
                self.growth *= self.persistence
            np.add(self.growth, 1, out=self.factor)
            np.power(self.factor, 1 / 12, out=self.factor)
            self.factor *= np.exp(-(VOLATILITY**2) / 24)
        shock = np.multiply(self.scores[0], VOLATILITY * ROOT_DT, out=self.work)
        np.exp(shock, out=shock)
        shock *= self.factor
        self.columns[0] *= shock

    def step_users(self):
        users = self.columns[1]
        noise = np.multiply(self.scores[1], 0.2 * ROOT_DT, out=self.scores[1])
        np.exp(noise, out=noise)
        added = np.multiply(users, -1 / 200e6, out=self.work)
        added += 1
        added *= users
        added *= noise
        added *= 0.12
        users += added

    def step_headcount(self):
        headcount = self.columns[2]
        hires = np.multiply(self.columns[0], 1 / 250e3, out=self.work)
        hires -= headcount
        np.maximum(hires, 0, out=hires)
        hires *= 0.25
        headcount += hires

    def step_countries(self):
        countries = self.columns[3]
        countries += self.rng.poisson(1.8, len(countries))
        np.minimum(countries, 195, out=countries)

    def step_capacity(self):
        growth = np.multiply(self.scores[2], 0.05, out=self.scores[2])
        growth += 0.08
        np.exp(growth, out=growth)
        self.columns[4] *= growth


class Summary:
    """The mean and the exact quantiles (type 7) of a column."""

    def __init__(self, paths):
        self.ranks = [(paths - 1) * p for p in PROBABILITIES]
        lower = {int(rank) for rank in self.ranks}
        self.wanted = sorted(lower | {min(rank + 1, paths - 1) for rank in lower})
        self.last = paths - 1

    def of(self, column):
        work = np.partition(column, self.wanted)
        quantiles = []
        for rank in self.ranks:
            at = int(rank)
            low, high = work[at], work[min(at + 1, self.last)]
            quantiles.append(low + (rank - at) * (high - low))
        return column.mean(), quantiles


def probability(met):
    p = met.mean()
    return {"probability": p, "std_error": (p * (1 - p) / len(met)) ** 0.5}


def main():
    paths, threads = int(sys.argv[1]), int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    columns = [np.empty(paths) for _ in METRICS]
    bounds = [paths * i // threads for i in range(threads + 1)]
    seeds = np.random.SeedSequence(seed).spawn(threads)
    parts = [
        Paths(seeds[i], [column[bounds[i] : bounds[i + 1]] for column in columns])
        for i in range(threads)
    ]
    summary = Summary(paths)
    curves = []
    with ThreadPoolExecutor(threads) as pool:
        each = map if threads == 1 else pool.map
        curves.append(list(each(summary.of, columns)))
        for month in range(1, MONTHS + 1):
            list(each(lambda part: part.step(month), parts))
            curves.append(list(each(summary.of, columns)))
    met = [column >= threshold for column, threshold in zip(columns, THRESHOLDS)]
    result = {
        "targets": [probability(m) for m in met],
        "joint": probability(np.logical_and.reduce(met)),
        "mean": [mean for mean, _ in curves[-1]],
        "quantiles": [quantiles for _, quantiles in curves[-1]],
    }
    print(json.dumps(result))


main()
