package org.tgraph.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.graph.Value;
import org.tgraph.program.TextInput;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * What an expression stands for while a script is checked: a value of the graph, or something that
 * is known without running anything. {@link Tensors} turns what can be one into a graph value.
 */
public sealed interface Val {
  Type type();

  Val POISON = new Poison();
  Val NOTHING = new Nothing();

  /** A value of the graph. */
  record Tensor(Value value) implements Val {
    @Override
    public TensorType type() {
      return value.type();
    }
  }

  /** An {@code i64} scalar of which the value is known as a size: a size, or made of sizes. */
  record Known(Dim dim) implements Val {
    @Override
    public TensorType type() {
      return TensorType.scalar(DType.I64);
    }
  }

  /** A bare number, which takes the element type of what it meets. */
  sealed interface Weak extends Val {
    /** The element type that it has alone. */
    DType alone();

    @Override
    default TensorType type() {
      return TensorType.scalar(alone());
    }
  }

  record WeakInt(BigInteger value) implements Weak {
    @Override
    public DType alone() {
      return DType.I64;
    }
  }

  record WeakFloat(double value) implements Weak {
    @Override
    public DType alone() {
      return DType.F64;
    }
  }

  record WeakComplex(double re, double im) implements Weak {
    @Override
    public DType alone() {
      return DType.C128;
    }
  }

  /** {@code true} or {@code false} as written. */
  record Flag(boolean value) implements Val {
    @Override
    public TensorType type() {
      return TensorType.scalar(DType.BOOL);
    }
  }

  /** {@code [a, b]}: the rows of a tensor, or just a list, as what it is given to likes. */
  record Items(List<Val> items, Expr.ListLit source) implements Val {
    public Items {
      items = List.copyOf(items);
    }

    /** What is known of the tensor without making it; {@link Tensors} finds out if it is one. */
    @Override
    public Type type() {
      if (items.isEmpty()) {
        return TensorType.of(DType.F64, Dim.ZERO);
      }
      DType promoted = null;
      for (Val item : items) {
        if (!(item.type() instanceof TensorType t) || !(t.element() instanceof DType d)) {
          return items.get(0).type() instanceof TensorType first
              ? first.withShape(first.shape().insert(0, Dim.of(items.size())))
              : new Type.Poison();
        }
        promoted = promoted == null ? d : DType.promote(promoted, d).orElse(widest(promoted, d));
      }
      Shape row = ((TensorType) items.get(0).type()).shape();
      return new TensorType(promoted, row.insert(0, Dim.of(items.size())));
    }

    private static DType widest(DType a, DType b) {
      return a.ordinal() >= b.ordinal() ? a : b;
    }
  }

  /**
   * A tuple.
   *
   * @param names what the parts of the result of a function are also called; there may be none
   */
  record Tuple(List<Val> parts, List<String> names) implements Val {
    public Tuple {
      parts = List.copyOf(parts);
      names = List.copyOf(names);
    }

    public Tuple(List<Val> parts) {
      this(parts, List.of());
    }

    @Override
    public Type type() {
      return new Type.Tuple(parts.stream().map(Val::type).toList());
    }
  }

  record Record(Map<String, Val> fields) implements Val {
    public Record {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public Type type() {
      Map<String, Type> types = new LinkedHashMap<>();
      fields.forEach((name, field) -> types.put(name, field.type()));
      return new Type.Record(types);
    }

    /** The fields, those of models inside of a model as records of their own. */
    Record nested() {
      return new Record(DottedNames.nested(fields, Record::new));
    }
  }

  /**
   * Observations some of which are missing.
   *
   * @param value has {@code nan} there
   * @param places of these, in row-major order
   * @param at where the value is written
   */
  record Imputed(Value value, Value places, Span at) implements Val {
    @Override
    public Type type() {
      return new Type.Opaque("observations");
    }
  }

  /**
   * A random key.
   *
   * @param value the 64 bits of it, an {@code i64} scalar that only samplers compute with
   */
  record Key(Value value) implements Val {
    /** What a key is in the graph. */
    public static final TensorType IN_GRAPH = TensorType.scalar(DType.I64);

    @Override
    public Type type() {
      return new Type.Key();
    }
  }

  record Str(String text) implements Val {
    @Override
    public Type type() {
      return new Type.Text(Shape.SCALAR);
    }
  }

  /** Text from an input file. */
  record TextColumn(TextInput text) implements Val {
    @Override
    public Type type() {
      return new Type.Text(text.shape());
    }
  }

  /** What can be called. */
  sealed interface Function extends Val {
    /**
     * The name to call it in a message, in backticks or not: {@code `predict`}, "this function".
     */
    String called();
  }

  /** What a statement of a script or module defines. */
  sealed interface Named extends Function {
    FunctionDef definition();

    @Override
    default String called() {
      return "`" + definition().name() + "`";
    }

    @Override
    default Type type() {
      return definition().type();
    }
  }

  /** A {@code fn}. */
  record Defined(FunctionDef definition) implements Named {}

  record Lambda(Expr.Lambda source, Scope scope) implements Function {
    @Override
    public String called() {
      return "this function";
    }

    @Override
    public Type type() {
      List<Type> unknown = new ArrayList<>();
      source.params().forEach(p -> unknown.add(new Type.Opaque("_")));
      return new Type.Arrow(unknown, Optional.empty());
    }
  }

  record Prelude(Builtin builtin) implements Function {
    @Override
    public String called() {
      return "`" + builtin.name() + "`";
    }

