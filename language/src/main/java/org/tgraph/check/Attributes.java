package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Transpose;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** What tensors have: the names of the array API standard, but for the device. */
final class Attributes {
  static final List<String> NAMES = List.of("T", "mT", "shape", "ndim", "size", "dtype");

  private Attributes() {}

  static Optional<Val> of(Context c, Val target, String name, Span span, Span at) {
    if (target instanceof Val.TextColumn t && !name.endsWith("T")) {
      return shape(c, t.text().shape(), name, at);
    }
    if (!Tensors.isTensor(target) || !NAMES.contains(name)) {
      return Optional.empty();
    }
    if (name.equals("dtype")) {
      return Optional.of(new Val.Conversion(c.tensors.element(new Tensors.Operand(target, span))));
    }
    Value x = c.tensors.value(target, span);
    c.at(at);
    return switch (name) {
      case "T" -> {
        if (x.shape().hasPack()) {
          throw c.fail(
              Diagnostic.error(Code.TG0314, at, "`.T` needs to know that there are 2 axes.")
                  .label(span, "this is `" + c.text(x.type()) + "`")
                  .note("`.mT` exchanges the last two axes."));
        }
        if (x.rank() != 2) {
          Diagnostic d =
              Diagnostic.error(
                      Code.TG0303,
                      at,
                      "`.T` needs 2 axes, but this has " + ShapeMessages.axes(x.rank()) + ".")
                  .label(span, "this is `" + c.text(x.type()) + "`");
          throw c.fail(
              x.rank() > 2
                  ? d.note("`.mT` exchanges the last two axes; `permute_dims` any.")
                      .fix(Fix.replace("write `.mT`", at, "mT"))
                  : d.note("`x[:, none]` makes a column of `x: f64[n]`, `x[none, :]` a row.")
                      .fix(
                          Fix.replace(
                              "write `" + span.text() + "`",
                              span.source().span(span.end(), at.end()),
                              "")));
        }
        yield Optional.of(new Val.Tensor(Transpose.lastTwo(c.builder(), x)));
      }
      case "mT" -> {
        if (x.rank() < 2) {
          throw c.fail(
              Diagnostic.error(
                      Code.TG0303,
                      at,
                      "`.mT` needs at least 2 axes, but this has "
                          + ShapeMessages.axes(x.rank())
                          + ".")
                  .label(span, "this is `" + c.text(x.type()) + "`"));
        }
        Axes.of(c, Dim.of(-2), at, x.shape());
        yield Optional.of(new Val.Tensor(Transpose.lastTwo(c.builder(), x)));
      }
      default -> shape(c, x.shape(), name, at);
    };
  }

  private static Optional<Val> shape(Context c, Shape shape, String name, Span at) {
    return switch (name) {
      case "shape" -> {
        rejectPack(c, shape, name, at);
        yield Optional.of(new Val.Tuple(shape.dims().stream().<Val>map(Val.Known::new).toList()));
      }
      case "ndim" -> {
        rejectPack(c, shape, name, at);
        yield Optional.of(new Val.Known(Dim.of(shape.rank())));
      }
      case "size" -> Optional.of(new Val.Known(shape.size()));
      default -> Optional.empty();
    };
  }

  private static void rejectPack(Context c, Shape shape, String name, Span at) {
    if (shape.hasPack()) {
      throw c.fail(
          Code.TG0314,
          at,
          "`.%s` is not known here, since a pack stands for any number of axes.".formatted(name));
    }
  }
}
