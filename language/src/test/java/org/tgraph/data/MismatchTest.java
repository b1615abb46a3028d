package org.tgraph.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.DType;

/** Sound files that do not hold what is wanted of them. */
class MismatchTest {
  @TempDir private Path folder;

  private final StringBuilder messages = new StringBuilder();

  private void csv(String content, Wanted... wanted) throws IOException {
    Files.writeString(folder.resolve("x.csv"), content);
    problem("x.csv", wanted);
  }

  private void json(String content, Wanted... wanted) throws IOException {
    Files.writeString(folder.resolve("x.json"), content);
    problem("x.json", wanted);
  }

  private void stored(String format, Array array, Wanted wanted) {
    String name = "x." + format;
    assertEquals(
        Optional.empty(),
        DataFiles.write(folder.resolve(name), name, new DataValue.Numbers(array)));
    problem(name, wanted);
  }

  private void problem(String name, Wanted... wanted) {
    DataResult<?> result = DataFiles.read(folder.resolve(name), name, List.of(wanted));
    assertTrue(result instanceof DataResult.Failed<?>, name + List.of(wanted));
    DataProblem problem = ((DataResult.Failed<?>) result).problem();
    assertEquals(Code.TG0703, problem.code());
    messages.append(problem.message()).append('\n');
  }

  @Test
  void messages() throws IOException {
    csv("a,volume\n1,2\n", Wanted.numbers(DType.F64, "volumes"));
    csv("a,b\n1,2\n", Wanted.numbers(DType.F64, "a", "b"));
    csv("a\n1\nx\n", Wanted.numbers(DType.F64, "a"));
    csv("a\n1\nx\n", Wanted.numbers(DType.I64, "a"));
    csv("a,b\n1,1\n2,2.5\n", Wanted.numbers(DType.I64, "a"), Wanted.numbers(DType.I32, "b"));
    csv("a,b\n1,1\n2,\n", Wanted.numbers(DType.I64, "b"));
    csv("a\n300\n", Wanted.numbers(DType.U8, "a"));
    csv("a\n-129\n", Wanted.numbers(DType.I8, "a"));
    csv("a\n-1\n", Wanted.numbers(DType.U64, "a"));
    csv("a\n18446744073709551616\n", Wanted.numbers(DType.U64, "a"));
    csv("a\n9223372036854775808\n", Wanted.numbers(DType.I64, "a"));
    csv("a\n1e999999999999\n", Wanted.numbers(DType.I64, "a"));
    csv("a\n1e-999999999999\n", Wanted.numbers(DType.I64, "a"));
    csv("a\n1e400\n", Wanted.numbers(DType.F64, "a"));
    csv("a\n1e39\n", Wanted.numbers(DType.F32, "a"));
    csv("a\nnan\n", Wanted.numbers(DType.I64, "a"));
    csv("a\n0x10\n", Wanted.numbers(DType.F64, "a"));
    csv("a\n1f\n", Wanted.numbers(DType.F64, "a"));
    csv("a\n1.5.2\n", Wanted.numbers(DType.F64, "a"));
    csv("a\n1e\n", Wanted.numbers(DType.F64, "a"));
    csv("a\ntrue\n", Wanted.numbers(DType.F64, "a"));
    csv("a\ntrue\n1\n", Wanted.numbers(DType.BOOL, "a"));
    csv("a\ntrue\n\"\"\n", Wanted.numbers(DType.BOOL, "a"));
    csv("a\n\u001b[31m" + "x".repeat(50) + "\n", Wanted.numbers(DType.F64, "a"));
    csv("a,b\n1,x\n", Wanted.numbers(DType.F64));
    json("{\"beta\": 1}", Wanted.numbers(DType.F64, "bet"));
    json("{\"a\": {\"b\": [1]}}", Wanted.numbers(DType.F64, "a"));
    json("{\"a\": {\"b\": [1]}}", Wanted.numbers(DType.F64, "a", "b", "c"));
    json("{\"a\": [\"x\"]}", Wanted.numbers(DType.F64, "a"));
    json("{\"a\": [1]}", Wanted.text("a"));
    json("{\"a\": [true]}", Wanted.numbers(DType.F64, "a"));
    json("{\"a\": [[1, 2], [3, 2.5]]}", Wanted.numbers(DType.I64, "a"));
    json("[1, null]", Wanted.numbers(DType.I64));
    json("[1, 300]", Wanted.numbers(DType.U8));
    stored("npy", Array.scalar(1.5), Wanted.numbers(DType.F32));
    stored("npy", Array.scalar(1.5), Wanted.numbers(DType.I64));
    stored("npy", Array.scalar(1.5), Wanted.text());
    stored("npy", Array.scalar(1.5), Wanted.numbers(DType.F64, "a"));
    stored("npy", Array.scalar(5), Wanted.numbers(DType.I32));
    stored("npy", Array.scalar(5), Wanted.numbers(DType.F32));
    stored("npy", Array.scalar((1L << 53) + 1), Wanted.numbers(DType.F64));
    stored("npy", Array.scalar(Long.MAX_VALUE), Wanted.numbers(DType.F64));
    stored("npy", Array.scalar(true), Wanted.numbers(DType.F64));
    stored("npz", Array.scalar(1.5), Wanted.numbers(DType.I64));
    stored("npz", Array.scalar(1.5), Wanted.numbers(DType.F64, "arr_1"));
    stored("safetensors", Array.scalar(1.5), Wanted.numbers(DType.F32, "value"));
    stored("safetensors", Array.scalar(1.5), Wanted.text("value"));
    Golden.check("mismatch.txt", messages.toString());
  }

