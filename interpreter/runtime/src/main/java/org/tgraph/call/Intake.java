package org.tgraph.call;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.array.Array;
import org.tgraph.array.JavaNumbers;
import org.tgraph.data.SimilarNames;
import org.tgraph.diagnostic.Code;
import org.tgraph.run.Datum;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** Takes the arguments of one call apart into tensors and sizes; each tensor has a dotted name. */
final class Intake {
  private final Head head;
  private final Map<String, Array> tensors = new LinkedHashMap<>();
  private final Map<String, Long> sizes = new LinkedHashMap<>();

  private Intake(Head head) {
    this.head = head;
  }

  /** Arguments in order. */
  static Intake of(Head head, Object[] given) {
    Object[] arguments = all(head, given);
    List<String> names = List.copyOf(head.parameters().keySet());
    Intake intake = new Intake(head);
    for (int i = 0; i < arguments.length; i++) {
      intake.take(names.get(i), head.parameters().get(names.get(i)), arguments[i]);
    }
    return intake;
  }

  /** As many arguments as there are parameters. */
  static Object[] all(Head head, Object[] given) {
    // A double[][] is an Object[] too, which Java takes for all the arguments.
    Object[] arguments = given.getClass() == Object[].class ? given : new Object[] {given};
    List<String> names = List.copyOf(head.parameters().keySet());
    if (arguments.length > names.size()) {
      throw head.problem(
          Code.TG0208,
          "%s called with %s, but %s."
              .formatted(title(head), count(arguments.length), takes(names.size())));
    }
    if (arguments.length < names.size()) {
      throw head.problem(
          Code.TG0207,
          names.get(arguments.length),
          "The argument `%s` is missing.".formatted(names.get(arguments.length)),
          "");
    }
    return arguments;
  }

  /**
   * Arguments by name.
   *
   * @param sizeNames of sizes that may be given too
   */
  static Intake of(Head head, Map<String, ?> arguments, Set<String> sizeNames) {
    Intake intake = new Intake(head);
    Set<String> used = new LinkedHashSet<>();
    head.parameters().forEach((name, type) -> intake.take(name, type, arguments, used));
    arguments.forEach((name, value) -> {
      if (!used.contains(name)) {
        if (!sizeNames.contains(name)) {
          throw unknown(head, name, sizeNames);
        }
        intake.size(name, value);
      }
    });
    return intake;
  }

  private static CallException unknown(Head head, String name, Set<String> sizeNames) {
    Set<String> known = new LinkedHashSet<>(head.parameters().keySet());
    known.addAll(sizeNames);
    String hint =
        SimilarNames.closest(name, known).map(n -> "; did you mean `" + n + "`?").orElse(".");
    return head.problem(Code.TG0206, "There is no parameter `" + name + "`" + hint);
  }

  private void take(String name, Type type, Map<String, ?> arguments, Set<String> used) {
    if (arguments.containsKey(name)) {
      used.add(name);
      take(name, type, arguments.get(name));
      return;
    }
    boolean isInParts = arguments.keySet().stream().anyMatch(n -> n.startsWith(name + "."));
    if (isInParts && type instanceof Type.Record record) {
      record.fields().forEach((field, of) -> take(name + "." + field, of, arguments, used));
    } else if (isInParts && type instanceof Type.Tuple tuple) {
      for (int i = 0; i < tuple.parts().size(); i++) {
        take(name + "." + i, tuple.parts().get(i), arguments, used);
      }
    } else {
      throw head.problem(Code.TG0207, name, "The argument `" + name + "` is missing.", "");
    }
  }

  /** The tensors, in the order of the parameters. */
  Map<String, Array> tensors() {
    return tensors;
  }

  /** The sizes given, those of {@code dim} parameters and others. */
  Map<String, Long> sizes() {
    return sizes;
  }

  private void take(String name, Type type, Object value) {
    Object argument = value instanceof Result result ? content(result) : value;
    switch (type) {
      case Type.Size s -> size(name, argument);
      case TensorType t -> tensors.put(name, tensor(name, t, argument));
      case Type.Record r when file(argument).isPresent() ->
          tensors.putAll(FileTensors.of(head, name, r, file(argument).get()));
      case Type.Tuple t when file(argument).isPresent() ->
          tensors.putAll(FileTensors.of(head, name, t, file(argument).get()));
      case Type.Record r when argument instanceof Map<?, ?> map -> record(name, r, map);
      case Type.Tuple t when parts(argument).isPresent() -> tuple(name, t, parts(argument).get());
      default -> throw wrong(name, type, describe(argument));
    }
  }

