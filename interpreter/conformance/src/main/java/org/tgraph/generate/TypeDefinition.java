package org.tgraph.generate;

import java.util.List;
import java.util.function.Function;
import org.tgraph.generate.Script.Statement;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;

/** {@code type P[n, k] = {…}} of a generated script. */
record TypeDefinition(String name, List<SizeVar> params, Arrangement arrangement) {
  static TypeDefinition of(Maker m) {
    SizeVar n = SizeVar.of("n");
    SizeVar k = SizeVar.of("k");
    Dim first = Dim.of(n);
    Dim second = Dim.of(k);
    // A size is found from an axis that it is alone on, which each of them has here.
    boolean hasBoth = m.chance().coin();
    List<Dim> sizes =
        hasBoth
            ? List.of(first, second, first.plus(1), second.plus(first), Dim.of(2))
            : List.of(first, first.plus(1), first.times(2), Dim.of(3));
    Maker inside = m.body(sizes, List.of(), false, List.of());
    Arrangement more = Arrangement.of(m.chance(), () -> inside.type(Kind.ANY, 0, 2), 1);
    Arrangement alone =
        new Arrangement.One(
            inside
                .type(Kind.ANY, 0, 0)
                .withShape(hasBoth ? Shape.of(first, second) : Shape.of(first)));
    List<Arrangement> parts = List.of(alone, more);
    Arrangement all =
        m.chance().oneIn(3)
            ? new Arrangement.Tuple(parts)
            : new Arrangement.Fields(List.of("u", "v"), parts);
    return new TypeDefinition(m.fresh("P"), hasBoth ? List.of(n, k) : List.of(n), all);
  }

  /** The type for these sizes, by its name. */
  List<Piece> annotation(Function<SizeVar, Dim> sizes) {
    List<Piece> pieces = Term.pieces(name + "[");
    for (int i = 0; i < params.size(); i++) {
      pieces.addAll(Term.pieces(i == 0 ? "" : ", ", Maker.size(sizes.apply(params.get(i)))));
    }
    pieces.addAll(Term.pieces("]"));
    return pieces;
  }

  Statement statement() {
    List<String> names = params.stream().map(SizeVar::name).toList();
    return new Statement(
        Term.pieces(
            "type " + name + "[" + String.join(", ", names) + "] = ", arrangement.annotation()),
        List.of(name),
        List.of());
  }
}
