package org.tgraph.check;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/** Turns what can be a tensor into a value of the graph, of a wanted element type. */
public final class Tensors {
  /** How far a value is open to the element type of what it meets. */
  enum Weakness {
    INT,
    FLOAT,
    COMPLEX,
    STRONG
  }

  private final Context c;
  private final Map<Val.Tuple, Expr.Tuple> tuples = new IdentityHashMap<>();

  /** The conversion in which a number is taken for an element type. */
  private Optional<Span> conversion = Optional.empty();

  Tensors(Context c) {
    this.c = c;
  }

  static Weakness weakness(Val val) {
    return switch (val) {
      case Val.WeakInt i -> Weakness.INT;
      case Val.WeakFloat f -> Weakness.FLOAT;
      case Val.WeakComplex z -> Weakness.COMPLEX;
      case Val.Items items -> {
        Weakness most = Weakness.INT;
        for (Val item : items.items()) {
          Weakness one = weakness(item);
          most = one.ordinal() > most.ordinal() ? one : most;
        }
        yield items.items().isEmpty() ? Weakness.FLOAT : most;
      }
      default -> Weakness.STRONG;
    };
  }

  /** The element type that a weak value has alone. */
  static DType alone(Weakness weakness) {
    return switch (weakness) {
      case INT -> DType.I64;
      case FLOAT -> DType.F64;
      case COMPLEX, STRONG -> DType.C128;
    };
  }

  /** The value as a tensor of the element type that it has alone. */
  public Value value(Val val, Span span) {
    Weakness weakness = weakness(val);
    return weakness == Weakness.STRONG ? strong(val, span) : weak(val, alone(weakness), span);
  }

  /** The value as a tensor; a weak one takes {@code element}, others are converted. */
  public Value value(Val val, Element element, Span span) {
    if (weakness(val) != Weakness.STRONG) {
      return weak(val, element, span);
    }
    Value value = strong(val, span, Optional.of(element));
    if (value.type().element().equals(element)) {
      return value;
    }
    Optional<Diagnostic> refusal = Conversions.refusal(value.type().element(), element, span);
    if (refusal.isPresent()) {
      throw c.fail(refusal.get());
    }
    return cast(value, element);
  }

  /** Which of operands that do not have an element type of a kind together is to blame. */
  Operand misfit(List<Operand> operands, Kind kind) {
    List<Operand> strong =
        operands.stream().filter(o -> weakness(o.val()) == Weakness.STRONG).toList();
    return strong.stream()
        .filter(o -> !element(o).isIn(kind))
        .findFirst()
        .orElse(strong.isEmpty() ? operands.get(0) : strong.get(0));
  }

  /** As {@link #value}, for a conversion that is written at {@code by}. */
  Value converted(Val val, Element element, Span span, Span by) {
    conversion = Optional.of(by);
    try {
      return value(val, element, span);
    } finally {
      conversion = Optional.empty();
    }
  }

  private Value strong(Val val, Span span) {
    return strong(val, span, Optional.empty());
  }

  private Value strong(Val val, Span span, Optional<Element> wanted) {
    c.at(span);
    return switch (val) {
      case Val.Tensor t -> t.value();
      case Val.Known k -> c.emit(new SizeOf(k.dim()));
      case Val.Flag f -> c.emit(new Constant(Array.scalar(f.value())));
      case Val.Items items -> stack(items, span, wanted);
      default -> throw c.fail(notTensor(val, span));
    };
  }

  private Diagnostic notTensor(Val val, Span span) {
    Diagnostic d =
        Diagnostic.error(
            Code.TG0413, span, "A tensor is needed here, but this is " + describe(val) + ".");
    return val instanceof Val.Distribution
        ? d.note("In a model `x ~ …` is a value of a distribution; `draw(d, key(0))` makes one.")
        : d;
  }

