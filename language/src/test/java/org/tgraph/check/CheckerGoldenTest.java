package org.tgraph.check;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.testing.Golden;

/** What the checker says of a script, and the types it finds. */
class CheckerGoldenTest {
  @TestFactory
  Stream<DynamicTest> right() {
    return golden("right");
  }

  @TestFactory
  Stream<DynamicTest> shapes() {
    return golden("shapes");
  }

  @TestFactory
  Stream<DynamicTest> sizes() {
    return golden("sizes");
  }

  @TestFactory
  Stream<DynamicTest> types() {
    return golden("types");
  }

  @TestFactory
  Stream<DynamicTest> names() {
    return golden("names");
  }

  @TestFactory
  Stream<DynamicTest> prelude() {
    return golden("prelude");
  }

  private static Stream<DynamicTest> golden(String folder) {
    return Golden.tests("language/src/test/golden/check/" + folder, ScriptFixture::result);
  }
}
