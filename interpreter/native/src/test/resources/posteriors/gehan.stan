data { int N; vector[N] treated; int cens[N]; vector[N] y; }
parameters { real<lower=0> shape; real alpha; real beta; }
model { shape ~ gamma(1, 0.1); alpha ~ normal(0, 10); beta ~ normal(0, 10);
  for (n in 1:N) if (cens[n] == 1) y[n] ~ weibull(shape, exp(alpha + beta * treated[n]));
    else target += weibull_lccdf(y[n] | shape, exp(alpha + beta * treated[n])); }