    @Override
    public Type type() {
      return new Type.Opaque(builtin.signature());
    }
  }

  /** A parameter of which the function type is all that is known. */
  record Unknown(Type.Arrow type) implements Function {
    @Override
    public String called() {
      return "this function";
    }
  }

  /** A function made of another by a transformation, such as {@code grad}. */
  record Transformed(String transform, Function of, FunctionTypes.Typing typing, Applied applied)
      implements Function {
    @Override
    public String called() {
      return "`" + transform + "(…)`";
    }

    @Override
    public Type type() {
      return new Type.Opaque(transform + "(" + of.called().replace("`", "") + ")");
    }
  }

  /** A function that is written in Java or Kotlin. */
  record Host(Applied applied) implements Function {
    @Override
    public String called() {
      return "this function";
    }

    @Override
    public Type type() {
      return new Type.Opaque("a function of the program");
    }
  }

  /** What calling a {@link Transformed} function does. */
  interface Applied {
    Val apply(Arguments arguments, Span call);
  }

  /** The name of an element type, which converts when it is called. */
  record Conversion(Element element) implements Function {
    @Override
    public String called() {
      return "`" + element + "`";
    }

    @Override
    public Type type() {
      return new Type.Opaque(element.toString());
    }
  }

  /** A {@code model}, which makes a model of its arguments. */
  record ModelMaker(FunctionDef definition) implements Named {}

  /**
   * A model of some arguments.
   *
   * @param parameters what the statements of the model see
   * @param sites in order
   * @param observed the sites of which the value is given
   */
  record Model(
      FunctionDef definition,
      Scope parameters,
      Span call,
      Map<String, Site> sites,
      Map<String, Val> observed)
      implements Val {
    public Model {
      sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
      observed = Collections.unmodifiableMap(new LinkedHashMap<>(observed));
    }

    /** The same model of other data. */
    Model of(Map<String, Site> sitesNow, Map<String, Val> data) {
      return new Model(definition, parameters, call, sitesNow, data);
    }

    /** The sites that are not observed, in order. */
    public List<Site> latent() {
      return sites.values().stream().filter(s -> !s.isDerived() && !isObserved(s)).toList();
    }

    /** Whether a site has data: of this model, or where a model inside of it is stated. */
    public boolean isObserved(Site site) {
      return site.isGiven() || observed.containsKey(site.name());
    }

    /** Whether the name is that of a model inside. */
    boolean hasInside(String name) {
      return sites.keySet().stream().anyMatch(n -> n.startsWith(name + "."));
    }

    @Override
    public Type type() {
      Map<String, Type> types = new LinkedHashMap<>();
      sites.forEach((name, site) -> types.put(name, site.type()));
      return new Type.Model(DottedNames.nested(types, Type.Record::new));
    }
  }

  /**
   * A probability distribution.
   *
   * @param functions what a module of the standard library says of it: {@code log_density}, {@code
   *     draw}, {@code support} and others
   */
  record Distribution(Type.Distribution type, Record functions) implements Val {}

  /**
   * Draws from a model.
   *
   * @param sites for each site that is not observed, and each derived value, a tensor with axes for
   *     chains and draws before its own
   * @param statistics what the sampler recorded of each draw
   * @param facts what is known of all draws together, by names that stand behind those of sites
   * @param places where the model names each site
   */
  record Draws(Record sites, Record statistics, Record facts, Map<String, Span> places)
      implements Val {
    Draws(Record sites, Record statistics, Model of) {
      this(sites, statistics, new Record(Map.of()), places(of));
    }

    Draws(Record sites, Record statistics, Record facts, Model of) {
      this(sites, statistics, facts, places(of));
    }

    /** The draws, those of models inside of the model as records of their own. */
    public Record bySite() {
      return sites.nested();
    }

    /** What can be asked of the draws: the sites, and behind them the facts. */
    public Record named() {
      Map<String, Val> all = new LinkedHashMap<>(bySite().fields());
      facts.fields().forEach(all::putIfAbsent);
      return new Record(all);
    }

    private static Map<String, Span> places(Model model) {
      return model.sites().values().stream().collect(Collectors.toMap(Site::name, Site::place));
    }

    @Override
    public Type type() {
      return new Type.Draws(((Type.Record) bySite().type()).fields());
    }
  }

  /** A table: a record for each row, of columns whose tensors have one shape. */
  record Table(Record rows) implements Val {
    @Override
    public Type type() {
      return new Type.Opaque("table");
    }
  }

  record Module(String name, Scope scope) implements Val {
    /** Whether it can be used without an import. */
    public boolean isOfPrelude() {
      return scope.own().values().stream().allMatch(e -> e.place().isEmpty());
    }

    @Override
    public Type type() {
      return new Type.Opaque("module " + name);
    }
  }

  /** {@code none}, or what an effect returns. */
  record Nothing() implements Val {
    @Override
    public Type type() {
      return new Type.Nothing();
    }
  }

  /** What had a mistake in it that was reported: nothing more is said of what depends on it. */
  record Poison() implements Val {
    @Override
    public Type type() {
      return new Type.Poison();
    }
  }

  /** Whether there was a mistake in it, or in a part of it. */
  default boolean isPoison() {
    return switch (this) {
      case Poison p -> true;
      case Tuple t -> t.parts.stream().anyMatch(Val::isPoison);
      case Record r -> r.fields.values().stream().anyMatch(Val::isPoison);
      case Draws d -> d.sites.isPoison();
      case Table t -> t.rows.isPoison();
      default -> false;
    };
  }
}