  /** What widens without loss is read as it is declared. */
  @Test
  void widening() {
    Array whole = Array.of(new long[] {3}, 1L << 53, -(1L << 62), 3L);
    assertEquals(
        Array.of(new long[] {3}, 0x1p53, -0x1p62, 3.0), as(whole, Wanted.numbers(DType.F64)));
    Array low = Array.scalar(Long.MIN_VALUE);
    assertEquals(Array.scalar(-0x1p63), as(low, Wanted.numbers(DType.F64)));
    Array small = Array.zeros(DType.U8, 1);
    small.set(0, 255L);
    assertEquals(Array.of(new long[] {1}, 255L), as(small, Wanted.numbers(DType.I64)));
    Array single = Array.zeros(DType.F32, 1);
    single.set(0, 0.1);
    assertEquals(Array.of(new long[] {1}, (double) 0.1f), as(single, Wanted.numbers(DType.F64)));
    Array complex = Array.zeros(DType.C128, 1);
    complex.set(0, (double) 0.1f, 0);
    assertEquals(complex, as(single, Wanted.numbers(DType.C128)));
    Array top = Array.zeros(DType.U64, 1);
    top.set(0, 1L << 63);
    assertEquals(Array.of(new long[] {1}, 0x1p63), as(top, Wanted.numbers(DType.F64)));
  }

  private Array as(Array array, Wanted wanted) {
    Path file = folder.resolve("y.npy");
    assertEquals(Optional.empty(), DataFiles.write(file, "y.npy", new DataValue.Numbers(array)));
    DataValue value =
        ReadFilesTest.found(DataFiles.read(file, "y.npy", List.of(wanted))).getFirst();
    return ((DataValue.Numbers) value).array();
  }

  /** Every pair of types: allowed for stored numbers just where nothing is lost. */
  @Test
  void wideningTable() {
    StringBuilder table = new StringBuilder();
    for (DType from : DType.values()) {
      table.append(from).append(" as");
      for (DType to : DType.values()) {
        if (Widening.readable(new DataNode.Numbers(from, true, new long[0]), to)) {
          table.append(' ').append(to);
        }
      }
      table.append('\n');
    }
    assertEquals(
        """
        bool as bool
        i8 as i8 i16 i32 i64 f32 f64
        i16 as i16 i32 i64 f32 f64
        i32 as i32 i64 f64
        i64 as i64 f64
        u8 as i16 i32 i64 u8 u16 u32 u64 f32 f64
        u16 as i32 i64 u16 u32 u64 f32 f64
        u32 as i64 u32 u64 f64
        u64 as u64 f64
        f32 as f32 f64 c64 c128
        f64 as f64 c128
        c64 as c64 c128
        c128 as c128
        """,
        table.toString());
  }
}
