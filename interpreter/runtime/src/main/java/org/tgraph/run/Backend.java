package org.tgraph.run;

import java.util.Map;
import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.SizeVar;

/**
 * Something that computes graphs, found as a service of {@link java.util.ServiceLoader}. What it
 * cannot do is data, see {@link #lowering}; whoever calls it has asked {@link Gaps} before.
 */
public interface Backend {
  /** What {@code --backend} calls it. */
  String name();

  /** What it is, in a few words. */
  String description();

  /** Why it cannot be used on this machine, one sentence; nothing if it can. */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /** How it does an operation of which some operand or result has elements of {@code type}. */
  Lowering lowering(Op op, DType type);

  /** What it has done so far in this process, a few words for {@code --verbose}. */
  default Optional<String> done() {
    return Optional.empty();
  }

  /**
   * From how many elements on an operation of it is worth its call. A computation that is repeated
   * very often, and in which no tensor has as many, is done by the reference instead.
   */
  default long worthwhile() {
    return 0;
  }

  /**
   * Gets ready what {@link Call#walker} needs beside the density, which may take a while. Any
   * thread may call it at any time.
   */
  default void prepareSampler() {}

  /**
   * How much memory a call of a graph without gaps takes; nothing if this is not known before.
   *
   * @param sizes all that the graph has
   */
  default Optional<MemoryUse> memory(Graph graph, Map<SizeVar, Long> sizes) {
    return Optional.empty();
  }

  /** What becomes of a graph without gaps, for people to read; nothing if there is no plan. */
  default Optional<String> plan(Graph graph) {
    return Optional.empty();
  }

  /** Prepares a graph that has no gaps. Its sizes stay open: they arrive with the data. */
  Executable compile(Graph graph);

  /** The same for a graph that is to be run once, for which little preparation may be enough. */
  default Executable compileOnce(Graph graph) {
    return compile(graph);
  }
}
