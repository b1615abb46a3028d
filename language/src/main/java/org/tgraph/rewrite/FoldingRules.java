package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/**
 * Computes beforehand what is known, and once what is the same for many elements. A constant that
 * is made has at most {@value Facts#SMALL} elements; a larger one stays as it is written.
 */
final class FoldingRules {
  private static final Set<String> REARRANGING = Set.of("flip", "reshape", "slice", "transpose");

  private static final Set<String> FOLDED =
      union(
          Totality.pointwise(),
          REARRANGING,
          Set.of("all", "any", "broadcast", "concat", "cumprod", "cumsum", "prod", "size", "sum"));

  static final List<Rule> ALL =
      List.of(
          new CodeRule(
              "equal_elements",
              Totality.pointwise(),
              Kind.ANY,
              "f(broadcast(c), broadcast(d))",
              "broadcast(f(c, d))",
              "f works on each element by itself and c, d are constants",
              FoldingRules::equalElements),
          new CodeRule(
              "rearranged_equal_elements",
              REARRANGING,
              Kind.ANY,
              "f(broadcast(c))",
              "broadcast(c)",
              "f moves elements, all of which are the same constant",
              FoldingRules::rearranged),
          new CodeRule(
              "small_constants",
              FOLDED,
              Kind.ANY,
              "f(constants)",
              "constant",
              "f has a result for all operands; no more than 64 elements go in or come out",
              FoldingRules::constants),
          new CodeRule(
              "repeated_elements",
              Totality.pointwise(),
              Kind.ANY,
              "f(broadcast(x, shape=s, axes=p), broadcast(y, shape=s, axes=p), broadcast(c))",
              "broadcast(f(x, y, c), shape=s, axes=p)",
              "f works on each element by itself and can never fail; c are scalars",
              FoldingRules::repeated));

  private FoldingRules() {}

  @SafeVarargs
  private static Set<String> union(Set<String>... sets) {
    Set<String> all = new HashSet<>();
    for (Set<String> set : sets) {
      all.addAll(set);
    }
    return Set.copyOf(all);
  }

  private static boolean isLost(Site site, Site.Application a) {
    return !Totality.isTotal(a.op(), a.operands(), a.types())
        || a.operands().stream().anyMatch(site.facts()::mayFail);
  }

  private static Optional<List<Value>> equalElements(Site site, Site.Application a) {
    List<Array> scalars = new ArrayList<>();
    for (Value operand : a.operands()) {
      site.facts().fill(operand).ifPresent(scalars::add);
    }
    if (scalars.size() < a.operands().size() || isLost(site, a)) {
      return Optional.empty();
    }
    return Optional.of(
        a.op().evaluate(scalars).stream().map(x -> site.fill(x, a.type().shape())).toList());
  }

  private static Optional<List<Value>> rearranged(Site site, Site.Application a) {
    return site.facts()
        .fill(a.operands().get(0))
        .filter(x -> !isLost(site, a))
        .map(x -> List.of(site.fill(x, a.type().shape())));
  }

  private static Optional<List<Value>> constants(Site site, Site.Application a) {
    List<Array> operands = new ArrayList<>();
    for (Value operand : a.operands()) {
      site.facts().constant(operand).filter(FoldingRules::isSmall).ifPresent(operands::add);
    }
    boolean sized = a.op() instanceof SizeOf || !a.operands().isEmpty();
    boolean spread = a.op() instanceof Broadcast && a.operands().get(0).rank() == 0;
    if (operands.size() < a.operands().size()
        || !sized
        || spread
        || !isSmall(a.op(), a.type().shape())
        || isLost(site, a)) {
      return Optional.empty();
    }
    return Optional.of(a.op().evaluate(operands).stream().map(x -> known(site, x, a)).toList());
  }

  private static Value known(Site site, Array result, Site.Application a) {
    Optional<Array> same = result.rank() == 0 ? Optional.empty() : Facts.same(result);
    return same.map(x -> site.fill(x, a.type().shape()))
        .orElseGet(() -> site.builder().one(new Constant(result)));
  }

  private static boolean isSmall(Array array) {
    return array.size() <= Facts.SMALL;
  }

  private static boolean isSmall(Op op, Shape shape) {
    // The product of all sizes may not fit 64 bits.
    double size = 1;
    for (Dim dim : shape.dims()) {
      size *= dim.constant().isPresent() ? dim.value() : Double.POSITIVE_INFINITY;
    }
    return size <= Facts.SMALL && op.sizes().stream().allMatch(d -> d.constant().isPresent());
  }

  private static Optional<List<Value>> repeated(Site site, Site.Application a) {
    Optional<Broadcast> repeat = Optional.empty();
    List<Value> operands = new ArrayList<>();
    Shape inner = Shape.SCALAR;
    for (Value operand : a.operands()) {
      Equation made = site.facts().definition(operand).orElse(null);
      if (made == null || !(made.op() instanceof Broadcast broadcast)) {
        return Optional.empty();
      }
      Value source = made.operands().get(0);
      if (source.rank() > 0) {
        boolean other =
            repeat.isPresent() && !(repeat.get().equals(broadcast) && inner.equals(source.shape()));
        if (other) {
          return Optional.empty();
        }
        repeat = Optional.of(broadcast);
        inner = source.shape();
      }
      operands.add(source);
    }
    Shape shape = a.type().shape();
    if (operands.isEmpty()
        || shape.rank() == 0
        || inner.size().equals(shape.size())
        || !Totality.isTotal(a.op(), a.operands(), a.types())) {
      return Optional.empty();
    }
    Shape small = inner;
    List<Value> narrow =
        operands.stream().map(v -> Broadcast.to(site.builder(), v, small)).toList();
    Op spread = repeat.<Op>map(b -> b).orElse(new Broadcast(shape, List.of()));
    return Optional.of(
        site.emit(a.op(), narrow).stream().map(result -> site.one(spread, result)).toList());
  }
}
