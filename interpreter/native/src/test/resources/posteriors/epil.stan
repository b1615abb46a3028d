data { int N; int J; int subject[N]; vector[N] trt; vector[N] lbase; vector[N] lage; vector[N] v4; int y[N]; }
parameters { real alpha; vector[5] beta; vector[J] b_raw; vector[N] e_raw; real<lower=0> sd_b; real<lower=0> sd_e; }
model { alpha ~ normal(0, 10); beta ~ normal(0, 10); b_raw ~ normal(0, 1); e_raw ~ normal(0, 1); sd_b ~ normal(0, 1); sd_e ~ normal(0, 1);
  for (n in 1:N) y[n] ~ poisson_log(alpha + beta[1] * lbase[n] + beta[2] * trt[n] + beta[3] * lbase[n] * trt[n] + beta[4] * lage[n]
    + beta[5] * v4[n] + sd_b * b_raw[subject[n] + 1] + sd_e * e_raw[n]); }
