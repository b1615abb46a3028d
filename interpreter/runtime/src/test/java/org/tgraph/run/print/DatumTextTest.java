package org.tgraph.run.print;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.run.Datum;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

class DatumTextTest {
  private static final Datum ROW = new Datum.Tensor(Array.of(new long[] {2}, 1.0, 2.5));
  private static final Datum MATRIX =
      new Datum.Tensor(Array.of(new long[] {2, 2}, 1.0, 2.5, -3, 4));
  private static final Datum FIVE = new Datum.Tensor(Array.scalar(5));

  @Test
  void severalOnOneLine() {
    assertEquals("row [1.  2.5] 5", DatumText.line(List.of(new Datum.Text("row"), ROW, FIVE)));
  }

  @Test
  void tallValuesKeepTheirColumns() {
    assertEquals(
        """
        m [[ 1.   2.5]
           [-3.   4. ]]
        5 [1.  2.5]\
        """,
        DatumText.line(List.of(new Datum.Text("m"), MATRIX, FIVE, ROW)));
  }

  @Test
  void structures() {
    Map<String, Datum> fields = new LinkedHashMap<>();
    fields.put("w", ROW);
    fields.put("b", new Datum.Tuple(List.of(FIVE, new Datum.Text("x"))));
    assertEquals("{w: [1.  2.5], b: (5, \"x\")}", DatumText.of(new Datum.Record(fields)));
    assertEquals("(5,)", DatumText.of(new Datum.Tuple(List.of(FIVE))));
    assertEquals(
        """
        (5,
         [[ 1.   2.5]
          [-3.   4. ]])\
        """,
        DatumText.of(new Datum.Tuple(List.of(FIVE, MATRIX))));
  }

  @Test
  void json() {
    Map<String, Datum> fields = new LinkedHashMap<>();
    fields.put("w", ROW);
    fields.put("n", FIVE);
    Datum texts = new Datum.Texts(Shape.of(2), List.of("a\"", "b"));
    assertEquals(
        "{\"line\": 7, \"values\": [{\"type\": \"{w: f64[2], n: i64}\", \"fields\": {\"w\":"
            + " {\"type\": \"f64[2]\", \"shape\": [2], \"data\": [1.0, 2.5]}, \"n\": {\"type\":"
            + " \"i64\", \"shape\": [], \"data\": [5]}}}, {\"type\": \"str[2]\", \"shape\": [2],"
            + " \"data\": [\"a\\\"\", \"b\"]}]}",
        Json.print(7, List.of(new Datum.Record(fields), texts)));
  }

  @Test
  void jsonOfWhatJsonCannotSay() {
    Array z = Array.zeros(DType.C64, 1);
    z.set(0, Double.NaN, Double.NEGATIVE_INFINITY);
    assertEquals(
        "{\"type\": \"c64[1]\", \"shape\": [1], \"data\": [[\"nan\", \"-inf\"]]}",
        Json.of(new Datum.Tensor(z)));
    Array u = Array.zeros(DType.U64, 1);
    u.set(0, -1L);
    assertEquals(
        "{\"type\": \"u64[1]\", \"shape\": [1], \"data\": [18446744073709551615]}",
        Json.of(new Datum.Tensor(u)));
  }
}
