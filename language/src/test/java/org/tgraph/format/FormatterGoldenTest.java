package org.tgraph.format;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.testing.Golden;

/** The layout by example. */
class FormatterGoldenTest {
  @TestFactory
  Stream<DynamicTest> format() {
    return Golden.tests(
        "language/src/test/golden/format", source -> Formatter.format(source).text());
  }
}
