data { int N; int T; vector[T] day; matrix[N, T] y; }
parameters { vector[N] alpha; vector[N] beta; real mu_alpha; real mu_beta; real<lower=0> sigma_alpha; real<lower=0> sigma_beta; real<lower=0> sigma; }
model { mu_alpha ~ normal(250, 100); mu_beta ~ normal(6, 10); sigma_alpha ~ normal(0, 50); sigma_beta ~ normal(0, 5); sigma ~ normal(0, 20);
  alpha ~ normal(mu_alpha, sigma_alpha); beta ~ normal(mu_beta, sigma_beta);
  for (t in 1:T) y[, t] ~ normal(alpha + beta * (day[t] - 22), sigma); }
