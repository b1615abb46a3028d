data { int N; vector[N] time; int y[N]; }
parameters { real<lower=0> alpha; real<lower=0> beta; vector<lower=0>[N] rate; }
model { alpha ~ exponential(1); beta ~ gamma(0.1, 1); rate ~ gamma(alpha, beta); y ~ poisson(rate .* time); }