  private static Object content(Result result) {
    return switch (result.datum()) {
      case Datum.Tensor t -> t.array();
      case Datum.Tuple t -> result.parts();
      case Datum.Record r -> {
        Map<String, Result> fields = new LinkedHashMap<>();
        result.names().forEach(n -> fields.put(n, result.get(n)));
        yield fields;
      }
      default -> result;
    };
  }

  private static Optional<DataFile> file(Object argument) {
    return switch (argument) {
      case Path path -> Optional.of(DataFile.of(path));
      case DataFile file -> Optional.of(file);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<List<?>> parts(Object argument) {
    return switch (argument) {
      case List<?> list -> Optional.of(list);
      case Object[] array -> Optional.of(Arrays.asList(array));
      case null, default -> Optional.empty();
    };
  }

  private void record(String name, Type.Record type, Map<?, ?> map) {
    type.fields()
        .forEach((field, of) -> {
          if (!map.containsKey(field)) {
            throw head.problem(
                Code.TG0207, name, "The field `" + name + "." + field + "` is missing.", "");
          }
          take(name + "." + field, of, map.get(field));
        });
    for (Object key : map.keySet()) {
      if (!type.fields().containsKey(String.valueOf(key))) {
        String hint =
            SimilarNames.closest(String.valueOf(key), type.fields().keySet())
                .map(n -> "; did you mean `" + n + "`?")
                .orElse(".");
        throw head.problem(
            Code.TG0203, name, "`" + name + "` has no field `" + key + "`" + hint, "");
      }
    }
  }

  private void tuple(String name, Type.Tuple type, List<?> parts) {
    if (parts.size() != type.parts().size()) {
      throw wrong(name, type, parts.size() + " parts");
    }
    for (int i = 0; i < parts.size(); i++) {
      take(name + "." + i, type.parts().get(i), parts.get(i));
    }
  }

  private void size(String name, Object value) {
    long size =
        switch (value) {
          case Integer i -> i;
          case Long l -> l;
          case Array a when a.rank() == 0 && a.dtype().isInt() -> a.getLong(0);
          case null, default ->
              throw head.problem(
                  Code.TG0413,
                  name,
                  "`%s` is a size, but %s is given.".formatted(name, describe(value)),
                  "");
        };
    if (size < 0) {
      throw head.problem(Code.TG0307, name, "The size `" + name + "` is " + size + ".", "");
    }
    sizes.put(name, size);
  }

  /** The tensor that an argument is; its sizes are for the call to check. */
  private Array tensor(String name, TensorType type, Object argument) {
    Optional<DataFile> file = file(argument);
    Array array =
        file.isPresent()
            ? FileTensors.of(head, name, type, file.get()).get(name)
            : numbers(name, type, argument);
    if (array.dtype() != type.element() || array.rank() != type.rank()) {
      throw wrong(name, type, "`" + array.type() + "`");
    }
    return array;
  }

  private Array numbers(String name, TensorType type, Object argument) {
    try {
      return JavaNumbers.array(argument, type.dtype());
    } catch (JavaNumbers.Misfit misfit) {
      String sentence = misfit.getMessage();
      throw head.problem(
          Code.TG0413,
          name,
          "`%s` is declared as `%s`. %s".formatted(name, type.text(SizeVar::shown), sentence),
          "");
    }
  }

  private CallException wrong(String name, Type type, String arrived) {
    return head.problem(
        Code.TG0413,
        name,
        "`%s` is declared as `%s`, but %s is given."
            .formatted(name, type.text(SizeVar::shown), arrived),
        "");
  }

  private static String describe(Object argument) {
    return switch (argument) {
      case null -> "null";
      case Array a -> "`" + a.type() + "`";
      case Result r -> "`" + r.datum().typeText() + "`";
      default -> "a `" + argument.getClass().getTypeName() + "`";
    };
  }

  private static String title(Head head) {
    return head.name().isEmpty() ? "The graph is" : "`" + head.name() + "` is";
  }

  private static String count(int arguments) {
    return arguments == 1 ? "1 argument" : arguments + " arguments";
  }

  private static String takes(int parameters) {
    return parameters == 0 ? "it takes none" : "it takes " + parameters;
  }
}
