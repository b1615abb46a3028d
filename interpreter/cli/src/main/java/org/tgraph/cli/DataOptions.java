package org.tgraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tgraph.check.Checked;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.syntax.Statement;
import picocli.CommandLine.Option;

/** Which files a script reads and may touch: {@code --input}, {@code --allow-read} and so on. */
final class DataOptions {
  @Option(
      names = "--input",
      paramLabel = "NAME=FILE",
      description = "Read the input NAME from FILE instead.")
  private Map<String, Path> inputs = new LinkedHashMap<>();

  @Option(
      names = "--allow-read",
      paramLabel = "DIR",
      description = "Let the script read below DIR too, not only below its own folder.")
  private List<Path> readable = new ArrayList<>();

  @Option(
      names = "--allow-write",
      paramLabel = "DIR",
      description = "Let the script write below DIR too, not only below its own folder.")
  private List<Path> writable = new ArrayList<>();

  DataAccess access(ScriptFile script) {
    List<Path> read = new ArrayList<>(readable);
    read.addAll(inputs.values());
    return DataAccess.forScript(script.path(), read, writable);
  }

  /** Absolute paths, since those in a script are relative to it and these are not. */
  Overrides overrides() {
    Map<String, String> files = new LinkedHashMap<>();
    inputs.forEach((name, file) -> files.put(name, file.toAbsolutePath().normalize().toString()));
    return new Overrides(files);
  }

  /**
   * Sees to it that the script has the inputs that are given.
   *
   * @throws UsageProblem if it has not
   */
  void requireInputs(Checked checked) {
    List<String> known =
        checked.parsed().script().statements().stream()
            .filter(Statement.Input.class::isInstance)
            .map(s -> ((Statement.Input) s).name().name())
            .toList();
    for (String name : inputs.keySet()) {
      if (!known.contains(name)) {
        String has =
            known.isEmpty()
                ? "it has none"
                : "it has " + known.stream().collect(Collectors.joining("`, `", "`", "`"));
        throw new UsageProblem("The script has no input `" + name + "`: " + has + ".");
      }
    }
  }
}
