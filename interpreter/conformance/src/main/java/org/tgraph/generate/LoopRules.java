package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Loops that carry tensors, tuples, records and keys. */
final class LoopRules {
  private LoopRules() {}

  private static Arrangement arrangement(Maker m, int high) {
    return Arrangement.of(m.chance(), () -> m.type(Kind.ANY, 0, high), 2);
  }

  /** One of the tensors in what an expression gives. */
  static Term part(Maker m, List<Piece> whole, Arrangement of) {
    Named part = m.chance().of(of.named(""));
    return Term.of(part.type(), whole, part.text());
  }

  static Term scan(Maker m, int depth) {
    return switch (m.chance().below(6)) {
      case 0 -> weak(m, depth);
      case 1 -> walk(m);
      default -> plain(m, depth);
    };
  }

  private static Term plain(Maker m, int depth) {
    Arrangement state = arrangement(m, 2);
    Dim n = m.size();
    String s = m.fresh("s");
    String r = m.fresh("r");
    UnaryOperator<TensorType> rows = t -> t.withShape(t.shape().insert(0, n));
    Maker inside = m.step().with(state.named(s));
    List<Piece> pieces = Term.pieces("scan(", state.write(t -> m.of(t, depth - 2)), ", ");
    boolean hasRows = !m.chance().oneIn(4);
    if (hasRows) {
      Arrangement row = arrangement(m, 1);
      pieces.addAll(row.map(rows).write(t -> m.of(t, depth - 2)));
      inside = inside.with(row.named(r));
    } else {
      pieces.addAll(Term.pieces("none"));
    }
    Maker body = inside;
    pieces.addAll(Term.pieces(", (" + s + ", " + r + ") -> ("));
    pieces.addAll(Term.pieces(state.write(t -> body.of(t, depth - 1)), ", "));
    Arrangement outputs = null;
    if (m.chance().oneIn(4)) {
      pieces.addAll(Term.pieces("none"));
    } else {
      List<Term> terms = new ArrayList<>();
      for (int count = m.chance().from(1, 2); count > 0; count--) {
        terms.add(written(body.any(depth - 1)));
      }
      outputs = grouped(m, terms);
      java.util.Iterator<Term> each = terms.iterator();
      pieces.addAll(outputs.write(t -> each.next()));
    }
    pieces.addAll(Term.pieces(")"));
    if (!hasRows || m.chance().oneIn(4)) {
      pieces.addAll(Term.pieces(", length=", Maker.size(n)));
    }
    pieces.addAll(Term.pieces(m.chance().of("", ", reverse=true", ", reverse=false"), ")"));
    return outputs == null || m.chance().coin()
        ? part(m, Term.pieces(pieces, ".0"), state)
        : part(m, Term.pieces(pieces, ".1"), outputs.map(rows));
  }

  private static Arrangement grouped(Maker m, List<Term> terms) {
    List<Arrangement> parts = new ArrayList<>();
    terms.forEach(t -> parts.add(new Arrangement.One(t.type())));
    if (parts.size() == 1 && m.chance().coin()) {
      return parts.get(0);
    }
    return m.chance().coin()
        ? new Arrangement.Tuple(parts)
        : new Arrangement.Fields(List.of("u", "v", "w").subList(0, parts.size()), parts);
  }

  /** What stands where no size may be the data's. */
  static Term written(Term term) {
    if (!Maker.isWritten(term.type().shape())) {
      throw new Unmakeable();
    }
    return term;
  }

  /** A bare number is the start, which takes the type of what is added to it. */
  private static Term weak(Maker m, int depth) {
    TensorType type = TensorType.scalar(m.dtype(Kind.NUMERIC));
    Dim n = m.size();
    String s = m.fresh("s");
    String r = m.fresh("r");
    Term rows = m.of(type.withShape(Shape.of(n)), depth - 1);
    Maker inside = m.step().with(List.of(new Named(r, type)));
    Term more = inside.of(type, depth - 1).parenthesized();
    boolean isLast = m.chance().coin();
    String start = type.dtype().isInt() ? "1" : m.chance().of("0", "0.0");
    return Term.of(
        isLast ? type : rows.type(),
        "scan(" + start + ", ",
        rows,
        ", (" + s + ", " + r + ") -> (" + s + " + ",
        more,
        ", " + s + ")).",
        isLast ? "0" : "1");
  }

  /** A random walk: the state holds a key, which each step splits. */
  private static Term walk(Maker m) {
    DType dtype = m.dtype(Kind.FLOAT);
    TensorType type = new TensorType(dtype, m.shape(0, 2));
    String s = m.fresh("s");
    String a = m.fresh("k");
    String b = m.fresh("k");
    Dim n = m.size();
    Maker inside = m.step().with(List.of(new Named(s + ".at", type)));
    boolean isLast = m.chance().coin();
    return Term.of(
        isLast ? type : type.withShape(type.shape().insert(0, n)),
        "scan({at: ",
        m.of(type, 1),
        ", k: ",
        RandomRules.key(m),
        "}, none, (" + s + ", _) -> {\n  let (" + a + ", " + b + ") = split(" + s + ".k)\n  ",
        "({at: " + s + ".at + normal(" + a + ", ",
        m.tuple(type.shape()),
        ", dtype=",
        Maker.element(dtype),
        "), k: " + b + "}, ",
        inside.of(type, 1),
        ")\n}, length=",
        Maker.size(n),
        isLast ? ").0.at" : ").1");
  }

  static Term fori(Maker m, int depth) {
    Arrangement state = arrangement(m, 2);
    String i = m.fresh("it");
    String s = m.fresh("s");
    Maker body =
        m.step().with(List.of(new Named(i, TensorType.scalar(DType.I64)))).with(state.named(s));
    Object count =
        m.chance().coin()
            ? Maker.size(m.size())
            : Term.pieces("(", m.of(m.dtype(Kind.INT), Shape.SCALAR, depth - 2), ") % 4");
    List<Piece> pieces =
        Term.pieces(
            "fori(",
            state.write(t -> m.of(t, depth - 2)),
            ", ",
            count,
            ", (" + i + ", " + s + ") -> ",
            state.write(t -> body.of(t, depth - 1)),
            ")");
    return part(m, pieces, state);
  }

  /** A loop that ends after at most three steps, by its counter. */
  static Term whileLoop(Maker m, int depth) {
    Arrangement state = arrangement(m, 2);
    String s = m.fresh("s");
    Maker body = m.step().with(state.named(s + ".0"));
    Term test = body.of(DType.BOOL, Shape.SCALAR, depth - 1).parenthesized();
    List<Piece> pieces =
        Term.pieces(
            "while((",
            state.write(t -> m.of(t, depth - 2)),
            ", 0), " + s + " -> " + s + ".1 < 3 and ",
            test,
            ", " + s + " -> (",
            state.write(t -> body.of(t, depth - 1)),
            ", " + s + ".1 + 1)" + m.chance().of("", "", ", limit=3", ", limit=1") + ").0");
    return part(m, pieces, state);
  }
}
