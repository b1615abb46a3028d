package org.tgraph.type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shape rule of an operation as data, in the notation of the language: {@code (a: numeric[..b,
 * m, k], b: numeric[..b, k, n]) -> numeric[..b, m, n]}. A kind in place of an element type stands
 * for one element type of that kind, the same wherever the kind is written; names of sizes stand
 * for one size each, and a {@code ..pack} for one run of axes, which must be equal: broadcasting is
 * done before an operation is applied.
 *
 * <p>The same text is the note in an error, the text of a hover, and what test shapes are generated
 * from.
 */
public record Signature(String text, List<Slot> params, List<Slot> results) {
  /** One operand or result. {@code element} is the name of a kind or of an element type. */
  public record Slot(String name, String element, List<Axis> axes) {
    boolean hasPack() {
      return axes.stream().anyMatch(a -> a instanceof Axis.Pack);
    }
  }

  public sealed interface Axis {
    record Pack(String name) implements Axis {}

    record Size(Dim dim) implements Axis {}
  }

  public Signature {
    params = List.copyOf(params);
    results = List.copyOf(results);
  }

  public static Signature of(String text) {
    return new SignatureReader(text).read();
  }

  /** Applies the rule. The number of operands must be right: that is for the caller to see to. */
  public Inferred match(List<TensorType> operands) {
    return new Match().match(operands);
  }

  /** What the names stand for in one application, and which operand and axis said so. */
  private final class Match {
    private final Map<String, Integer> kindFrom = new HashMap<>();
    private final Map<String, Element> elements = new HashMap<>();
    private final Map<SizeVar, Dim> sizes = new HashMap<>();
    private final Map<SizeVar, int[]> sizeFrom = new HashMap<>();
    private final Map<String, Shape> packs = new HashMap<>();
    private final Map<String, Integer> packFrom = new HashMap<>();
    private ShapeProblem problem;

    Inferred match(List<TensorType> operands) {
      for (int i = 0; i < params.size() && problem == null; i++) {
        element(i, params.get(i), operands.get(i).element());
        if (problem == null) {
          shape(i, params.get(i), operands.get(i).shape());
        }
      }
      if (problem != null) {
        return Inferred.problem(problem);
      }
      List<TensorType> types = new ArrayList<>();
      for (Slot result : results) {
        types.add(result(result));
      }
      return new Inferred.Types(types);
    }

    private void element(int operand, Slot slot, Element actual) {
      DType fixed = DType.named(slot.element).orElse(null);
      if (fixed != null) {
        if (actual != fixed) {
          problem = new ShapeProblem.ElementsDiffer(operand, actual, -1, fixed);
        }
        return;
      }
      Kind kind = Kind.named(slot.element);
      if (!actual.isIn(kind)) {
        problem = new ShapeProblem.KindWrong(operand, actual, kind);
        return;
      }
      Element before = elements.putIfAbsent(slot.element, actual);
      if (before == null) {
        kindFrom.put(slot.element, operand);
      } else if (!before.equals(actual)) {
        problem =
            new ShapeProblem.ElementsDiffer(operand, actual, kindFrom.get(slot.element), before);
      }
    }

    private void shape(int operand, Slot slot, Shape shape) {
      int fixed = slot.axes.size() - (slot.hasPack() ? 1 : 0);
      boolean wrong = slot.hasPack() ? shape.rank() < fixed : shape.rank() != fixed;
      if (wrong) {
        problem = new ShapeProblem.RankWrong(operand, shape.rank(), fixed, slot.hasPack());
        return;
      }
      int at = 0;
      for (Axis axis : slot.axes) {
        if (axis instanceof Axis.Pack pack) {
          int length = shape.rank() - fixed;
          pack(operand, pack.name, shape, at, length);
          at += length;
        } else if (axis instanceof Axis.Size size) {
          size(operand, at, size.dim, shape.dim(at));
          at++;
        }
        if (problem != null) {
          return;
        }
      }
    }

    private void pack(int operand, String name, Shape shape, int from, int length) {
      Shape run = shape.slice(from, from + length);
      Shape before = packs.putIfAbsent(name, run);
      if (before == null) {
        packFrom.put(name, operand);
        return;
      }
      if (before.rank() != run.rank()) {
        int expected = shape.rank() - run.rank() + before.rank();
        problem = new ShapeProblem.RankWrong(operand, shape.rank(), expected, false);
        return;
      }
      for (int i = 0; i < length; i++) {
        if (!before.dim(i).equals(run.dim(i))) {
          problem =
              new ShapeProblem.DimsDiffer(
                  operand, from + i, run.dim(i), packFrom.get(name), i, before.dim(i));
          return;
        }
      }
    }

    private void size(int operand, int axis, Dim pattern, Dim actual) {
      SizeVar var = pattern.variable().orElse(null);
      if (actual.isPack()) {
        problem = new ShapeProblem.AxisInPack(operand, axis);
      } else if (var != null && !sizes.containsKey(var)) {
        sizes.put(var, actual);
        sizeFrom.put(var, new int[] {operand, axis});
      } else {
        Dim expected = pattern.substitute(sizes::get);
        if (!expected.equals(actual)) {
          int[] from = var == null ? null : sizeFrom.get(var);
          problem =
              from == null
                  ? new ShapeProblem.DimWrong(operand, axis, actual, expected)
                  : new ShapeProblem.DimsDiffer(operand, axis, actual, from[0], from[1], expected);
        }
      }
    }

    private TensorType result(Slot slot) {
      List<Dim> dims = new ArrayList<>();
      for (Axis axis : slot.axes) {
        switch (axis) {
          case Axis.Pack pack -> dims.addAll(packs.get(pack.name).dims());
          case Axis.Size size -> dims.add(size.dim.substitute(sizes::get));
        }
      }
      Element element =
          DType.named(slot.element).<Element>map(d -> d).orElseGet(() -> named(slot.element));
      return new TensorType(element, new Shape(dims));
    }

    private Element named(String name) {
      Element element = elements.get(name);
      if (element == null) {
        throw new IllegalStateException("`" + name + "` is not among the operands: " + text);
      }
      return element;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
