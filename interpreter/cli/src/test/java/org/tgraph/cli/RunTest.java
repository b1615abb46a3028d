package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunTest {
  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void folder() {
    scripts = new Scripts(folder);
  }

  @Test
  void printsAreWritten() {
    String script = scripts.write("a.tgraph", "print([1.0, 2.0] + 1)\nprint(\"done\")\n");
    assertEquals(
        new CommandRun(ExitStatus.FINE, "[2. 3.]\ndone\n", ""), CommandRun.of("run", script));
  }

  @Test
  void theCommandWithoutOptionsDoesWhatItDoesWithThem() {
    List<String> files =
        List.of(
            scripts.write("right.tgraph", "print([1.0, 2.0] + 1)\n"),
            scripts.write("wrong.tgraph", "print(missing)\n"),
            scripts.write("failing.tgraph", "assert 1.0 > 2.0\n"),
            scripts.write("binary.tgraph", "\u0000"),
            folder.toString(),
            folder.resolve("right").toString());
    for (String file : files) {
      // Options are read by picocli.
      assertEquals(CommandRun.of("run", "--format", "text", file), CommandRun.of("run", file));
    }
    assertEquals(CommandRun.of("run", "--help"), CommandRun.of("run", "-h"));
    assertEquals(ExitStatus.USAGE, CommandRun.of("run", "--no-such-option").status());
    assertEquals(ExitStatus.USAGE, CommandRun.of("run", "").status());
    assertEquals(
        new CommandRun(ExitStatus.FINE, "3\n", ""),
        CommandRun.withInput("print(3)\n", false, "run", "-"));
  }

  @Test
  void forMachinesThereIsAnObjectForEachPrint() {
    String script = scripts.write("a.tgraph", "\nprint([1.0, -1.0] / 0.0)\n");
    Object tree = JsonTree.read(CommandRun.of("run", "--format", "json", script).out());
    assertEquals(2, JsonTree.at(tree, "line"));
    assertEquals("f64[2]", JsonTree.at(tree, "values", 0, "type"));
    assertEquals(List.of(2), JsonTree.at(tree, "values", 0, "shape"));
    assertEquals(List.of("inf", "-inf"), JsonTree.at(tree, "values", 0, "data"));
  }

  @Test
  void aMistakeKeepsItFromRunning() {
    String script = scripts.write("a.tgraph", "print(1.0)\nprint(missing)\n");
    CommandRun run = CommandRun.of("run", script);
    assertEquals(ExitStatus.FAILED, run.status());
    assertEquals("", run.out());
    assertTrue(run.err().contains("error[TG0201]"), run.err());
  }

  @Test
  void aFailureEndsIt() {
    String script =
        scripts.write("a.tgraph", "print(1)\nassert 1.0 > 2.0, \"wrong way\"\nprint(2)\n");
    CommandRun run = CommandRun.of("run", script);
    assertEquals(ExitStatus.FAILED, run.status());
    assertEquals("1\n", run.out());
    assertTrue(run.err().contains("error[TG0801]") && run.err().contains("wrong way"), run.err());
    CommandRun json = CommandRun.of("run", "--format", "json", script);
    assertEquals("TG0801", JsonTree.at(JsonTree.read(json.err()), 0, "code"));
  }

  @Test
  void anInputCanBeGiven() {
    scripts.write("a.csv", "x,y\n1,2\n3,4\n");
    String other = scripts.write("elsewhere/b.csv", "x,y\n5,6\n");
    String script =
        scripts.write(
            "s/a.tgraph", "input t: {x: f64[n], y: f64[n]} = read(\"../a.csv\")\nprint(t.x)\n");
    CommandRun outside = CommandRun.of("run", script);
    assertEquals(ExitStatus.FAILED, outside.status());
    assertTrue(outside.err().contains("error[TG0705]"), outside.err());
    assertEquals(
        "[1. 3.]\n", CommandRun.of("run", "--allow-read", folder.toString(), script).out());
    assertEquals("[5.]\n", CommandRun.of("run", "--input", "t=" + other, script).out());
    CommandRun unknown = CommandRun.of("run", "--input", "u=" + other, script);
    assertEquals(ExitStatus.USAGE, unknown.status());
    assertTrue(unknown.err().contains("it has `t`"), unknown.err());
  }

  @Test
  void theBackendIsChosen() {
    String script = scripts.write("a.tgraph", "print(1.0)\n");
    CommandRun run = CommandRun.of("run", "--backend", "reference", "-v", script);
    assertEquals("1.0\n", run.out());
    assertTrue(run.err().contains("`reference`"), run.err());
    CommandRun unknown = CommandRun.of("run", "--backend", "nothing", script);
    assertEquals(ExitStatus.USAGE, unknown.status());
    assertTrue(unknown.err().contains("`reference`"), unknown.err());
  }

  @Test
  void theGraphIsDumped() {
    String script = scripts.write("a.tgraph", "print(exp([1.0]))\n");
    CommandRun run = CommandRun.of("run", "--dump=check", script);
    assertTrue(run.err().contains("= exp("), run.err());
    CommandRun simple = CommandRun.of("run", "--dump=simplify", script);
    assertTrue(simple.err().contains("constant{value: f64(2.718"), simple.err());
    CommandRun plan = CommandRun.of("run", "--dump=plan", "--backend=reference", script);
    assertTrue(plan.err().contains("`reference` has no plan"), plan.err());
    CommandRun unknown = CommandRun.of("run", "--dump=nothing", script);
    assertEquals(ExitStatus.USAGE, unknown.status());
    assertTrue(unknown.err().contains("CHECK, SIMPLIFY, DECOMPOSE, PLAN"), unknown.err());
  }

  @Test
  void picturesAreListedAsTheyAreDrawn() throws IOException {
    String drawing = "plot.line([1.0, 2.0], [1.0, 4.0], save=\"fit.svg\")";
    String script = scripts.write("a.tgraph", "print(1)\n" + drawing + "\n");
    Path list = folder.resolve("drawn");
    assertEquals(
        ExitStatus.FINE, CommandRun.of("run", "--drawn", list.toString(), script).status());
    Object tree = JsonTree.read(Files.readString(list));
    assertEquals(folder.resolve("fit.svg").toString(), JsonTree.at(tree, "picture"));
    assertEquals(9, JsonTree.at(tree, "start"));
    assertEquals(9 + drawing.length(), JsonTree.at(tree, "end"));
    scripts.write("a.tgraph", "print(missing)\n" + drawing + "\n");
    assertEquals(
        ExitStatus.FAILED, CommandRun.of("run", "--drawn", list.toString(), script).status());
    assertEquals("", Files.readString(list));
    String nowhere = folder.resolve("no/list").toString();
    assertEquals(ExitStatus.USAGE, CommandRun.of("run", "--drawn", nowhere, script).status());
  }

  @Test
  void whatTakesTooLongIsEndedWithItsLine() {
    String script =
        scripts.write(
            "a.tgraph", "let x = for i < 3000, j < 3000: f64(i) * f64(j)\nprint((x @ x)[0, 0])\n");
    CommandRun run = CommandRun.of("run", "--backend=reference", "--timeout", "0.2", script);
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(run.err().contains("gave up after 0.2 s"), run.err());
    assertTrue(run.err().contains("[TG0807]") && run.err().contains("a.tgraph:"), run.err());
  }

  @Test
  void aLoopThatNeverEndsIsShown() {
    String script =
        scripts.write(
            "a.tgraph",
            """
            fn stay(x: f64) -> f64 = while(x, y -> y > 0.0, y -> y)
            let (last, _) = scan(0.0, arange(3), (s, i) -> (stay(1.0 + f64(i)), none))
            print(last)
            """);
    CommandRun run = CommandRun.of("run", "--backend=reference", "--timeout", "0.2", script);
    assertEquals(ExitStatus.FAILED, run.status());
    assertEquals(
        """
        error[TG0807]: This was not done in time: gave up after 0.2 s, as `--timeout` says.
          --> a.tgraph:1:26
         1 | fn stay(x: f64) -> f64 = while(x, y -> y > 0.0, y -> y)
           |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        """,
        run.err().replace(scripts.folder() + "/", ""));
  }

  /** Nor do the numbers of its steps fill the memory. */
  @Test
  void aLongLoopRunsUntilItsTimeIsUp() {
    for (String loop :
        List.of(
            "fori(0, 10**12, (i, s) -> s + i)",
            "scan(0.0, none, (s, _) -> (s + 1.0, s), length=10**12).0")) {
      String script = scripts.write("a.tgraph", "print(" + loop + ")\n");
      CommandRun run = CommandRun.of("run", "--backend=reference", "--timeout", "0.2", script);
      assertEquals(ExitStatus.FAILED, run.status());
      assertTrue(run.err().contains("[TG0807]"), run.err());
      assertTrue(run.err().contains("a.tgraph:1:7"), run.err());
    }
  }
}
