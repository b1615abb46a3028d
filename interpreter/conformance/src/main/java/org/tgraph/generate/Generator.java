package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tgraph.array.Array;
import org.tgraph.generate.Script.Input;
import org.tgraph.generate.Script.Named;
import org.tgraph.generate.Script.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Makes a random script that is right, the same for the same seed. */
public final class Generator {
  private static final List<DType> COMMON =
      List.of(DType.BOOL, DType.I32, DType.I64, DType.F32, DType.F64);

  private static final String BOUNDED = "fn bounded(x) = where(isfinite(x), x / (1 + abs(x)), 0.5)";

  /** What stands before every script; a statement that nothing uses goes when it is shrunk. */
  private static final Map<String, String> HELPERS = helpers();

  private final Chance chance;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();
  private Maker maker;

  private Generator(long seed) {
    this.chance = new Chance(seed);
    List<DType> dtypes = chance.oneIn(3) ? List.of(DType.values()) : COMMON;
    List<Dim> sizes = new ArrayList<>(List.of(Dim.of(2), Dim.of(3)));
    for (int i = 0; i < 2; i++) {
      sizes.add(Dim.of(chance.from(0, 5)));
    }
    this.maker = new Maker(chance, dtypes, sizes, List.of(), List.of(), new int[1], false, true);
  }

  private static Map<String, String> helpers() {
    Map<String, String> helpers = new TreeMap<>();
    helpers.put("bounded", BOUNDED);
    helpers.put("regular", "fn regular(a) = a + diagonal_of(a) * 8");
    helpers.put("diagonal_of", "fn diagonal_of(a) = tril(triu(ones_like(a)))");
    helpers.put("definite", "fn definite(a) = a @ conj(a.mT) + diagonal_of(a @ conj(a.mT)) * 2");
    return helpers;
  }

  public static Script make(long seed) {
    Generator g = new Generator(seed);
    g.fill();
    return new Script(g.statements, g.inputs);
  }

  private void fill() {
    HELPERS.forEach(
        (name, text) -> statements.add(new Statement(Term.pieces(text), List.of(name), List.of())));
    List<String> generic = chance.shuffled(Functions.GENERIC).subList(0, 2);
    for (String definition : generic) {
      String name = definition.substring(3).split("[\\[(]")[0];
      statements.add(new Statement(Term.pieces(definition), List.of(name), List.of()));
    }
    for (int i = chance.below(3); i > 0; i--) {
      attempt(this::input);
    }
    for (int i = chance.below(4); i > 0; i--) {
      attempt(this::function);
    }
    for (int i = chance.from(2, 6); i > 0; i--) {
      attempt(() -> let(generic));
    }
  }

  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (Unmakeable e) {
      // The script has a statement less.
      return;
    }
  }

  private void function() {
    Functions.Made made = chance.oneIn(3) ? Functions.plain(maker) : Functions.annotated(maker);
    statements.add(made.statement());
    List<Callable> functions = new ArrayList<>(maker.functions());
    functions.add(made.callable());
    maker =
        new Maker(
            chance,
            maker.dtypes(),
            maker.sizes(),
            maker.scope(),
            functions,
            maker.counter(),
            false,
            true);
  }

  /** A file whose sizes get names, which nothing else uses. */
  private void input() {
    TensorType type = maker.type(Kind.ANY, 0, 3);
    String name = maker.fresh("x");
    List<Piece> pieces = Term.pieces("input " + name + ": " + type.element());
    for (int axis = 0; axis < type.rank(); axis++) {
      pieces.addAll(Term.pieces(axis == 0 ? "[" : ", ", Maker.size(type.dim(axis))));
    }
    pieces.addAll(Term.pieces(type.rank() == 0 ? "" : "]", " = read(\"" + name + ".npy\")"));
    inputs.add(new Input(name + ".npy", array(type)));
    define(pieces, List.of(name), new Named(name, type));
  }

  private Array array(TensorType type) {
    Array array = Array.zeros(type.dtype(), type.shape().values());
    for (long i = 0; i < array.size(); i++) {
      int value = chance.from(-40, 60);
      if (type.dtype() == DType.BOOL) {
        array.set(i, value & 1L);
      } else if (type.dtype().isInt()) {
        array.set(i, (long) (type.dtype().isUnsigned() ? Math.abs(value) : value));
      } else if (type.dtype().isComplex()) {
        array.set(i, value / 16.0, chance.from(-40, 60) / 16.0);
      } else {
        array.set(i, chance.oneIn(20) ? special() : value / 16.0);
      }
    }
    return array;
  }

  private double special() {
    return chance.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0);
  }

  private void define(List<Piece> pieces, List<String> names, Named... values) {
    statements.add(new Statement(pieces, names, List.of(values)));
    maker = maker.with(List.of(values));
  }

  private void let(List<String> generic) {
    int depth = chance.from(1, 4);
    String name = maker.fresh("a");
    switch (chance.below(9)) {
      case 0 -> {
        Term x = maker.any(depth);
        Term y = maker.any(depth);
        String other = maker.fresh("a");
        define(
            Term.pieces("let (" + name + ", " + other + ") = (", x, ", ", y, ")"),
            List.of(name, other),
            new Named(name, x.type()),
            new Named(other, y.type()));
      }
      case 1 -> {
        Term x = maker.any(depth);
        Term y = maker.any(depth);
        define(
            Term.pieces("let " + name + " = {u: ", x, ", v: ", y, "}"),
            List.of(name),
            new Named(name + ".u", x.type()),
            new Named(name + ".v", y.type()));
      }
      case 2 -> {
        Term x = maker.any(depth);
        define(
            Term.pieces("let " + name + ": ", Maker.annotation(x.type()), " = ", x),
            List.of(name),
            new Named(name, x.type()));
      }
      case 3 -> selection(name, depth);
      case 4 -> {
        Term x = Functions.generic(maker, chance.of(generic), depth);
        define(Term.pieces("let " + name + " = ", x), List.of(name), new Named(name, x.type()));
      }
      default -> {
        Term x = maker.any(depth);
        define(Term.pieces("let " + name + " = ", x), List.of(name), new Named(name, x.type()));
      }
    }
  }

  /** Two selections by one mask, which have one size. */
  private void selection(String name, int depth) {
    Shape shape = maker.shape(1, 2);
    Term mask = maker.of(DType.BOOL, shape, depth);
    String keep = maker.fresh("keep");
    define(Term.pieces("let " + keep + " = ", mask), List.of(keep), new Named(keep, mask.type()));
    Dim count = Dim.of(new SizeVar(keep, 1, SizeVar.Role.COUNTED));
    for (int i = 0; i < 2; i++) {
      Shape rest = maker.shape(0, 1);
      Term x = maker.of(maker.dtype(Kind.ANY), shape.concat(rest), depth);
      String selected = name + "s" + i;
      define(
          Term.pieces("let " + selected + " = ", x.target(), "[" + keep + "]"),
          List.of(selected),
          new Named(selected, x.type().withShape(Maker.concat(count, rest))));
    }
    String places = name + "at";
    define(
        Term.pieces("let " + places + " = nonzero(" + keep + ")." + (shape.rank() - 1)),
        List.of(places),
        new Named(places, TensorType.of(DType.I64, count)));
  }
}
