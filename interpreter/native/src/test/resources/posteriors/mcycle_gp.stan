data { int N; real x[N]; vector[N] y; }
transformed data { vector[N] z = y / 50; real u[N]; for (n in 1:N) u[n] = x[n] / 10; }
parameters { real<lower=0> rho; real<lower=0> alpha; real<lower=0> sigma; }
model { matrix[N, N] K = cov_exp_quad(u, alpha, rho);
  for (n in 1:N) K[n, n] += square(sigma);
  rho ~ inv_gamma(5, 5); alpha ~ normal(0, 1); sigma ~ normal(0, 1); z ~ multi_normal_cholesky(rep_vector(0, N), cholesky_decompose(K)); }
