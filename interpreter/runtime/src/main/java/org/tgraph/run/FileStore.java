package org.tgraph.run;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.data.DataAccess;
import org.tgraph.data.DataFiles;
import org.tgraph.data.DataProblem;
import org.tgraph.data.DataResult;
import org.tgraph.data.DataValue;
import org.tgraph.data.InputLoader;
import org.tgraph.diagnostic.Code;
import org.tgraph.program.InputFile;
import org.tgraph.program.TextInput;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;

/** The files that a script may touch. */
public final class FileStore implements DataStore {
  private final DataAccess access;

  public FileStore(DataAccess access) {
    this.access = access;
  }

  @Override
  public Loading load(InputFile input) {
    return switch (access
        .toRead(input.path())
        .then(path -> InputLoader.load(input, path, input.path()))) {
      case DataResult.Failed<InputLoader.Loaded>(DataProblem problem) ->
          new Loading.Failed(problem);
      case DataResult.Found<InputLoader.Loaded>(InputLoader.Loaded found) -> {
        Map<TextInput, Datum.Texts> texts = new HashMap<>();
        found
            .texts()
            .forEach((column, text) ->
                texts.put(column, new Datum.Texts(Shape.of(text.shape()), text.texts())));
        yield new Loading.Loaded(found.values(), texts);
      }
    };
  }

  @Override
  public Optional<DataProblem> save(String path, Datum value) {
    Optional<DataProblem> unsavable = unsavable(path, value);
    if (unsavable.isPresent()) {
      return unsavable;
    }
    return switch (access.toWrite(path)) {
      case DataResult.Failed<Path>(DataProblem problem) -> Optional.of(problem);
      case DataResult.Found<Path>(Path file) -> DataFiles.write(file, path, content(value));
    };
  }

  @Override
  public Optional<DataProblem> write(String path, byte[] content) {
    return switch (access.toWrite(path)) {
      case DataResult.Failed<Path>(DataProblem problem) -> Optional.of(problem);
      case DataResult.Found<Path>(Path file) -> DataFiles.write(file, path, content);
    };
  }

  private static Optional<DataProblem> unsavable(String path, Datum value) {
    return switch (value) {
      case Datum.Tensor t -> Optional.empty();
      case Datum.Table t -> unsavable(path, t.columns());
      case Datum.Text t -> Optional.empty();
      case Datum.Texts t -> Optional.empty();
      case Datum.Tuple t ->
          t.parts().stream().flatMap(p -> unsavable(path, p).stream()).findFirst();
      case Datum.Record r ->
          r.fields().values().stream().flatMap(p -> unsavable(path, p).stream()).findFirst();
      case Datum.Other o ->
          Optional.of(
              new DataProblem(
                  Code.TG0706,
                  "The file `%s` cannot hold a value of type `%s`."
                      .formatted(path, o.type().text(SizeVar::name))));
    };
  }

  /** The parts of a tuple become the fields {@code 0}, {@code 1}, …. */
  private static DataValue content(Datum value) {
    return switch (value) {
      case Datum.Tensor t -> new DataValue.Numbers(t.array());
      case Datum.Table t -> content(t.columns());
      case Datum.Text t -> new DataValue.Text(List.of(t.text()), new long[0]);
      case Datum.Texts t -> new DataValue.Text(t.elements(), t.shape().values());
      case Datum.Tuple t -> {
        Map<String, DataValue> fields = new LinkedHashMap<>();
        for (int i = 0; i < t.parts().size(); i++) {
          fields.put(String.valueOf(i), content(t.parts().get(i)));
        }
        yield new DataValue.Fields(fields);
      }
      case Datum.Record r -> {
        Map<String, DataValue> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, content(field)));
        yield new DataValue.Fields(fields);
      }
      case Datum.Other o -> throw new IllegalArgumentException("not savable: " + o);
    };
  }
}
