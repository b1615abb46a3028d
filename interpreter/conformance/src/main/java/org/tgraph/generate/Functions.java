package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.generate.Script.Named;
import org.tgraph.generate.Script.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Functions of generated scripts. */
final class Functions {
  /** A function, and the statement that defines it. */
  record Made(Statement statement, Callable callable) {}

  private static final SizeVar N = SizeVar.of("n");
  private static final SizeVar K = SizeVar.of("k");

  private final Maker m;
  private final List<Param> params = new ArrayList<>();
  private final List<Named> known = new ArrayList<>();
  private final List<Callable> functions = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<Piece> head = new ArrayList<>();

  private Functions(Maker m) {
    this.m = m;
  }

  private static List<Dim> sizes() {
    Dim n = Dim.of(N);
    Dim k = Dim.of(K);
    return List.of(
        n, n, n, k, k, n.plus(1), n.times(2), Dim.ONE, Dim.of(2), Dim.of(3), n.plus(k), k.plus(2));
  }

  /** A function that is checked once, for all sizes; some of them may be parameters. */
  static Made annotated(Maker m, List<TypeDefinition> definitions) {
    return new Functions(m).annotated(definitions);
  }

  private Made annotated(List<TypeDefinition> definitions) {
    String name = m.fresh("h");
    int dims = m.chance().oneIn(4) ? m.chance().from(1, 2) : 0;
    head.addAll(Term.pieces("fn " + name + "("));
    if (dims > 0) {
      head.addAll(Term.pieces("n: dim" + (dims > 1 ? ", k: dim" : "")));
    }
    boolean hasMasks = m.chance().oneIn(3);
    Maker inside = m.body(sizes(), List.of(), hasMasks, List.of());
    int before = dims;
    // Both sizes are found: each stands alone on an axis, or is given.
    boolean hasBoth = dims == 0 && m.chance().coin();
    if (dims == 0) {
      tensor(before, hasBoth ? Shape.of(Dim.of(N), Dim.of(K)) : Shape.of(Dim.of(N)));
    }
    if (dims < 2 && !hasBoth) {
      tensor(before, Shape.of(Dim.of(K)));
    }
    for (int more = m.chance().below(3); more > 0; more--) {
      further(before, inside, definitions);
    }
    if (m.chance().oneIn(5)) {
      optional(before);
    }
    head.addAll(Term.pieces(")"));
    Maker body = m.body(sizes(), known, hasMasks, keys).withFunctions(functions);
    return finished(body, name, List.of(N, K), dims, true);
  }

  private void add(int before, Param param, List<Piece> annotation) {
    boolean isFirst = before + params.size() == 0;
    head.addAll(Term.pieces((isFirst ? "" : ", ") + param.name(), annotation));
    params.add(param);
  }

  private void tensor(int before, Shape shape) {
    TensorType type = new TensorType(m.dtype(Kind.ANY), shape);
    tensors(before, new Arrangement.One(type), Maker.annotation(type));
  }

  private void tensors(int before, Arrangement arrangement, List<Piece> annotation) {
    Param param = new Param.Tensors(m.fresh("p"), arrangement, false);
    known.addAll(arrangement.named(param.name()));
    add(before, param, annotation.isEmpty() ? List.of() : Term.pieces(": ", annotation));
  }

  private void further(int before, Maker inside, List<TypeDefinition> definitions) {
    switch (m.chance().below(6)) {
      case 0 -> {
        Arrangement arrangement =
            Arrangement.group(m.chance(), () -> inside.type(Kind.ANY, 0, 2), 2, List.of("u", "v"));
        tensors(before, arrangement, arrangement.annotation());
      }
      case 1 -> {
        TensorType from = inside.type(Kind.ANY, 0, 2);
        TensorType to = m.chance().coin() ? from : inside.type(Kind.ANY, 0, 2);
        Param.Function f = new Param.Function(m.fresh("fun"), from, to);
        functions.add(f.callable());
        add(before, f, Term.pieces(": (", Maker.annotation(from), ") -> ", Maker.annotation(to)));
      }
      case 2 -> {
        Param key = new Param.RandomKey(m.fresh("k"));
        keys.add(key.name());
        add(before, key, Term.pieces(": key"));
      }
      case 3 -> {
        TypeDefinition definition = m.chance().of(definitions);
        tensors(before, definition.arrangement(), definition.annotation(Dim::of));
      }
      default -> tensor(before, inside.shape(0, 3));
    }
  }

