package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * Which reductions are made in one pass over what they read: those of tensors of one shape, along
 * the same axes, that have a tensor in common. A pass is made where the first of them stands, so
 * another one has a part in it if all that it reads is in memory by then, and nothing that it is
 * made of has to be checked later.
 */
final class SharedPasses {
  /** So many reductions have their numbers in registers. */
  private static final int MOST = 8;

  private final Map<Equation, List<Equation>> passes = new IdentityHashMap<>();
  private final Map<List<Object>, List<Pass>> byLoops = new HashMap<>();
  private final Map<Value, Integer> positions = new IdentityHashMap<>();
  private final Set<Value> kept;
  private final Map<Value, Equation> definitions;
  private final Set<SizeVar> counted;

  /**
   * @param first the position of the first equation
   * @param reads the tensors in memory that are read
   */
  private record Pass(int first, Set<Value> reads, List<Equation> equations) {}

  private SharedPasses(Graph graph, Set<Value> kept, Map<Value, Equation> definitions) {
    this.kept = kept;
    this.definitions = definitions;
    this.counted = Set.copyOf(graph.counted());
  }

  static SharedPasses none() {
    return new SharedPasses(new Graph(List.of(), List.of(), List.of()), Set.of(), Map.of());
  }

  static SharedPasses of(Graph graph, Set<Value> kept, Map<Value, Equation> definitions) {
    SharedPasses shared = new SharedPasses(graph, kept, definitions);
    for (int i = 0; i < graph.body().size(); i++) {
      int now = i;
      Equation equation = graph.body().get(i);
      equation.results().forEach(v -> shared.positions.put(v, now));
      if (Reductions.isSharable(equation) && kept.contains(equation.result())) {
        shared.add(equation, i);
      }
    }
    return shared;
  }

  /** Whether any has more than one reduction. */
  boolean isAny() {
    return passes.values().stream().anyMatch(p -> p.size() > 1);
  }

  /** All that are made in the same pass, in order: perhaps the equation alone. */
  List<Equation> of(Equation equation) {
    return passes.getOrDefault(equation, List.of(equation));
  }

  private void add(Equation equation, int at) {
    List<Integer> axes = ((Reduction) equation.op()).axes();
    List<Object> loops = List.of(equation.operands().get(0).shape().dims(), axes);
    Made made = new Made(equation);
    List<Pass> all = byLoops.computeIfAbsent(loops, k -> new ArrayList<>());
    for (Pass pass : all) {
      if (pass.equations.size() < MOST
          && made.latest < pass.first
          && made.reads.stream().anyMatch(pass.reads::contains)) {
        pass.equations.add(equation);
        pass.reads.addAll(made.reads);
        passes.put(equation, pass.equations);
        return;
      }
    }
    Pass pass = new Pass(at, made.reads, new ArrayList<>(List.of(equation)));
    all.add(pass);
    passes.put(equation, pass.equations);
  }

  /** What is in memory of all that the elements of a reduction's operand are made of. */
  private final class Made {
    final Set<Value> reads = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The last equation that has to be done, or checked, before these elements are read. */
    int latest = -1;

    private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Dim> sizes;

    Made(Equation reduction) {
      Value x = reduction.operands().get(0);
      this.sizes = new HashSet<>(x.shape().dims());
      walk(x);
    }

    private void walk(Value value) {
      if (!seen.add(value)) {
        return;
      }
      Equation definition = definitions.get(value);
      boolean isThere = definition == null || kept.contains(value);
      if (isThere || !isFree(definition)) {
        latest = Math.max(latest, positions.getOrDefault(value, -1));
      }
      if (!isThere) {
        definition.operands().forEach(this::walk);
      } else if (!value.shape().isSingle()) {
        reads.add(value);
      }
    }

    /** Whether it may be computed earlier than it stands, since nothing of it is checked there. */
    private boolean isFree(Equation equation) {
      boolean isPlain =
          switch (equation.op()) {
            case Constant c -> true;
            case Iota i -> true;
            case SizeOf s -> true;
            case Broadcast b -> true;
            case Reshape r -> true;
            case Transpose t -> true;
            default -> Pointwise.rule(equation.op()).isPresent() && !Checks.reads(equation);
          };
      return isPlain
          && Stream.concat(
                  equation.op().sizes().stream(), equation.result().shape().dims().stream())
              .allMatch(this::isKnown);
    }

    private boolean isKnown(Dim size) {
      return size.constant().isPresent()
          || sizes.contains(size)
          || size.variables().stream()
              .anyMatch(v -> Dim.of(v).equals(size) && !counted.contains(v));
    }
  }
}
