data { int N; int J; int county[N]; vector[N] level; vector[J] uranium; vector[N] y; }
parameters { vector[J] alpha; real mu; real gamma; real beta; real<lower=0> tau; real<lower=0> sigma; }
model { mu ~ normal(0, 10); gamma ~ normal(0, 10); beta ~ normal(0, 10); tau ~ normal(0, 1); sigma ~ normal(0, 1);
  alpha ~ normal(mu + gamma * uranium, tau);
  for (n in 1:N) y[n] ~ normal(alpha[county[n] + 1] + beta * level[n], sigma); }
