package org.tgraph.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.data.DataAccess;
import org.tgraph.data.FileHeaders;
import org.tgraph.diagnostic.Fix;
import org.tgraph.module.FileModules;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Parser;
import org.tgraph.testing.Corpus;
import org.tgraph.testing.Golden;

/**
 * What the editor offers to change in right scripts, the samples and the standard library, leaves
 * them right: new names, expressions given a name and put back, types written, lines formatted.
 * {@code -Dsweep.step=1} tries each place, else only some are tried.
 */
class ChangesKeepMeaningTest {
  private static final int STEP = Integer.getInteger("sweep.step", 997);

  private static List<Path> programs() {
    return Stream.of("samples", "stdlib")
        .flatMap(folder -> Corpus.below(Golden.root().resolve(folder)))
        .toList();
  }

  @Test
  void thereAreEnough() {
    assertTrue(programs().size() >= 25, () -> programs().size() + " scripts");
  }

  @TestFactory
  Stream<DynamicTest> sweep() {
    return programs().stream()
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> new Sweep(p).all()));
  }

  /** One script, and what went wrong of what was tried on it. */
  private static final class Sweep {
    private final Source source;
    private final List<String> known;
    private final List<String> labels;
    private final List<String> wrong = new ArrayList<>();
    private Analysis analysis;

    Sweep(Path program) {
      source = new Source(program.toString(), Golden.read(program).text());
      Analysis.World world =
          new Analysis.World(
              new FileModules(program),
              new FileHeaders(DataAccess.forScript(program, List.of(), List.of())));
      analysis = Analysis.of(source, world);
      known = said(analysis);
      labels = labels(analysis);
    }

    private static List<String> labels(Analysis of) {
      return of.hints().stream().map(Hint::label).toList();
    }

    private static List<String> said(Analysis of) {
      return of.diagnostics().stream().map(d -> d.code() + " " + d.message()).sorted().toList();
    }

    void all() {
      names();
      places();
      format();
      assertEquals(List.of(), wrong);
    }

    /** Tries a change, and takes it back. */
    private void tried(String what, List<Fix.Edit> edits) {
      String text = Edits.applied(source.text(), edits);
      Analysis after = analysis.next(new Source(source.name(), text), () -> false);
      if (!said(after).equals(known)) {
        wrong.add(what + ": " + said(after).stream().filter(s -> !known.contains(s)).toList());
      } else if (what.startsWith("give this a name") && !labels(after).containsAll(labels)) {
        wrong.add(what + " changes a type");
      }
      analysis = after.next(source, () -> false);
    }

    private void names() {
      List<Integer> starts =
          analysis.tokens().stream()
              .filter(Token::isDefinition)
              .map(t -> t.place().start())
              .toList();
      for (int i = 0; i < starts.size(); i += Math.max(1, STEP / 4)) {
        int at = starts.get(i);
        if (analysis.rename(at, "renamed_here") instanceof Renaming.Done done) {
          tried("rename at " + place(at), done.edits());
        }
      }
    }

    private String place(int offset) {
      return source.span(offset, offset).toString();
    }

    /** Each expression is selected, and each place looked at. */
    private void places() {
      Set<Span> spans = new LinkedHashSet<>();
      Tree.walk(
          Parser.parse(source).script(),
          node -> {
            if (node instanceof Expr e) {
              spans.add(e.span());
            }
          });
      List<Span> all = List.copyOf(spans);
      for (int i = 0; i < all.size(); i += STEP) {
        offered(all.get(i).start(), all.get(i).end());
      }
      for (int at = 0; at < source.text().length(); at += 2 * STEP) {
        offered(at, at);
      }
      for (Hint hint : analysis.hints()) {
        if (hint.insert() && hint.offset() % STEP < 4) {
          tried("hint " + hint.label() + " at " + place(hint.offset()), hint.edits(source));
        }
      }
    }

    private void offered(int start, int end) {
      for (Action action : analysis.actions(start, end)) {
        tried(action.title() + " at " + place(start), action.edits());
      }
    }

    /** Formatting a part of the lines is taking some of the edits. */
    private void format() {
      String untidy = source.text().replace(" = ", "=").replace(", ", ",");
      Source changed = new Source(source.name(), untidy);
      Analysis before = analysis.next(changed, () -> false);
      List<Fix.Edit> edits = before.formatEdits();
      for (int i = 0; i < edits.size(); i += STEP) {
        String text = Edits.applied(untidy, List.of(edits.get(i)));
        Analysis after = before.next(new Source(source.name(), text), () -> false);
        if (!said(after).equals(said(before))) {
          wrong.add("formatting " + edits.get(i) + ": " + said(after));
        }
        before = after.next(changed, () -> false);
      }
      analysis = before.next(source, () -> false);
    }
  }
}
