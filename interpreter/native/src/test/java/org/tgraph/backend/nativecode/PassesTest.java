package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.lower.Program;

/** How often functions that go over the rows of a matrix go over memory. */
class PassesTest {
  private static Program program(String function) {
    return Program.of(CheckedFunction.of(function + "\n"));
  }

  private static long loops(String function) {
    return program(function).statements().stream()
        .filter(s -> s instanceof Statement.Kernel)
        .count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | fn f(x: f64[n, m]) -> f64[n, m] = softmax(x, axis=-1)",
        "1 | fn f(x: f64[n, m]) -> f64[n, m] = exp(x) / sum(exp(x), axis=1, keepdims=true)",
        "1 | fn f(x: f64[n, m]) -> f64[n] = var(x, axis=-1)",
        "1 | fn f(x: f64[n, m]) -> f64[n] = std(x, axis=1)",
        "2 | fn f(x: f64[n, m]) -> f64[n] = logsumexp(x, axis=-1)",
        "1 | fn f(x: f64[n, m]) = (sum(x, axis=1), sum(x * x, axis=1), max(x, axis=1))",
        "1 | fn f(x: f64[n, m]) -> f64[n, m] = (x - mean(x, axis=1, keepdims=true)) / std(x, axis=1, keepdims=true)",
        "1 | fn f(x: f64[n, m], g: f64[m]) -> f64[n, m] = g * (x - mean(x, axis=1, keepdims=true)) / sqrt(var(x, axis=1, keepdims=true) + 0.1)",
        "1 | fn f(x: f64[n, m]) -> f64[n, m] = x / sqrt(mean(x * x, axis=-1, keepdims=true) + 0.1)",
      })
  void rows(int passes, String function) {
    assertEquals(passes, loops(function), function);
  }

  @Test
  void softmaxKeepsNothingButItsResultAndANumberForEachRow() {
    long elements =
        program("fn f(x: f64[n, m]) -> f64[n, m] = softmax(x, axis=-1)").statements().stream()
            .filter(s -> s instanceof Statement.Allocate a && a.counts().size() > 1)
            .count();
    assertEquals(0, elements);
  }

  @Test
  void whatNeedsOtherRowsIsALoopOfItsOwn() {
    assertTrue(
        loops("fn f(x: f64[n, n]) -> f64[n, n] { let y = exp(x)\n y * sum(y, axis=1) }") > 1);
  }
}
