package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.graph.Equation;
import org.tgraph.graph.SizeProblems;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Coerce;
import org.tgraph.type.Atom.Max;
import org.tgraph.type.Atom.Min;
import org.tgraph.type.Atom.Quotient;
import org.tgraph.type.Atom.Remainder;
import org.tgraph.type.Atom.Root;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/**
 * What is checked of sizes before an equation is computed: that none is negative, divided by 0 or
 * beyond 64 bits, and what {@code x as f64[m, 3]} promises.
 */
final class SizeChecks {
  /**
   * From there on a size is taken not to fit 64 bits, and a tensor of so many elements no memory.
   */
  private static final double LARGE = 0x1p62;

  private final Checks checks;
  private final LoopBuilder b;
  private final SizeCode sizes;

  SizeChecks(Checks checks, LoopBuilder b, SizeCode sizes) {
    this.checks = checks;
    this.b = b;
    this.sizes = sizes;
  }

  void before(Equation equation) {
    if (equation.op() instanceof Coerce coerce) {
      coerce(equation, coerce);
      return;
    }
    equation.op().sizes().forEach(d -> computable(equation, d));
    equation.results().forEach(v -> shape(equation, v));
  }

  /** Neither a division by 0 nor a number beyond 64 bits. */
  private void computable(Equation equation, Dim size) {
    if (size.constant().isPresent() || !sizes.check(size)) {
      return;
    }
    divisors(equation, size);
    magnitude(size)
        .ifPresent(
            m -> checks.check(equation, isLarge(m), List.of(), d -> SizeProblems.overflow()));
  }

  private void divisors(Equation equation, Dim size) {
    size.forEachTerm((atoms, coefficient) -> {
      for (org.tgraph.type.Atom atom : atoms) {
        Dim divisor =
            atom instanceof Quotient q ? q.b() : atom instanceof Remainder r ? r.b() : Dim.ONE;
        if (divisor.isAtLeast(1) != Truth.YES) {
          List<SizeVar> variables = List.copyOf(size.variables());
          checks.check(
              equation,
              b.equal(sizes.of(divisor), Literal.of(0)),
              sizes.of(variables.stream().map(Dim::of).toList()),
              d -> SizeProblems.divisor(size.substitute(v -> Dim.of(d[variables.indexOf(v)]))));
        }
      }
    });
  }

  private Atom isLarge(Atom magnitude) {
    return b.not(b.less(magnitude, Literal.of(DType.F64, LARGE)));
  }

  /**
   * The sum of what the terms are in absolute value, as a double, which does not wrap around;
   * nothing if it is one size, and a small number more or less. A few times a size can be too
   * large: what is never in memory may have any.
   */
  private Optional<Atom> magnitude(Dim size) {
    int[] count = {0};
    boolean[] isSimple = {true};
    Atom[] sum = {Literal.of(DType.F64, 0)};
    size.forEachTerm((atoms, coefficient) -> {
      count[0] += atoms.size();
      isSimple[0] &= Math.abs(coefficient) < (atoms.isEmpty() ? 1 << 20 : 2);
      Atom term = Literal.of(DType.F64, Math.abs((double) coefficient));
      for (org.tgraph.type.Atom atom : atoms) {
        isSimple[0] &= atom instanceof org.tgraph.type.Atom.Var;
        term = b.times(term, magnitude(atom));
      }
      sum[0] = b.plus(sum[0], term);
    });
    return isSimple[0] && count[0] <= 1 ? Optional.empty() : Optional.of(sum[0]);
  }

  /** That of the atom, or of what it is computed from. */
  private Atom magnitude(org.tgraph.type.Atom atom) {
    List<Dim> parts =
        switch (atom) {
          case org.tgraph.type.Atom.Var v -> List.of();
          case Quotient q -> List.of(q.a(), q.b());
          case Remainder r -> List.of(r.a(), r.b());
          case Min m -> List.of(m.a(), m.b());
          case Max m -> List.of(m.a(), m.b());
          case Root r -> List.of(r.a());
        };
    Atom most = b.let(Code.ABS, b.convert(DType.F64, sizes.of(atom)));
    for (Dim part : parts) {
      Optional<Atom> inner = magnitude(part);
      most = inner.isPresent() ? b.let(Code.MAXIMUM, most, inner.get()) : most;
    }
    return most;
  }

  /** No axis of a result is negative, and its elements can be counted. */
  private void shape(Equation equation, Value value) {
    Set<SizeVar> own = Set.copyOf(equation.op().defines());
    List<Dim> known = new ArrayList<>(value.shape().dims());
    known.removeIf(d -> d.variables().stream().anyMatch(own::contains));
    for (Dim dim : known) {
      computable(equation, dim);
      if (dim.isAtLeast(0) != Truth.YES) {
        checks.check(
            equation,
            b.less(sizes.of(dim), Literal.of(0)),
            sizes.of(value.shape().dims()),
            d -> SizeProblems.negative(type(value, d)));
      }
    }
    if (known.size() == value.rank() && value.rank() > 1) {
      countable(equation, value);
    }
  }

