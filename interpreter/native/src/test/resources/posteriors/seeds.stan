data { int N; int tries[N]; vector[N] seed; vector[N] extract; int y[N]; }
parameters { vector[4] alpha; real<lower=0> sigma; vector[N] z; }
model { alpha ~ normal(0, 10); sigma ~ cauchy(0, 1); z ~ normal(0, 1);
  y ~ binomial_logit(tries, alpha[1] + alpha[2] * seed + alpha[3] * extract + alpha[4] * (seed .* extract) + sigma * z); }
