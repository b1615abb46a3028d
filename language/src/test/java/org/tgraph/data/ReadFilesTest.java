package org.tgraph.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.array.ArrayText;
import org.tgraph.type.DType;

/** Files that NumPy and Python made ({@code make_fixtures.py}), read as what is in them. */
class ReadFilesTest {
  private static final Path DATA = Path.of("src/test/resources/data");

  /** A line of {@code expected.tsv}. */
  private record Expected(String file, List<String> path, String type, long[] shape, String text) {
    static Expected of(String line) {
      String[] parts = line.split("\t", -1);
      List<String> path = parts[1].isEmpty() ? List.of() : List.of(parts[1].split("\\."));
      long[] shape =
          Stream.of(parts[3].split(","))
              .filter(s -> !s.isEmpty())
              .mapToLong(Long::parseLong)
              .toArray();
      return new Expected(parts[0], path, parts[2], shape, parts[4]);
    }

    Optional<DType> dtype() {
      return DType.named(type);
    }
  }

  private static List<Expected> expected() throws IOException {
    return Files.readAllLines(DATA.resolve("expected.tsv")).stream().map(Expected::of).toList();
  }

  @TestFactory
  Stream<DynamicTest> content() throws IOException {
    return expected().stream()
        .map(e -> DynamicTest.dynamicTest(e.file + " " + e.path + " " + e.type, () -> content(e)));
  }

  private static void content(Expected expected) {
    Path file = DATA.resolve("valid", expected.file);
    Wanted wanted = new Wanted(expected.path, expected.dtype());
    DataValue value = found(DataFiles.read(file, expected.file, List.of(wanted))).getFirst();
    switch (value) {
      case DataValue.Numbers(Array array) -> assertEquals(array(expected), array);
      case DataValue.Text text -> {
        assertArrayEquals(expected.shape, text.shape());
        String joined = String.join("\u001f", text.texts()).replace("\n", "\\n");
        assertEquals(expected.text, joined);
      }
      case DataValue.Fields fields -> fail("a record");
    }
  }

  private static Array array(Expected expected) {
    Array array = Array.zeros(expected.dtype().get(), expected.shape);
    String[] elements = expected.text.split(" ");
    for (int i = 0; i < array.size(); i++) {
      assertTrue(ArrayText.set(array, i, elements[i]).isPresent(), elements[i]);
    }
    return array;
  }

  /** The header says of each the same shape, and a type as which it can be read. */
  @Test
  void headers() throws IOException {
    for (Expected expected : expected()) {
      DataNode node = found(DataFiles.header(DATA.resolve("valid", expected.file), expected.file));
      if (expected.path.isEmpty() && node instanceof DataNode.Fields) {
        continue;
      }
      for (String name : expected.path) {
        node = ((DataNode.Fields) node).fields().get(name);
      }
      switch (node) {
        case DataNode.Numbers numbers -> {
          assertArrayEquals(expected.shape, numbers.shape(), expected.toString());
          assertTrue(
              expected.dtype().isEmpty() || Widening.readable(numbers, expected.dtype().get()),
              expected + " " + numbers);
        }
        case DataNode.Text text -> {
          assertArrayEquals(expected.shape, text.shape(), expected.toString());
          assertEquals("str", expected.type);
        }
        case DataNode.Fields fields -> fail(expected.toString());
      }
    }
  }

  @Test
  void columnTypes() {
    DataNode node = found(DataFiles.header(DATA.resolve("valid", "types.csv"), "types.csv"));
    StringBuilder text = new StringBuilder();
    ((DataNode.Fields) node)
        .fields()
        .forEach((name, column) ->
            text.append(
                    switch (column) {
                      case DataNode.Numbers n ->
                          name + " " + n.dtype() + Arrays.toString(n.shape());
                      case DataNode.Text t -> name + " str" + Arrays.toString(t.shape());
                      case DataNode.Fields f -> fail("a record");
                    })
                .append("; "));
    assertEquals(
        "flag bool[3]; whole i64[3]; real f64[3]; gaps f64[3]; special f64[3]; name str[3]; "
            + "big f64[3]; ",
        text.toString());
  }

  @Test
  void realData() {
    Path samples = Path.of("../samples/data");
    DataNode.Fields longley =
        (DataNode.Fields) found(DataFiles.header(samples.resolve("longley.csv"), "longley.csv"));
    assertEquals(
        List.of("totemp", "gnpdefl", "gnp", "unemp", "armed", "pop", "year"),
        List.copyOf(longley.fields().keySet()));
    List<DataValue> columns =
        found(
            DataFiles.read(
                samples.resolve("longley.csv"),
                "longley.csv",
                List.of(
                    Wanted.numbers(DType.F64, "totemp"), Wanted.numbers(DType.F64, "gnpdefl"))));
    double[] totemp = ((DataValue.Numbers) columns.get(0)).array().toDoubles();
    double[] deflator = ((DataValue.Numbers) columns.get(1)).array().toDoubles();
    assertEquals(1045072, Arrays.stream(totemp).sum());
    assertEquals(88.5, deflator[1]);
    DataNode.Numbers co2 =
        (DataNode.Numbers)
            ((DataNode.Fields) found(DataFiles.header(samples.resolve("co2.csv"), "co2.csv")))
                .fields()
                .get("co2");
    assertEquals(DType.F64, co2.dtype());
  }

  static <T> T found(DataResult<T> result) {
    return switch (result) {
      case DataResult.Found<T>(T value) -> value;
      case DataResult.Failed<T>(DataProblem problem) -> fail(problem.toString());
    };
  }
}
