data { int N; vector[N] mom_iq; vector[N] mom_hs; vector[N] y; }
transformed data { vector[N] c_iq = mom_iq - mean(mom_iq); vector[N] c_hs = mom_hs - mean(mom_hs); }
parameters { vector[4] beta; real<lower=0> sigma; }
model { sigma ~ cauchy(0, 2.5); y ~ normal(beta[1] + beta[2] * c_hs + beta[3] * c_iq + beta[4] * (c_hs .* c_iq), sigma); }
