package org.tgraph.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.array.Array;
import org.tgraph.array.ArrayText;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.DType;

/** What is written reads back as the same bits, here and in Python. */
class WriteFilesTest {
  @TempDir private Path folder;

  /** A part of a file that was written. */
  private record Part(String file, List<String> path, DataValue value) {}

  private static Array sample(DType dtype, long... shape) {
    Array array = Array.zeros(dtype, shape);
    String[] floats = {"0.1", "-0.0", "nan", "inf", "-inf", "1.0E-5"};
    String big =
        dtype == DType.F32 || dtype == DType.C64 ? "3.4028235E38" : "1.7976931348623157E308";
    int bits = 8 * dtype.bytes();
    for (int i = 0; i < array.size(); i++) {
      String text =
          switch (dtype.kind()) {
            case BOOL -> i % 2 == 0 ? "true" : "false";
            case INT -> {
              long low = dtype.isUnsigned() ? 0 : -1L << (bits - 1);
              yield i == 0
                  ? String.valueOf(low)
                  : i == 1
                      ? dtype.isUnsigned()
                          ? Long.toUnsignedString(-1L >>> (64 - bits))
                          : String.valueOf(~low)
                      : String.valueOf(i);
            }
            case FLOAT -> i == 5 ? big : floats[i % 6];
            default -> floats[i % 6] + ":" + (i == 5 ? big : floats[(i + 3) % 6]);
          };
      assertTrue(ArrayText.set(array, i, text).isPresent(), text);
    }
    return array;
  }

