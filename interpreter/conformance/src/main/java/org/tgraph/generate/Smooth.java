package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * Makes expressions that have derivatives by the variables in scope, almost everywhere, and whose
 * values stay of moderate size.
 *
 * @param variables tensors of floats, all of one element type
 */
record Smooth(Maker m, DType dtype, List<Named> variables) {
  /** A way to make an expression of a shape. */
  interface Way {
    Term make(Smooth s, Shape shape, int depth);
  }

  private static final List<Way> WAYS = ways();

  private static List<Way> ways() {
    List<Way> all = new ArrayList<>(SmoothWays.ALL);
    all.addAll(SmoothControl.ALL);
    all.addAll(SmoothTransforms.ALL);
    return List.copyOf(all);
  }

  Smooth with(List<Named> more) {
    List<Named> all = new ArrayList<>(variables);
    all.addAll(more);
    return new Smooth(m, dtype, all);
  }

  Smooth inner() {
    return new Smooth(m.inner(), dtype, variables);
  }

  Chance chance() {
    return m.chance();
  }

  TensorType type(Shape shape) {
    return new TensorType(dtype, shape);
  }

  Term of(Shape shape, int depth) {
    for (int i = 0; i < 4 && depth > 0; i++) {
      try {
        return chance().of(WAYS).make(this, shape, depth - 1);
      } catch (Unmakeable e) {
        // Another way is tried.
        continue;
      }
    }
    return leaf(shape);
  }

  /** A variable, or something of this shape made of one. */
  private Term leaf(Shape shape) {
    List<Named> same = variables.stream().filter(v -> v.type().shape().equals(shape)).toList();
    if (!same.isEmpty() && !chance().oneIn(6)) {
      return Maker.name(chance().of(same));
    }
    Named any = chance().of(variables);
    Term constant = Leaves.of(m, type(shape));
    return chance().oneIn(4)
        ? constant
        : Term.infix(type(shape), 60, constant, "*", "sum(" + any.text() + ")");
  }
}
