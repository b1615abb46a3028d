package org.tgraph.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Placeholder that keeps the harness compiling. */
public class Nothing {
  @Benchmark
  public void nothing() {}
}
