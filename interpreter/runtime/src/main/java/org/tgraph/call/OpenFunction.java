package org.tgraph.call;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.array.JavaNumbers;
import org.tgraph.check.Functions.Given;
import org.tgraph.data.DataFiles;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataResult;
import org.tgraph.diagnostic.Code;
import org.tgraph.run.Datum;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** A function that is compiled for the types of its arguments, once for each. */
final class OpenFunction implements TensorFunction {
  private final Head head;
  private final Function<Map<String, Given>, Compiled> compiler;
  private final Map<Map<String, Given>, Compiled> compiled = new ConcurrentHashMap<>();

  /**
   * @param head with the types of the signature, kinds and packs in them
   */
  OpenFunction(Head head, Function<Map<String, Given>, Compiled> compiler) {
    this.head = head;
    this.compiler = compiler;
  }

  @Override
  public String name() {
    return head.name();
  }

  @Override
  public List<String> parameters() {
    return List.copyOf(head.parameters().keySet());
  }

  @Override
  public Result call(Object... arguments) {
    Object[] all = Intake.all(head, arguments);
    Map<String, Object> named = new LinkedHashMap<>();
    List<String> names = parameters();
    for (int i = 0; i < all.length; i++) {
      named.put(names.get(i), all[i]);
    }
    return of(named).call(all);
  }

  @Override
  public Result callWith(Map<String, ?> arguments) {
    return of(arguments).callWith(arguments);
  }

  private Compiled of(Map<String, ?> arguments) {
    Map<String, Given> given = new HashMap<>();
    head.parameters()
        .forEach((name, type) ->
            collect(name, type, Optional.ofNullable(arguments.get(name)), arguments, given));
    return compiled.computeIfAbsent(given, compiler);
  }

  /** What is known of the tensors in an argument; what is missing is for the call to tell. */
  private void collect(
      String name, Type type, Optional<?> argument, Map<String, ?> all, Map<String, Given> given) {
    switch (type) {
      case TensorType t when isOpen(t) ->
          argument.flatMap(a -> of(name, a)).ifPresent(g -> given.put(name, g));
      case Type.Record r ->
          r.fields()
              .forEach((field, of) ->
                  collect(name + "." + field, of, part(argument, field, all, name), all, given));
      case Type.Tuple t -> {
        for (int i = 0; i < t.parts().size(); i++) {
          String part = String.valueOf(i);
          collect(name + "." + i, t.parts().get(i), part(argument, part, all, name), all, given);
        }
      }
      default -> {}
    }
  }

  private static boolean isOpen(TensorType type) {
    return !(type.element() instanceof DType) || type.shape().hasPack();
  }

  /** A part of an argument, in it or given by its dotted name. */
  private static Optional<Object> part(
      Optional<?> argument, String part, Map<String, ?> all, String name) {
    Object inside =
        switch (argument.orElse(null)) {
          case Map<?, ?> map -> map.get(part);
          case List<?> list -> item(list, part);
          case Object[] array -> item(Arrays.asList(array), part);
          case Result result when result.names().contains(part) -> result.get(part);
          case Result result when result.datum() instanceof Datum.Tuple ->
              item(result.parts(), part);
          case Path path -> DataFile.of(path, part);
          case DataFile(Path path, List<String> fields) -> {
            List<String> longer = new ArrayList<>(fields);
            longer.add(part);
            yield new DataFile(path, longer);
          }
          case null, default -> all.get(name + "." + part);
        };
    return Optional.ofNullable(inside);
  }

  private static Object item(List<?> items, String part) {
    int index = Integer.parseInt(part);
    return index < items.size() ? items.get(index) : null;
  }

  private Optional<Given> of(String name, Object argument) {
    try {
      return switch (argument) {
        case Array a -> Optional.of(new Given(a.dtype(), a.rank()));
        case Result r -> of(name, r.array());
        case Path path -> of(DataFile.of(path));
        case DataFile file -> of(file);
        // A bare whole number is an i64, as in the language.
        case Integer i -> Optional.of(new Given(DType.I64, 0));
        default ->
            Optional.of(
                new Given(
                    JavaNumbers.natural(argument).orElse(DType.F64),
                    JavaNumbers.shape(argument).length));
      };
    } catch (JavaNumbers.Misfit misfit) {
      throw head.problem(Code.TG0413, name, misfit.getMessage(), "");
    }
  }

  private static Optional<Given> of(DataFile file) {
    if (!(DataFiles.header(file.path(), file.path().toString())
        instanceof DataResult.Found<DataNode>(DataNode node))) {
      return Optional.empty();
    }
    for (String field : file.fields()) {
      node = node instanceof DataNode.Fields f ? f.fields().get(field) : null;
    }
    return node instanceof DataNode.Numbers n
        ? Optional.of(new Given(n.dtype(), n.shape().length))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return head.text();
  }
}