  /** "a function", "`(f64, f64)`": what a value is, in a sentence. */
  String describe(Val val) {
    return switch (val) {
      case Val.Defined d -> "the function " + d.called();
      case Val.ModelMaker m -> "the model " + m.called() + " without its arguments";
      case Val.Model m -> "a model";
      case Val.Draws d -> "draws from a model";
      case Val.Imputed i -> "observations of which some are missing";
      case Val.Table t -> "a table";
      case Val.Distribution d -> "a distribution, `" + c.text(d.type()) + "`";
      case Val.Prelude p -> "the function " + p.called();
      case Val.Function f -> "a function";
      case Val.Str s -> "a text";
      case Val.TextColumn t -> "text, `" + c.text(t.type()) + "`";
      case Val.Module m -> "the module `" + m.name() + "`";
      case Val.Key k -> "a random key";
      case Val.Nothing n -> "`none`";
      case Val.Tuple t -> "a tuple, `" + c.text(t.type()) + "`";
      case Val.Record r -> "a record, `" + c.text(r.type()) + "`";
      default -> "`" + c.text(val.type()) + "`";
    };
  }

  /** Whether this can be a tensor. */
  static boolean isTensor(Val val) {
    return switch (val) {
      case Val.Tensor t -> true;
      case Val.Known k -> true;
      case Val.Weak w -> true;
      case Val.Flag f -> true;
      case Val.Items i -> i.items().stream().allMatch(Tensors::isTensor);
      default -> false;
    };
  }

  private Value stack(Val.Items items, Span span, Optional<Element> wanted) {
    List<Operand> rows = operands(items);
    Element element = wanted.orElseGet(() -> promote("a list", rows, span, Kind.ANY));
    List<Value> parts = new ArrayList<>();
    Shape first = null;
    for (Operand row : rows) {
      Value value = value(row.val(), element, row.span());
      if (first == null) {
        first = value.shape();
      } else if (!value.shape().equals(first)) {
        value = sameShape(value, first, rows.get(0), row);
      }
      parts.add(c.emit(new Reshape(value.shape().insert(0, Dim.ONE)), value));
    }
    return parts.size() == 1
        ? parts.get(0)
        : c.builder().emit(new Concat(0, parts.size()), parts).get(0);
  }

  private Value sameShape(Value value, Shape first, Operand one, Operand other) {
    boolean equal = value.rank() == first.rank();
    for (int i = 0; equal && i < first.rank(); i++) {
      equal = c.isEqual(value.shape().dim(i), first.dim(i)) == Truth.YES;
    }
    if (equal) {
      return c.coerce(value, first);
    }
    throw c.fail(
        Diagnostic.error(Code.TG0410, other.span(), "The items of a list must have one shape.")
            .at("this has shape `" + c.text(value.shape()) + "`")
            .label(one.span(), "this has shape `" + c.text(first) + "`")
            .note("A list is a tensor whose rows are the items; a tuple `(a, b)` may mix them."));
  }

  static List<Operand> operands(Val.Items items) {
    List<Operand> operands = new ArrayList<>();
    for (int i = 0; i < items.items().size(); i++) {
      operands.add(new Operand(items.items().get(i), items.source().items().get(i).span()));
    }
    return operands;
  }

  /** Remembers where the parts of a tuple are written. */
  Val.Tuple written(Val.Tuple tuple, Expr.Tuple source) {
    tuples.put(tuple, source);
    return tuple;
  }

  /** The parts of a tuple, each where it is written if the tuple is written out at {@code span}. */
  List<Operand> parts(Val.Tuple tuple, Span span) {
    Expr.Tuple source = tuples.get(tuple);
    boolean isHere = source != null && source.span().equals(span);
    List<Operand> parts = new ArrayList<>();
    for (int i = 0; i < tuple.parts().size(); i++) {
      Span at = isHere ? source.items().get(i).span() : span;
      parts.add(new Operand(tuple.parts().get(i), at));
    }
    return parts;
  }

  /** A value and where it is written. */
  public record Operand(Val val, Span span) {}

  public Value cast(Value value, Element element) {
    if (value.type().element().equals(element)) {
      return value;
    }
    return element instanceof DType dtype
        ? c.emit(new Cast(dtype), value)
        : c.builder().opaque(value.type().withElement(element), "");
  }

