functions { real[] dz_dt(real t, real[] z, real[] theta, real[] x_r, int[] x_i) {
    return { (theta[1] - theta[2] * z[2]) * z[1], (-theta[3] + theta[4] * z[1]) * z[2] }; } }
data { int T; real hare[T]; real lynx[T]; }
transformed data { real ts[T - 1]; for (t in 1:(T - 1)) ts[t] = t; }
parameters { real<lower=0> theta[4]; real<lower=0> start[2]; real<lower=0> sigma[2]; }
model { real z[T - 1, 2] = integrate_ode_rk45(dz_dt, start, 0, ts, theta, rep_array(0.0, 0), rep_array(0, 0), 1e-6, 1e-6, 1000);
  theta[{1, 3}] ~ normal(1, 0.5); theta[{2, 4}] ~ normal(0.05, 0.05); sigma ~ lognormal(-1, 1); start ~ lognormal(log(10), 1);
  hare[1] ~ lognormal(log(start[1]), sigma[1]); lynx[1] ~ lognormal(log(start[2]), sigma[2]);
  hare[2:T] ~ lognormal(log(z[, 1]), sigma[1]); lynx[2:T] ~ lognormal(log(z[, 2]), sigma[2]); }
