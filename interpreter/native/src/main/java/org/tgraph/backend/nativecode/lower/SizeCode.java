package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/** Sizes as loop code, from those of the size variables that are known in a block. */
final class SizeCode {
  private final LoopBuilder b;
  private final Map<SizeVar, Atom> known;

  /** The sizes and shapes that have been checked. */
  private final Set<Object> checked;

  SizeCode(LoopBuilder b, Map<SizeVar, Atom> known) {
    this(b, known, Set.of());
  }

  private SizeCode(LoopBuilder b, Map<SizeVar, Atom> known, Set<Object> checked) {
    this.b = b;
    this.known = new HashMap<>(known);
    this.checked = new HashSet<>(checked);
  }

  /** The same in a block inside of this one, which may count sizes of its own. */
  SizeCode inner() {
    return new SizeCode(b, known, checked);
  }

  void define(SizeVar var, Atom value) {
    known.put(var, value);
  }

  /** Whether a size or shape is still to be checked here; it is taken to be from now on. */
  boolean check(Object sizes) {
    return checked.add(sizes);
  }

  /** What the variable has to be for the axis to have a size; if that cannot be, anything. */
  Atom solve(SizeChecks.Solution solution, Atom size) {
    Atom term = b.minus(size, of(solution.rest()));
    Atom power = Division.quotient(b, term, Literal.of(solution.coefficient()));
    if (solution.power() == 1) {
      return power;
    }
    Atom root = solution.power() == 2 ? root(power) : nearestRoot(power, solution.power());
    return b.select(b.less(power, Literal.of(0)), power, root);
  }

  Atom of(Dim dim) {
    OptionalLong constant = dim.constant();
    if (constant.isPresent()) {
      return Literal.of(constant.getAsLong());
    }
    Atom[] sum = {Literal.of(0)};
    dim.forEachTerm((atoms, coefficient) -> {
      Atom product = Literal.of(coefficient);
      for (org.tgraph.type.Atom atom : atoms) {
        product = b.times(product, of(atom));
      }
      sum[0] = b.plus(sum[0], product);
    });
    return sum[0];
  }

  List<Atom> of(List<Dim> dims) {
    List<Atom> all = new ArrayList<>();
    dims.forEach(d -> all.add(of(d)));
    return all;
  }

  /** How many elements. */
  Atom product(List<Dim> dims) {
    Atom product = Literal.of(1);
    for (Dim dim : dims) {
      product = b.times(product, of(dim));
    }
    return product;
  }

  Atom of(org.tgraph.type.Atom atom) {
    return switch (atom) {
      case org.tgraph.type.Atom.Var v -> variable(v.var());
      case org.tgraph.type.Atom.Quotient q -> Division.quotient(b, of(q.a()), of(q.b()));
      case org.tgraph.type.Atom.Remainder r -> Division.remainder(b, of(r.a()), of(r.b()));
      case org.tgraph.type.Atom.Min m -> b.let(Code.MINIMUM, of(m.a()), of(m.b()));
      case org.tgraph.type.Atom.Max m -> b.let(Code.MAXIMUM, of(m.a()), of(m.b()));
      case org.tgraph.type.Atom.Root r -> root(of(r.a()));
    };
  }

  private Atom variable(SizeVar var) {
    Atom value = known.get(var);
    if (value == null) {
      throw new IllegalStateException("size " + var + " is not known here");
    }
    return value;
  }

  /** The root of a number that has a whole one; of another, some number whose power it is not. */
  private Atom nearestRoot(Atom x, int power) {
    Atom positive = b.convert(DType.F64, b.let(Code.MAXIMUM, x, Literal.of(0)));
    Atom near = Power.pow(b, positive, Literal.of(DType.F64, 1.0 / power));
    return b.convert(DType.I64, b.let(Code.FLOOR, b.plus(near, Literal.of(DType.F64, 0.5))));
  }

  /** The square root rounded down, from that of a double, which may be off by one. */
  private Atom root(Atom x) {
    Atom positive = b.let(Code.MAXIMUM, x, Literal.of(0));
    Atom near = b.convert(DType.I64, b.let(Code.SQRT, b.convert(DType.F64, positive)));
    Atom above = b.less(positive, b.times(near, near));
    Atom low = b.select(above, b.minus(near, Literal.of(1)), near);
    Atom next = b.plus(low, Literal.of(1));
    Atom below = b.not(b.less(positive, b.times(next, next)));
    return b.select(below, next, low);
  }
}
