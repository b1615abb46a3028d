package org.tgraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tgraph.check.Checked;
import org.tgraph.check.Facts;
import org.tgraph.check.Functions;
import org.tgraph.check.Val;
import org.tgraph.cli.drawing.GraphDiagram;
import org.tgraph.cli.drawing.HtmlPage;
import org.tgraph.cli.drawing.SvgPicture;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphPrinter;
import org.tgraph.graph.Value;
import org.tgraph.rewrite.Simplify;
import org.tgraph.type.SizeVar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tgraph graph}: shows the graph that a script becomes. */
@Command(
    name = "graph",
    description = "Shows the graph that a script becomes, as text or as a drawing.")
final class GraphCommand implements Callable<Integer> {
  /** What {@code --format} takes here. */
  enum Form {
    TEXT,
    SVG,
    HTML;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Console console;

  @Mixin private DataOptions data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default: text, or what the name of the output says.")
  private Form format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE.")
  private Path output;

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description = "The graph of one function, for all sizes, and not of the whole script.")
  private String function;

  @Option(
      names = "--simplify",
      description = "As backends get it, with simpler, faster or more accurate expressions.")
  private boolean simplify;

  @Option(
      names = "--stats",
      description = "Count equations and operations instead; for a function, its gradient's too.")
  private boolean stats;

  @Option(
      names = "--memory",
      description = "Show instead how much memory computing it takes at the most.")
  private boolean memory;

  @Option(
      names = "--size",
      paramLabel = "NAME=N",
      description = "A size, where the memory depends on it.")
  private Map<String, Long> sizes = Map.of();

  @Mixin private BackendOptions backend;

  @Option(names = "--origins", description = "In the text, show the place each line comes from.")
  private boolean origins;

  @Parameters(paramLabel = "FILE", description = "The script; `-` for standard input.")
  private String file;

  GraphCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ScriptFile script = ScriptFile.read(console, file);
    Checked checked = Checking.check(script, data, true);
    Report.toErr(console, false, checked.diagnostics());
    if (checked.hasErrors()) {
      return ExitStatus.FAILED;
    }
    Optional<Drawn> drawn = function == null ? Optional.of(whole(checked)) : function(checked);
    if (drawn.isEmpty()) {
      return ExitStatus.FAILED;
    }
    if (memory) {
      return memory(script, checked, drawn.get().graph());
    }
    Drawn shown = simplify ? drawn.get().simplified() : drawn.get();
    String text =
        stats ? statistics(drawn.get().graph(), shown.graph()) : text(script, checked, shown);
    if (output == null) {
      console.out().print(text);
    } else {
      TextFile.write(output, text);
    }
    return ExitStatus.FINE;
  }

  private int memory(ScriptFile script, Checked checked, Graph graph) {
    BackendOptions.Choice choice = backend.choose(console, checked.program(), script.source());
    Report.toErr(console, false, choice.problems());
    if (choice.backend().isEmpty()) {
      return ExitStatus.FAILED;
    }
    Map<SizeVar, Long> known = new HashMap<>();
    for (SizeVar var : graph.sizes()) {
      checked.facts().value(var).ifPresent(size -> known.put(var, size));
    }
    console.out().print(MemoryText.of(graph, choice.backend().get(), sizes, known));
    return ExitStatus.FINE;
  }

  private String statistics(Graph graph, Graph shown) {
    return function == null
        ? GraphStatistics.of(shown)
        : GraphStatistics.ofFunction(graph, simplify);
  }

  /** What is shown. */
  private record Drawn(String title, Graph graph, List<GraphDiagram.Output> outputs) {
    Drawn simplified() {
      Graph simpler = Simplify.of(graph);
      Map<Value, Value> now = new IdentityHashMap<>();
      for (int i = 0; i < graph.outputs().size(); i++) {
        now.put(graph.outputs().get(i), simpler.outputs().get(i));
      }
      List<GraphDiagram.Output> changed = new ArrayList<>();
      for (GraphDiagram.Output output : outputs) {
        List<Value> values =
            output.values().stream().filter(now::containsKey).map(now::get).toList();
        changed.add(new GraphDiagram.Output(output.title(), values, output.place()));
      }
      return new Drawn(title, simpler, changed);
    }
  }

  private static Drawn whole(Checked checked) {
    return new Drawn(
        checked.parsed().script().source().name(),
        Stage.graphOf(checked.program()),
        ProgramOutputs.of(checked.program().steps()));
  }

  /** The function that was asked for; nothing, and a diagnostic, if it has no graph of its own. */
  private Optional<Drawn> function(Checked checked) {
    return switch (checked.functions().find(function, Map.of())) {
      case Functions.Lookup.Found found -> {
        Graph graph = found.function().graph();
        yield Optional.of(new Drawn("fn " + function, graph, GraphDiagram.outputs(graph)));
      }
      case Functions.Lookup.Refused refused -> {
        Report.toErr(console, false, List.of(refused.problem()));
        yield Optional.empty();
      }
      case Functions.Lookup.Missing missing ->
          throw new UsageProblem(
              "The script has no function `%s` to draw; it has %s."
                  .formatted(
                      function,
                      missing.similar().isEmpty()
                          ? "none whose parameters have types"
                          : "`" + String.join("`, `", missing.similar()) + "`"));
    };
  }

  private String text(ScriptFile script, Checked checked, Drawn drawn) {
    Graph graph = drawn.graph();
    if (form() == Form.TEXT) {
      return origins ? GraphPrinter.printWithOrigins(graph) : GraphPrinter.print(graph);
    }
    var diagrams = GraphDiagram.of(drawn.title(), graph, drawn.outputs(), names(checked, script));
    return form() == Form.SVG ? SvgPicture.of(diagrams) : HtmlPage.of(script.source(), diagrams);
  }

  /** What the script calls its values. */
  private static Map<Value, String> names(Checked checked, ScriptFile script) {
    Map<Value, String> names = new IdentityHashMap<>();
    for (Facts.Definition definition : checked.facts().definitions()) {
      if (definition.val() instanceof Val.Tensor tensor
          && definition.place().source() == script.source()) {
        names.putIfAbsent(tensor.value(), definition.name());
      }
    }
    return names;
  }

  private Form form() {
    if (format != null || output == null) {
      return format == null ? Form.TEXT : format;
    }
    String name = output.toString().toLowerCase(Locale.ROOT);
    return List.of(Form.SVG, Form.HTML).stream()
        .filter(form -> name.endsWith("." + form))
        .findFirst()
        .orElse(Form.TEXT);
  }
}
