package org.tgraph.run.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/** The layout is NumPy's; {@code cases.py} made the expected texts with it. */
class TensorTextTest {
  private record Case(Array array, String text) {}

  @TestFactory
  Stream<DynamicTest> printsLikeNumPy() throws IOException {
    return cases().stream()
        .map(c -> DynamicTest.dynamicTest(c.text, () -> assertEquals(expected(c), shown(c))));
  }

  private static String shown(Case c) {
    return TensorText.of(c.array);
  }

  /** NumPy does not say what it left out; we add the type. */
  private static String expected(Case c) {
    return c.array.size() > 1000 ? c.text + " " + c.array.type() : c.text;
  }

  @Test
  void emptyOnesShowTheirType() {
    assertEquals("[] f64[0, 3]", TensorText.of(Array.zeros(DType.F64, 0, 3)));
  }

  @Test
  void boolsAndTexts() {
    Array bools = Array.zeros(DType.BOOL, 2);
    bools.set(0, 1);
    assertEquals("[ true false]", TensorText.of(bools));
    assertEquals("true", TensorText.of(Array.scalar(true)));
    assertEquals("[\"a\"   \"b c\"]", TensorText.of(new long[] {2}, List.of("a", "b c")));
    assertEquals("[] str[0]", TensorText.of(Shape.of(0).values(), List.of()));
  }

  @Test
  void complexScalars() {
    Array z = Array.zeros(DType.C128);
    z.set(0, 1, 2);
    assertEquals("1+2j", TensorText.of(z));
    z.set(0, -0.5, Double.NEGATIVE_INFINITY);
    assertEquals("-0.5-infj", TensorText.of(z));
  }

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (var in = TensorTextTest.class.getResourceAsStream("/print/cases.json");
        JsonParser json = new JsonFactory().createParser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        json.nextFieldName();
        DType type = DType.named(json.nextTextValue()).orElseThrow();
        json.nextFieldName();
        long[] shape = strings(json).stream().mapToLong(Long::parseLong).toArray();
        json.nextFieldName();
        Array array = array(type, shape, strings(json));
        json.nextFieldName();
        cases.add(new Case(array, json.nextTextValue()));
        json.nextToken();
      }
    }
    assertTrue(cases.size() > 40);
    return cases;
  }

  private static List<String> strings(JsonParser json) throws IOException {
    List<String> strings = new ArrayList<>();
    json.nextToken();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      strings.add(json.getText());
    }
    return strings;
  }

  private static Array array(DType type, long[] shape, List<String> data) {
    Array array = Array.zeros(type, shape);
    for (int i = 0; i < array.size(); i++) {
      if (type.isComplex()) {
        array.set(i, number(data.get(2 * i)), number(data.get(2 * i + 1)));
      } else if (type.isFloat()) {
        array.set(i, number(data.get(i)));
      } else {
        array.set(
            i,
            type == DType.U64 ? Long.parseUnsignedLong(data.get(i)) : Long.parseLong(data.get(i)));
      }
    }
    return array;
  }

  private static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
