package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/** Finds whether a call would be right with {@code vmap}: some arguments have one axis too many. */
record Vectorizing(Context c, FunctionDef def, FunctionDef.Signature signature) {
  /**
   * What maps the function over the first axis of those arguments.
   *
   * @param at where the function is written in the call
   */
  Optional<Fix> fix(Map<String, Argument> bound, Span at) {
    boolean isCall = at.source().text().startsWith("(", at.end());
    if (!isCall || bound.size() != def.source().params().size()) {
      return Optional.empty();
    }
    Fitting fitting = new Fitting(c, Set.copyOf(signature.sizes()), Map.of(), Map.of());
    List<Boolean> isMapped = new ArrayList<>();
    Dim size = null;
    for (int i = 0; i < signature.params().size(); i++) {
      Statement.Param param = def.source().params().get(i);
      Argument argument = bound.get(param.name().name());
      Type wanted = signature.params().get(i);
      if (argument.name().isPresent()
          || !(wanted instanceof TensorType t)
          || !(argument.val().type() instanceof TensorType actual)
          || t.shape().hasPack()) {
        return Optional.empty();
      }
      boolean more = actual.rank() == t.rank() + 1;
      if (!fitting.fits(t.shape(), more ? actual.shape().remove(0) : actual.shape())) {
        return Optional.empty();
      }
      if (more && size != null && c.isEqual(size, actual.dim(0)) != Truth.YES) {
        return Optional.empty();
      }
      size = more ? actual.dim(0) : size;
      isMapped.add(more);
    }
    if (size == null) {
      return Optional.empty();
    }
    String axes =
        isMapped.contains(false)
            ? isMapped.stream()
                .map(m -> m ? "0" : "none")
                .collect(Collectors.joining(", ", ", in_axes=(", ")"))
            : "";
    String mapped = "vmap(" + at.text() + axes + ")";
    return Optional.of(Fix.replace("call it for each row: write `" + mapped + "`", at, mapped));
  }
}
