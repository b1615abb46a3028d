package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.data.DataFiles;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataResult;

/** Models with data of their own. The reference computes: there is no other in these tests. */
final class SampleCommandTest {
  private static final String MODEL =
      """
      # What the script does with its own data is left out.
      input other: {x: f64[n]} = read("absent.csv")
      let mean_of_it = mean(other.x)
      print(mean_of_it)

      let scale = 10.0
      model groups(group: i64[n], x: f64[n], seen: bool[n], groups: dim) {
        a: f64[groups] ~ Normal(0.0, scale)
        derived a_mean = mean(a)
        y ~ Normal(a[group] + where(seen, x, 0.0), 1.0)
        hit ~ BernoulliLogit(a[group])
      }
      """;

  @TempDir private Path folder;
  private Scripts scripts;
  private String model;

  @BeforeEach
  void script() {
    scripts = new Scripts(folder);
    model = scripts.write("groups.tgraph", MODEL);
  }

  private CommandRun sample(String data, String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 4, options.length);
    all[0] = "sample";
    all[1] = model;
    all[2] = "--data";
    all[3] = scripts.write("data.json", data);
    return CommandRun.of(all);
  }

  private static final String DATA =
      """
      {"n": 4, "groups": 2, "group": [0, 0, 1, 1], "x": [0, 1, 0, 1], "seen": [1, 0, 1, 1],
       "y": [1.5, 1.9, -3, -2.2], "hit": [true, true, false, false]}
      """;

  @Test
  void drawsGivenStansJson() throws IOException {
    Path draws = folder.resolve("draws.csv");
    Path arrays = folder.resolve("draws.npz");
    Path summary = folder.resolve("summary.csv");
    String[] few = {"--warmup", "300", "--draws", "500", "--chains", "2", "--seed", "3"};
    CommandRun run = sample(DATA, with(few, "-o", draws, "--summary", summary));
    assertEquals(ExitStatus.FINE, run.status(), run.err());
    assertTrue(run.out().contains("a_mean"), run.out());
    assertEquals(1001, Files.readAllLines(draws).size());
    assertTrue(Files.readAllLines(draws).get(0).endsWith("energy__,chain__,a.1,a.2,a_mean"));
    assertEquals("name,mean,mcse,sd", Files.readAllLines(summary).get(0).substring(0, 17));
    // Known from the normal equations but for what `hit` says: the signs.
    double first = Double.parseDouble(Files.readAllLines(summary).get(1).split(",")[1]);
    assertTrue(first > 1 && first < 3, "a[0] " + first);

    assertEquals(ExitStatus.FINE, sample(DATA, with(few, "-o", arrays)).status());
    DataNode.Fields content =
        (DataNode.Fields)
            ((DataResult.Found<DataNode>) DataFiles.header(arrays, "draws.npz")).value();
    long[] shape = ((DataNode.Numbers) content.fields().get("a")).shape();
    assertEquals("[2, 500, 2]", java.util.Arrays.toString(shape));
  }

  private static String[] with(String[] options, Object... more) {
    String[] all = java.util.Arrays.copyOf(options, options.length + more.length);
    for (int i = 0; i < more.length; i++) {
      all[options.length + i] = more[i].toString();
    }
    return all;
  }

  private void refused(String data, String message) {
    CommandRun run = sample(data);
    assertEquals(
        "tgraph: " + message.replace("FILE", folder.resolve("data.json").toString()) + "\n",
        run.err());
    assertEquals(ExitStatus.USAGE, run.status());
  }

  @Test
  void dataThatAreMissing() {
    refused(
        "{\"group\": [0], \"x\": [1], \"groups\": 1}",
        "The model `groups` needs `seen`, `bool[n]`, which is not among `group`, `x`, `groups` of `FILE`.");
    refused(
        "{\"group\": [0], \"x\": [1], \"seen\": [1]}",
        "The model `groups` needs `groups`, a whole number, which is not among `group`, `x`, `seen` of `FILE`.");
    CommandRun none = CommandRun.of("sample", model);
    assertEquals(
        "tgraph: The model `groups` needs `group`, `i64[n]`: `--data=FILE`.\n", none.err());
  }

  @Test
  void dataOfNothing() {
    refused(
        DATA.replace("\"y\"", "\"z\""),
        "`z` of `FILE` is neither a parameter nor a site of the model `groups`.");
    refused(
        DATA.replace("\"y\"", "\"a_mean\""),
        "`a_mean` is derived from other sites, so it cannot be observed.");
  }

  @Test
  void dataThatDoNotFit() {
    String shorter = sample(DATA.replace("-3, -2.2", "-3")).err();
    assertTrue(
        shorter.contains("Axis 0 of `y` is declared as `n`, but in the file it is `3`"), shorter);
    String size = sample(DATA.replace("\"n\": 4", "\"n\": 5")).err();
    assertTrue(size.contains("the data say that `n` is 5"), size);
    String truth = sample(DATA.replace("[1, 0, 1, 1]", "[1, 0, 2, 1]")).err();
    assertTrue(truth.contains("`seen` must be 0 or 1"), truth);
  }

  @Test
  void settingsOutOfRange() {
    assertEquals(
        "tgraph: `--chains` must be at least 1, and no more than 100,000,000, not 0.\n",
        CommandRun.of("sample", model, "--chains", "0").err());
    assertEquals(
        "tgraph: `--target` must be between 0 and 1, not 1.5.\n",
        CommandRun.of("sample", model, "--target", "1.5").err());
    assertEquals(
        "tgraph: `--output` must end in .csv, .json, .npz, not `draws.txt`.\n",
        CommandRun.of("sample", model, "--output", "draws.txt").err());
    assertEquals(
        "tgraph: `--summary`: there is no folder `/nowhere`.\n",
        CommandRun.of("sample", model, "--summary", "/nowhere/summary.csv").err());
    assertEquals(
        "tgraph: `--metric` must be `diagonal` or `dense`, not `full`.\n",
        CommandRun.of("sample", model, "--metric", "full").err());
    assertEquals(
        "tgraph: `--init` must be `optimize` or `pathfinder`, not `mode`.\n",
        CommandRun.of("sample", model, "--init", "mode").err());
  }

  /** Without warmup, chains that begin at random do not come so far. */
  @Test
  void startsThatAreFound() {
    String far = scripts.write("far.tgraph", "model far() { x ~ Normal(1000.0, 1.0) }\n");
    for (String init : new String[] {"optimize", "pathfinder"}) {
      CommandRun run =
          CommandRun.of("sample", far, "--init", init, "--warmup", "0", "--draws", "50");
      assertEquals(ExitStatus.FINE, run.status(), run.err());
      assertTrue(run.out().matches("(?s).*\nx +(99\\d|100\\d).*"), run.out());
    }
  }

  @Test
  void whichModel() {
    assertEquals(
        "tgraph: The script has no model.\n",
        CommandRun.of("sample", scripts.write("a.tgraph", "print(1)\n")).err());
    String two =
        scripts.write(
            "b.tgraph", "model a() { x ~ Normal(0.0, 1.0) }\nmodel b() { y ~ Normal(5.0, 0.1) }\n");
    assertEquals(
        "tgraph: The script has the models `a`, `b`: `--model=NAME`.\n",
        CommandRun.of("sample", two).err());
    assertEquals(
        "tgraph: The script has no model `c`: it has `a`, `b`.\n",
        CommandRun.of("sample", two, "--model", "c").err());
    CommandRun run =
        CommandRun.of("sample", two, "--model", "b", "--warmup", "100", "--draws", "100");
    assertTrue(run.out().contains("\ny  "), run.out());
  }
}
