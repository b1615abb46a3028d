package org.tgraph.cli;

import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tgraph.check.Checked;
import org.tgraph.check.Facts;
import org.tgraph.check.Val;
import org.tgraph.cli.drawing.GraphDiagram;
import org.tgraph.cli.drawing.HtmlPage;
import org.tgraph.cli.drawing.SvgPicture;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphPrinter;
import org.tgraph.graph.Value;
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

  @Option(names = "--stats", description = "Count the operations instead.")
  private boolean stats;

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
    Graph graph = Stage.graphOf(checked.program());
    String text = stats ? GraphStatistics.of(graph) : text(script, checked, graph);
    if (output == null) {
      console.out().print(text);
    } else {
      TextFile.write(output, text);
    }
    return ExitStatus.FINE;
  }

  private String text(ScriptFile script, Checked checked, Graph graph) {
    if (form() == Form.TEXT) {
      return origins ? GraphPrinter.printWithOrigins(graph) : GraphPrinter.print(graph);
    }
    var diagrams =
        GraphDiagram.of(
            script.source().name(),
            graph,
            ProgramOutputs.of(checked.program().steps()),
            names(checked, script));
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
