package org.tgraph.check;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.testing.Golden;

/** What the checker says of a script, and the types it finds. */
class CheckerGoldenTest {
  /** Folders of programs that each have one mistake. */
  static final List<String> MISTAKES =
      List.of(
          "calls",
          "data",
          "derivatives",
          "library",
          "loops",
          "mistakes_jax",
          "mistakes_numpy",
          "mistakes_r",
          "mistakes_stan",
          "models",
          "names",
          "records",
          "types");

  @TestFactory
  Stream<DynamicTest> right() {
    return golden("right");
  }

  @TestFactory
  Stream<DynamicTest> statistics() {
    return golden("statistics");
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
  Stream<DynamicContainer> mistakes() {
    return MISTAKES.stream().map(f -> DynamicContainer.dynamicContainer(f, golden(f)));
  }

  @TestFactory
  Stream<DynamicTest> prelude() {
    return golden("prelude");
  }

  @TestFactory
  Stream<DynamicTest> loops() {
    return golden("loops");
  }

  @TestFactory
  Stream<DynamicTest> keys() {
    return golden("keys");
  }

  private static Stream<DynamicTest> golden(String folder) {
    return Golden.tests("language/src/test/golden/check/" + folder, ScriptFixture::result);
  }
}
