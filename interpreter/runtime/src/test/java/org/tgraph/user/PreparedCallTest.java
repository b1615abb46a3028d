package org.tgraph.user;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tgraph.call.CallException;
import org.tgraph.call.Compiled;
import org.tgraph.call.PreparedCall;
import org.tgraph.dsl.Computation;
import org.tgraph.dsl.Tensor;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/** Calls that are made very often, from a package that is not ours. */
class PreparedCallTest {
  private static Compiled weighted() {
    Computation c = new Computation();
    Dim n = c.size("n");
    Tensor x = c.input("x", DType.F64, n);
    Tensor w = c.input("w", DType.F64, n);
    return Compiled.of(c.graph(x.times(x).times(w).sum()));
  }

  @Test
  void argumentsAreSetAgainAndAgain() {
    PreparedCall call = weighted().valueAndGrad("x").prepare(new double[3], new double[] {1, 2, 3});
    double[] gradient = new double[3];
    for (double x = 1; x < 5; x++) {
      call.set("x", x, x, 1).run().get(1, gradient);
      assertEquals(3 * x * x + 3, call.number());
      assertArrayEquals(new double[] {2 * x, 4 * x, 6}, gradient);
    }
    assertArrayEquals(gradient, call.copy().get(1).toDoubles());
  }

  @Test
  void theFirstArgumentsAreThoseGiven() {
    double[] w = {1, 2};
    PreparedCall call = weighted().prepare(new double[] {3, 4}, w);
    assertEquals(41, call.run().number());
    call.argument("w").setAtIndex(ValueLayout.JAVA_DOUBLE, 1, 10);
    assertSame(call.argument("w"), call.argument("w"));
    assertEquals(169, call.run().number());
    assertArrayEquals(new double[] {1, 2}, w);
  }

  @Test
  void aResultThatIsAnArgument() {
    Computation c = new Computation();
    Tensor x = c.input("x", DType.F64, c.size("n"));
    PreparedCall call = Compiled.of(c.graph(x, x.sum(), x)).prepare(new double[] {1, 2});
    double[] same = new double[2];
    call.set("x", 5, 6).run().get(2, same);
    assertArrayEquals(new double[] {5, 6}, same);
    assertArrayEquals(same, call.copy().get(0).toDoubles());
    assertEquals(11, call.copy().get(1).scalar());
  }

  @Test
  void sizesByName() {
    Computation c = new Computation();
    Dim n = c.size("n");
    Tensor a = c.input("a", DType.I64);
    PreparedCall call = Compiled.of(c.graph(a.plus(n))).prepareWith(Map.of("a", 3, "n", 4));
    assertEquals(7, call.run().copy().scalarLong());
    call.argument("a").set(ValueLayout.JAVA_LONG, 0, 5);
    assertEquals(9, call.run().result(0).get(ValueLayout.JAVA_LONG, 0));
  }

  @Test
  void emptyAxes() {
    PreparedCall call = weighted().valueAndGrad().prepare(new double[0], new double[0]);
    assertEquals(0, call.run().number());
    call.get(1, new double[0]);
  }

  @Test
  void aCallWithoutResultIsFollowedByOneWith() {
    Computation c = new Computation();
    Tensor x = c.input("x", DType.F64, 2);
    Tensor i = c.input("i", DType.I64);
    PreparedCall call = Compiled.of(c.graph(x.get(i))).prepare(new double[] {3, 4}, 2);
    String message = assertThrows(CallException.class, call::run).getMessage();
    assertTrue(message.startsWith("error[TG0802]"), message);
    assertTrue(message.contains(" | x[i]"), message);
    call.argument("i").set(ValueLayout.JAVA_LONG, 0, 1);
    assertEquals(4, call.run().number());
  }

  @Test
  void whatDoesNotFit() {
    assertMessage("but `n` is 2", () -> weighted().prepare(new double[2], new double[3]));
    PreparedCall call = weighted().prepare(new double[2], new double[2]);
    assertMessage("`x` is `f64[2]`, not `f64[3]`.", () -> call.set("x", 1, 2, 3));
    assertMessage("There is no argument `y`, but [x, w].", () -> call.set("y", 1));
    assertMessage("`result 0` is `f64`, not `f64[2]`.", () -> call.get(0, new double[2]));
    Computation c = new Computation();
    Tensor x = c.input("x", DType.F64, 3);
    Compiled positive = Compiled.of(c.graph(x.get(x.gt(0))));
    assertMessage("error[TG0306]", () -> positive.prepare(new double[3]));
    assertMessage("which the data decide", () -> positive.prepare(new double[3]));
  }

  @Test
  void aCallForEachThread() throws Exception {
    Compiled f = weighted();
    List<Future<Boolean>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int t = 0; t < 8; t++) {
        int thread = t;
        all.add(
            threads.submit(() -> {
              PreparedCall call = f.prepare(new double[2], new double[] {1, thread});
              boolean right = true;
              for (int i = 0; i < 2000; i++) {
                right &= call.set("x", i, 2).run().number() == (double) i * i + 4 * thread;
              }
              return right;
            }));
      }
    }
    for (Future<Boolean> one : all) {
      assertTrue(one.get());
    }
  }

  private static void assertMessage(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
