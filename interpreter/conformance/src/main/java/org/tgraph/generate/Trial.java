package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.array.Array;
import org.tgraph.check.Checked;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.format.Formatter;
import org.tgraph.generate.Script.Named;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphPrinter;
import org.tgraph.graph.GraphReader;
import org.tgraph.graph.GraphValidator;
import org.tgraph.graph.Sizes;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.run.Executable;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.source.Source;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** What must be true of every program that is right, but for what other backends make of it. */
final class Trial {
  private Trial() {}

  /** What came of a program. */
  sealed interface Verdict {
    record Right(Computation computation) implements Verdict {}

    record Wrong(Failure failure) implements Verdict {}
  }

  /**
   * Whether all is right.
   *
   * @param isWhole whether the formatter and the graph's text are tried too
   */
  static Verdict of(Script script, boolean isWhole) {
    try {
      return attempt(script, isWhole);
    } catch (EvaluationProblem e) {
      return wrong("problem " + e.code(), e.toString());
    } catch (RuntimeException | StackOverflowError e) {
      return new Verdict.Wrong(failure("", e));
    }
  }

  /** What is wrong; nothing if all is right. */
  static Optional<Failure> failure(Script script, boolean isWhole) {
    return of(script, isWhole) instanceof Verdict.Wrong wrong
        ? Optional.of(wrong.failure)
        : Optional.empty();
  }

  private static Verdict wrong(String kind, String details) {
    return new Verdict.Wrong(new Failure(kind, details));
  }

  static Failure failure(String where, Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    String place =
        trace.length == 0 ? "" : trace[0].getClassName() + "." + trace[0].getMethodName();
    String frames =
        java.util.Arrays.stream(trace)
            .limit(12)
            .map(f -> "\n    at " + f)
            .collect(Collectors.joining());
    return new Failure(where + e.getClass().getSimpleName() + " in " + place, e + frames);
  }

  private static Verdict attempt(Script script, boolean isWhole) {
    Memory files = new Memory(script);
    String text = script.print().text();
    Checked checked = files.check(text, true);
    if (checked.hasErrors()) {
      return new Verdict.Wrong(rejected("rejected", checked));
    }
    Checked apart = files.check(text, false);
    if (apart.hasErrors()) {
      return new Verdict.Wrong(rejected("rejected without inlining", apart));
    }
    Computation computation = Computation.of(checked, files);
    Graph graph = computation.graph();
    List<TensorType> types = types(graph);
    List<TensorType> others = types(Computation.of(apart, files).graph());
    if (!texts(types).equals(texts(others))) {
      return wrong("types differ without inlining", texts(types) + " and " + texts(others));
    }
    List<String> invalid = GraphValidator.validate(graph);
    if (!invalid.isEmpty()) {
      return wrong("invalid graph", String.join("\n", invalid));
    }
    Executable.Outcome outcome = computation.run(new ReferenceBackend());
    Optional<Failure> failure = expected(script.values(), types).or(() -> results(types, outcome));
    if (isWhole) {
      failure =
          failure
              .or(() -> formatted(files, text, graph))
              .or(() -> readBack(computation, outcome.outputs()));
    }
    return failure.<Verdict>map(Verdict.Wrong::new).orElse(new Verdict.Right(computation));
  }

  static Failure rejected(String how, Checked checked) {
    Diagnostic first =
        checked.diagnostics().stream().filter(Diagnostic::isError).findFirst().orElseThrow();
    String shown =
        checked.diagnostics().stream()
            .filter(Diagnostic::isError)
            .map(d -> d.code() + " " + d.span().text() + ": " + d.message() + " " + d.notes())
            .collect(Collectors.joining("\n"));
    return new Failure(how + " " + first.code(), shown);
  }

  private static List<TensorType> types(Graph graph) {
    return graph.outputs().stream().map(v -> v.type()).toList();
  }

  private static List<String> texts(List<TensorType> types) {
    return types.stream().map(t -> t.text(v -> "_")).toList();
  }

  /**
   * The types are those that the program was made for; a size that the data give may be of any
   * name.
   */
  private static Optional<Failure> expected(List<Named> values, List<TensorType> types) {
    for (int i = 0; i < values.size(); i++) {
      TensorType wanted = values.get(i).type();
      TensorType found = types.get(i);
      boolean same = wanted.element() == found.element() && alike(wanted.shape(), found.shape());
      if (!same) {
        return Optional.of(
            new Failure("type differs", values.get(i).text() + " is " + found + ", not " + wanted));
      }
    }
    return Optional.empty();
  }

  private static boolean alike(Shape wanted, Shape found) {
    if (wanted.rank() != found.rank()) {
      return false;
    }
    for (int axis = 0; axis < wanted.rank(); axis++) {
      Dim a = wanted.dim(axis);
      boolean isFound = !a.variables().isEmpty();
      if (!isFound && !a.equals(found.dim(axis))) {
        return false;
      }
    }
    return true;
  }

  /** The arrays are of the types that were promised, with the sizes put in. */
  static Optional<Failure> results(List<TensorType> types, Executable.Outcome outcome) {
    List<Sizes.Claim> claims = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Array array = outcome.outputs().get(i);
      if (types.get(i).element() != array.dtype() || types.get(i).rank() != array.rank()) {
        return Optional.of(
            new Failure("result differs", array.type() + " instead of " + types.get(i)));
      }
      claims.addAll(Sizes.claims("result " + i, types.get(i).shape(), array.shape()));
    }
    return new Sizes(outcome.sizes())
        .bind(claims)
        .map(conflict -> new Failure("result differs", conflict.toString()));
  }

  /** The formatter keeps the program, and what it wrote it does not change. */
  private static Optional<Failure> formatted(Memory files, String text, Graph graph) {
    String once = Formatter.format(new Source("generated.tgraph", text)).text();
    String twice = Formatter.format(new Source("generated.tgraph", once)).text();
    if (!once.equals(twice)) {
      return Optional.of(new Failure("format is not idempotent", once + "\n---\n" + twice));
    }
    Checked checked = files.check(once, true);
    if (checked.hasErrors()) {
      Failure rejected = rejected("rejected after format", checked);
      return Optional.of(new Failure(rejected.kind(), rejected.details() + "\n" + once));
    }
    String after = GraphPrinter.print(Computation.of(checked, files).graph());
    return after.equals(GraphPrinter.print(graph))
        ? Optional.empty()
        : Optional.of(new Failure("format changes the program", once));
  }

  /** The text of the graph, read again, gives the same text and the same results. */
  private static Optional<Failure> readBack(Computation computation, List<Array> results) {
    String text = GraphPrinter.print(computation.graph());
    if (!(GraphReader.read(text) instanceof GraphReader.Result.Read read)) {
      return Optional.of(new Failure("graph is not read back", text));
    }
    String again = GraphPrinter.print(read.graph());
    if (!again.equals(text)) {
      return Optional.of(new Failure("graph text changes", text + "\n---\n" + again));
    }
    List<Array> others =
        new Computation(read.graph(), computation.inputs()).run(new ReferenceBackend()).outputs();
    return others.equals(results)
        ? Optional.empty()
        : Optional.of(new Failure("graph read back gives other results", text));
  }
}
