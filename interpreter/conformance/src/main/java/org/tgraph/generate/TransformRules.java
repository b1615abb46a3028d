package org.tgraph.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functions made of functions: derivatives of what has some, and batches of anything. */
final class TransformRules {
  private TransformRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("grad", (m, depth) -> gradient(m, false, depth));
    rules.put("value_and_grad", (m, depth) -> gradient(m, true, depth));
    rules.put("hessian", TransformRules::hessian);
    rules.put("jvp", TransformRules::jvp);
    rules.put("vmap", VmapRules::any);
    rules.put("stop_gradient", TransformRules::stopGradient);
    List<String> others =
        List.of("jacobian", "vjp", "linearize", "hvp", "checkpoint", "custom_derivative");
    others.forEach(name -> rules.put(name, (m, depth) -> other(m, name, depth)));
    return rules;
  }

  private static Smooth smooth(Maker m, DType dtype, List<Named> variables) {
    return new Smooth(m.inner(), dtype, variables);
  }

  /** By a tensor, a tuple or a record, or by several of these. */
  private static Term gradient(Maker m, boolean withValue, int depth) {
    DType dtype = m.dtype(Kind.FLOAT);
    List<Named> variables = new ArrayList<>();
    List<Arrangement> forms = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Piece> arguments = new ArrayList<>();
    for (int count = m.chance().from(1, 2); count > 0; count--) {
      Arrangement form = Arrangement.of(m.chance(), () -> new TensorType(dtype, m.shape(0, 2)), 2);
      String name = m.fresh("v");
      arguments.addAll(
          Term.pieces(names.isEmpty() ? "" : ", ", form.write(t -> m.of(t, depth - 2))));
      variables.addAll(form.named(name));
      forms.add(form);
      names.add(name);
    }
    Term body = smooth(m, dtype, variables).of(Shape.SCALAR, depth);
    int by = m.chance().below(names.size());
    boolean isAll = m.chance().oneIn(4);
    Arrangement result = isAll ? new Arrangement.Tuple(forms) : forms.get(by);
    List<Piece> more =
        isAll
            ? Term.pieces(", wrt=[" + String.join(", ", names) + "]")
            : by == 0 && m.chance().coin()
                ? List.of()
                : m.chance().coin()
                    ? Term.pieces(", wrt=" + names.get(by))
                    : Term.pieces(", wrt=", m.axis(by, names.size()));
    List<Piece> whole =
        Term.pieces(
            (withValue ? "value_and_grad((" : "grad((") + String.join(", ", names) + ") -> ",
            body,
            more,
            ")(",
            arguments,
            ")");
    if (withValue && m.chance().coin()) {
      return Term.of(TensorType.scalar(dtype), whole, ".0");
    }
    return LoopRules.part(m, withValue ? Term.pieces(whole, ".1") : whole, result);
  }

  private static Term stopGradient(Maker m, int depth) {
    Term x = m.any(depth);
    return m.chance().coin()
        ? Term.of(x.type(), "stop_gradient(", x, ")")
        : Term.of(x.type(), "stop_gradient((", m.any(depth - 1), ", {u: ", x, "})).1.u");
  }

  /** One of those that a differentiable expression may be made of, of what is in scope. */
  private static Term other(Maker m, String name, int depth) {
    DType dtype = m.dtype(Kind.FLOAT);
    List<Named> variables =
        m.scope().stream()
            .filter(v -> v.type().element() == dtype && Maker.isWritten(v.type().shape()))
            .toList();
    if (variables.isEmpty()) {
      throw new Unmakeable();
    }
    return SmoothTransforms.named(name)
        .make(new Smooth(m, dtype, variables), m.shape(0, 2), Math.min(depth, 3));
  }

  private static Term hessian(Maker m, int depth) {
    Named v = new Named(m.fresh("v"), m.type(Kind.FLOAT, 0, 1));
    Term body = smooth(m, v.type().dtype(), List.of(v)).of(Shape.SCALAR, Math.min(depth, 2));
    return Term.of(
        v.type().withShape(v.type().shape().concat(v.type().shape())),
        "hessian(" + v.text() + " -> ",
        body,
        ")(",
        m.of(v.type(), depth - 2),
        ")");
  }

  private static Term jvp(Maker m, int depth) {
    DType dtype = m.dtype(Kind.FLOAT);
    List<Named> variables = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Piece> points = new ArrayList<>();
    List<Piece> directions = new ArrayList<>();
    for (int count = m.chance().from(1, 2); count > 0; count--) {
      Arrangement by = Arrangement.of(m.chance(), () -> new TensorType(dtype, m.shape(0, 2)), 1);
      String name = m.fresh("v");
      String comma = names.isEmpty() ? "" : ", ";
      points.addAll(Term.pieces(comma, by.write(t -> m.of(t, depth - 2))));
      directions.addAll(Term.pieces(comma, by.write(t -> m.of(t, depth - 2))));
      names.add(name);
      variables.addAll(by.named(name));
    }
    Shape shape = m.shape(0, 2);
    Term body = smooth(m, dtype, variables).of(shape, depth);
    String head = names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
    String close = names.size() == 1 ? ",)" : ")";
    return Term.of(
        new TensorType(dtype, shape),
        "jvp(" + head + " -> ",
        body,
        ", (",
        points,
        close + ", (",
        directions,
        close + ").",
        m.chance().of("0", "1"));
  }
}
