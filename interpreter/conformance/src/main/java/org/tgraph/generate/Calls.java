package org.tgraph.generate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Calls of the functions of a generated script. */
final class Calls {
  private Calls() {}

  static Term any(Maker m, int depth) {
    return of(m, m.chance().of(m.callable()), depth);
  }

  static Term of(Maker m, Callable f, int depth) {
    Map<SizeVar, Dim> chosen = new HashMap<>();
    for (SizeVar var : f.sizes()) {
      chosen.put(var, m.chance().of(m.sizes().stream().filter(Maker::isWritten).toList()));
    }
    TensorType result = f.result().substitute(v -> chosen.getOrDefault(v, Dim.of(v)));
    boolean isPiped = f.dims() == 0 && m.chance().oneIn(5);
    List<Piece> pieces = Term.pieces(f.name() + "(");
    for (int i = 0; i < f.dims(); i++) {
      pieces.addAll(Term.pieces(i == 0 ? "" : ", ", Maker.size(chosen.get(f.sizes().get(i)))));
    }
    Term first = null;
    boolean isNamed = false;
    for (int i = 0; i < f.params().size(); i++) {
      Named param = f.params().get(i);
      TensorType type = param.type().substitute(v -> chosen.getOrDefault(v, Dim.of(v)));
      Term argument = m.of(type, depth - 1);
      if (isPiped && i == 0) {
        first = argument;
        continue;
      }
      isNamed |= m.chance().oneIn(6);
      boolean isFirst = f.dims() + i - (isPiped ? 1 : 0) == 0;
      pieces.addAll(Term.pieces(isFirst ? "" : ", ", isNamed ? param.text() + "=" : "", argument));
    }
    pieces.addAll(Term.pieces(")"));
    return isPiped
        ? Term.of(result, "(", first.parenthesized(), " |> ", pieces, ")")
        : Term.of(result, pieces);
  }
}
