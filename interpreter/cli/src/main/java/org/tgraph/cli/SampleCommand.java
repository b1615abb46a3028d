package org.tgraph.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.DataFiles;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataResult;
import org.tgraph.data.FileHeaders;
import org.tgraph.module.FileModules;
import org.tgraph.source.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tgraph sample}: draws from a model of a script, given the data in a file. */
@Command(
    name = "sample",
    description = {
      "Draws from a model, given data, and prints a summary.",
      "The data are a file with a member for each parameter and each observed site,",
      "such as Stan's JSON."
    })
final class SampleCommand implements Callable<Integer> {
  private static final Set<String> METRICS = Set.of("diagonal", "dense");
  private static final Set<String> STARTS = Set.of("optimize", "pathfinder");
  private static final int MOST = 100_000_000;

  private final Console console;

  @Mixin private FormatOption format;
  @Mixin private BackendOptions backend;
  @Mixin private TimeLimit limit;

  @Option(names = "--data", paramLabel = "FILE", description = "The data: .json, .npz or .csv.")
  private Path data;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Which model, where the script has several.")
  private String model;

  @Option(names = "--chains", paramLabel = "N", description = "How many; default: 4.")
  private Integer chains;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Draws of each chain to adapt by; default: 1000.")
  private Integer warmup;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description = "Draws of each chain to keep; default: 1000.")
  private Integer draws;

  @Option(names = "--seed", paramLabel = "N", description = "Of the random numbers; default: 0.")
  private Long seed;

  @Option(
      names = "--target",
      paramLabel = "SHARE",
      description = "The share of proposals to be accepted; default: 0.8.")
  private Double target;

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description = "A trajectory has at most 2**N steps; default: 10.")
  private Integer maxDepth;

  @Option(
      names = "--metric",
      paramLabel = "KIND",
      description = "diagonal or dense; default: diagonal.")
  private String metric;

  @Option(
      names = "--init",
      paramLabel = "KIND",
      description = "Where chains begin: optimize or pathfinder; default: at random.")
  private String init;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the draws: .csv as Stan does, .npz, .json.")
  private Path output;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the summary too: .csv or .json.")
  private Path summary;

  @Parameters(paramLabel = "FILE", description = "The script; `-` for standard input.")
  private String file;

  SampleCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ScriptFile script = ScriptFile.read(console, file);
    return new Execution(console, format.isJson(), backend, limit, script)
        .of(() -> check(script), access(script), DrawnPictures.unlisted(script.path()), List.of());
  }

  /** The script that samples, or its definitions where they are wrong themselves. */
  private Checked check(ScriptFile script) {
    Checked alone = check(script, SamplingScript.definitions(script.source()));
    if (alone.hasErrors()) {
      return alone;
    }
    SamplingScript sampling = SamplingScript.of(alone, Optional.ofNullable(model), header());
    return check(script, sampling.source(sampler()));
  }

  private SamplingScript.Sampler sampler() {
    requireAtLeast("--chains", chains, 1);
    requireAtLeast("--warmup", warmup, 0);
    requireAtLeast("--draws", draws, 1);
    requireAtLeast("--max-depth", maxDepth, 1);
    if (target != null && !(target > 0 && target < 1)) {
      throw new UsageProblem("`--target` must be between 0 and 1, not %s.".formatted(target));
    }
    if (metric != null && !METRICS.contains(metric)) {
      throw new UsageProblem(
          "`--metric` must be `diagonal` or `dense`, not `%s`.".formatted(metric));
    }
    if (init != null && !STARTS.contains(init)) {
      throw new UsageProblem(
          "`--init` must be `optimize` or `pathfinder`, not `%s`.".formatted(init));
    }
    requireWritable("--output", output, Set.of(".csv", ".npz", ".json"));
    requireWritable("--summary", summary, Set.of(".csv", ".json"));
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("chains", chains);
    given.put("warmup", warmup);
    given.put("draws", draws);
    given.put("seed", seed);
    given.put("target", target);
    given.put("max_depth", maxDepth);
    given.put("metric", metric == null ? null : SamplingScript.quoted(metric));
    StringBuilder settings = new StringBuilder();
    given.forEach((name, value) -> {
      if (value != null) {
        settings.append(", ").append(name).append('=').append(value);
      }
    });
    return new SamplingScript.Sampler(
        settings.toString(),
        Optional.ofNullable(init),
        Optional.ofNullable(output),
        Optional.ofNullable(summary));
  }

  private static void requireAtLeast(String name, Integer given, int least) {
    if (given != null && (given < least || given > MOST)) {
      throw new UsageProblem(
          "`%s` must be at least %d, and no more than 100,000,000, not %d."
              .formatted(name, least, given));
    }
  }

  /** That a file cannot be written is said before it takes long to know what belongs into it. */
  private static void requireWritable(String option, Path file, Set<String> endings) {
    if (file == null) {
      return;
    }
    if (endings.stream().noneMatch(file.toString()::endsWith)) {
      throw new UsageProblem(
          "`%s` must end in %s, not `%s`."
              .formatted(option, String.join(", ", new TreeSet<>(endings)), file));
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageProblem("`%s`: there is no folder `%s`.".formatted(option, folder));
    }
  }

  /** What is in the file of data. */
  private Optional<SamplingScript.DataFile> header() {
    if (data == null) {
      return Optional.empty();
    }
    return switch (DataFiles.header(data, data.toString())) {
      case DataResult.Failed<DataNode> failed -> throw new UsageProblem(failed.problem().message());
      case DataResult.Found<DataNode>(DataNode.Fields fields) ->
          Optional.of(new SamplingScript.DataFile(data, fields));
      case DataResult.Found<DataNode> other ->
          throw new UsageProblem(
              "`%s` holds one array: the data of a model have names.".formatted(data));
    };
  }

  private DataAccess access(ScriptFile script) {
    List<Path> read = data == null ? List.of() : List.of(data);
    List<Path> written = new ArrayList<>();
    Optional.ofNullable(output).ifPresent(written::add);
    Optional.ofNullable(summary).ifPresent(written::add);
    return DataAccess.forScript(script.path(), read, written);
  }

  private Checked check(ScriptFile script, Source source) {
    return Checker.check(
        source,
        new FileModules(script.path()),
        new FileHeaders(access(script)),
        Overrides.NONE,
        true);
  }
}
