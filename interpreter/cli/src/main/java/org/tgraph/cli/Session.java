package org.tgraph.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.check.Checked;
import org.tgraph.check.Facts;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.prelude.Prelude;
import org.tgraph.program.Program;
import org.tgraph.program.Step;
import org.tgraph.run.Datum;
import org.tgraph.run.FileStore;
import org.tgraph.run.ScriptRunner;
import org.tgraph.run.print.Output;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Statement;
import org.tgraph.type.SizeVar;

/**
 * A script that grows. What is entered is checked together with all that was accepted before; if it
 * is right, its own effects are done and it is accepted, else everything is as it was.
 */
final class Session {
  private static final String NAME = "<repl>";
  private static final String ASKED = "type_that_is_asked_for";

  private final Console console;
  private final DataOptions data;
  private final BackendOptions backend;
  private final TimeLimit limit;
  private String accepted = "";
  private List<String> defined = List.of();
  private boolean over;

  Session(Console console, DataOptions data, BackendOptions backend, TimeLimit limit) {
    this.console = console;
    this.data = data;
    this.backend = backend;
    this.limit = limit;
  }

  boolean isOver() {
    return over;
  }

  /** All names that can be used now. */
  List<String> names() {
    return Stream.concat(defined.stream(), Prelude.scope().names().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Takes some lines, or a command that begins with a colon; says whether they were right. */
  boolean enter(String text) {
    String trimmed = text.strip();
    try {
      if (trimmed.isEmpty()) {
        return true;
      }
      return trimmed.startsWith(":") ? command(trimmed) : lines(text.stripTrailing() + "\n");
    } catch (UsageProblem problem) {
      console.out().println(problem.getMessage());
      return false;
    } catch (OutOfTime e) {
      e.reportTo(console);
      return false;
    } catch (Stopped e) {
      console.out().println(e.getMessage());
      return false;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      BugReport.write(console, e, "repl");
      return false;
    }
  }

  private boolean command(String text) {
    String[] words = text.split("\\s+", 2);
    String rest = words.length > 1 ? words[1].strip() : "";
    switch (words[0]) {
      case ":help", ":h", ":?" -> console.out().print(HELP);
      case ":quit", ":q", ":exit" -> over = true;
      case ":type", ":t" -> {
        return type(rest);
      }
      case ":list", ":l" -> console.out().print(accepted);
      case ":reset" -> {
        accepted = "";
        defined = List.of();
      }
      case ":backend" -> {
        if (rest.isEmpty()) {
          console.out().println("The backend is `" + backend.name() + "`.");
        } else {
          backend.use(rest);
        }
      }
      case ":timeout" -> timeout(rest);
      default -> throw new UsageProblem("There is no command `" + words[0] + "`; see `:help`.");
    }
    return true;
  }

  private void timeout(String seconds) {
    if (!seconds.isEmpty()) {
      limit.seconds(seconds(seconds));
    }
    console
        .out()
        .println(
            limit.seconds() > 0
                ? "What is not done after " + limit.after() + " is given up."
                : "There is no limit of time.");
  }

  private static double seconds(String text) {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds < Integer.MAX_VALUE) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new UsageProblem("`:timeout` needs a number of seconds, or 0 for no limit.");
  }

  private static final String HELP =
      """
      Type definitions and expressions; the value of an expression is printed. Lines go on while a
      bracket is open; an empty line ends them. A definition may be given anew: what depends on it
      follows.
        :type EXPR        the type of an expression, which is not computed
        :list             everything that was accepted, as a script
        :backend NAME     compute with this backend from now on
        :timeout SECONDS  give up what takes longer; 0 for no limit
        :reset            forget everything
        :quit             end (also Ctrl-D)
      Ctrl-C stops what is running.
      """;

  private boolean lines(String text) {
    Attempt attempt = new Attempt(accepted, text);
    Optional<Diagnostic> redefined = attempt.redefinition();
    if (redefined.isPresent()) {
      Attempt instead = attempt.inPlace(redefined.get());
      if (!Report.anyError(instead.checked.diagnostics())) {
        attempt = instead;
      }
    }
    List<Diagnostic> said = attempt.ownDiagnostics();
    Report.text(console.out(), console.outColours(), said);
    if (Report.anyError(said)) {
      return false;
    }
    if (attempt.isBareExpression()) {
      // On a line of its own, so that it is shown as it was typed.
      return new Attempt(accepted, "print(\n" + text.strip() + "\n)\n").run();
    }
    if (!attempt.run()) {
      return false;
    }
    accepted = attempt.whole();
    defined = attempt.definitions().map(Facts.Definition::name).toList();
    return true;
  }

  private boolean type(String expression) {
    if (expression.isEmpty()) {
      throw new UsageProblem("`:type` needs an expression.");
    }
    Attempt attempt = new Attempt(accepted, "let " + ASKED + " = " + expression + "\n");
    List<Diagnostic> said = attempt.ownDiagnostics();
    Report.text(console.out(), console.outColours(), said);
    if (Report.anyError(said)) {
      return false;
    }
    attempt
        .definitions()
        .filter(d -> d.name().equals(ASKED))
        .forEach(d -> console.out().println(d.val().type().text(SizeVar::name)));
    return true;
  }

  /** A text of which the part from {@code start} to {@code end} is new. */
  private final class Attempt {
    private final int start;
    private final int end;
    private final ScriptFile script;
    private final Checked checked;

    Attempt(String before, String text) {
      this(before + text, before.length(), before.length() + text.length());
    }

    private Attempt(String whole, int start, int end) {
      this.start = start;
      this.end = end;
      this.script = new ScriptFile(Path.of(NAME), new Source(NAME, whole));
      this.checked = limit.checking(() -> Checking.check(script, data, true));
    }

    String whole() {
      return script.source().text();
    }

    Stream<Facts.Definition> definitions() {
      return checked.facts().definitions().stream()
          .filter(d -> d.place().source() == script.source());
    }

    private boolean isNew(Span span) {
      return span.source() != script.source() || span.start() >= start && span.start() < end;
    }

    /** Of an expression alone it is not said that its value goes unused. */
    List<Diagnostic> ownDiagnostics() {
      boolean bare = isBareExpression();
      List<Diagnostic> own = new ArrayList<>();
      for (Diagnostic d : checked.diagnostics()) {
        if (isNew(d.span()) && !(bare && d.code() == Code.TG0213) || d.isError()) {
          own.add(d);
        }
      }
      return own;
    }

    private List<Statement> ownStatements() {
      return checked.parsed().script().statements().stream().filter(s -> isNew(s.span())).toList();
    }

    boolean isBareExpression() {
      List<Statement> own = ownStatements();
      return own.size() == 1
          && own.get(0) instanceof Statement.Do
          && checked.diagnostics().stream()
              .anyMatch(d -> d.code() == Code.TG0213 && isNew(d.span()));
    }

    /** If all that is wrong is that one name was defined before: that diagnostic. */
    Optional<Diagnostic> redefinition() {
      List<Diagnostic> errors = checked.diagnostics().stream().filter(Diagnostic::isError).toList();
      return errors.stream()
          .filter(d -> errors.size() == 1 && ownStatements().size() == 1)
          .filter(d -> d.code() == Code.TG0202 && !d.labels().isEmpty())
          .filter(d -> isNew(d.span()) && !isNew(d.labels().get(0).span()))
          .findFirst();
    }

    /** The same with the new statement in the place of the one that had its name. */
    Attempt inPlace(Diagnostic redefinition) {
      Span before = redefinition.labels().get(0).span();
      Statement old =
          checked.parsed().script().statements().stream()
              .filter(s -> s.span().start() <= before.start() && before.end() <= s.span().end())
              .findFirst()
              .orElseThrow();
      String text = whole().substring(start, end).strip();
      String whole =
          whole().substring(0, old.span().start())
              + text
              + whole().substring(old.span().end(), start);
      return new Attempt(whole, old.span().start(), old.span().start() + text.length());
    }

    /** Does the new effects; says whether they went well. */
    boolean run() {
      List<Step> steps =
          checked.program().steps().stream().filter(step -> isNew(step.span())).toList();
      if (steps.isEmpty()) {
        return true;
      }
      Program all = checked.program();
      Program program =
          new Program(all.inputs(), all.body(), all.procedures(), steps, List.of(), List.of());
      BackendOptions.Choice choice = backend.choose(console, program, script.source());
      List<Diagnostic> problems = choice.problems();
      if (choice.backend().isPresent()) {
        Output plain = Output.text(console.out());
        Output output =
            new Output() {
              @Override
              public void print(Span span, List<Datum> values) {
                plain.print(span, values);
              }

              @Override
              public void warn(Diagnostic warning) {
                Report.text(console.out(), console.outColours(), List.of(warning));
              }
            };
        FileStore store = new FileStore(data.access(script));
        ScriptRunner runner = new ScriptRunner(program, choice.backend().get(), store, output);
        problems = limit.apart(runner::run);
      }
      Report.text(console.out(), console.outColours(), problems);
      return problems.isEmpty();
    }
  }
}
