package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.array.Array;
import org.tgraph.data.DataAccess;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Value;
import org.tgraph.program.InputFile;
import org.tgraph.program.InputFile.TextQuery;
import org.tgraph.program.TextInput;
import org.tgraph.source.Source;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** A script's inputs and saves as files. */
class FileStoreTest {
  @TempDir private Path folder;

  private FileStore store() {
    return new FileStore(DataAccess.forScript(folder.resolve("a.tgraph"), List.of(), List.of()));
  }

  private static InputFile input(String path, Value leaf, TextInput text) {
    Source source = new Source("a.tgraph", "");
    return new InputFile(
        "x",
        source.span(0, 0),
        path,
        List.of(new InputFile.Leaf(List.of("y"), leaf)),
        List.of(new TextQuery.Read(text)));
  }

  @Test
  void loadsAndSaves() throws IOException {
    Datum.Texts names = new Datum.Texts(Shape.of(2), List.of("a", "b"));
    Datum tensor = new Datum.Tensor(Array.of(new long[] {2}, 1L, 2L));
    Datum record = new Datum.Record(Map.of("y", tensor, "name", names));
    assertEquals(Optional.empty(), store().save("x.csv", record));
    Value y = new Value(new TensorType(DType.F64, Shape.of(2)), "y");
    TextInput text = new TextInput(List.of("name"), Shape.of(2));
    DataStore.Loading.Loaded loaded =
        assertInstanceOf(DataStore.Loading.Loaded.class, store().load(input("x.csv", y, text)));
    assertEquals(Array.of(new long[] {2}, 1.0, 2.0), loaded.values().get(y));
    assertEquals(names, loaded.texts().get(text));
    Datum tuple = new Datum.Tuple(List.of(tensor, new Datum.Text("words")));
    assertEquals(Optional.empty(), store().save("x.json", tuple));
    assertEquals("{\"0\":[1,2],\"1\":\"words\"}\n", Files.readString(folder.resolve("x.json")));
  }

  @Test
  void problems() throws IOException {
    Value y = new Value(new TensorType(DType.F64, Shape.of(2)), "y");
    TextInput text = new TextInput(List.of("name"), Shape.of(2));
    DataStore.Loading.Failed failed =
        assertInstanceOf(DataStore.Loading.Failed.class, store().load(input("../x.csv", y, text)));
    assertEquals(Code.TG0705, failed.problem().code());
    Datum one = new Datum.Tensor(Array.scalar(1.0));
    assertEquals(Code.TG0705, store().save("../x.npy", one).get().code());
    assertEquals(Code.TG0704, store().save("x.txt", one).get().code());
    Datum function = new Datum.Other(new Type.Tuple(List.of()));
    assertEquals(
        Code.TG0706, store().save("x.npy", new Datum.Tuple(List.of(one, function))).get().code());
    assertEquals(0, folder.toFile().list().length);
  }
}
