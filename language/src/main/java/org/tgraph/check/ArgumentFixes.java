package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Changes to an argument with which it would have the shape that its parameter needs. */
final class ArgumentFixes {
  /** An argument written otherwise, and the shape it would have. */
  private record Change(String title, Shape shape, String text) {}

  private final Context c;

  ArgumentFixes(Context c) {
    this.c = c;
  }

  /**
   * Adds those of the changes that help.
   *
   * @param wanted the shape of the parameter, as far as the other arguments decide it
   * @param fits whether a shape would do
   */
  Diagnostic add(
      Diagnostic diagnostic, Span span, Shape actual, Shape wanted, Predicate<Shape> fits) {
    String text = span.text();
    if (text.contains("\n") || actual.hasPack()) {
      return diagnostic;
    }
    Diagnostic result = diagnostic;
    for (Change change : changes(text, actual, wanted)) {
      if (fits.test(change.shape)) {
        result =
            result.fix(
                Fix.replace(change.title + ": write `" + change.text + "`", span, change.text));
      }
    }
    return result;
  }

  private List<Change> changes(String text, Shape shape, Shape wanted) {
    List<Change> all = new ArrayList<>();
    String atom = SourceText.atom(text);
    int rank = shape.rank();
    switch (rank) {
      case 0 -> {
        all.add(new Change("make it a list", Shape.of(1), "[" + text + "]"));
        String sizes = c.text(wanted);
        String axes = wanted.rank() == 1 ? sizes.substring(1, sizes.length() - 1) : tuple(wanted);
        if (!wanted.hasPack()) {
          all.add(new Change("repeat it", wanted, "full(" + axes + ", " + text + ")"));
        }
        if (text.matches("\\w+\\[-\\d+\\]")) {
          all.add(new Change("drop the last", wanted, text.replace("[-", "[:-")));
        }
      }
      case 1 -> {
        all.add(new Change("make it a column", shape.insert(1, Dim.ONE), atom + "[:, none]"));
        all.add(new Change("make it a row", shape.insert(0, Dim.ONE), atom + "[none, :]"));
      }
      case 2 -> {
        all.add(
            new Change(
                "transpose", Shape.of(shape.dim(1), shape.dim(0)), SourceText.transposed(text)));
        if (shape.dim(1).is(1)) {
          all.add(new Change("take the column", shape.remove(1), atom + "[:, 0]"));
        }
        if (shape.dim(0).is(1)) {
          all.add(new Change("take the row", shape.remove(0), atom + "[0]"));
        }
      }
      default -> {
        Shape front = shape.remove(rank - 1).insert(0, shape.dim(rank - 1));
        Shape back = shape.remove(0).insert(rank - 1, shape.dim(0));
        all.add(
            new Change("move the last axis to the front", front, "moveaxis(" + text + ", -1, 0)"));
        all.add(
            new Change("move the first axis to the end", back, "moveaxis(" + text + ", 0, -1)"));
      }
    }
    if (rank >= 2 && wanted.rank() == rank + 1) {
      all.add(new Change("make it a batch of one", shape.insert(0, Dim.ONE), atom + "[none]"));
    }
    return all;
  }

  private String tuple(Shape shape) {
    String sizes = c.text(shape);
    return "(" + sizes.substring(1, sizes.length() - 1) + ")";
  }
}