  // Weak values

  private Value weak(Val val, Element element, Span span) {
    c.at(span);
    if (!(element instanceof DType dtype)) {
      check(val, element, span);
      return c.builder().opaque(new TensorType(element, shape(val)), "");
    }
    Array array = Array.zeros(dtype, shape(val).values());
    fill(array, 0, val, dtype, span);
    return c.emit(new Constant(array));
  }

  /** Whether numbers of this weakness can have the element type, as far as the kinds go. */
  static boolean takes(Element element, Weakness weakness) {
    return switch (weakness) {
      case INT -> element.isIn(Kind.NUMERIC);
      case FLOAT -> element.isIn(Kind.FLOATING);
      case COMPLEX -> element.isIn(Kind.COMPLEX);
      case STRONG -> false;
    };
  }

  private void check(Val val, Element element, Span span) {
    if (!takes(element, weakness(val))) {
      throw misfit(val, element, span);
    }
  }

  private Shape shape(Val val) {
    if (!(val instanceof Val.Items items)) {
      return Shape.SCALAR;
    }
    if (items.items().isEmpty()) {
      return Shape.of(Dim.ZERO);
    }
    List<Operand> rows = operands(items);
    Shape first = shape(rows.get(0).val());
    for (Operand row : rows) {
      Shape other = shape(row.val());
      if (!other.equals(first)) {
        throw c.fail(
            Diagnostic.error(Code.TG0410, row.span(), "The rows of a list must be equally long.")
                .at("this has shape `" + c.text(other) + "`")
                .label(rows.get(0).span(), "this has shape `" + c.text(first) + "`"));
      }
    }
    return first.insert(0, Dim.of(items.items().size()));
  }

  private long fill(Array array, long at, Val val, DType dtype, Span span) {
    if (val instanceof Val.Items items) {
      long next = at;
      for (Operand row : operands(items)) {
        next = fill(array, next, row.val(), dtype, row.span());
      }
      return next;
    }
    check(val, dtype, span);
    switch (val) {
      case Val.WeakInt i when dtype.isInt() -> {
        if (!fits(i.value(), dtype)) {
          throw misfit(val, dtype, span);
        }
        array.set(at, i.value().longValue());
      }
      case Val.WeakInt i ->
          array.set(at, finite(new BigDecimal(i.value()).doubleValue(), val, dtype, span));
      case Val.WeakFloat f -> {
        boolean isFinite = Double.isFinite(f.value());
        array.set(at, isFinite ? finite(f.value(), val, dtype, span) : f.value());
      }
      case Val.WeakComplex z -> array.set(at, z.re(), z.im());
      default -> throw new IllegalStateException(val.toString());
    }
    return at + 1;
  }

  /** A number that is not infinite, and must not become so. */
  private double finite(double number, Val val, DType dtype, Span span) {
    boolean isSingle = dtype.part() == DType.F32;
    if (isSingle ? Float.isInfinite((float) number) : Double.isInfinite(number)) {
      throw misfit(val, dtype, span);
    }
    return number;
  }

  static boolean fits(BigInteger value, DType dtype) {
    int bits = 8 * dtype.bytes();
    return dtype.isUnsigned()
        ? value.signum() >= 0 && value.bitLength() <= bits
        : value.bitLength() < bits;
  }

  private Reported misfit(Val val, Element element, Span span) {
    String what =
        val instanceof Val.Items ? "These numbers do" : "The number `" + span.text() + "` does";
    Diagnostic diagnostic =
        Diagnostic.error(Code.TG0403, span, what + " not fit `" + element + "`.");
    if (conversion.isPresent()) {
      diagnostic = diagnostic.label(conversion.get(), "converted to `" + element + "` here");
    }
    if (element instanceof DType d && d.isInt() && val instanceof Val.WeakInt) {
      BigInteger one = BigInteger.ONE;
      int bits = 8 * d.bytes() - (d.isUnsigned() ? 0 : 1);
      BigInteger high = one.shiftLeft(bits).subtract(one);
      BigInteger low = d.isUnsigned() ? BigInteger.ZERO : one.shiftLeft(bits).negate();
      diagnostic = diagnostic.note("`" + d + "` holds " + low + " to " + high + ".");
    } else if (val instanceof Val.WeakFloat f
        && element.isIn(Kind.INT)
        && f.value() == Math.rint(f.value())
        && Math.abs(f.value()) < 1e15) {
      String whole = Long.toString((long) f.value());
      diagnostic = diagnostic.fix(Fix.replace("write `" + whole + "`", span, whole));
    }
    return c.fail(diagnostic);
  }

