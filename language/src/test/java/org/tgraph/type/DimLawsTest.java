package org.tgraph.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;

/** What the arithmetic of sizes must do, for random sizes and values of their variables. */
class DimLawsTest {
  private static final SizeVar N = SizeVar.of("n");
  private static final SizeVar M = SizeVar.of("m");
  private static final SizeVar K = new SizeVar("n", 2, SizeVar.Role.COUNTED);

  /** An expression, so that it can be computed in two ways. */
  sealed interface Expr {
    record Leaf(Dim dim) implements Expr {}

    record Node(String op, Expr a, Expr b) implements Expr {}
  }

  @Provide
  Arbitrary<Expr> exprs() {
    return exprs(3);
  }

  private static Arbitrary<Expr> exprs(int depth) {
    Arbitrary<Expr> leaf =
        Arbitraries.oneOf(
                Arbitraries.longs().between(-4, 6).map(Dim::of),
                Arbitraries.of(N, M, K).map(Dim::of))
            .map(Expr.Leaf::new);
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Expr> deeper = exprs(depth - 1);
    Arbitrary<Expr> node =
        Combinators.combine(Arbitraries.of("+", "-", "*", "//", "%", "min", "max"), deeper, deeper)
            .as(Expr.Node::new);
    return Arbitraries.frequencyOf(Tuple.of(1, leaf), Tuple.of(3, node));
  }

  @Provide
  Arbitrary<Dim> dims() {
    return exprs(2).map(DimLawsTest::dim);
  }