  private void countable(Equation equation, Value value) {
    Set<Dim> others = new HashSet<>(value.shape().dims());
    others.removeIf(d -> d.constant().isPresent());
    if (!others.isEmpty() && !sizes.check(value.shape().dims())) {
      return;
    }
    Atom count = Literal.of(DType.F64, 1);
    double least = 1;
    for (Dim dim : value.shape().dims()) {
      if (dim.constant().isPresent()) {
        least *= dim.constant().getAsLong();
      } else {
        count = b.times(count, b.convert(DType.F64, sizes.of(dim)));
      }
    }
    if (others.isEmpty() && least < LARGE) {
      return;
    }
    checks.check(
        equation,
        isLarge(b.times(count, Literal.of(DType.F64, least))),
        sizes.of(value.shape().dims()),
        d -> SizeProblems.outOfMemory(List.of(type(value, d))));
  }

  static TensorType type(Value value, long[] dims) {
    long[] known = java.util.Arrays.copyOf(dims, value.rank());
    return value.type().withShape(Shape.of(known));
  }

  /** Finds the sizes that get their value here, and checks the others. */
  private void coerce(Equation equation, Coerce coerce) {
    Value x = equation.operands().get(0);
    Atom differs = Literal.FALSE;
    for (Solution solution : solutions(coerce)) {
      Atom value = sizes.solve(solution, sizes.of(x.shape().dim(solution.axis)));
      sizes.define(solution.var, value);
      differs = b.or(differs, b.less(value, Literal.of(0)));
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      Dim promised = coerce.type().dim(axis);
      if (!promised.equals(x.shape().dim(axis))) {
        Atom same = b.equal(sizes.of(promised), sizes.of(x.shape().dim(axis)));
        differs = b.or(differs, b.not(same));
      }
    }
    Set<SizeVar> mentioned = new LinkedHashSet<>();
    coerce.type().shape().dims().forEach(d -> mentioned.addAll(d.variables()));
    List<SizeVar> known = new ArrayList<>(mentioned);
    known.removeAll(coerce.binds());
    List<Atom> details = new ArrayList<>(sizes.of(x.shape().dims()));
    known.forEach(v -> details.add(sizes.of(Dim.of(v))));
    checks.check(
        equation,
        differs,
        details,
        d ->
            Coerce.differs(
                type(x, d).shape(),
                coerce
                    .type()
                    .shape()
                    .substitute(v ->
                        known.contains(v) ? Dim.of(d[x.rank() + known.indexOf(v)]) : Dim.of(v))));
  }

  /**
   * A size variable is found from that of an axis: {@code coefficient varᵖ + rest}.
   *
   * @param power 1 or more
   */
  record Solution(SizeVar var, int axis, long coefficient, int power, Dim rest) {}

  /** Whether {@link #before} can find the sizes that get their value at an equation. */
  static boolean canBind(Coerce coerce) {
    return solutions(coerce).size() == coerce.binds().size();
  }

  /**
   * In an order in which each needs those before it; those that there is no way to find are left
   * out.
   */
  private static List<Solution> solutions(Coerce coerce) {
    List<Solution> found = new ArrayList<>();
    Set<SizeVar> open = new HashSet<>(coerce.binds());
    boolean isMore = true;
    while (isMore) {
      isMore = false;
      for (int axis = 0; axis < coerce.type().rank(); axis++) {
        Optional<Solution> next = solution(coerce.type().dim(axis), axis, open);
        if (next.isPresent()) {
          open.remove(next.get().var);
          found.add(next.get());
          isMore = true;
        }
      }
    }
    return found;
  }

  private static Optional<Solution> solution(Dim dim, int axis, Set<SizeVar> open) {
    List<SizeVar> unknown = dim.variables().stream().filter(open::contains).toList();
    if (unknown.size() != 1) {
      return Optional.empty();
    }
    SizeVar var = unknown.get(0);
    org.tgraph.type.Atom atom = new org.tgraph.type.Atom.Var(var);
    long[] coefficient = {0};
    int[] power = {0};
    dim.forEachTerm((atoms, factor) -> {
      if (!atoms.isEmpty() && atoms.stream().allMatch(atom::equals) && coefficient[0] == 0) {
        coefficient[0] = factor;
        power[0] = atoms.size();
      }
    });
    if (coefficient[0] == 0) {
      return Optional.empty();
    }
    Dim term = Dim.of(coefficient[0]).times(Dim.of(var));
    for (int i = 1; i < power[0]; i++) {
      term = term.times(Dim.of(var));
    }
    Dim rest = dim.minus(term);
    return rest.variables().contains(var)
        ? Optional.empty()
        : Optional.of(new Solution(var, axis, coefficient[0], power[0], rest));
  }
}
