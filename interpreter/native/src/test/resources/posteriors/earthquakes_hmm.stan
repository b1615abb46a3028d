data { int T; int y[T]; }
parameters { simplex[3] p[3]; positive_ordered[3] rate; }
model { vector[3] a; for (k in 1:3) p[k] ~ dirichlet(rep_vector(1, 3)); rate ~ gamma(2, 0.1);
  for (k in 1:3) a[k] = -log(3) + poisson_lpmf(y[1] | rate[k]);
  for (t in 2:T) { vector[3] b; for (k in 1:3) { vector[3] c; for (j in 1:3) c[j] = a[j] + log(p[j, k]); b[k] = log_sum_exp(c) + poisson_lpmf(y[t] | rate[k]); } a = b; }
  target += log_sum_exp(a); }
