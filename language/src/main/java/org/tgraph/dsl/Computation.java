package org.tgraph.dsl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tgraph.array.Array;
import org.tgraph.array.JavaNumbers;
import org.tgraph.check.Val;
import org.tgraph.check.Workbench;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.source.UserLine;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * A computation that is written down in Java or Kotlin: its inputs, and the expressions over them.
 * It becomes the same graph as a script, and is checked by the same rules, at the line that builds
 * each expression.
 *
 * <pre>{@code
 * Computation c = new Computation();
 * Dim n = c.size("n");
 * Dim k = c.size("k");
 * Tensor x = c.input("x", DType.F64, n, k);
 * Tensor w = c.input("w", DType.F64, k);
 * Graph predict = c.graph(x.matmul(w).plus(1.0));
 * }</pre>
 *
 * <p>One thread at a time may use a computation and its tensors. The graphs that it gives never
 * change, and any thread may use them.
 */
public final class Computation {
  /** Frames of these packages are not the user's. */
  static final String[] OURS = {"org.tgraph.dsl", "org.tgraph.check"};

  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_]\\w*");
  private static final Set<String> OPERATORS =
      Set.of(
          "+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>", "<", "<=", ">", ">=",
          "==", "!=", "and", "or");

  private final Workbench bench = new Workbench();
  private final Vocabulary vocabulary = new Vocabulary();
  private final List<Diagnostic> warnings = new ArrayList<>();

  /**
   * A named size: any number from 0 up, found from the shapes of the inputs when the graph is run.
   *
   * @throws IllegalArgumentException if the name is taken by another size, or cannot be one
   */
  public Dim size(String name) {
    vocabulary.requireSize(name);
    SizeVar var = bench.size(name, UserLine.outside(OURS));
    vocabulary.size(var);
    return Dim.of(var);
  }

  /**
   * An input.
   *
   * @param sizes of its axes, none for a scalar
   * @throws IllegalArgumentException if the name is taken by another input, or cannot be one; or if
   *     a size is of another computation
   */
  public Tensor input(String name, DType type, Dim... sizes) {
    for (Dim size : sizes) {
      size.variables().forEach(vocabulary::of);
    }
    String word = vocabulary.input(name);
    return new Tensor(this, word, bench.input(name, new TensorType(type, Shape.of(sizes))), "");
  }

  /** An input with axes of fixed sizes. */
  public Tensor input(String name, DType type, long... sizes) {
    return input(name, type, Arrays.stream(sizes).mapToObj(Dim::of).toArray(Dim[]::new));
  }

  /** A scalar input. */
  public Tensor input(String name, DType type) {
    return input(name, type, new Dim[0]);
  }

  /** A constant, which is not to be changed any more. */
  public Tensor constant(Array value) {
    return new Tensor(
        this, vocabulary.unnamed(), new Val.Tensor(bench.constant(value)), "a constant");
  }

  /**
   * A constant of Java's numbers: a number, a {@code boolean}, an array of them, or arrays or lists
   * in such, which are all of one length; {@code double} becomes {@code f64}, {@code int} {@code
   * i32}, and so on.
   */
  public Tensor constant(Object values) {
    return constant(JavaNumbers.array(values));
  }

  /**
   * Any function of the language by its name: {@code call("sum", x, named("axis", 0))}. Arguments
   * are tensors, numbers, booleans, texts, sizes, element types, lists of these (tuples) and maps
   * (records, whose fields are in the map's order).
   *
   * @throws ShapeException if the arguments do not fit
   * @throws IllegalArgumentException if the result is not a tensor
   */
  public Tensor call(String function, Object... arguments) {
    Spelling spelling = new Spelling(this);
    return eval(function(function) + "(" + spelling.list(arguments) + ")", spelling);
  }

  /** As {@link #call}, for a function whose result is a tuple: {@code qr}, {@code eigh}. */
  public List<Tensor> callAll(String function, Object... arguments) {
    Spelling spelling = new Spelling(this);
    String text = function(function) + "(" + spelling.list(arguments) + ")";
    if (!(check(text, spelling) instanceof Val.Tuple tuple)) {
      throw new IllegalArgumentException("The result of `" + function + "` is not a tuple.");
    }
    return tuple.parts().stream().map(part -> tensor(part, text)).toList();
  }

  /**
   * As {@link #call}, for a function whose result is a record: {@code minimize}.
   *
   * @return its tensors in order; those of a record in it have a name with a dot, {@code x.w}, and
   *     those of a tuple a number
   */
  public Map<String, Tensor> callRecord(String function, Object... arguments) {
    Spelling spelling = new Spelling(this);
    String text = function(function) + "(" + spelling.list(arguments) + ")";
    if (!(check(text, spelling) instanceof Val.Record record)) {
      throw new IllegalArgumentException("The result of `" + function + "` is not a record.");
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    collect("", record, text, tensors);
    return tensors;
  }

  private void collect(String name, Val val, String text, Map<String, Tensor> tensors) {
    String prefix = name.isEmpty() ? "" : name + ".";
    switch (val) {
      case Val.Record record ->
          record.fields().forEach((field, v) -> collect(prefix + field, v, text, tensors));
      case Val.Tuple tuple -> {
        for (int i = 0; i < tuple.parts().size(); i++) {
          collect(prefix + i, tuple.parts().get(i), text, tensors);
        }
      }
      default -> tensors.put(name, tensor(val, text));
    }
  }

  /**
   * Calls a function that was made of functions: {@code apply(Transformed.by("grad", f), x)}.
   *
   * @return the tensors of the result, those of a tuple or record in their order
   * @throws ShapeException if something does not fit, from the line that built it
   */
  public List<Tensor> apply(Transformed function, Object... arguments) {
    Spelling spelling = new Spelling(this);
    String text = spelling.of(function) + "(" + spelling.list(arguments) + ")";
    return tensors(check(text, spelling), text).toList();
  }

  /** The gradients of one float by all arguments. */
  public List<Tensor> grad(TensorMap f, Tensor... at) {
    List<Object> all = IntStream.range(0, at.length).<Object>mapToObj(i -> i).toList();
    return apply(Transformed.by("grad", f, named("wrt", all)), (Object[]) at);
  }

  /** The function for each slice of its arguments along their first axes. */
  public List<Tensor> vmap(TensorMap f, Tensor... arguments) {
    return apply(Transformed.by("vmap", f), (Object[]) arguments);
  }

  private Stream<Tensor> tensors(Val val, String text) {
    return switch (val) {
      case Val.Tuple tuple -> tuple.parts().stream().flatMap(part -> tensors(part, text));
      case Val.Record record -> record.fields().values().stream().flatMap(f -> tensors(f, text));
      default -> Stream.of(tensor(val, text));
    };
  }

  /** A function in Java as one of the language. */
  Val function(TensorMap function) {
    return bench.function(arguments -> {
      List<Tensor> tensors =
          arguments.stream().flatMap(val -> tensors(val, "the argument of a function")).toList();
      return result(function.of(tensors));
    });
  }

  private Val result(Object result) {
    return switch (result) {
      case Tensor tensor -> own(tensor).val();
      case List<?> parts -> new Val.Tuple(parts.stream().map(this::result).toList());
      case Map<?, ?> fields -> {
        Map<String, Val> vals = new LinkedHashMap<>();
        fields.forEach((name, value) -> vals.put(function(String.valueOf(name)), result(value)));
        yield new Val.Record(vals);
      }
      case null, default ->
          throw new IllegalArgumentException(
              "A function of tensors gives a tensor, or a list or map of them, not "
                  + result
                  + ".");
    };
  }

  static String function(String name) {
    if (!FUNCTION.matcher(name).matches()) {
      throw new IllegalArgumentException("`" + name + "` is not the name of a function.");
    }
    return name;
  }

  /** An argument that is given by name. */
  public static Object named(String name, Object value) {
    return new Named(function(name), value);
  }

  /** An argument and its name. */
  record Named(String name, Object value) {}

  /**
   * {@code left operator right}, for operators that have no method, and for numbers on the left.
   *
   * @param operator as the language writes it
   * @throws ShapeException if the operands do not fit
   */
  public Tensor infix(Object left, String operator, Object right) {
    if (!OPERATORS.contains(operator)) {
      throw new IllegalArgumentException("`" + operator + "` is not an operator.");
    }
    Spelling spelling = new Spelling(this);
    String text = spelling.operand(left) + " " + operator + " " + spelling.operand(right);
    return eval(text, spelling);
  }

  /**
   * The computation of these results, as a graph.
   *
   * <p>Its inputs are all inputs that were made so far, in their order.
   */
  public Graph graph(Tensor... results) {
    return bench.graph(Arrays.stream(results).map(this::own).map(Tensor::val).toList());
  }

  private Tensor own(Tensor tensor) {
    new Spelling(this).of(tensor);
    return tensor;
  }

  /** What the language warns of in the expressions so far, each at the line that built it. */
  public List<Diagnostic> warnings() {
    return List.copyOf(warnings);
  }

  /** The expression that {@code text} makes of an operand. */
  Tensor unary(Tensor operand, Function<String, String> text) {
    Spelling spelling = new Spelling(this);
    return eval(text.apply(spelling.of(operand)), spelling);
  }

  /** The expression {@code target[subscripts]}. */
  Tensor index(Tensor target, Object[] subscripts) {
    Spelling spelling = new Spelling(this);
    return eval(spelling.of(target) + "[" + spelling.list(subscripts) + "]", spelling);
  }

  /** The expression {@code target as f64[sizes]}. */
  Tensor coerce(Tensor target, Object[] sizes) {
    Spelling spelling = new Spelling(this);
    String shape = sizes.length == 0 ? "" : "[" + spelling.list(sizes) + "]";
    return eval(spelling.of(target) + " as " + target.type().element() + shape, spelling);
  }

  private Tensor eval(String text, Spelling spelling) {
    return tensor(check(text, spelling), text);
  }

  private Tensor tensor(Val val, String text) {
    if (!bench.isTensor(val)) {
      String what = val instanceof Val.Tuple ? "a tuple, which `callAll` takes apart" : "no tensor";
      throw new IllegalArgumentException("`" + text + "` is " + what + ".");
    }
    return new Tensor(this, vocabulary.unnamed(), val, "`" + text + "`");
  }

  private Val check(String text, Spelling spelling) {
    UserLine line = UserLine.outside(OURS);
    Map<String, Val> names = new LinkedHashMap<>(spelling.names());
    return switch (bench.check(text, line, names)) {
      case Workbench.Outcome.Right right -> {
        right.warnings().forEach(w -> warnings.add(explained(w, spelling)));
        yield right.val();
      }
      case Workbench.Outcome.Wrong wrong ->
          throw UserLine.thrownOutside(
              new ShapeException(explained(wrong.problem(), spelling)), OURS);
    };
  }

  /** With what the tensors that have no name of the user's are. */
  private static Diagnostic explained(Diagnostic diagnostic, Spelling spelling) {
    Diagnostic result = diagnostic;
    for (Tensor tensor : spelling.tensors().values()) {
      if (!tensor.madeFrom().isEmpty()) {
        result =
            result.note(
                "`%s` is %s (%s).".formatted(tensor.word(), tensor.madeFrom(), tensor.line()));
      }
    }
    return result;
  }

  Workbench bench() {
    return bench;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }
}