  private static DataValue.Fields record(Object... parts) {
    Map<String, DataValue> fields = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      Object part = parts[i + 1];
      fields.put(
          (String) parts[i],
          part instanceof Array array ? new DataValue.Numbers(array) : (DataValue) part);
    }
    return new DataValue.Fields(fields);
  }

  private static DataValue.Text text(String... texts) {
    return new DataValue.Text(List.of(texts), new long[] {texts.length});
  }

  private Optional<DataProblem> write(String file, DataValue value) {
    return DataFiles.write(folder.resolve(file), file, value);
  }

  private void write(String file, DataValue value, List<Part> parts) {
    assertEquals(Optional.empty(), write(file, value));
    collect(file, new ArrayList<>(), value, parts);
  }

  private static void collect(String file, List<String> path, DataValue value, List<Part> parts) {
    if (value instanceof DataValue.Fields record) {
      record
          .fields()
          .forEach((name, field) -> {
            path.add(name);
            collect(file, path, field, parts);
            path.removeLast();
          });
    } else {
      parts.add(new Part(file, List.copyOf(path), value));
    }
  }

  /** Every element type in every format that can hold it. */
  private List<Part> everything() {
    List<Part> parts = new ArrayList<>();
    DataValue.Text words = text("a", "", "é😀", "x,\"y\"", " z ");
    for (DType dtype : DType.values()) {
      DataValue matrix = new DataValue.Numbers(sample(dtype, 2, 3));
      DataValue vector = new DataValue.Numbers(sample(dtype, 6));
      write(dtype + ".npy", matrix, parts);
      write(dtype + "-scalar.npy", new DataValue.Numbers(sample(dtype)), parts);
      write(dtype + ".npz", record("m", matrix, "in", record("v", vector), "words", words), parts);
      write(dtype + "-one.npz", matrix, parts);
      if (!dtype.isComplex()) {
        write(dtype + ".safetensors", record("m", matrix, "in", record("v", vector)), parts);
        write(dtype + "-one.safetensors", vector, parts);
        write(dtype + ".json", record("m", matrix, "in", record("v", vector)), parts);
        write(dtype + "-one.json", matrix, parts);
        write(dtype + ".csv", matrix, parts);
        write(dtype + "-columns.csv", record("a", vector, "b c", vector), parts);
      }
    }
    Array all = sample(DType.F64, 5);
    DataValue.Fields mixed =
        record("f", all, "w", words, "i", sample(DType.I16, 5), "t", sample(DType.BOOL, 5));
    write("mixed.npz", mixed, parts);
    write("mixed.json", mixed, parts);
    write("mixed.csv", mixed, parts);
    write("words.npy", words, parts);
    write(
        "aligned.safetensors",
        record("t", sample(DType.BOOL, 3), "f", all, "h", sample(DType.U16, 1)),
        parts);
    for (String format : List.of("npy", "npz", "safetensors")) {
      write("empty." + format, new DataValue.Numbers(Array.zeros(DType.F32, 0, 3)), parts);
    }
    write("large.npy", new DataValue.Numbers(Array.zeros(DType.I32, 1 << 19, 3)), parts);
    return parts;
  }

  @Test
  void roundTrips() {
    for (Part part : everything()) {
      Optional<DType> dtype =
          part.value instanceof DataValue.Numbers n
              ? Optional.of(n.array().dtype())
              : Optional.empty();
      DataValue value =
          ReadFilesTest.found(
                  DataFiles.read(
                      folder.resolve(part.file), part.file, List.of(new Wanted(part.path, dtype))))
              .getFirst();
      switch (part.value) {
        case DataValue.Numbers(Array array) -> {
          Array back = ((DataValue.Numbers) value).array();
          boolean column = part.file.endsWith(".csv") && array.rank() == 1;
          assertEquals(array, column ? back.reshape(back.size()) : back, part.file);
        }
        case DataValue.Text text -> {
          assertEquals(text.texts(), ((DataValue.Text) value).texts(), part.file);
          assertEquals(
              Arrays.toString(text.shape()), Arrays.toString(((DataValue.Text) value).shape()));
        }
        case DataValue.Fields fields -> fail();
      }
    }
  }

  @Test
  void pythonReadsThem() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        run("python3", "-c", "import numpy").isPresent(), "no python3 with numpy here");
    List<String> lines = new ArrayList<>();
    for (Part part : everything()) {
      if (part.value instanceof DataValue.Numbers(Array array) && array.size() > 1000) {
        continue;
      }
      lines.add(line(part));
    }
    Files.write(folder.resolve("expected.tsv"), lines);
    Path script = Path.of("src/test/resources/data/read_back.py").toAbsolutePath();
    assertEquals(
        Optional.of(lines.size() + " read, 0 wrong\n"),
        run("python3", "-B", script.toString(), folder.toString()));
  }

  private static String line(Part part) {
    String head = part.file + "\t" + String.join(".", part.path) + "\t";
    return switch (part.value) {
      case DataValue.Numbers(Array array) -> {
        String exact = ArrayText.exact(array);
        String elements =
            exact.substring(exact.indexOf('(') + 1, exact.length() - 1).replace(", ", " ");
        yield head + array.dtype() + "\t" + sizes(array.shape()) + "\t" + elements;
      }
      case DataValue.Text text ->
          head + "str\t" + sizes(text.shape()) + "\t" + String.join("|", text.texts());
      case DataValue.Fields fields -> fail();
    };
  }

  private static String sizes(long[] shape) {
    return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  /** What a program prints, if it is there and ends well. */
  private static Optional<String> run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? Optional.of(out) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Test
  void sameBytesEachTime() throws IOException {
    DataValue value = record("a", sample(DType.F64, 3), "b", sample(DType.I8, 2));
    for (String format : List.of("npz", "json", "safetensors")) {
      assertEquals(Optional.empty(), write("1." + format, value));
      assertEquals(Optional.empty(), write("2." + format, value));
      assertEquals(
          -1, Files.mismatch(folder.resolve("1." + format), folder.resolve("2." + format)));
    }
  }

  /** What a format cannot hold is refused in a sentence, and the old file stays. */
  @Test
  void refusals() throws IOException {
    Array vector = sample(DType.F64, 2);
    DataValue.Text words = text("a", "b");
    Map<String, DataValue> refused = new LinkedHashMap<>();
    refused.put("record.npy", record("a", vector));
    refused.put("complex.csv", record("z", sample(DType.C64, 2)));
    refused.put("complex.json", new DataValue.Numbers(sample(DType.C128, 2)));
    refused.put("complex.safetensors", new DataValue.Numbers(sample(DType.C128, 2)));
    refused.put("words.safetensors", record("w", words));
    refused.put("scalar.csv", new DataValue.Numbers(Array.scalar(1.0)));
    refused.put("cube.csv", new DataValue.Numbers(sample(DType.F64, 2, 2, 2)));
    refused.put("lengths.csv", record("a", vector, "b", sample(DType.F64, 3)));
    refused.put("matrix.csv", record("a", sample(DType.F64, 2, 2)));
    refused.put("nested.csv", record("a", record("b", vector)));
    refused.put("nothing.csv", record());
    refused.put("wide.csv", new DataValue.Numbers(Array.zeros(DType.F64, 0, 1L << 40)));
    refused.put("empty.json", new DataValue.Numbers(Array.zeros(DType.F64, 0, 3)));
    refused.put("same.npz", record("a.b", vector, "a", record("b", vector)));
    refused.put("surrogate.json", text("\ud800"));
    refused.put("nul.csv", text("a\0b"));
    refused.put("nul.npy", text("a\0"));
    refused.put("none.txt", new DataValue.Numbers(vector));
    refused.put("no-extension", new DataValue.Numbers(vector));
    StringBuilder messages = new StringBuilder();
    refused.forEach((file, value) -> {
      try {
        Files.writeString(folder.resolve(file), "old");
        Optional<DataProblem> problem = write(file, value);
        messages.append(problem.map(DataProblem::message).orElse(file + " written")).append('\n');
        assertEquals(problem, DataFiles.refusal(folder.resolve(file), file, value));
        assertEquals("old", Files.readString(folder.resolve(file)));
      } catch (IOException e) {
        fail(e);
      }
    });
    Golden.check("refusals.txt", messages.toString());
    assertEquals(List.of(), temporaries());
  }

  @Test
  void nothingIsLeftOfAFailure() throws IOException {
    Path file = folder.resolve("x.npy");
    Files.writeString(file, "old");
    try {
      AtomicFile.write(
          file,
          out -> {
            out.write(new byte[100_000]);
            throw new IOException("disk full");
          });
      fail("written");
    } catch (IOException e) {
      assertEquals("disk full", e.getMessage());
    }
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(), temporaries());
    Optional<DataProblem> problem =
        DataFiles.write(
            folder.resolve("none/x.npy"), "none/x.npy", new DataValue.Numbers(Array.scalar(1.0)));
    assertEquals(
        new DataProblem(
            Code.TG0706,
            "The file `none/x.npy` cannot be written: there is no such file or folder."),
        problem.get());
  }

  private List<String> temporaries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".tmp")).toList();
    }
  }
}
