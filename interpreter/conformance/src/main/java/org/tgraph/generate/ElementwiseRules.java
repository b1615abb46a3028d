package org.tgraph.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.LeftShift;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Minimum;
import org.tgraph.op.pointwise.PointwiseOps;
import org.tgraph.op.pointwise.Select;
import org.tgraph.type.DType;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** Functions that work on each element by itself. */
final class ElementwiseRules {
  private static final Set<String> OTHERWISE =
      Set.of("cast", "select", "left_shift", "right_shift", "multiply_no_nan", "logaddexp_slope");

  /** Of whole numbers, the second operand must not be 0. */
  private static final Set<String> DIVISIONS = Set.of("floor_divide", "remainder");

  private ElementwiseRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Op op : PointwiseOps.ALL) {
      if (!OTHERWISE.contains(op.name())) {
        rules.put(op.name(), of(op.name(), op));
      }
    }
    rules.put("maximum", of("maximum", new Maximum()));
    rules.put("minimum", of("minimum", new Minimum()));
    rules.put("where", of("where", new Select()));
    rules.put("bitwise_left_shift", of("bitwise_left_shift", new LeftShift()));
    rules.put("bitwise_right_shift", of("bitwise_right_shift", new LeftShift()));
    for (String name : List.of("logical_and", "logical_or", "logical_xor")) {
      rules.put(name, (m, depth) -> binary(m, name, Kind.BOOL, false, depth));
    }
    rules.put("logical_not", (m, depth) -> unary(m, "logical_not", Kind.BOOL, depth));
    rules.put("positive", (m, depth) -> unary(m, "positive", Kind.NUMERIC, depth));
    rules.put("asarray", (m, depth) -> unary(m, "asarray", Kind.ANY, depth));
    rules.put("signbit", ElementwiseRules::signbit);
    rules.put("square", (m, depth) -> unary(m, "square", Kind.NUMERIC, depth));
    rules.put("reciprocal", (m, depth) -> unary(m, "reciprocal", Kind.FLOATING, depth));
    rules.put("sigmoid", (m, depth) -> unary(m, "sigmoid", Kind.FLOAT, depth));
    rules.put("softplus", (m, depth) -> unary(m, "softplus", Kind.FLOAT, depth));
    rules.put("astype", ElementwiseRules::astype);
    rules.put("clip", ElementwiseRules::clip);
    rules.put("isclose", (m, depth) -> binary(m, "isclose", Kind.NUMERIC, true, depth));
    rules.put("allclose", ElementwiseRules::allClose);
    rules.put("array_equal", ElementwiseRules::arrayEqual);
    return rules;
  }

  /** Of whole numbers: backends need not round to the same side of 0. */
  private static Term signbit(Maker m, int depth) {
    Term x = m.any(Kind.INT, 0, 3, depth);
    return Term.of(x.type().withElement(DType.BOOL), "signbit(f64(", x, "))");
  }

  static Term unary(Maker m, String name, Kind kind, int depth) {
    Term x = m.any(kind, 0, 3, depth);
    return Term.of(x.type(), name + "(", x, ")");
  }

  static Term binary(Maker m, String name, Kind kind, boolean compares, int depth) {
    Term x = m.any(kind, 0, 3, depth);
    TensorType type = x.type();
    Term y = m.of(Shapes.lesser(m, type.dtype()), Shapes.lesser(m, type.shape()), depth - 1);
    TensorType result = compares ? type.withElement(DType.BOOL) : type;
    return Term.of(result, name + "(", x, ", ", y, ")");
  }

  /** A call of an operation by its signature. */
  static Rule of(String name, Op op) {
    List<Signature.Slot> slots = op.signature().params();
    return (m, depth) -> {
      Term first = null;
      List<Term> operands = new ArrayList<>();
      List<TensorType> types = new ArrayList<>();
      for (int i = slots.size() - 1; i >= 0; i--) {
        // The last operand is made first: it has the whole shape and the widest element type.
        String element = slots.get(i).element();
        Kind kind = Kind.named(element);
        Term operand;
        if (first == null) {
          operand = m.any(kind, 0, 3, depth);
          first = operand;
        } else {
          Shape shape = Shapes.lesser(m, first.type().shape());
          DType dtype =
              element.equals("bool") ? DType.BOOL : Shapes.lesser(m, first.type().dtype());
          operand = m.of(dtype, shape, depth - 1);
        }
        operands.addFirst(i == slots.size() - 1 ? safe(name, operand) : operand);
        DType promoted = element.equals("bool") ? DType.BOOL : first.type().dtype();
        types.addFirst(new TensorType(promoted, first.type().shape()));
      }
      if (!(op.infer(types) instanceof Inferred.Types inferred)) {
        throw new Unmakeable();
      }
      List<Piece> pieces = Term.pieces(name + "(");
      for (int i = 0; i < operands.size(); i++) {
        pieces.addAll(Term.pieces(i == 0 ? "" : ", ", operands.get(i)));
      }
      pieces.addAll(Term.pieces(")"));
      return Term.of(inferred.types().get(0), pieces);
    };
  }

  /** The second operand such that there is a result. */
  private static Term safe(String name, Term y) {
    boolean isInt = y.type().element().isIn(Kind.INT);
    if (isInt && DIVISIONS.contains(name)) {
      return Term.of(y.type(), "maximum(abs(", y, "), 1)");
    }
    boolean isSmall = name.equals("pow") || name.endsWith("_shift");
    return isInt && isSmall ? Term.infix(y.type(), 60, y, "%", "4") : y;
  }

  private static Term astype(Maker m, int depth) {
    DType to = m.dtype(Kind.ANY);
    Kind from =
        to.isComplex() ? Kind.ANY : m.chance().of(Kind.BOOL, Kind.INT, Kind.FLOAT, Kind.REAL);
    Term x = m.any(from, 0, 3, depth);
    return Term.of(x.type().withElement(to), "astype(", x, ", ", Maker.element(to), ")");
  }

  private static Term clip(Maker m, int depth) {
    Term x = m.any(Kind.REAL, 0, 3, depth);
    DType dtype = x.type().dtype();
    return switch (m.chance().below(4)) {
      case 0 -> Term.of(x.type(), "clip(", x, ", min=1)");
      case 1 -> Term.of(x.type(), "clip(", x, ", max=3)");
      case 2 -> Term.of(x.type(), "clip(", x, ", 0, 2)");
      default -> {
        Term low = m.of(Shapes.lesser(m, dtype), Shapes.lesser(m, x.type().shape()), depth - 1);
        yield Term.of(x.type(), "clip(", x, ", ", low, ", 100)");
      }
    };
  }

  private static Term allClose(Maker m, int depth) {
    Term x = m.any(Kind.NUMERIC, 0, 3, depth);
    Term y = m.of(x.type().withShape(Shapes.lesser(m, x.type().shape())), depth - 1);
    String more = m.chance().of("", ", rtol=1e-3", ", atol=0.5", ", equal_nan=true");
    return Term.of(TensorType.scalar(DType.BOOL), "allclose(", x, ", ", y, more + ")");
  }

  private static Term arrayEqual(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 3, depth);
    Term y = m.of(x.type(), depth - 1);
    String more = m.chance().of("", ", equal_nan=true");
    return Term.of(TensorType.scalar(DType.BOOL), "array_equal(", x, ", ", y, more + ")");
  }
}
