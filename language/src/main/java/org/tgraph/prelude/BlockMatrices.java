package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;

/** Matrices made of others. */
final class BlockMatrices {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "block_diag(*arrays)",
              "Matrices one after the other along the diagonal, and zeros elsewhere.",
              BlockMatrices::diagonal));

  private BlockMatrices() {}

  private static Val diagonal(CallSite call) {
    List<Operand> given = call.rest("arrays");
    if (given.isEmpty()) {
      throw call.fail(Code.TG0207, call.whole(), "`block_diag` needs at least one matrix.");
    }
    List<Value> matrices = call.together(given, Kind.NUMERIC);
    Dim columns = Dim.ZERO;
    for (int i = 0; i < matrices.size(); i++) {
      Value matrix = matrices.get(i);
      if (matrix.rank() != 2 || matrix.shape().hasPack()) {
        throw call.fail(
            Diagnostic.error(Code.TG0303, call.at(), "`block_diag` is for matrices, of 2 axes.")
                .label(given.get(i).span(), "this is `" + call.c().text(matrix.type()) + "`"));
      }
      columns = columns.plus(matrix.shape().dim(1));
    }
    List<Value> wide = new ArrayList<>();
    Dim before = Dim.ZERO;
    for (Value matrix : matrices) {
      Dim own = matrix.shape().dim(1);
      Dim after = columns.minus(before).minus(own);
      Pad pad = new Pad(List.of(Dim.ZERO, before), List.of(Dim.ZERO, after), List.of(0, 0));
      wide.add(call.emit(pad, matrix));
      before = before.plus(own);
    }
    return new Val.Tensor(Concat.of(call.b(), 0, wide));
  }
}
