data { int N; vector[N] radius; vector[N] texture; vector[N] smoothness; vector[N] symmetry; int y[N]; }
transformed data { matrix[N, 4] X; X[, 1] = radius; X[, 2] = texture; X[, 3] = smoothness; X[, 4] = symmetry;
  for (k in 1:4) X[, k] = (X[, k] - mean(X[, k])) / sd(X[, k]); }
parameters { real alpha; vector[4] beta; }
model { alpha ~ student_t(3, 0, 2.5); beta ~ student_t(3, 0, 2.5); y ~ bernoulli_logit(alpha + X * beta); }
