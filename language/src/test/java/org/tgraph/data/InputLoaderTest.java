package org.tgraph.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.array.Array;
import org.tgraph.graph.Value;
import org.tgraph.program.InputFile;
import org.tgraph.program.InputFile.TextQuery;
import org.tgraph.program.TextInput;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Leaves are arrays of their declared types, and questions about text are answered. */
class InputLoaderTest {
  @TempDir private Path folder;

  @Test
  void leavesAndQueries() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), "name,y\nb,1\na,2\nb,3\n");
    TextInput name = new TextInput(List.of("name"), Shape.of(3));
    Value y = new Value(new TensorType(DType.F64, Shape.of(3)), "y");
    Value isB = new Value(new TensorType(DType.BOOL, Shape.of(3)), "");
    Value code = new Value(new TensorType(DType.I64, Shape.of(3)), "");
    InputFile input =
        new InputFile(
            "d",
            new Span(new Source("a.tgraph", ""), 0, 0),
            "x.csv",
            List.of(new InputFile.Leaf(List.of("y"), y)),
            List.of(
                new TextQuery.Equals(name, "b", isB),
                new TextQuery.Codes(name, code),
                new TextQuery.Read(name)));
    InputLoader.Loaded loaded = ReadFilesTest.found(InputLoader.load(input, file, "x.csv"));
    long[] three = {3};
    assertEquals(Array.of(three, 1.0, 2.0, 3.0), loaded.values().get(y));
    assertEquals(Array.of(three, 1L, 0L, 1L), loaded.values().get(code));
    Array truth = Array.zeros(DType.BOOL, 3);
    truth.set(0, 1L);
    truth.set(2, 1L);
    assertEquals(truth, loaded.values().get(isB));
    assertEquals(List.of("b", "a", "b"), loaded.texts().get(name).texts());
  }

  /** Read in one pass; the time is a loose bound, for a busy machine. */
  @Test
  void millionRows() throws IOException {
    StringBuilder text = new StringBuilder("id,x,group\n");
    for (int i = 0; i < 1_000_000; i++) {
      text.append(i).append(',').append(i * 0.001).append(',').append(i % 7).append('\n');
    }
    Path file = Files.writeString(folder.resolve("big.csv"), text);
    List<Wanted> wanted =
        List.of(
            Wanted.numbers(DType.I64, "id"),
            Wanted.numbers(DType.F64, "x"),
            Wanted.numbers(DType.I8, "group"));
    long start = System.nanoTime();
    List<DataValue> columns = ReadFilesTest.found(DataFiles.read(file, "big.csv", wanted));
    double seconds = (System.nanoTime() - start) * 1e-9;
    Array x = ((DataValue.Numbers) columns.get(1)).array();
    assertEquals(999_999 * 0.001, x.getDouble(999_999));
    System.out.printf("1,000,000 rows of 3 columns in %.2f s%n", seconds);
    assertEquals(true, seconds < 15, seconds + " s");
  }
}
