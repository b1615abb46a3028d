package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.generate.Piece.Sub;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Makes a program smaller for as long as it still fails in the same way. */
final class Shrinker {
  private static final int MOST_TRIALS = 2000;

  private final Function<Script, Optional<Failure>> trial;
  private final String kind;
  private int trials;

  Shrinker(Function<Script, Optional<Failure>> trial, String kind) {
    this.trial = trial;
    this.kind = kind;
  }

  private boolean stillFails(Script script) {
    trials++;
    return trial.apply(script).filter(f -> f.kind().equals(kind)).isPresent();
  }

  Script shrink(Script script) {
    Script now = script;
    boolean smaller = true;
    while (smaller && trials < MOST_TRIALS) {
      Script before = now;
      now = terms(statements(now));
      smaller = now != before;
    }
    return now;
  }

  private Script statements(Script script) {
    Script now = script;
    for (int i = script.statements().size() - 1; i >= 0; i--) {
      if (now.isUnused(i)) {
        Script without = now.without(i);
        now = stillFails(without) ? without : now;
      }
    }
    return now;
  }

  /** Puts something smaller of the same type in the place of an expression. */
  private Script terms(Script script) {
    Script now = script;
    for (int i = 0; i < now.print().places().size() && trials < MOST_TRIALS; i++) {
      if (now.print().places().get(i).piece() instanceof Sub sub) {
        for (Term candidate : smaller(sub.term())) {
          Script changed = now.change(i, p -> new Sub(candidate));
          if (stillFails(changed)) {
            now = changed;
            break;
          }
        }
      }
    }
    return now;
  }

  private static List<Term> smaller(Term term) {
    List<Term> candidates = new ArrayList<>();
    int length = term.toString().length();
    Shape shape = term.type().shape();
    if (Maker.isWritten(shape)) {
      String dims = Maker.text(shape.dims().stream().map(Maker::text).toList());
      String tuple = "(" + dims + (shape.rank() == 1 ? ",)" : ")");
      for (String name : List.of("zeros", "ones")) {
        candidates.add(
            Term.of(term.type(), name + "(" + tuple + ", dtype=" + term.type().element() + ")"));
      }
    }
    inside(term, term.type(), candidates);
    candidates.removeIf(c -> c.toString().length() >= length);
    return candidates.stream()
        .map(c -> c.binding() >= term.binding() ? c : c.parenthesized())
        .toList();
  }

  private static void inside(Term term, TensorType type, List<Term> found) {
    for (Piece piece : term.pieces()) {
      if (piece instanceof Sub sub) {
        if (sub.term().type().equals(type)) {
          found.add(sub.term());
        }
        inside(sub.term(), type, found);
      }
    }
  }
}