  // Promotion

  /**
   * The element type that all operands are converted to. Strong operands are promoted within their
   * kind; weak ones take what the strong ones have.
   *
   * @param what what needs them to be of one type, for the message: {@code `+`}
   * @param wanted the kind that is needed; decides only what weak integers alone become
   */
  public Element promote(String what, List<Operand> operands, Span at, Kind wanted) {
    Element strong = null;
    Operand from = null;
    Weakness weak = Weakness.INT;
    for (Operand operand : operands) {
      Weakness weakness = weakness(operand.val());
      if (weakness != Weakness.STRONG) {
        weak = weakness.ordinal() > weak.ordinal() ? weakness : weak;
        continue;
      }
      Element element = element(operand);
      if (strong == null) {
        strong = element;
        from = operand;
      } else if (!strong.equals(element)) {
        strong = promote(what, strong, from, element, operand, at);
      }
    }
    if (strong == null) {
      DType alone = alone(weak);
      return alone == DType.I64 && !wanted.holds(Kind.INT) ? DType.F64 : alone;
    }
    if (takes(strong, weak) || operands.stream().allMatch(o -> isStrong(o.val()))) {
      return strong;
    }
    if (weak == Weakness.COMPLEX && strong instanceof DType d && d.isFloat()) {
      return d == DType.F32 ? DType.C64 : DType.C128;
    }
    Operand literal = operands.stream().filter(o -> !isStrong(o.val())).toList().getLast();
    throw mixed(what, from, strong, literal, alone(weak), at);
  }

  private static boolean isStrong(Val val) {
    return weakness(val) == Weakness.STRONG;
  }

  Element element(Operand operand) {
    if (operand.val() instanceof Val.Items items) {
      return promote("a list", operands(items), operand.span(), Kind.ANY);
    }
    if (operand.val().type() instanceof TensorType t) {
      return t.element();
    }
    throw c.fail(notTensor(operand.val(), operand.span()));
  }

  private Element promote(
      String what, Element a, Operand from, Element b, Operand operand, Span at) {
    if (a instanceof DType x && b instanceof DType y) {
      Optional<DType> both = DType.promote(x, y);
      if (both.isPresent()) {
        return both.get();
      }
    }
    throw mixed(what, from, a, operand, b, at);
  }

  private Reported mixed(String what, Operand left, Element a, Operand right, Element b, Span at) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.TG0402, at, "%s does not mix `%s` and `%s`.".formatted(upper(what), a, b))
            .label(left.span(), "this is `" + a + "`")
            .label(right.span(), "this is `" + b + "`");
    boolean leftFloats = a.isIn(Kind.FLOATING);
    Operand narrow = leftFloats ? right : left;
    Element wide = leftFloats ? a : b;
    Element other = leftFloats ? b : a;
    if (wide.isIn(Kind.FLOATING) && !other.isIn(Kind.FLOATING) || a.isIn(Kind.INT)) {
      String cast = wide + "(" + narrow.span().text() + ")";
      diagnostic = diagnostic.fix(Fix.replace("write `" + cast + "`", narrow.span(), cast));
    }
    return c.fail(diagnostic);
  }

  static String upper(String text) {
    return text.isEmpty() || text.startsWith("`")
        ? text
        : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** A scalar of this element type repeated to a shape. */
  public Value fill(Val scalar, Element element, Shape shape, Span span) {
    return Broadcast.to(c.builder(), value(scalar, element, span), shape);
  }
}
