data { int N; vector[N] x; vector[N] y; }
parameters { real alpha; real beta; real<lower=0.5, upper=1> lambda; real<lower=0> tau; }
model { alpha ~ normal(0, 1000); beta ~ normal(0, 1000); tau ~ gamma(0.0001, 0.0001);
  for (n in 1:N) y[n] ~ normal(alpha - beta * pow(lambda, x[n]), 1 / sqrt(tau)); }
