package org.tgraph.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.data.DataFiles;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataProblem;
import org.tgraph.data.DataResult;
import org.tgraph.data.DataValue;
import org.tgraph.data.Wanted;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** Reads the tensors of an argument from a file. The declared type directs the reading. */
final class FileTensors {
  private final Head head;
  private final DataFile file;

  private FileTensors(Head head, DataFile file) {
    this.head = head;
    this.file = file;
  }

  /**
   * The tensors by their names.
   *
   * @throws CallException if the file has something else, or cannot be read
   */
  static Map<String, Array> of(Head head, String name, Type type, DataFile file) {
    FileTensors tensors = new FileTensors(head, file);
    Optional<Array> table = tensors.table(name, type);
    if (table.isPresent()) {
      return Map.of(name, table.get());
    }
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    tensors.collect(name, type, file.fields(), wanted);
    List<DataValue> values = tensors.read(name, List.copyOf(wanted.values()));
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (String tensor : wanted.keySet()) {
      arrays.put(tensor, ((DataValue.Numbers) values.get(arrays.size())).array());
    }
    return arrays;
  }

  private void collect(String name, Type type, List<String> at, Map<String, Wanted> wanted) {
    switch (type) {
      case TensorType t -> wanted.put(name, new Wanted(at, Optional.of(t.dtype())));
      case Type.Record r ->
          r.fields()
              .forEach((field, of) -> collect(name + "." + field, of, plus(at, field), wanted));
      case Type.Tuple t -> {
        for (int i = 0; i < t.parts().size(); i++) {
          collect(name + "." + i, t.parts().get(i), plus(at, String.valueOf(i)), wanted);
        }
      }
      default -> throw new IllegalStateException("in a file: " + type);
    }
  }

  private static List<String> plus(List<String> at, String name) {
    List<String> longer = new ArrayList<>(at);
    longer.add(name);
    return longer;
  }

  private List<DataValue> read(String name, List<Wanted> wanted) {
    return found(name, DataFiles.read(file.path(), file.path().toString(), wanted));
  }

  private <T> T found(String name, DataResult<T> result) {
    return switch (result) {
      case DataResult.Found<T>(T value) -> value;
      case DataResult.Failed<T>(DataProblem problem) ->
          throw head.problem(problem.code(), name, problem.message(), "");
    };
  }

  /** A whole table as a matrix, if that is what is wanted and there. */
  private Optional<Array> table(String name, Type type) {
    if (!(type instanceof TensorType t) || t.rank() != 2 || !file.fields().isEmpty()) {
      return Optional.empty();
    }
    DataNode node = found(name, DataFiles.header(file.path(), file.path().toString()));
    if (!(node instanceof DataNode.Fields fields) || fields.fields().size() == 1) {
      return Optional.empty();
    }
    DType dtype = t.dtype();
    List<Wanted> wanted =
        fields.fields().keySet().stream()
            .map(column -> new Wanted(List.of(column), Optional.of(dtype)))
            .toList();
    List<Array> columns =
        read(name, wanted).stream().map(v -> ((DataValue.Numbers) v).array()).toList();
    long rows = columns.get(0).size();
    if (columns.stream().anyMatch(c -> c.rank() != 1 || c.size() != rows)) {
      return Optional.empty();
    }
    Array matrix = Array.zeros(dtype, rows, columns.size());
    for (long i = 0; i < rows; i++) {
      for (int j = 0; j < columns.size(); j++) {
        matrix.copy(i * columns.size() + j, columns.get(j), i);
      }
    }
    return Optional.of(matrix);
  }
}
