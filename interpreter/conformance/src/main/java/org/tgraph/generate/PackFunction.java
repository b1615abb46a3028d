package org.tgraph.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.generate.Script.Named;
import org.tgraph.generate.Script.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** A generated function over a pack of axes and an element type of a kind: {@code T[..b, n]}. */
record PackFunction(String name, Element.Variable element, List<Named> params, Term result) {
  private static final SizeVar PACK = new SizeVar("b", 0, SizeVar.Role.PACK);
  private static final Dim N = Dim.of(SizeVar.of("n"));
  private static final Dim K = Dim.of(SizeVar.of("k"));

  static PackFunction of(Maker m) {
    Kind kind = m.chance().of(Kind.FLOAT, Kind.REAL, Kind.NUMERIC, Kind.FLOATING, Kind.ANY);
    Element.Variable element = new Element.Variable("T", kind);
    List<Shape> shapes =
        List.of(
            Shape.of(Dim.of(PACK), N, K),
            Shape.of(Dim.of(PACK), N),
            Shape.of(Dim.of(PACK)),
            Shape.of(N),
            Shape.of(Dim.of(PACK), N.plus(1)),
            Shape.of(N, K),
            Shape.of(Dim.of(PACK), K, N));
    List<Named> params = new ArrayList<>();
    params.add(new Named(m.fresh("p"), new TensorType(element, shapes.get(0))));
    for (int more = m.chance().below(3); more > 0; more--) {
      params.add(new Named(m.fresh("p"), new TensorType(element, m.chance().of(shapes))));
    }
    PackBodies bodies = new PackBodies(m, element, params);
    return new PackFunction(m.fresh("q"), element, params, bodies.any(m.chance().from(1, 4)));
  }

  private static List<Piece> annotation(TensorType type) {
    List<Piece> pieces = Term.pieces(type.element().toString());
    for (int i = 0; i < type.rank(); i++) {
      pieces.addAll(Term.pieces(i == 0 ? "[" : ", ", text(type.dim(i))));
    }
    pieces.addAll(Term.pieces(type.rank() == 0 ? "" : "]"));
    return pieces;
  }

  private static Piece text(Dim dim) {
    return dim.isPack() ? new Piece.Text("..b") : Maker.size(dim);
  }

  Statement statement() {
    List<Piece> pieces =
        Term.pieces("fn " + name + "[" + element + ": " + element.kind().text() + "](");
    for (int i = 0; i < params.size(); i++) {
      Named param = params.get(i);
      String head = (i == 0 ? "" : ", ") + param.text() + ": ";
      pieces.addAll(Term.pieces(head, annotation(param.type())));
    }
    pieces.addAll(Term.pieces(") -> ", annotation(result.type()), " = ", result));
    return new Statement(pieces, List.of(name), List.of());
  }

  /** A call for some axes and some element type. */
  Term call(Maker m, int depth) {
    DType dtype = m.dtype(element.kind());
    Shape batch = m.shape(0, 2);
    Map<SizeVar, Dim> sizes = new HashMap<>();
    N.variables().forEach(v -> sizes.put(v, m.size()));
    K.variables().forEach(v -> sizes.put(v, m.size()));
    List<Piece> pieces = Term.pieces(name + "(");
    for (int i = 0; i < params.size(); i++) {
      TensorType type = here(params.get(i).type(), dtype, batch, sizes);
      pieces.addAll(Term.pieces(i == 0 ? "" : ", ", m.of(type, depth - 1)));
    }
    return Term.of(here(result.type(), dtype, batch, sizes), pieces, ")");
  }

  private TensorType here(TensorType type, DType dtype, Shape batch, Map<SizeVar, Dim> sizes) {
    List<Dim> dims = new ArrayList<>();
    for (Dim dim : type.shape().dims()) {
      if (dim.isPack()) {
        dims.addAll(batch.dims());
      } else {
        dims.add(dim.substitute(v -> sizes.getOrDefault(v, Dim.of(v))));
      }
    }
    Element now = type.element().equals(element) ? dtype : type.element();
    return new TensorType(now, new Shape(dims));
  }
}
