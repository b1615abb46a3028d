"""Workload 13 in JAX: a process that computes workload 9 once. JAX keeps compiled code where JAX_COMPILATION_CACHE_DIR says."""

import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)

Y = jnp.array([28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0])
SIGMA = jnp.array([15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0])


def log_density(q):
    mu, log_tau, z = q[0], q[1], q[2:]
    tau = jnp.exp(log_tau)
    theta = mu + tau * z
    prior = -0.5 * (mu / 5.0) ** 2 - jnp.log1p((tau / 5.0) ** 2) + log_tau - 0.5 * jnp.sum(z * z)
    return prior - 0.5 * jnp.sum(((Y - theta) / SIGMA) ** 2)


print(jax.jit(jax.value_and_grad(log_density))(jnp.linspace(-0.5, 0.5, 10)))
