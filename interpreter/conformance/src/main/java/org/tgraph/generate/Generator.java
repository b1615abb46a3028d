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
  private final List<Statement> statements = new ArrayList<>(standard());
  private final List<Input> inputs = new ArrayList<>();
  private final List<TypeDefinition> definitions = new ArrayList<>();
  private final Map<SizeVar, Integer> sizes = new TreeMap<>();
  private final Lets lets;
  private Maker maker;

  private Generator(long seed) {
    this.chance = new Chance(seed);
    List<DType> dtypes = chance.oneIn(3) ? List.of(DType.values()) : COMMON;
    List<Dim> known = new ArrayList<>(List.of(Dim.of(2), Dim.of(3)));
    for (int i = 0; i < 2; i++) {
      known.add(Dim.of(chance.from(0, 5)));
    }
    this.maker =
        new Maker(
            chance,
            dtypes,
            known,
            List.of(),
            List.of(),
            new int[1],
            0,
            true,
            new ArrayList<>(),
            true);
    this.lets = new Lets(definitions);
  }

  private static Map<String, String> helpers() {
    Map<String, String> helpers = new TreeMap<>();
    helpers.put("bounded", BOUNDED);
    helpers.put("regular", "fn regular(a) = a + diagonal_of(a) * 8");
    helpers.put("diagonal_of", "fn diagonal_of(a) = tril(triu(ones_like(a)))");
    helpers.put("definite", "fn definite(a) = a @ conj(a.mT) + diagonal_of(a @ conj(a.mT)) * 2");
    return helpers;
  }

  /** The functions that stand at the head of every script. */
  static List<Statement> standard() {
    List<Statement> all = new ArrayList<>();
    HELPERS.forEach(
        (name, text) -> all.add(new Statement(Term.pieces(text), List.of(name), List.of())));
    return all;
  }

  public static Script make(long seed) {
    Generator g = new Generator(seed);
    g.fill();
    return new Script(g.statements, g.inputs);
  }

  private void fill() {
    library();
    for (int i = chance.below(3); i > 0; i--) {
      attempt(this::input);
    }
    if (chance.oneIn(3)) {
      attempt(this::definition);
    }
    for (int i = chance.below(4); i > 0; i--) {
      attempt(this::function);
    }
    if (chance.oneIn(3)) {
      attempt(this::generic);
    }
    for (int i = chance.from(2, 6); i > 0; i--) {
      attempt(this::let);
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

  /** Functions over packs and kinds: of a module, or the script's own. */
  private void library() {
    if (chance.oneIn(3)) {
      boolean isShort = chance.coin();
      String text = "import " + Library.MODULE + (isShort ? " as g" : "");
      String name = isShort ? "g" : Library.MODULE;
      statements.add(new Statement(Term.pieces(text), List.of(name), List.of()));
      for (String definition : Library.FUNCTIONS) {
        lets.add((m, depth) -> Library.call(m, name + ".", definition, depth));
      }
      return;
    }
    for (String definition : chance.shuffled(Library.FUNCTIONS).subList(0, 2)) {
      String name = Library.name(definition);
      statements.add(new Statement(Term.pieces(definition), List.of(name), List.of()));
      lets.add((m, depth) -> Library.call(m, "", definition, depth));
    }
  }

  private void generic() {
    PackFunction function = PackFunction.of(maker);
    statements.add(function.statement());
    for (int i = 0; i < 3; i++) {
      lets.add(function::call);
    }
  }

  private void definition() {
    TypeDefinition definition = TypeDefinition.of(maker);
    statements.add(definition.statement());
    definitions.add(definition);
  }

  private void function() {
    Functions.Made made =
        chance.oneIn(3) ? Functions.plain(maker) : Functions.annotated(maker, definitions);
    statements.add(made.statement());
    maker = maker.withFunctions(List.of(made.callable()));
  }

  /** A file, some of whose sizes may be found from it. */
  private void input() {
    String name = maker.fresh("x");
    TensorType type = maker.type(Kind.ANY, 0, 3);
    if (type.rank() > 0 && chance.oneIn(3)) {
      Dim size = Dim.of(SizeVar.of(maker.fresh("n")));
      type = type.withShape(type.shape().with(chance.below(type.rank()), size));
      maker = maker.withSizes(List.of(size));
    }
    TensorType real =
        type.substitute(v -> Dim.of(sizes.computeIfAbsent(v, k -> chance.from(0, 5))));
    List<Piece> pieces =
        Term.pieces(
            "input " + name + ": ", Maker.annotation(type), " = read(\"" + name + ".npy\")");
    inputs.add(new Input(name + ".npy", array(chance, real)));
    define(new Lets.Made(pieces, List.of(name), List.of(new Named(name, type))));
  }

  /** Small numbers, and now and then what is special. */
  static Array array(Chance chance, TensorType type) {
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
        array.set(i, chance.oneIn(20) ? special(chance) : value / 16.0);
      }
    }
    return array;
  }

  private static double special(Chance chance) {
    return chance.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0);
  }

  private void define(Lets.Made made) {
    statements.add(new Statement(made.pieces(), made.names(), made.values()));
    maker = maker.with(made.values()).withSizes(made.sizes());
    maker.keys().addAll(made.keys());
  }

  private void let() {
    lets.of(maker, chance.from(1, 4)).forEach(this::define);
  }
}
