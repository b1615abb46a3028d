package org.tgraph.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** What a backend does how: the table that {@code tgraph backends} prints. */
public record Coverage(String backend, List<Row> rows) {
  /** One operation; element types that its signature does not take are absent. */
  public record Row(String op, Map<DType, Lowering> lowerings) {
    public Row {
      lowerings = new EnumMap<>(lowerings);
    }
  }

  public Coverage {
    rows = List.copyOf(rows);
  }

  public static Coverage of(Backend backend) {
    List<Row> rows = new ArrayList<>();
    for (Op op : Ops.ALL) {
      Map<DType, Lowering> lowerings = new EnumMap<>(DType.class);
      for (DType type : DType.values()) {
        if (takes(op.signature(), type)) {
          lowerings.put(type, backend.lowering(op, type));
        }
      }
      rows.add(new Row(op.name(), lowerings));
    }
    return new Coverage(backend.name(), rows);
  }

  /** Whether some operand, or for what has none some result, can have elements of {@code type}. */
  private static boolean takes(Signature signature, DType type) {
    List<Signature.Slot> slots =
        signature.params().isEmpty() ? signature.results() : signature.params();
    return slots.stream()
        .anyMatch(slot ->
            DType.named(slot.element())
                .map(fixed -> fixed == type)
                .orElseGet(() -> type.isIn(Kind.named(slot.element()))));
  }

  /** All gaps, in the order of the rows. */
  public List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (Row row : rows) {
      row.lowerings.forEach((type, lowering) -> {
        if (lowering instanceof Lowering.Gap gap) {
          gaps.add(new Gap(row.op, type, gap.reason()));
        }
      });
    }
    return gaps;
  }
}
