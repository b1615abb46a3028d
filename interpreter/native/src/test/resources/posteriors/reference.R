# Reference posteriors, by Stan: for each model NAME.stan that is named, the data of it are read and
# NAME.reference.csv is written, with the mean and the standard deviation of each number and the Monte
# Carlo standard errors of both, under the names of files of draws.
#
#   Rscript reference.R schools_centered lynx_hare …
#
# It needs R with rstan, posterior and jsonlite (Debian: r-cran-rstan, r-cran-bh, r-cran-rcppeigen,
# r-cran-stanheaders, r-cran-posterior, r-cran-jsonlite, libboost-dev). The committed numbers are those
# of rstan 2.21.7.
suppressMessages({library(rstan); library(posterior); library(jsonlite)})
rstan_options(boost_lib = "/usr/include")

files <- c(
  schools_centered = "schools", schools_noncentered = "schools", sunspots_ar = "sunspots",
  huron_arma = "huron", dax_garch = "dax", faithful_mixture = "faithful", mcycle_gp = "mcycle",
  earthquakes_hmm = "earthquakes")

# Divergences of these are those of a hierarchy that is stated centred; the draws are of the other form.
noncentred <- c(schools_centered = "schools_noncentered")

# theta[1,2] is theta.1.2, as in files of draws.
elements <- \(names) gsub("]", "", gsub("[[,]", ".", names))

for (name in commandArgs(trailingOnly = TRUE)) {
  file <- if (name %in% names(files)) files[[name]] else name
  data <- fromJSON(paste0(file, ".json"))
  size <- if (is.matrix(data$y)) nrow(data$y) else length(c(data$y, data$hare))
  data$N <- size
  data$T <- if (is.matrix(data$y)) ncol(data$y) else size
  data$J <- max(0, data$county + 1, data$subject + 1, if (name %in% c("schools_centered", "schools_noncentered")) 8)
  of <- if (name %in% names(noncentred)) noncentred[[name]] else name
  fit <- stan(paste0(of, ".stan"), data = data, chains = 4, iter = 6000, warmup = 1000,
              seed = 20251126, refresh = 0, cores = 1, control = list(adapt_delta = 0.95))
  wanted <- setdiff(fit@model_pars, c("lp__", if (of != name) "z", if (name == "epil") "e_raw"))
  draws <- as_draws_array(as.array(fit, pars = wanted))
  found <- summarise_draws(draws, "mean", "sd", "mcse_mean", "mcse_sd", "rhat")
  numbers <- \(column) signif(as.numeric(found[[column]]), 9)
  stopifnot(all(numbers("rhat") < 1.01))
  table <- data.frame(
    name = elements(found$variable), mean = numbers("mean"), sd = numbers("sd"),
    mcse_mean = numbers("mcse_mean"), mcse_sd = numbers("mcse_sd"))
  write.csv(table, paste0(name, ".reference.csv"), row.names = FALSE, quote = TRUE)
  cat(name, "seconds per chain", sum(get_elapsed_time(fit)) / 4, "divergent",
      get_num_divergent(fit), "\n")
}
