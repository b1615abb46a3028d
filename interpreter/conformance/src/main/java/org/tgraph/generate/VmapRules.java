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

/** Functions of structures and of tensors, for all slices of their arguments at once. */
final class VmapRules {
  /** Loops and batches are nested so deep at most. */
  private static final int DEEPEST = 3;

  private VmapRules() {}

  static Term any(Maker m, int depth) {
    if (m.nesting() >= DEEPEST) {
      throw new Unmakeable();
    }
    return switch (m.chance().below(4)) {
      case 0 -> named(m, depth);
      case 1 -> plain(m, depth);
      default -> new Along(m, m.size()).make(depth);
    };
  }

  /** A function of the script, or one of several results, along the first axes. */
  private static Term named(Maker m, int depth) {
    Callable f =
        m.chance()
            .of(
                m.inner().callable().stream()
                    .filter(c -> c.isNamed() && c.dims() == 0)
                    .filter(c -> c.params().stream().allMatch(VmapRules::isGiven))
                    .toList());
    Dim n = m.size();
    Map<SizeVar, Dim> chosen = new HashMap<>();
    for (SizeVar var : f.sizes()) {
      chosen.put(var, m.chance().of(m.sizes().stream().filter(Maker::isWritten).toList()));
    }
    UnaryOperator<TensorType> here = t -> t.substitute(v -> chosen.getOrDefault(v, Dim.of(v)));
    UnaryOperator<TensorType> many = t -> t.withShape(t.shape().insert(0, n));
    List<Piece> arguments = new ArrayList<>();
    for (Param param : f.params()) {
      Arrangement each = ((Param.Tensors) param).arrangement().map(here).map(many);
      arguments.addAll(
          Term.pieces(arguments.isEmpty() ? "" : ", ", each.write(t -> m.of(t, depth - 2))));
    }
    return LoopRules.part(
        m, Term.pieces("vmap(" + f.name() + ")(", arguments, ")"), f.result().map(here).map(many));
  }

  private static boolean isGiven(Param param) {
    return param instanceof Param.Tensors t && !t.isOptional();
  }

  private static Term plain(Maker m, int depth) {
    Dim n = m.size();
    UnaryOperator<TensorType> many = t -> t.withShape(t.shape().insert(0, n));
    Arrangement form = Arrangement.of(m.chance(), () -> m.type(Kind.ANY, 0, 2), 2);
    String v = m.fresh("v");
    Maker inside = m.inner().with(form.named(v));
    Result result = result(inside, depth);
    return LoopRules.part(
        m,
        Term.pieces(
            "vmap(" + v + " -> ",
            result.pieces,
            ")(",
            form.map(many).write(t -> m.of(t, depth - 2)),
            ")"),
        result.form.map(many));
  }

  private record Result(Arrangement form, List<Piece> pieces) {}

  /** One tensor, or a tuple or record of two. */
  private static Result result(Maker inside, int depth) {
    Term one = LoopRules.written(inside.any(depth - 1));
    Arrangement.One first = new Arrangement.One(one.type());
    if (!inside.chance().oneIn(3)) {
      return new Result(first, Term.pieces(one));
    }
    Term other = LoopRules.written(inside.any(depth - 2));
    List<Arrangement> parts = List.of(first, new Arrangement.One(other.type()));
    return inside.chance().coin()
        ? new Result(new Arrangement.Tuple(parts), Term.pieces("(", one, ", ", other, ")"))
        : new Result(
            new Arrangement.Fields(List.of("u", "v"), parts),
            Term.pieces("{u: ", one, ", v: ", other, "}"));
  }

  /** Arguments along any of their axes, or passed whole: as wholes, or part by part. */
  private static final class Along {
    private final Maker m;
    private final Dim n;
    private final List<Piece> axes = new ArrayList<>();
    private final List<Piece> arguments = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Named> inside = new ArrayList<>();

    Along(Maker m, Dim n) {
      this.m = m;
      this.n = n;
    }

    Term make(int depth) {
      int count = m.chance().from(1, 3);
      for (int i = 0; i < count; i++) {
        argument(i == 0, depth);
      }
      Result result = result(m.inner().with(inside), depth);
      List<Named> parts = result.form.named("");
      int least = parts.stream().mapToInt(p -> p.type().rank()).min().orElse(0);
      int out = m.chance().coin() ? 0 : m.chance().from(0, least);
      String head = count == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
      return LoopRules.part(
          m,
          Term.pieces(
              "vmap(" + head + " -> ",
              result.pieces,
              ", in_axes=(",
              axes,
              count == 1 ? ",)" : ")",
              ", out_axes=",
              parts.size() == 1 ? m.axis(out, parts.get(0).type().rank() + 1) : "" + out,
              ")(",
              arguments,
              ")"),
          result.form.map(t -> t.withShape(t.shape().insert(out, n))));
    }

    private void argument(boolean isFirst, int depth) {
      Arrangement form = Arrangement.of(m.chance(), () -> m.type(Kind.ANY, 0, 2), 1);
      String name = m.fresh("v");
      String comma = isFirst ? "" : ", ";
      names.add(name);
      inside.addAll(form.named(name));
      List<Piece> written = new ArrayList<>();
      if (!isFirst && m.chance().oneIn(3)) {
        axes.addAll(Term.pieces(comma, "none"));
        written.addAll(form.write(t -> m.of(t, depth - 2)));
      } else if (form instanceof Arrangement.One || m.chance().coin()) {
        int least = form.named("").stream().mapToInt(p -> p.type().rank()).min().orElse(0);
        int axis = m.chance().from(0, least);
        boolean isOne = form instanceof Arrangement.One;
        axes.addAll(Term.pieces(comma, isOne ? m.axis(axis, least + 1) : "" + axis));
        written.addAll(form.write(t -> m.of(along(t, axis), depth - 2)));
      } else {
        parts(form, comma, written, depth);
      }
      arguments.addAll(Term.pieces(comma, written));
    }

    /** An axis for each tensor of an argument, for the first at least. */
    private void parts(Arrangement form, String comma, List<Piece> written, int depth) {
      List<Integer> chosen = new ArrayList<>();
      axes.addAll(
          Term.pieces(
              comma,
              form.write(t -> {
                boolean isWhole = !chosen.isEmpty() && m.chance().oneIn(3);
                int axis = m.chance().from(0, t.rank());
                chosen.add(isWhole ? -1 : axis);
                return isWhole ? "none" : m.axis(axis, t.rank() + 1);
              })));
      int[] next = {0};
      written.addAll(
          form.write(t -> {
            int axis = chosen.get(next[0]++);
            return m.of(axis < 0 ? t : along(t, axis), depth - 2);
          }));
    }

    private TensorType along(TensorType type, int axis) {
      return type.withShape(type.shape().insert(axis, n));
    }
  }
}
