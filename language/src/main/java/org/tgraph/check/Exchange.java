package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Fix;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Element;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** Finds whether a call would be right with two of its arguments exchanged. */
record Exchange(Context c, FunctionDef def, FunctionDef.Signature signature) {
  /** What exchanges them, if there are such two. */
  Optional<Fix> fix(Map<String, Argument> bound) {
    List<Argument> arguments = new ArrayList<>();
    for (Statement.Param param : def.source().params()) {
      Argument argument = bound.get(param.name().name());
      if (argument == null || argument.name().isPresent()) {
        return Optional.empty();
      }
      arguments.add(argument);
    }
    if (fits(arguments)) {
      return Optional.empty();
    }
    for (int i = 0; i < arguments.size(); i++) {
      for (int k = i + 1; k < arguments.size(); k++) {
        List<Argument> exchanged = new ArrayList<>(arguments);
        exchanged.set(i, arguments.get(k));
        exchanged.set(k, arguments.get(i));
        if (fits(exchanged)) {
          return Optional.of(fix(arguments.get(i), arguments.get(k)));
        }
      }
    }
    return Optional.empty();
  }

  private static Fix fix(Argument a, Argument b) {
    return new Fix(
        "exchange `" + a.span().text() + "` and `" + b.span().text() + "`",
        List.of(new Fix.Edit(a.span(), b.span().text()), new Fix.Edit(b.span(), a.span().text())));
  }

  private boolean fits(List<Argument> arguments) {
    Fitting fitting = new Fitting(c, Set.copyOf(signature.sizes()), Map.of(), Map.of());
    for (int i = 0; i < arguments.size(); i++) {
      Type wanted = signature.params().get(i);
      Val val = arguments.get(i).val();
      boolean fits =
          wanted instanceof TensorType t && val.type() instanceof TensorType actual
              ? isElement(t.element(), actual.element(), val)
                  && fitting.fits(t.shape(), actual.shape())
              : wanted instanceof Type.Arrow == val instanceof Val.Function
                  && !(wanted instanceof TensorType)
                  && !Tensors.isTensor(val);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isElement(Element wanted, Element actual, Val val) {
    return wanted.equals(actual)
        || Tensors.weakness(val) != Tensors.Weakness.STRONG
        || wanted instanceof Element.Variable v && actual.isIn(v.kind());
  }
}
