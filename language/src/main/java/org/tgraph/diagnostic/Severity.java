package org.tgraph.diagnostic;

/** How bad a {@link Diagnostic} is: a program with an error does not run. */
public enum Severity {
  ERROR,
  WARNING
}
