package org.tgraph.generate;

import java.util.List;
import org.tgraph.generate.IndexRules.Selection;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functional updates of tensors and records. */
final class UpdateRules {
  private UpdateRules() {}

  /** {@code x with [1:3] += v}, once or twice. */
  static Term elements(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    return Term.open(
            x.type(),
            x.target(),
            one(m, x.type(), depth),
            m.chance().oneIn(4) ? one(m, x.type(), depth) : List.of())
        .parenthesized();
  }

  private static List<Piece> one(Maker m, TensorType type, int depth) {
    DType dtype = type.dtype();
    String op = m.chance().of("=", "=", "+=", "-=", "*=");
    op = !dtype.isIn(Kind.NUMERIC) ? "=" : op;
    op = dtype.isIn(Kind.FLOATING) && m.chance().oneIn(5) ? "/=" : op;
    if (m.hasMasks() && m.chance().oneIn(4)) {
      Term mask = m.of(DType.BOOL, type.shape(), depth - 1);
      String number = Leaves.number(m, dtype);
      return Term.pieces(" with [", mask, "] " + op + " " + number);
    }
    Selection selected = IndexRules.select(m, type.shape(), depth);
    Shape shape = Shapes.lesser(m, selected.shape());
    Object value =
        !Maker.isWritten(shape) || m.chance().oneIn(3)
            ? Leaves.number(m, dtype)
            : m.of(dtype, shape, depth - 1).parenthesized();
    return Term.pieces(" with [", selected.pieces(), "] " + op + " ", value);
  }

  /** {@code r with {u: x}}, of which a field is taken. */
  static Term fields(Maker m, int depth) {
    Arrangement.Fields record =
        new Arrangement.Fields(
            List.of("u", "v"),
            List.of(
                new Arrangement.One(m.type(Kind.ANY, 0, 3)),
                Arrangement.of(m.chance(), () -> m.type(Kind.ANY, 0, 2), 1)));
    int changed = m.chance().below(2);
    // What a field is changed to may be of another type.
    Term now = m.any(depth - 1);
    List<Piece> whole =
        Term.pieces(
            "(",
            record.write(t -> m.of(t, depth - 2)),
            " with {" + record.names().get(changed) + ": ",
            now,
            "})");
    return m.chance().coin()
        ? Term.of(now.type(), whole, "." + record.names().get(changed))
        : LoopRules.part(
            m,
            Term.pieces(whole, "." + record.names().get(1 - changed)),
            record.parts().get(1 - changed));
  }
}
