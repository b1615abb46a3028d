package org.tgraph.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.type.DType;

/** Whatever is in a file, a problem is said and nothing is thrown, nor memory taken on its word. */
class MalformedFilesTest {
  private static final Path VALID = Path.of("src/test/resources/data/valid");

  @TempDir private Path folder;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private void add(String name, byte[] content) {
    files.put(name, content);
  }

  private void text(String name, String content) {
    add(name, content.getBytes(UTF_8));
  }

  private static byte[] npy(String header, int dataBytes) {
    ByteBuffer out = ByteBuffer.allocate(10 + header.length() + dataBytes);
    out.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93).put("NUMPY".getBytes(ISO_8859_1));
    out.put((byte) 1).put((byte) 0).putShort((short) header.length());
    return out.put(header.getBytes(ISO_8859_1)).array();
  }

  private static byte[] npyOf(String descr, String shape, int dataBytes) {
    return npy(
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(descr, shape),
        dataBytes);
  }

  private static byte[] safetensors(String header, int dataBytes) {
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer out = ByteBuffer.allocate(8 + text.length + dataBytes);
    return out.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).array();
  }

  private static String tensor(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}".formatted(dtype, shape, offsets);
  }

  private static byte[] zip(boolean deflated, Object... entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < entries.length; i += 2) {
        byte[] content = (byte[]) entries[i + 1];
        ZipEntry entry = new ZipEntry((String) entries[i]);
        if (!deflated) {
          CRC32 sum = new CRC32();
          sum.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /** Replaces every occurrence, of the same length. */
  private static byte[] replace(byte[] bytes, String from, String to) {
    return new String(bytes, ISO_8859_1).replace(from, to).getBytes(ISO_8859_1);
  }

  private void npyFiles() {
    byte[] good = npyOf("<f8", "(2,)", 16);
    add("empty.npy", new byte[0]);
    text("text.npy", "a,b\n1,2\n");
    add("magic.npy", Arrays.copyOf(good, 4));
    add("version.npy", replace(good, "NUMPY\1", "NUMPY\11"));
    add("cut-data.npy", Arrays.copyOf(good, good.length - 1));
    add("more-data.npy", Arrays.copyOf(good, good.length + 1));
    add("terabytes.npy", npyOf("<f8", "(1000000, 1000000)", 16));
    add("overflow.npy", npyOf("<f8", "(9223372036854775807, 9223372036854775807, 0)", 0));
    add("too-large.npy", npyOf("<f8", "(99999999999999999999,)", 0));
    add("negative.npy", npyOf("<f8", "(-1,)", 0));
    add("objects.npy", npyOf("|O", "(2,)", 16));
    add("dates.npy", npyOf("<M8[D]", "(2,)", 16));
    add("bytes.npy", npyOf("|S5", "(2,)", 10));
    add("no-letters.npy", npyOf("<U0", "(500000000,)", 0));
    add("not-unicode.npy", replace(npyOf("<U1", "(1,)", 4), ", }\0\0\0\0", ", }\0\0\0\177"));
    add(
        "structured.npy",
        npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}", 8));
    add("no-shape.npy", npy("{'descr': '<f8', 'fortran_order': False}", 8));
    add("twice.npy", npy("{'descr': '<f8', 'descr': '<f4'}", 8));
    add("code.npy", npy("__import__('os').system('true')", 8));
    add("no-comma.npy", npy("{'descr': '<f8' 'fortran_order': False, 'shape': (1,)}", 8));
    add("axes.npy", npyOf("<f8", "(" + "1,".repeat(65) + ")", 8));
    add("bool.npy", replace(npyOf("|b1", "(1,)", 1), ", }\0", ", }\2"));
    add("header.npy", replace(good, "NUMPY\1\0", "NUMPY\2\0"));
  }

  private void npzFiles() {
    byte[] good = npyOf("<f8", "(2,)", 16);
    add("empty.npz", new byte[0]);
    add("not-zip.npz", good);
    byte[] stored = zip(false, "a.npy", good, "b.npy", good);
    add("cut.npz", Arrays.copyOf(stored, stored.length - 30));
    add("duplicate.npz", replace(stored, "b.npy", "a.npy"));
    add("other.npz", zip(false, "notes.txt", new byte[3]));
    add("nameless.npz", zip(false, ".npy", good));
    add("checksum.npz", replace(stored, ", }\0", ", }\1"));
    add("bad-array.npz", zip(true, "a.npy", npyOf("<f8", "(3,)", 16)));
    add("bomb.npz", zip(true, "a.npy", npyOf("<f8", "(1000000000000,)", 1 << 20)));
    byte[] deflated = zip(true, "a.npy", npyOf("|u1", "(1000000,)", 1_000_000));
    int central = new String(deflated, ISO_8859_1).lastIndexOf("PK\1\2");
    ByteBuffer huge = ByteBuffer.wrap(deflated.clone()).order(ByteOrder.LITTLE_ENDIAN);
    huge.putInt(central + 24, 0x7fffffff);
    add("huge-entry.npz", huge.array());
    byte[] damaged = deflated.clone();
    Arrays.fill(damaged, 60, 120, (byte) 0x55);
    add("damaged.npz", damaged);
  }

  private void safetensorsFiles() {
    add("empty.safetensors", new byte[0]);
    add("short.safetensors", new byte[7]);
    byte[] good = safetensors("{\"a\":" + tensor("F32", "[2]", "[0,8]") + "}", 8);
    byte[] long1 = good.clone();
    ByteBuffer.wrap(long1).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1L << 40);
    add("long-header.safetensors", long1);
    byte[] negative = good.clone();
    ByteBuffer.wrap(negative).putLong(0, -1);
    add("negative-header.safetensors", negative);
    add("not-json.safetensors", safetensors("[1, 2", 0));
    add("not-object.safetensors", safetensors("[1, 2]", 0));
    add("cut.safetensors", Arrays.copyOf(good, good.length - 1));
    add("more.safetensors", Arrays.copyOf(good, good.length + 1));
    add(
        "overlap.safetensors",
        safetensors(
            "{\"a\":%s,\"b\":%s}"
                .formatted(tensor("F32", "[2]", "[0,8]"), tensor("F32", "[2]", "[4,12]")),
            12));
    add("hole.safetensors", safetensors("{\"a\":" + tensor("F32", "[2]", "[4,12]") + "}", 12));
    add("negative.safetensors", safetensors("{\"a\":" + tensor("F32", "[2]", "[-8,0]") + "}", 8));
    add("backwards.safetensors", safetensors("{\"a\":" + tensor("F32", "[2]", "[8,0]") + "}", 8));
    add(
        "huge.safetensors",
        safetensors("{\"a\":" + tensor("F64", "[1000000000000]", "[0,8]") + "}", 8));
    add(
        "overflow.safetensors",
        safetensors("{\"a\":" + tensor("F64", "[4611686018427387904,8]", "[0,0]") + "}", 0));
    add("offsets.safetensors", safetensors("{\"a\":" + tensor("F32", "[2]", "[0,8,9]") + "}", 8));
    add("type.safetensors", safetensors("{\"a\":" + tensor("F8_E4M3", "[8]", "[0,8]") + "}", 8));
    add("no-type.safetensors", safetensors("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", 8));
    add(
        "twice.safetensors",
        safetensors(
            "{\"a\":%s,\"a\":%s}"
                .formatted(tensor("F32", "[2]", "[0,8]"), tensor("F32", "[2]", "[8,16]")),
            16));
    add("deep.safetensors", safetensors("{\"__metadata__\":" + "{\"a\":".repeat(5000), 0));
  }

  private void jsonFiles() {
    text("empty.json", "");
    text("cut.json", "{\"a\": [1, 2");
    text("comma.json", "[1, 2,]");
    text("two.json", "[1] [2]");
    text("deep.json", "[".repeat(100_000));
    text("deep-objects.json", "{\"a\":".repeat(900) + "1" + "}".repeat(900));
    text("ragged.json", "{\"a\": {\"b\": [[1, 2], [3]]}}");
    text("ragged-depth.json", "{\"a\": [1, [2]]}");
    text("ragged-end.json", "[[1, 2], 3]");
    text("mixed.json", "{\"a\": [[1], [\"x\"]]}");
    text("mixed-bool.json", "[true, 1]");
    text("objects.json", "{\"a\": [{\"b\": 1}, {\"b\": 2}]}");
    text("twice.json", "{\"a\": 1, \"a\": 2}");
    text("long-number.json", "[" + "1".repeat(5000) + "]");
    add("latin1.json", "{\"a\": \"é\"}".getBytes(ISO_8859_1));
    add("nul.json", new byte[100]);
  }

  private void csvFiles() {
    text("empty.csv", "");
    text("blank.csv", "\n\n\n");
    text("bom-only.csv", "\ufeff");
    text("short-row.csv", "a,b\n1,2\n3\n");
    text("long-row.csv", "a,b\n1,2\n\n3,4,5\n");
    text("duplicate.csv", "a,b,a\n1,2,3\n");
    text("no-name.csv", "a,,b\n1,2,3\n");
    text("trailing-comma.csv", "a,b,\n1,2,\n");
    text("open-quote.csv", "a,b\n1,\"2\n3,4\n");
    text("after-quote.csv", "a,b\n1,\"2\"x\n");
    add("latin1.csv", "a,b\n1,2\nMünchen,3\n".getBytes(ISO_8859_1));
    add("utf16.csv", "a,b\n1,2\n".getBytes(UTF_16));
    text("nul.csv", "a,b\n1,\0\n");
    text("nul-name.csv", "a,b\0\n1,2\n");
    add("cut-utf8.csv", new byte[] {'a', '\n', (byte) 0xc3});
    text("long-cell.csv", "a\n\"" + "x".repeat(20_000_000) + "\"\n");
    add("binary.csv", npyOf("<f8", "(2,)", 16));
  }

  @Test
  void eachIsAProblem() throws IOException {
    npyFiles();
    npzFiles();
    safetensorsFiles();
    jsonFiles();
    csvFiles();
    StringBuilder messages = new StringBuilder();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = Files.write(folder.resolve(file.getKey()), file.getValue());
      messages.append(message(path, file.getKey())).append('\n');
    }
    Golden.check("malformed.txt", messages.toString());
    assertTrue(files.size() >= 40);
    assertTrue(!messages.toString().contains("no problem"), messages.toString());
  }

  /** Of the header or, where that tells nothing, of reading what the header says is there. */
  private static String message(Path path, String name) {
    DataResult<DataNode> header = DataFiles.header(path, name);
    DataResult<?> result = header;
    if (header instanceof DataResult.Found<DataNode>(DataNode node)) {
      result = DataFiles.read(path, name, everything(node));
    }
    return result instanceof DataResult.Failed<?>(DataProblem problem)
        ? problem.code() + " " + problem.message()
        : name + ": no problem";
  }

  private static List<Wanted> everything(DataNode node) {
    return switch (node) {
      case DataNode.Numbers numbers -> List.of(Wanted.numbers(numbers.dtype()));
      case DataNode.Text text -> List.of(Wanted.text());
      case DataNode.Fields record ->
          record.fields().entrySet().stream()
              .flatMap(field ->
                  everything(field.getValue()).stream()
                      .map(inner ->
                          new Wanted(
                              Stream.concat(Stream.of(field.getKey()), inner.path().stream())
                                  .toList(),
                              inner.dtype())))
              .toList();
    };
  }

  /** Cut anywhere, these formats notice. */
  @Test
  void cutAnywhere() throws IOException {
    for (String name : List.of("f64.npy", "one.npz", "all.safetensors", "stan.json")) {
      byte[] good = Files.readAllBytes(VALID.resolve(name));
      int step = Math.max(1, good.length / 600);
      for (int length = 0; length < good.length; length += length < 140 ? 1 : step) {
        Path path = Files.write(folder.resolve(name), Arrays.copyOf(good, length));
        String message = message(path, name);
        assertTrue(message.startsWith("TG0702"), name + " cut to " + length + ": " + message);
      }
    }
  }

  /** Files with a few bytes changed are read, or are a problem. */
  @Test
  void mutations() throws IOException {
    Random random = new Random(20240607);
    List<Path> valid;
    try (Stream<Path> all = Files.list(VALID)) {
      valid = all.sorted().toList();
    }
    for (int round = 0; round < 25; round++) {
      for (Path original : valid) {
        byte[] bytes = mutated(Files.readAllBytes(original), random);
        String name = original.getFileName().toString();
        Path path = Files.write(folder.resolve(name), bytes);
        try {
          String message = message(path, name);
          // No memory is taken on a file's word.
          assertTrue(!message.startsWith("TG0805"), message);
          DataFiles.read(path, name, List.of(Wanted.numbers(DType.F64), Wanted.text("name")));
        } catch (RuntimeException | Error e) {
          throw new AssertionError(name + " in round " + round + ": " + Arrays.toString(bytes), e);
        }
      }
    }
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] result = bytes;
    for (int i = random.nextInt(4); i >= 0 && result.length > 0; i--) {
      int at = random.nextInt(Math.min(result.length, random.nextBoolean() ? 160 : result.length));
      switch (random.nextInt(4)) {
        case 0 -> result[at] = (byte) random.nextInt(256);
        case 1 -> result[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> result = Arrays.copyOf(result, at);
        default -> {
          byte[] longer = new byte[result.length + 1];
          System.arraycopy(result, 0, longer, 0, at);
          longer[at] = (byte) "0123456789,\"[]{}()<>-\n".charAt(random.nextInt(22));
          System.arraycopy(result, at, longer, at + 1, result.length - at);
          result = longer;
        }
      }
    }
    return result;
  }
}
