package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;

/** Functions on what is read from files. */
final class DataFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "columns(record)",
              "The fields of a record, as a tuple in their order.",
              call -> {
                if (call.val("record") instanceof Val.Record r) {
                  return new Val.Tuple(List.copyOf(r.fields().values()));
                }
                throw call.fail(
                    Diagnostic.error(
                        Code.TG0413,
                        call.span("record"),
                        "`columns` needs a record, but this is %s."
                            .formatted(call.describe(call.val("record")))));
              }),
          Builtin.of(
              "codes(column)",
              "For each text of a column its place among the different texts in order, from 0.",
              call -> call.codes("column")),
          Builtin.of(
              "read(path)",
              "The content of a file; only as the source of an `input`.",
              call -> {
                throw call.fail(
                    Diagnostic.error(
                            Code.TG0211, call.at(), "`read` belongs to an `input` statement.")
                        .note("Write `input data = read(\"file.csv\")` at the top of the script."));
              }));

  private DataFunctions() {}
}
