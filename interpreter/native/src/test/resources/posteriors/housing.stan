data { int N; int infl[N]; int type[N]; vector[N] cont; vector[N] freq; int y[N]; }
parameters { ordered[2] cut; vector[2] b_infl; vector[3] b_type; real b_cont; }
model { cut ~ normal(0, 5); b_infl ~ normal(0, 2); b_type ~ normal(0, 2); b_cont ~ normal(0, 2);
  for (n in 1:N) { real eta = b_cont * cont[n]; if (infl[n] > 0) eta += b_infl[infl[n]]; if (type[n] > 0) eta += b_type[type[n]];
    target += freq[n] * ordered_logistic_lpmf(y[n] + 1 | eta, cut); } }
