package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * The axes that {@code vmap} is told: a whole number for all tensors of a value, {@code none} for
 * no axis, or a tuple or record with one of these for each part.
 */
record MappedAxes(Context c, String name, Val given, Span span) {
  private static final Val FIRST = new Val.Known(Dim.ZERO);

  static MappedAxes of(CallSite call, String name) {
    return new MappedAxes(
        call.c(),
        name,
        call.arguments().containsKey(name) ? call.val(name) : FIRST,
        call.span(name));
  }

  /** What is given for each of some arguments. */
  List<MappedAxes> each(int count, Span call) {
    List<MappedAxes> each = new ArrayList<>();
    List<Operand> parts =
        switch (given) {
          case Val.Tuple t -> t.parts().stream().map(p -> new Operand(p, span)).toList();
          case Val.Items i -> Tensors.operands(i);
          default -> List.of(new Operand(given, span));
        };
    if (parts.size() != 1 && parts.size() != count) {
      String message = "`%s` has %d entries, but there are %d arguments.";
      throw c.fail(
          Diagnostic.error(Code.TG0207, span, message.formatted(name, parts.size(), count))
              .label(call, "here"));
    }
    for (int i = 0; i < count; i++) {
      Operand part = parts.get(parts.size() == 1 ? 0 : i);
      each.add(new MappedAxes(c, name, part.val(), part.span()));
    }
    return each;
  }

  /** The axis of each tensor of a value, in order; nothing for one that is not mapped. */
  List<Optional<Dim>> leaves(Val like) {
    List<Optional<Dim>> axes = new ArrayList<>();
    collect(given, like, axes);
    return axes;
  }

  private void collect(Val axes, Val like, List<Optional<Dim>> into) {
    Optional<Dim> number = Operators.size(axes);
    if (axes instanceof Val.Nothing || number.isPresent()) {
      fill(number, like, into);
    } else if (like instanceof Val.Tuple t && parts(axes).size() == t.parts().size()) {
      for (int i = 0; i < t.parts().size(); i++) {
        collect(parts(axes).get(i), t.parts().get(i), into);
      }
    } else if (like instanceof Val.Record r
        && axes instanceof Val.Record a
        && r.fields().keySet().equals(a.fields().keySet())) {
      r.fields().forEach((field, part) -> collect(a.fields().get(field), part, into));
    } else {
      boolean isStructure = axes instanceof Val.Tuple || axes instanceof Val.Record;
      throw c.fail(
          Diagnostic.error(
                  Code.TG0411,
                  span,
                  isStructure
                      ? "`%s` has not the structure of `%s`.".formatted(name, c.text(like.type()))
                      : "An axis is a whole number, or `none` for no axis.")
              .note("`0`, `none`, or a tuple or record with one of these for each part."));
    }
  }

  private static List<Val> parts(Val axes) {
    return switch (axes) {
      case Val.Tuple t -> t.parts();
      case Val.Items i -> i.items();
      default -> List.of();
    };
  }

  private static void fill(Optional<Dim> axis, Val like, List<Optional<Dim>> into) {
    switch (like) {
      case Val.Tuple t -> t.parts().forEach(p -> fill(axis, p, into));
      case Val.Record r -> r.fields().values().forEach(p -> fill(axis, p, into));
      default -> into.add(axis);
    }
  }

  /** The type of one of {@code count} values with the axis that is mapped, if that can be told. */
  Optional<Type> mapped(int index, int count, Type one, Dim size) {
    List<Val> parts = parts(given);
    if (parts.isEmpty()) {
      return mapped(given, one, size);
    }
    return parts.size() == count ? mapped(parts.get(index), one, size) : Optional.empty();
  }

  private static Optional<Type> mapped(Val axes, Type one, Dim size) {
    Optional<Dim> number = Operators.size(axes);
    return switch (one) {
      case Type.Tuple t -> {
        List<Val> each = parts(axes);
        List<Type> parts = new ArrayList<>();
        for (int i = 0; i < t.parts().size(); i++) {
          Val here = each.size() == t.parts().size() ? each.get(i) : axes;
          mapped(here, t.parts().get(i), size).ifPresent(parts::add);
        }
        yield parts.size() == t.parts().size()
            ? Optional.of(new Type.Tuple(parts))
            : Optional.empty();
      }
      case Type.Record r -> {
        Map<String, Type> fields = new LinkedHashMap<>();
        r.fields()
            .forEach((name, field) -> {
              Val here = axes instanceof Val.Record a ? a.fields().getOrDefault(name, axes) : axes;
              mapped(here, field, size).ifPresent(m -> fields.put(name, m));
            });
        yield fields.size() == r.fields().size()
            ? Optional.of(new Type.Record(fields))
            : Optional.empty();
      }
      case TensorType t when number.filter(n -> n.constant().isPresent()).isPresent() -> {
        long axis = number.get().value();
        long place = axis < 0 ? axis + t.rank() + 1 : axis;
        yield 0 <= place && place <= t.rank()
            ? Optional.of(t.withShape(t.shape().insert((int) place, size)))
            : Optional.empty();
      }
      default -> axes instanceof Val.Nothing ? Optional.of(one) : Optional.empty();
    };
  }
}
