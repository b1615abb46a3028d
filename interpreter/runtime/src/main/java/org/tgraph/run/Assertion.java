package org.tgraph.run;

import java.util.Arrays;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.program.Step;
import org.tgraph.run.print.DatumText;

/** Whether an {@code assert} holds; where it does not, the values it compares. */
final class Assertion {
  private Assertion() {}

  static Optional<Diagnostic> check(Step.Assert step, Memory memory) {
    Array condition = memory.array(step.condition());
    long wrong = 0;
    long first = -1;
    for (long i = 0; i < condition.size(); i++) {
      if (!condition.getBoolean(i)) {
        first = wrong == 0 ? i : first;
        wrong++;
      }
    }
    if (wrong == 0) {
      return Optional.empty();
    }
    String message = "The assertion failed" + step.message().map(m -> ": " + m).orElse("") + ".";
    Diagnostic diagnostic = Diagnostic.error(Code.TG0801, step.span(), message);
    if (condition.rank() > 0) {
      diagnostic =
          diagnostic.note(
              "it does not hold for %d of %d elements, the first at %s"
                  .formatted(wrong, condition.size(), index(first, condition.shape())));
    }
    for (Step.Part part : step.parts()) {
      String text = part.text() + " = ";
      String value = DatumText.of(memory.datum(part.value()));
      if (part.text().equals(value)) {
        continue;
      }
      diagnostic = diagnostic.note(text + value.replace("\n", "\n" + " ".repeat(text.length())));
    }
    return Optional.of(diagnostic);
  }

  static String index(long position, long[] shape) {
    long[] index = new long[shape.length];
    long rest = position;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return Arrays.toString(index);
  }
}
