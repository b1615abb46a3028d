package org.tgraph.backend.nativecode.llvm;

/** How much LLVM does for fast code, and how long it takes over it. */
public enum Effort {
  /** All there is. */
  FULL("default<O3>,function(loop-data-prefetch)", 3),
  /** Nothing: for tests that compile thousands of graphs and run each once. */
  NONE("default<O0>", 0);

  final String passes;
  final int level;

  Effort(String passes, int level) {
    this.passes = passes;
    this.level = level;
  }
}