  private void optional(int before) {
    DType dtype = m.dtype(Kind.NUMERIC);
    Arrangement scalar = new Arrangement.One(TensorType.scalar(dtype));
    Param param = new Param.Tensors(m.fresh("p"), scalar, true);
    known.addAll(scalar.named(param.name()));
    add(before, param, Term.pieces(": ", Maker.element(dtype), " = " + Leaves.number(m, dtype)));
  }

  /**
   * A function that is checked at each call; its calls have arguments of the types it is made for.
   */
  static Made plain(Maker m) {
    return new Functions(m).plain();
  }

  private Made plain() {
    String name = m.fresh("g");
    boolean isLambda = m.chance().oneIn(3);
    head.addAll(Term.pieces(isLambda ? "let " + name + " = (" : "fn " + name + "("));
    int count = m.chance().from(1, 3);
    for (int i = 0; i < count; i++) {
      Arrangement arrangement = Arrangement.of(m.chance(), () -> m.type(Kind.ANY, 0, 3), 1);
      // With one type missing, the others do not make it a function that is checked once.
      boolean isTyped = !isLambda && i > 0 && m.chance().oneIn(4);
      tensors(0, arrangement, isTyped ? arrangement.annotation() : List.of());
    }
    if (!isLambda && m.chance().oneIn(6)) {
      Param key = new Param.RandomKey(m.fresh("k"));
      keys.add(key.name());
      add(0, key, List.of());
    }
    head.addAll(Term.pieces(isLambda ? ") ->" : ")"));
    Maker body = m.body(m.sizes(), known, m.chance().oneIn(3), keys).withoutSeeds();
    return finished(body, name, List.of(), 0, false);
  }

  private Made finished(
      Maker inside, String name, List<SizeVar> sizes, int dims, boolean annotates) {
    boolean isLambda = head.get(0) instanceof Piece.Text t && t.text().startsWith("let");
    int depth = inside.chance().from(1, 3);
    List<Piece> lets = new ArrayList<>();
    Maker body = inside;
    boolean isBlock = inside.chance().coin();
    for (int i = isBlock ? inside.chance().from(1, 2) : 0; i > 0; i--) {
      if (!body.keys().isEmpty() && inside.chance().coin()) {
        String key = body.keys().removeLast();
        List<String> two = List.of(body.fresh("k"), body.fresh("k"));
        lets.addAll(Term.pieces("  let (" + String.join(", ", two) + ") = split(" + key + ")\n"));
        body.keys().addAll(two);
        continue;
      }
      Term value = body.any(depth);
      Named local = new Named(body.fresh("t"), value.type());
      lets.addAll(Term.pieces("  let " + local.text() + " = ", value, "\n"));
      body = body.with(List.of(local));
    }
    Result result = result(body, depth);
    boolean isWritten =
        result.arrangement.named("").stream().allMatch(r -> Maker.isWritten(r.type().shape()));
    if (annotates && isWritten) {
      head.addAll(Term.pieces(" -> ", result.arrangement.annotation()));
    }
    head.addAll(
        isBlock
            ? Term.pieces(" {\n", lets, "  ", result.pieces, "\n}")
            : Term.pieces(isLambda ? " " : " = ", result.pieces));
    Callable callable =
        new Callable(name, sizes, dims, params, result.arrangement, inside.hasMasks(), !isLambda);
    return new Made(new Statement(head, List.of(name), List.of()), callable);
  }

  private record Result(Arrangement arrangement, List<Piece> pieces) {}

  private static Result result(Maker body, int depth) {
    if (!body.chance().oneIn(4)) {
      Term term = body.any(depth);
      return new Result(new Arrangement.One(term.type()), Term.pieces(term));
    }
    List<Term> terms = List.of(body.any(depth), body.any(depth - 1));
    List<Arrangement> parts =
        terms.stream().map(t -> (Arrangement) new Arrangement.One(t.type())).toList();
    Arrangement arrangement =
        body.chance().coin()
            ? new Arrangement.Tuple(parts)
            : new Arrangement.Fields(List.of("u", "v"), parts);
    java.util.Iterator<Term> each = terms.iterator();
    return new Result(arrangement, arrangement.write(t -> each.next()));
  }
}
