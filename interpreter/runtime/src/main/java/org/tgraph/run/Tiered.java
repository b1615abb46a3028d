package org.tgraph.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.SizeVar;

/**
 * A backend that takes a while to prepare a graph, for those that are worth it: one that is run
 * once, with less to do than it takes to prepare, is computed by the definitions of its operations.
 * Which those are depends on graph and sizes alone, so that a script gives the same bits each time.
 */
final class Tiered implements Backend {
  /** The {@link Work} from which on a graph is prepared: a few hundredths of a second. */
  private static final double WORTH = 3e6;

  private final Backend fast;
  private final Backend definitions = new ReferenceBackend();
  private final AtomicInteger prepared = new AtomicInteger();
  private final AtomicInteger small = new AtomicInteger();

  Tiered(Backend fast) {
    this.fast = fast;
  }

  @Override
  public String name() {
    return fast.name();
  }

  @Override
  public String description() {
    return fast.description();
  }

  @Override
  public Optional<String> unavailable() {
    return fast.unavailable();
  }

  @Override
  public Lowering lowering(Op op, DType type) {
    return fast.lowering(op, type);
  }

  @Override
  public Optional<MemoryUse> memory(Graph graph, Map<SizeVar, Long> sizes) {
    return fast.memory(graph, sizes);
  }

  @Override
  public Optional<String> plan(Graph graph) {
    return fast.plan(graph);
  }

  @Override
  public long worthwhile() {
    return fast.worthwhile();
  }

  @Override
  public void prepareSampler() {
    fast.prepareSampler();
  }

  @Override
  public Executable compile(Graph graph) {
    prepared.incrementAndGet();
    return fast.compile(graph);
  }

  @Override
  public Executable compileOnce(Graph graph) {
    return new Once(graph);
  }

  @Override
  public Optional<String> done() {
    String rest = "left %d of little work to the definitions".formatted(small.get());
    return Optional.of(
        prepared.get() == 0 ? rest : fast.done().map(d -> d + ", " + rest).orElse(rest));
  }

  private final class Once implements Executable {
    private final Graph graph;

    Once(Graph graph) {
      this.graph = graph;
    }

    @Override
    public Graph graph() {
      return graph;
    }

    @Override
    public Outcome run(List<Array> inputs, Map<SizeVar, Long> given) {
      Map<SizeVar, Long> sizes = InputCheck.bind(graph, inputs, given).values();
      if (Work.of(graph, sizes) < WORTH) {
        small.incrementAndGet();
        return definitions.compile(graph).run(inputs, given);
      }
      return compile(graph).run(inputs, given);
    }
  }
}
