package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tgraph.check.Builtin;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.PointwiseOps;
import org.tgraph.type.Signature;

/** The elementwise operations as functions, under their own names. */
final class ElementwiseFunctions {
  /** Operations that have another name or another way to be written. */
  private static final Set<String> OTHERWISE =
      Set.of("cast", "select", "left_shift", "right_shift");

  static final List<Builtin> ALL = all();

  private ElementwiseFunctions() {}

  private static List<Builtin> all() {
    List<Builtin> all = new ArrayList<>();
    for (Op op : PointwiseOps.ALL) {
      if (!OTHERWISE.contains(op.name())) {
        all.add(of(op));
      }
    }
    return all;
  }

  private static Builtin of(Op op) {
    String[] names =
        op.signature().params().stream().map(Signature.Slot::name).toArray(String[]::new);
    return Builtin.of(
        op.name() + "(" + String.join(", ", names) + ")",
        "Element by element: `" + op.signature() + "`.",
        call -> call.elementwise(op, names));
  }
}
