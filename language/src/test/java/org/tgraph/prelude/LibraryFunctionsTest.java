package org.tgraph.prelude;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.check.Builtin;
import org.tgraph.data.StandardLibrary;
import org.tgraph.source.Source;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;

/** What the prelude says of a function of the standard library is what the library says of it. */
class LibraryFunctionsTest {
  @TestFactory
  Stream<DynamicTest> isDefinedAsThePreludeSays() {
    return LibraryFunctions.ALL.stream()
        .map(b -> DynamicTest.dynamicTest(b.name(), () -> agrees(b)));
  }

  private static void agrees(Builtin builtin) {
    Statement.Fn fn =
        StandardLibrary.names().stream()
            .map(name -> StandardLibrary.find(name).orElseThrow())
            .flatMap(LibraryFunctionsTest::functions)
            .filter(f -> f.name().name().equals(builtin.name()))
            .findFirst()
            .orElseThrow();
    String params =
        fn.params().stream()
            .map(p -> p.name().name() + p.defaultValue().map(d -> "=" + d.span().text()).orElse(""))
            .collect(Collectors.joining(", "));
    assertEquals(fn.name().name() + "(" + params + ")", builtin.signature());
    String doc = fn.doc();
    int end = doc.indexOf("\n\n");
    assertEquals(
        (end < 0 ? doc : doc.substring(0, end)).replaceAll("\\s+", " ").strip(), builtin.doc());
  }

  private static Stream<Statement.Fn> functions(Source source) {
    return Parser.parse(source).script().statements().stream()
        .filter(Statement.Fn.class::isInstance)
        .map(Statement.Fn.class::cast);
  }
}
