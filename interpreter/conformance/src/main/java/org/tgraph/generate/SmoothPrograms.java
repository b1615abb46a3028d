package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tgraph.array.Array;
import org.tgraph.generate.Script.Input;
import org.tgraph.generate.Script.Named;
import org.tgraph.generate.Script.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * Random scripts that have a differentiable function {@code f} of a tensor, tuple or record, and
 * compute both sides of each law of derivatives for it.
 */
final class SmoothPrograms {
  /** The step of the central differences; half of it is tried too. */
  static final double STEP = 1.0 / 1024;

  private static final Dim BATCH = Dim.of(2);

  private final Chance chance;
  private final List<Statement> statements = new ArrayList<>(Generator.standard());
  private final List<Input> inputs = new ArrayList<>();
  private final Maker maker;

  private SmoothPrograms(long seed) {
    this.chance = new Chance(seed);
    List<Dim> sizes =
        List.of(Dim.of(2), Dim.of(3), Dim.of(chance.from(1, 3)), Dim.of(chance.from(0, 4)));
    this.maker =
        new Maker(
            chance,
            List.of(DType.F64),
            sizes,
            List.of(),
            List.of(),
            new int[1],
            0,
            false,
            new ArrayList<>(),
            false);
  }

  static Script make(long seed) {
    SmoothPrograms p = new SmoothPrograms(seed);
    p.fill();
    return new Script(p.statements, p.inputs);
  }

  private void fill() {
    Arrangement form =
        Arrangement.of(chance, () -> new TensorType(DType.F64, maker.shape(0, 2)), 2);
    Shape shape = maker.shape(0, 2);
    Smooth body = new Smooth(maker, DType.F64, form.named("p"));
    define(Term.pieces("fn f(p) = ", body.of(shape, chance.from(1, 4))), "f");
    TensorType result = new TensorType(DType.F64, shape);
    List<String> points = read("x", form.named("").stream().map(Named::type).toList());
    List<String> directions = read("t", form.named("").stream().map(Named::type).toList());
    String c = read("c", List.of(result)).get(0);
    String x = write(form, i -> points.get(i));
    String t = write(form, i -> directions.get(i));
    let("y", "f(" + x + ")", result);
    define(
        Term.pieces("let (v, d) = jvp(f, (" + x + ",), (" + t + ",))"),
        "v",
        new Named("v", result),
        new Named("d", result));
    define(
        Term.pieces("let g = grad(p -> sum(f(p) * " + c + "))(" + x + ")"),
        "g",
        form.named("g").toArray(new Named[0]));
    define(
        Term.pieces("let l = linearize(f, (" + x + ",)).1(" + t + ")"),
        "l",
        new Named("l", result));
    define(
        Term.pieces("let (b,) = vjp(checkpoint(f), (" + x + ",)).1(" + c + ")"),
        "b",
        form.named("b").toArray(new Named[0]));
    for (String step : List.of("+ ", "- ", "+ 0.5 * ", "- 0.5 * ")) {
      String moved =
          write(form, i -> points.get(i) + " " + step + STEP + " * " + directions.get(i));
      let(maker.fresh("f"), "f(" + moved + ")", result);
    }
    batches(form, result);
  }

  private void batches(Arrangement form, TensorType result) {
    UnaryOperator<TensorType> many = t -> t.withShape(t.shape().insert(0, BATCH));
    List<String> rows = read("xs", form.named("").stream().map(n -> many.apply(n.type())).toList());
    String cs = read("cs", List.of(many.apply(result))).get(0);
    String xs = write(form, i -> rows.get(i));
    let("many", "vmap(f)(" + xs + ")", many.apply(result));
    let(
        "each",
        "stack([f("
            + write(form, i -> rows.get(i) + "[0]")
            + "), f("
            + write(form, i -> rows.get(i) + "[1]")
            + ")])",
        many.apply(result));
    Named[] gradients = form.map(many).named("gm").toArray(new Named[0]);
    define(
        Term.pieces("let gm = grad(p -> sum(vmap(f)(p) * " + cs + "))(" + xs + ")"),
        "gm",
        gradients);
    define(
        Term.pieces("let mg = vmap((p, c) -> grad(q -> sum(f(q) * c))(p))(" + xs + ", " + cs + ")"),
        "mg",
        form.map(many).named("mg").toArray(new Named[0]));
  }

  private void define(List<Piece> pieces, String name, Named... values) {
    statements.add(new Statement(pieces, List.of(name), List.of(values)));
  }

  private void let(String name, String text, TensorType type) {
    define(Term.pieces("let " + name + " = " + text), name, new Named(name, type));
  }

  /** The tensors of a form, by their numbers. */
  private static String write(Arrangement form, Function<Integer, String> leaf) {
    int[] next = {0};
    return Script.text(form.write(t -> leaf.apply(next[0]++)));
  }

  /** Inputs of these types, whose values are not where anything has a kink. */
  private List<String> read(String prefix, List<TensorType> types) {
    List<String> names = new ArrayList<>();
    for (TensorType type : types) {
      String name = prefix + names.size();
      Array array = Array.zeros(DType.F64, type.shape().values());
      for (long i = 0; i < array.size(); i++) {
        array.set(i, (chance.below(2_000_001) - 1_000_000) / 600_000.0);
      }
      inputs.add(new Input(name + ".npy", array));
      define(
          Term.pieces(
              "input " + name + ": ", Maker.annotation(type), " = read(\"" + name + ".npy\")"),
          name,
          new Named(name, type));
      names.add(name);
    }
    return names;
  }
}
