package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.Showing;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.program.Shown;
import org.tgraph.program.Step;

/** What a script does with its values. */
final class Effects {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "print(*values)",
              "Prints the values on a line, with a space between them.",
              call -> {
                List<Shown> shown = new ArrayList<>();
                for (Operand operand : call.rest("values")) {
                  Showing.of(call.c(), operand.val(), operand.span()).ifPresent(shown::add);
                }
                call.effect(new Step.Print(call.whole(), shown));
                return Val.NOTHING;
              }),
          Builtin.of(
              "save(path, value)",
              "Writes a value to a file; the ending of its name says in which format.",
              call -> {
                String path = call.text("path");
                Showing.of(call.c(), call.val("value"), call.span("value"))
                    .ifPresent(shown -> call.effect(new Step.Save(call.whole(), path, shown)));
                return Val.NOTHING;
              }));

  private Effects() {}
}
