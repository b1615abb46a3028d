package org.tgraph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;

/** The operations compute what NumPy does. */
class NumpyTest {
  @TestFactory
  Stream<DynamicTest> agreesWithNumpy() {
    return NumpyCase.names().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> agreesWithNumpy(name)));
  }

  private static void agreesWithNumpy(String name) {
    List<NumpyCase> cases = NumpyCase.read(name);
    assertTrue(!cases.isEmpty(), "no cases");
    List<String> wrong = new ArrayList<>();
    for (NumpyCase c : cases) {
      assertEquals(name, c.op().name());
      List<Array> results = c.op().evaluate(c.operands());
      assertEquals(c.results().size(), results.size(), "number of results");
      for (int i = 0; i < results.size(); i++) {
        new Closeness(c.ulps(), c.absolute())
            .difference(c.results().get(i), results.get(i))
            .ifPresent(d -> wrong.add(c.op() + " of " + c.operands() + ": " + d));
      }
    }
    assertTrue(wrong.isEmpty(), () -> wrong.size() + " wrong:\n" + String.join("\n", wrong));
  }
}
