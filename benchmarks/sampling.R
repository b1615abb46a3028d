# Samples models with Stan, for benchmarks/sampling: Rscript sampling.R KEPT MODELS SEEDS NAME=DATA …
#
# Prints for each a line of JSON: seconds of sampling four chains of 1000 + 1000 on two cores, the fewest
# effective draws, and seconds of a gradient; of as many seeds the median by effective draws a second.
suppressMessages({library(rstan); library(posterior); library(jsonlite)})
rstan_options(boost_lib = "/usr/include")

arguments <- commandArgs(trailingOnly = TRUE)
kept <- arguments[1]; models <- arguments[2]; seeds <- as.integer(arguments[3])

for (pair in strsplit(arguments[-(1:3)], "=")) {
  name <- pair[1]
  data <- fromJSON(file.path(models, paste0(pair[2], ".json")))
  size <- if (is.matrix(data$y)) nrow(data$y) else length(c(data$y, data$hare))
  data$N <- size
  data$T <- if (is.matrix(data$y)) ncol(data$y) else size
  data$J <- max(0, data$county + 1, data$subject + 1, if (name == "schools_noncentered") 8)
  file <- file.path(kept, paste0(name, ".rds"))
  if (!file.exists(file)) saveRDS(stan_model(file.path(models, paste0(name, ".stan"))), file)
  model <- readRDS(file)
  rounds <- lapply(seq_len(seeds), \(seed) {
    # Two chains at a time, each in a process that runs already: what starting one takes is not measured.
    fit <- sampling(model, data = data, chains = 4, iter = 2000, warmup = 1000, seed = seed, refresh = 0, cores = 1)
    times <- rowSums(get_elapsed_time(fit))
    steps <- sum(sapply(get_sampler_params(fit, inc_warmup = TRUE), \(chain) sum(chain[, "n_leapfrog__"])))
    draws <- as_draws_array(as.array(fit, pars = setdiff(fit@model_pars, "lp__")))
    seconds <- max(times[1] + times[3], times[2] + times[4])
    fewest <- min(summarise_draws(draws, "ess_bulk")$ess_bulk, na.rm = TRUE)
    list(model = name, seconds = seconds, ess = fewest, gradient = sum(times) / steps)
  })
  by <- order(sapply(rounds, \(r) r$ess / r$seconds))
  cat(toJSON(rounds[[by[(seeds + 1) %/% 2]]], auto_unbox = TRUE, digits = 8), "\n")
}
