package org.tgraph.graph;

/** A mistake of ours, found in a graph. Its message ends with the graph's text, for the report. */
public final class CompilerBug extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CompilerBug(String message, Graph graph) {
    super(message + "\n" + GraphPrinter.printWithOrigins(graph));
  }
}