  /** Sums and products of variables only. */
  @Provide
  Arbitrary<Dim> polynomials() {
    Arbitrary<Dim> factor =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-4, 4).map(Dim::of), Arbitraries.of(N, M, K).map(Dim::of));
    Arbitrary<Dim> product =
        Combinators.combine(factor, factor, factor).as((a, b, c) -> a.times(b).times(c));
    return product.list().ofMaxSize(4).map(l -> l.stream().reduce(Dim.ZERO, Dim::plus));
  }

  @Provide
  Arbitrary<Map<SizeVar, Long>> values() {
    Arbitrary<Long> value = Arbitraries.longs().between(0, 7);
    return Combinators.combine(value, value, value).as((n, m, k) -> Map.of(N, n, M, m, K, k));
  }

  private static Dim dim(Expr expr) {
    return switch (expr) {
      case Expr.Leaf leaf -> leaf.dim();
      case Expr.Node node -> {
        Dim a = dim(node.a());
        Dim b = dim(node.b());
        yield switch (node.op()) {
          case "+" -> a.plus(b);
          case "-" -> a.minus(b);
          case "*" -> a.times(b);
          case "//" -> a.floorDivide(b);
          case "%" -> a.remainder(b);
          case "min" -> Dim.min(a, b);
          default -> Dim.max(a, b);
        };
      }
    };
  }

  /** The value by the arithmetic of Java; nothing where something is divided by 0. */
  private static Optional<Long> value(Expr expr, ToLongFunction<SizeVar> sizes) {
    return switch (expr) {
      case Expr.Leaf leaf -> Optional.of(leaf.dim().evaluate(sizes));
      case Expr.Node node -> {
        Optional<Long> a = value(node.a(), sizes);
        Optional<Long> b = value(node.b(), sizes);
        if (a.isEmpty() || b.isEmpty()) {
          yield Optional.empty();
        }
        yield combine(node.op(), a.get(), b.get());
      }
    };
  }

  private static Optional<Long> combine(String op, long a, long b) {
    return switch (op) {
      case "+" -> Optional.of(a + b);
      case "-" -> Optional.of(a - b);
      case "*" -> Optional.of(a * b);
      case "//" -> b == 0 ? Optional.empty() : Optional.of(Math.floorDiv(a, b));
      case "%" -> b == 0 ? Optional.empty() : Optional.of(Math.floorMod(a, b));
      case "min" -> Optional.of(Math.min(a, b));
      default -> Optional.of(Math.max(a, b));
    };
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 2000)
  void evaluationIsThatOfTheExpression(
      @ForAll("exprs") Expr expr, @ForAll("values") Map<SizeVar, Long> values) {
    Optional<Long> expected = value(expr, values::get);
    Assume.that(expected.isPresent());
    assertEquals(expected.get(), dim(expr).evaluate(values::get));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void sumsAndProducts(@ForAll("dims") Dim a, @ForAll("dims") Dim b, @ForAll("dims") Dim c) {
    same(a.plus(b), b.plus(a));
    same(a.plus(b).plus(c), a.plus(b.plus(c)));
    same(a.times(b), b.times(a));
    same(a.times(b).times(c), a.times(b.times(c)));
    same(a.times(b.plus(c)), a.times(b).plus(a.times(c)));
    same(a.plus(b).minus(b), a);
    same(a.minus(a), Dim.ZERO);
    same(a.times(Dim.ONE), a);
    same(a.times(0), Dim.ZERO);
    same(a.plus(0), a);
    same(Dim.min(a, b), Dim.min(b, a));
    same(Dim.max(a, b), Dim.max(b, a));
  }

  /** Which of two that are the same does not depend on their order. */
  @Example
  void theLargerOfTwoThatAreTheSame() {
    Dim n = Dim.of(new SizeVar("n", 0, SizeVar.Role.DECLARED));
    Dim none = Dim.min(n, Dim.ONE).floorDivide(Dim.of(2));
    same(Dim.max(none, Dim.ZERO), Dim.max(Dim.ZERO, none));
    same(Dim.min(none, Dim.ZERO), Dim.min(Dim.ZERO, none));
  }

  /** The sizes of {@code x[1:-1]}, {@code x[1:][:-1]} and {@code x[2:]}. */
  @Example
  void whatIsCutTwiceIsCutOnce() {
    Dim n = Dim.of(new SizeVar("n", 0, SizeVar.Role.DECLARED));
    Dim one = Dim.max(Dim.ZERO, n.minus(1));
    Dim two = Dim.max(Dim.ZERO, n.minus(2));
    same(two, Dim.max(Dim.ZERO, one.minus(1)));
    same(two, Dim.min(two, one));
    same(
        n,
        Dim.min(n, Dim.min(n, Dim.of(new SizeVar("m", 0, SizeVar.Role.DECLARED)).plus(n)).plus(1)));
  }

  private static void same(Dim a, Dim b) {
    assertEquals(a, b);
    assertEquals(a.hashCode(), b.hashCode());
    assertEquals(0, a.compareTo(b));
    assertEquals(a.toString(), b.toString());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void orderIsConsistent(@ForAll("dims") Dim a, @ForAll("dims") Dim b, @ForAll("dims") Dim c) {
    assertEquals(a.equals(b), a.compareTo(b) == 0);
    assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
    List<Dim> sorted = List.of(a, b, c).stream().sorted().toList();
    assertTrue(sorted.get(0).compareTo(sorted.get(2)) <= 0);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void substitutionIsHomomorphic(
      @ForAll("polynomials") Dim a,
      @ForAll("polynomials") Dim b,
      @ForAll("polynomials") Dim n,
      @ForAll("polynomials") Dim m) {
    Map<SizeVar, Dim> by = Map.of(N, n, M, m);
    same(of(a.plus(b), by), of(a, by).plus(of(b, by)));
    same(of(a.times(b), by), of(a, by).times(of(b, by)));
    same(a.substitute(Dim::of), a);
  }

  private static Dim of(Dim dim, Map<SizeVar, Dim> by) {
    return dim.substitute(v -> by.getOrDefault(v, Dim.of(v)));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void substitutionThenEvaluation(
      @ForAll("exprs") Expr expr,
      @ForAll("polynomials") Dim n,
      @ForAll("values") Map<SizeVar, Long> values) {
    long now = n.evaluate(values::get);
    ToLongFunction<SizeVar> after = v -> v.equals(N) ? now : values.get(v);
    // The sizes are at least 0, and simplification may rely on it.
    Assume.that(now >= 0 && value(expr, after).isPresent());
    assertEquals(
        dim(expr).evaluate(after),
        dim(expr).substitute(v -> v.equals(N) ? n : Dim.of(v)).evaluate(values::get));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void substitutingAllVariablesByThemselvesChangesNothing(@ForAll("dims") Dim a) {
    same(a.substitute(Dim::of), a);
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 3000)
  void answersAboutBoundsAreSound(
      @ForAll("exprs") Expr expr,
      @ForAll("values") Map<SizeVar, Long> values,
      @ForAll @LongRange(min = -5, max = 5) long bound) {
    Optional<Long> value = value(expr, values::get);
    Assume.that(value.isPresent());
    switch (dim(expr).isAtLeast(bound)) {
      case YES -> assertTrue(value.get() >= bound);
      case NO -> assertTrue(value.get() < bound);
      case UNKNOWN -> {}
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 3000)
  void answersAboutEqualityAreSound(
      @ForAll("exprs") Expr a,
      @ForAll("exprs") Expr b,
      @ForAll("values") Map<SizeVar, Long> values) {
    Optional<Long> x = value(a, values::get);
    Optional<Long> y = value(b, values::get);
    Assume.that(x.isPresent() && y.isPresent());
    switch (Dim.isEqual(dim(a), dim(b))) {
      case YES -> assertEquals(x, y);
      case NO -> assertTrue(!x.equals(y));
      case UNKNOWN -> {}
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void exactDivisionUndoesMultiplication(@ForAll("polynomials") Dim a, @ForAll("dims") Dim b) {
    b.divideExactly(a).ifPresent(q -> same(q.times(a), b));
    if (!b.equals(Dim.ZERO)) {
      a.times(b).divideExactly(b).ifPresent(q -> same(q.times(b), a.times(b)));
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void solutionsSolve(
      @ForAll("polynomials") Dim dim,
      @ForAll("polynomials") Dim value,
      @ForAll("values") Map<SizeVar, Long> values) {
    dim.solve(N, value)
        .filter(s -> !s.variables().contains(N))
        .ifPresent(s -> same(dim.substitute(v -> v.equals(N) ? s : Dim.of(v)), value));
    Dim linear = Dim.of(N).times(3).plus(Dim.of(M).times(2)).plus(-1);
    Dim known = linear.substitute(v -> v.equals(M) ? Dim.of(values.get(M)) : Dim.of(v));
    long result = linear.evaluate(values::get);
    assertEquals(Optional.of(Dim.of(values.get(N))), known.solve(N, Dim.of(result)));
  }
}
