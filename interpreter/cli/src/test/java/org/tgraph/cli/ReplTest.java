package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class ReplTest {
  private static CommandRun repl(String input) {
    return CommandRun.withInput(input, false, "repl", "--backend", "reference");
  }

  @Test
  void expressionsArePrinted() {
    assertEquals(
        new CommandRun(ExitStatus.FINE, "[2. 4.]\n3.0\n", ""),
        repl("let x = [1.0, 2.0]\n2 * x\nsum(x)  # a comment\n"));
  }

  @Test
  void linesGoOnInBrackets() {
    assertEquals(
        "6.0\n", repl("fn f(x: f64) -> f64 {\n  let y = 2 * x\n  y + 2\n}\nf(\n2.0\n)\n").out());
  }

  @Test
  void effectsAreDoneOnce() {
    assertEquals("1\n2\n", repl("print(1)\nprint(2)\nlet x = 3\n").out());
  }

  @Test
  void mistakesDoNotEndIt() {
    CommandRun run = repl("let x = 1.0\nx + missing\nlet y = [1.0] @ [1.0, 2.0]\nx + 1\n");
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(
        run.out().contains("error[TG0201]") && run.out().contains("error[TG0301]"), run.out());
    assertTrue(run.out().endsWith("2.0\n"), run.out());
    assertTrue(run.out().contains("2 | x + missing"), "the line is shown as it was typed");
  }

  @Test
  void failuresDoNotEndIt() {
    assertTrue(repl("assert 1 > 2\n1 + 1\n").out().endsWith("2\n"));
  }

  @Test
  void nothingThatFailsWhileItRunsEndsIt() {
    String[] failing = {
      "zeros((10**6, 10**6)) + 1.0",
      "zeros((10**10, 10**10, 10**10))",
      "fori(0, i64(x) - 5, (i, s) -> s + zeros(size(y) - 4)[0])",
      "max(y[y > 9.0])",
      "y[i64(x) + 5]",
      "y with [i64(x) + 5] = 1.0",
      "inv(zeros((2, 2)) * x)",
      "cholesky(-eye(2) * x)",
      "while(x, z -> z > 0.0, z -> z)",
    };
    for (String entered : failing) {
      CommandRun run =
          CommandRun.withInput(
              "let x = sum([1.0, 2.0])\nlet y = [1.0, 2.0]\n" + entered + "\n1 + 1\n",
              false,
              "repl",
              "--backend",
              "reference",
              "--timeout",
              "0.3");
      assertTrue(run.out().contains(" | " + entered), run.out());
      assertTrue(run.out().contains("error[TG0"), run.out());
      assertTrue(run.out().endsWith("2\n"), run.out());
    }
  }

  @Test
  void whatIsStoppedDoesNotEndIt() throws InterruptedException {
    String[] endless = {
      "while(x, z -> z > 0.0, z -> z)",
      "sum(ones((5000, 5000)) * x @ ones((5000, 5000)))",
      "sort(sin(arange(10**8 * 1.0) * x))[0]",
    };
    for (String entered : endless) {
      AtomicReference<CommandRun> run = new AtomicReference<>();
      Thread user =
          new Thread(() -> run.set(repl("let x = sum([1.0, 2.0])\n" + entered + "\n1 + 1\n")));
      user.start();
      user.join(2500);
      user.interrupt();
      user.join();
      // On a busy machine it may not end at once.
      assertTrue(run.get().out().matches("Stopped\\..*\n2\n"), run.get().out());
    }
  }

  /** As the user's Ctrl-C, while eleven derivatives of one another are being made. */
  @Test
  void aCheckCanBeStopped() throws InterruptedException {
    AtomicReference<CommandRun> run = new AtomicReference<>();
    String nested = "grad(".repeat(16) + "x -> sin(x) * exp(x * cos(x))" + ")".repeat(16);
    Thread user = new Thread(() -> run.set(repl("let g = " + nested + "\ng(1.0)\n1 + 1\n")));
    user.start();
    user.join(2500);
    user.interrupt();
    user.join();
    assertEquals("Stopped.\n2\n", run.get().out());
  }

  @Test
  void theLimitOfTimeCanBeChanged() {
    String[] lines =
        repl(":timeout\n:timeout 0.2\nfori(0.0, 10**12, (i, s) -> s + 1.0)\n").out().split("\n");
    assertEquals("There is no limit of time.", lines[0]);
    assertEquals("What is not done after 0.2 s is given up.", lines[1]);
    assertTrue(lines[2].contains("error[TG0807]") && lines[2].contains("0.2 s"), lines[2]);
    assertTrue(repl(":timeout 1\n:timeout 0\n").out().endsWith("There is no limit of time.\n"));
    assertTrue(repl(":timeout soon\n").out().contains("needs a number of seconds"));
  }

  @Test
  void definitionsCanBeGivenAnew() {
    assertEquals("20\n", repl("let x = 1\nlet y = 10 * x\nlet x = 2\ny\n").out());
    assertTrue(repl("let x = 1\nlet x = x + 1\n").out().contains("error["));
  }

  @Test
  void commands() {
    assertEquals("f64[2, 1]\n", repl(":type [[1.0], [2.0]]\n").out());
    assertEquals("(f64[n]) -> f64\n", repl("fn f(x: f64[n]) -> f64 = sum(x)\n:t f\n").out());
    assertEquals("let x = 1\n", repl("let x = 1\n:list\n").out());
    assertTrue(repl(":help\n").out().contains(":type"));
    assertTrue(repl(":nothing\n").out().contains("no command `:nothing`"));
    assertTrue(repl(":backend nothing\n").out().contains("no backend `nothing`"));
    assertEquals("", repl(":quit\nprint(1)\n").out());
    assertTrue(repl("let x = 1\n:reset\nx\n").out().contains("error[TG0201]"));
  }

  @Test
  void whatIsUnfinished() {
    assertTrue(Unfinished.isComplete("let x = (1 + 2)\n"));
    assertTrue(Unfinished.isComplete("print(\"(\")  # (\n"));
    assertFalse(Unfinished.isComplete("print(\"a\\\"(\",\n"));
    assertFalse(Unfinished.isComplete("let x =\n"));
    assertFalse(Unfinished.isComplete("f(1,\n"));
    assertTrue(Unfinished.isComplete("f(1,\n\n"));
  }
}
