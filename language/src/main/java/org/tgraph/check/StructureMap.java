package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;

/** {@code tree_map(f, x, y)}: a function applied at each tensor of structures that are alike. */
public final class StructureMap {
  private final Context c;

  public StructureMap(Context c) {
    this.c = c;
  }

  public Val of(CallSite call) {
    Val.Function f = call.function("f");
    List<Operand> trees = new ArrayList<>(List.of(call.operand("x")));
    trees.addAll(call.rest("others"));
    return map(call, f, trees);
  }

  private Val map(CallSite call, Val.Function f, List<Operand> trees) {
    Operand first = trees.get(0);
    return switch (first.val()) {
      case Val.Tuple t -> {
        List<Val> parts = new ArrayList<>();
        for (int i = 0; i < t.parts().size(); i++) {
          List<Operand> below = new ArrayList<>();
          for (Operand tree : trees) {
            if (!(tree.val() instanceof Val.Tuple other)
                || other.parts().size() != t.parts().size()) {
              throw differ(call, first, tree);
            }
            below.add(new Operand(other.parts().get(i), tree.span()));
          }
          parts.add(map(call, f, below));
        }
        yield new Val.Tuple(parts);
      }
      case Val.Record r -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        for (String name : r.fields().keySet()) {
          List<Operand> below = new ArrayList<>();
          for (Operand tree : trees) {
            if (!(tree.val() instanceof Val.Record other)
                || !other.fields().keySet().equals(r.fields().keySet())) {
              throw differ(call, first, tree);
            }
            below.add(new Operand(other.fields().get(name), tree.span()));
          }
          fields.put(name, map(call, f, below));
        }
        yield new Val.Record(fields);
      }
      default -> leaf(call, f, trees);
    };
  }

  private Val leaf(CallSite call, Val.Function f, List<Operand> leaves) {
    for (Operand leaf : leaves) {
      if (leaf.val() instanceof Val.Tuple || leaf.val() instanceof Val.Record) {
        throw differ(call, leaves.get(0), leaf);
      }
      if (!Tensors.isTensor(leaf.val())) {
        throw c.fail(
            Code.TG0413,
            leaf.span(),
            "%s takes tensors, and tuples and records of them, but in this is %s."
                .formatted(call.called(), c.tensors.describe(leaf.val())));
      }
    }
    Arguments arguments =
        new Arguments(
            leaves.stream()
                .map(l -> new Arguments.Argument(Optional.empty(), l.val(), l.span()))
                .toList());
    return c.expressions.strong(c.calls.apply(f, arguments, call.whole()), call.span("f"));
  }

  private Reported differ(CallSite call, Operand first, Operand other) {
    return c.fail(
        Diagnostic.error(
                Code.TG0413,
                other.span(),
                "%s needs structures that are alike, but here one is %s and the other %s."
                    .formatted(
                        call.called(),
                        c.tensors.describe(first.val()),
                        c.tensors.describe(other.val())))
            .label(first.span(), "this is the first"));
  }
}
