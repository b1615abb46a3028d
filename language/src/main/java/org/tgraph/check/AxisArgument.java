package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Axes in a call of a function of the prelude; what is wrong shows the argument that has them. */
final class AxisArgument {
  private AxisArgument() {}

  /** An axis of a shape, counted from the front. */
  static int axis(CallArguments call, Dim written, Span span, Shape shape) {
    return Axes.of(call.c(), written, span, shape, owner(call, shape));
  }

  /** One axis or several, in the order in which they are given, counted from the front. */
  static List<Integer> inOrder(CallArguments call, Operand given, String name, Shape shape) {
    List<Integer> axes = new ArrayList<>();
    Span before = given.span();
    for (Operand part : call.list(given)) {
      Dim dim =
          Operators.size(part.val())
              .orElseThrow(() -> call.unknown(name, "a whole number or a tuple"));
      int axis = axis(call, dim, part.span(), shape);
      if (axes.contains(axis)) {
        Diagnostic d =
            Diagnostic.error(Code.TG0315, part.span(), "The axis " + axis + " is given twice.");
        if (name.equals("axis") && before.end() < part.span().start()) {
          Span further = part.span().source().span(before.end(), part.span().end());
          d = d.fix(Fix.replace("leave out `" + part.span().text() + "`", further, ""));
        }
        throw call.fail(Axes.shown(d, call.c().text(shape), owner(call, shape)));
      }
      axes.add(axis);
      before = part.span();
    }
    return axes;
  }

  /** Where the argument of this shape is written, if it is one. */
  private static Optional<Span> owner(CallArguments call, Shape shape) {
    return call.arguments().values().stream()
        .flatMap(List::stream)
        .filter(a -> a.val().type() instanceof TensorType t && t.shape().equals(shape))
        .map(Argument::span)
        .findFirst();
  }
}
