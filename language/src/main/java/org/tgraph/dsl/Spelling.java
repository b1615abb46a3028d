package org.tgraph.dsl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.tgraph.check.Val;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/** Writes one expression of the language, and notes what the words in it stand for. */
final class Spelling {
  private final Computation computation;
  private final Map<String, Val> names = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  Spelling(Computation computation) {
    this.computation = computation;
  }

  /** What the words stand for. */
  Map<String, Val> names() {
    return names;
  }

  /** The tensors among them. */
  Map<String, Tensor> tensors() {
    return tensors;
  }

  /** All of them with a comma between. */
  String list(Object... arguments) {
    StringJoiner text = new StringJoiner(", ");
    for (Object argument : arguments) {
      text.add(of(argument));
    }
    return text.toString();
  }

  /** As {@link #of}, in parentheses where an operator beside it could take a part of it. */
  String operand(Object argument) {
    String text = of(argument);
    boolean isWhole = text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    boolean isDecimal = argument instanceof Number && !text.startsWith("-");
    boolean isGrouped = argument instanceof List<?> || argument instanceof Map<?, ?>;
    return isWhole || isDecimal || isGrouped ? text : "(" + text + ")";
  }

  /**
   * The argument as an expression.
   *
   * @throws IllegalArgumentException if it is nothing that can stand in one
   */
  String of(Object argument) {
    return switch (argument) {
      case null -> throw new IllegalArgumentException("An argument is null.");
      case Tensor t -> tensor(t);
      case Dim d -> size(d);
      case Computation.Named n -> n.name() + "=" + of(n.value());
      case TensorMap f -> function(f);
      case Transformed t -> {
        String call = t.name() + "(" + list(t.arguments().toArray()) + ")";
        yield t.part().isPresent() ? call + "." + t.part().getAsInt() : call;
      }
      case Index i -> index(i);
      case String s -> "\"" + s.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      case Double d -> number(d);
      case Float f -> number(f.doubleValue());
      case Boolean b -> b.toString();
      case DType t -> t.toString();
      case Number n -> n.toString();
      case List<?> list ->
          list.size() == 1 ? "(" + of(list.get(0)) + ",)" : "(" + list(list.toArray()) + ")";
      case Map<?, ?> record -> record(record);
      default ->
          throw new IllegalArgumentException(
              "A `"
                  + argument.getClass().getTypeName()
                  + "` cannot stand in an expression; `constant(…)` makes a tensor of arrays.");
    };
  }

  private String record(Map<?, ?> fields) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    fields.forEach(
        (name, value) -> text.add(Computation.function(String.valueOf(name)) + ": " + of(value)));
    return text.toString();
  }

  private String tensor(Tensor tensor) {
    if (tensor.computation() != computation) {
      throw new IllegalArgumentException(
          "`" + tensor.word() + "` is a tensor of another computation.");
    }
    names.put(tensor.word(), tensor.val());
    tensors.put(tensor.word(), tensor);
    return tensor.word();
  }

  private String function(TensorMap function) {
    String word = computation.vocabulary().unnamed();
    names.put(word, computation.function(function));
    return word;
  }

  private String size(Dim dim) {
    for (SizeVar var : dim.variables()) {
      names.put(computation.vocabulary().of(var), new Val.Known(Dim.of(var)));
    }
    return dim.toString(computation.vocabulary()::of);
  }

  private String index(Index index) {
    return switch (index) {
      case Index.Rest r -> "...";
      case Index.NewAxis n -> "none";
      case Index.Slice s ->
          bound(s.start()) + ":" + bound(s.stop()) + s.step().map(v -> ":" + of(v)).orElse("");
    };
  }

  private String bound(Optional<Object> bound) {
    return bound.map(this::of).orElse("");
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return Double.toString(value).replace("E", "e");
  }
}
