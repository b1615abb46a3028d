package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.program.Shown;
import org.tgraph.source.Span;

/** Values as what leaves the computation: to be printed or saved. */
public final class Showing {
  private Showing() {}

  /** What is shown of the value; nothing if a mistake in it was reported. */
  public static Optional<Shown> of(Context c, Val val, Span span) {
    return switch (val) {
      case Val.Poison p -> Optional.empty();
      case Val.Str s -> Optional.of(new Shown.Text(s.text()));
      case Val.TextColumn t -> {
        c.inputs.read(t.text());
        yield Optional.of(new Shown.TextColumn(t.text()));
      }
      case Val.Nothing n -> Optional.of(new Shown.Text("none"));
      case Val.Tuple t -> parts(c, t.parts(), span).map(Shown.Tuple::new);
      case Val.Record r -> {
        Map<String, Shown> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> of(c, field, span).ifPresent(f -> fields.put(name, f)));
        yield fields.size() == r.fields().size()
            ? Optional.of(new Shown.Record(fields))
            : Optional.empty();
      }
      case Val.Table t ->
          of(c, t.rows(), span)
              .map(rows -> {
                Map<String, Shown.Record> named = new LinkedHashMap<>();
                ((Shown.Record) rows)
                    .fields()
                    .forEach((name, row) -> named.put(name, (Shown.Record) row));
                return new Shown.Table(named);
              });
      case Val.Draws d ->
          of(c, d.sites(), span)
              .flatMap(sites ->
                  of(c, d.statistics(), span)
                      .map(statistics ->
                          new Shown.Draws((Shown.Record) sites, (Shown.Record) statistics)));
      default ->
          Optional.of(
              val instanceof Val.Items || Tensors.isTensor(val)
                  ? new Shown.Tensor(c.tensors.value(val, span))
                  : new Shown.Other(val.type()));
    };
  }

  private static Optional<List<Shown>> parts(Context c, List<Val> vals, Span span) {
    List<Shown> parts = new ArrayList<>();
    for (Val val : vals) {
      of(c, val, span).ifPresent(parts::add);
    }
    return parts.size() == vals.size() ? Optional.of(parts) : Optional.empty();
  }
}
