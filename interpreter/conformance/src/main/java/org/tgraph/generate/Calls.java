package org.tgraph.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Calls of the functions of a generated script. */
final class Calls {
  private Calls() {}

  static Term any(Maker m, int depth) {
    Callable f = m.chance().of(m.callable());
    return of(m, f, m.chance().of(f.result().named("")), depth);
  }

  /** A call whose result is, or has in it, something of this type. */
  static Term of(Maker m, TensorType type, int depth) {
    Callable f =
        m.chance()
            .of(
                m.callable().stream()
                    .filter(c -> c.result().named("").stream().anyMatch(r -> r.type().equals(type)))
                    .toList());
    List<Named> fitting = f.result().named("").stream().filter(r -> r.type().equals(type)).toList();
    Term call = of(m, f, m.chance().of(fitting), depth);
    if (!call.type().equals(type)) {
      // Other sizes were chosen.
      throw new Unmakeable();
    }
    return call;
  }

  /**
   * @param part what is taken of the result
   */
  private static Term of(Maker m, Callable f, Named part, int depth) {
    Map<SizeVar, Dim> chosen = new HashMap<>();
    for (SizeVar var : f.sizes()) {
      chosen.put(var, m.chance().of(m.sizes().stream().filter(Maker::isWritten).toList()));
    }
    UnaryOperator<TensorType> here = t -> t.substitute(v -> chosen.getOrDefault(v, Dim.of(v)));
    TensorType result = here.apply(part.type());
    boolean isPiped =
        f.isNamed()
            && f.dims() == 0
            && f.params().get(0) instanceof Param.Tensors
            && m.chance().oneIn(5);
    List<Piece> pieces = Term.pieces(f.name() + "(");
    for (int i = 0; i < f.dims(); i++) {
      pieces.addAll(Term.pieces(i == 0 ? "" : ", ", Maker.size(chosen.get(f.sizes().get(i)))));
    }
    List<Piece> first = List.of();
    boolean isNamed = false;
    boolean isEmpty = f.dims() == 0;
    for (int i = 0; i < f.params().size(); i++) {
      Param param = f.params().get(i);
      if (f.isNamed() && param instanceof Param.Tensors t && t.isOptional() && m.chance().coin()) {
        isNamed = true;
        continue;
      }
      List<Piece> argument = argument(m, param, here, depth);
      if (isPiped && i == 0) {
        first = argument;
        continue;
      }
      isNamed |= f.isNamed() && m.chance().oneIn(6);
      String name = (isEmpty ? "" : ", ") + (isNamed ? param.name() + "=" : "");
      pieces.addAll(Term.pieces(name, argument));
      isEmpty = false;
    }
    pieces.addAll(Term.pieces(")"));
    return isPiped
        ? Term.of(result, "((", first, ") |> ", pieces, ")" + part.text())
        : Term.of(result, pieces, part.text());
  }

  private static List<Piece> argument(
      Maker m, Param param, UnaryOperator<TensorType> here, int depth) {
    return switch (param) {
      case Param.Tensors t -> t.arrangement().map(here).write(type -> m.of(type, depth - 1));
      case Param.RandomKey k -> RandomRules.key(m);
      case Param.Function f -> function(m, here.apply(f.from()), here.apply(f.to()), depth);
    };
  }

  /** A function between types. */
  private static List<Piece> function(Maker m, TensorType from, TensorType to, int depth) {
    if (from.equals(to) && m.chance().oneIn(3)) {
      List<String> names = new ArrayList<>(List.of("positive", "square"));
      names.addAll(from.element().isIn(Kind.FLOAT) ? List.of("sin", "exp", "abs") : List.of());
      return Term.pieces(from.element().isIn(Kind.NUMERIC) ? m.chance().of(names) : "zeros_like");
    }
    Named name = new Named(m.fresh("v"), from);
    Term body = m.inner().with(List.of(name)).of(to, depth - 1);
    return Term.pieces(name.text() + " -> ", body);
  }
}
