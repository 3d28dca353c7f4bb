#!/usr/bin/env Rscript
# SPDX-License-Identifier: Apache-2.0
# The "five curves" workload in R, month by month over vectors of all paths; only base R, one
# thread.
#
#   Rscript five_curves.R PATHS 1 [SEED]

arguments <- as.numeric(commandArgs(trailingOnly = TRUE))
paths <- arguments[1]
if (arguments[2] != 1) stop("base R has one thread")
set.seed(if (length(arguments) > 2) arguments[3] else 1)

months <- 60
probabilities <- c(0.05, 0.25, 0.50, 0.75, 0.95)
thresholds <- c(1e9, 100e6, 1000, 100, 100)
factor <- chol(matrix(c(1, 0.5, 0.2, 0.5, 1, 0.1, 0.2, 0.1, 1), 3)) # upper triangle

growth <- rnorm(paths, 2.0, 0.4)
while (any(outside <- growth <= -0.9)) growth[outside] <- rnorm(sum(outside), 2.0, 0.4)
persistence <- rbeta(paths, 40, 8)

arr <- rep(5e6, paths)
users <- rep(200e3, paths)
headcount <- rep(20, paths)
countries <- rep(1, paths)
capacity <- rep(1, paths)

summary_of <- function(x) c(mean(x), quantile(x, probabilities, names = FALSE))
summaries <- function() sapply(list(arr, users, headcount, countries, capacity), summary_of)

curves <- vector("list", months + 1)
curves[[1]] <- summaries()
for (month in 1:months) {
  if (month %% 12 == 1) {
    if (month > 1) growth <- growth * persistence
    monthly <- (1 + growth)^(1 / 12) * exp(-0.25^2 / 24)
  }
  e1 <- rnorm(paths)
  e2 <- rnorm(paths)
  e3 <- rnorm(paths)
  z2 <- factor[1, 2] * e1 + factor[2, 2] * e2
  z3 <- factor[1, 3] * e1 + factor[2, 3] * e2 + factor[3, 3] * e3
  arr <- arr * monthly * exp(0.25 * sqrt(1 / 12) * e1)
  users <- users + 0.12 * users * (1 - users / 200e6) * exp(0.2 * sqrt(1 / 12) * z2)
  headcount <- headcount + 0.25 * pmax(0, arr / 250e3 - headcount)
  countries <- pmin(195, countries + rpois(paths, 1.8))
  capacity <- capacity * exp(0.08 + 0.05 * z3)
  curves[[month + 1]] <- summaries()
}

met <- mapply(`>=`, list(arr, users, headcount, countries, capacity), thresholds)
as_json <- function(p) {
  sprintf('{"probability": %.17g, "std_error": %.17g}', p, sqrt(p * (1 - p) / paths))
}
listed <- function(x) paste0("[", paste(x, collapse = ", "), "]")
last <- curves[[months + 1]]
cat(sprintf('{"targets": %s, "joint": %s, "mean": %s, "quantiles": %s}\n',
  listed(as_json(colMeans(met))),
  as_json(mean(rowSums(met) == 5)),
  listed(sprintf("%.17g", last[1, ])),
  listed(apply(last[-1, ], 2, function(q) listed(sprintf("%.17g", q))))))
