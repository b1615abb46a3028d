package org.tgraph.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tgraph.check.Builtin;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Core;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.op.control.Closure;
import org.tgraph.prelude.Prelude;
import org.tgraph.run.Backend;
import org.tgraph.run.Coverage;
import org.tgraph.run.Lowering;
import org.tgraph.source.Source;
import org.tgraph.type.DType;

/**
 * The page {@code docs/operations.md}, made from the code: one line for each operation and each
 * function, in the order of their names.
 */
public final class OperationsPage {
  private static final String HEAD =
      """
      # Operations and functions

      What a graph can hold, and what scripts call. Made from the code by `OperationsPageTest`, which fails when this is out of date and
      writes it anew with `-Dgolden=update` (see `CONTRIBUTING.md`).

      ## Operations

      **Made of**: *primitive* operations are the core that every backend has; those left to their *definition* may be computed on the host
      by what `Op.evaluate` says; all others reach a backend that does not have them as the operations that are named. **Derivative**:
      *Pointwise* by partial derivatives; *Linear* or *Multilinear* in operands, with a transpose; *Tangent* by a forward rule of its own;
      *Flat* where the result does not change with the operands; *Undefined* where there is none. **Own code in**: the backends, but for
      `reference`, that compute it by themselves, and for which element types if not for all they have.

      """;

  private OperationsPage() {}

  /**
   * @param backends those that are asked what they have code for
   */
  public static String of(List<Backend> backends) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("| operation | signature | made of | derivative | own code in |\n");
    page.append("|---|---|---|---|---|\n");
    Map<String, Op> operations = new TreeMap<>();
    Ops.ALL.forEach(op -> operations.put(op.name(), op));
    Map<String, List<String>> own = own(backends);
    for (Op op : operations.values()) {
      page.append(
          row(
              "`" + op.name() + "`",
              "`" + op.signature() + "`",
              madeOf(op),
              derivative(op),
              String.join(", ", own.getOrDefault(op.name(), List.of()))));
    }
    page.append("\n## Functions\n\nThe operations are those of the function's tests.\n\n");
    page.append("| function | what it does | operations |\n|---|---|---|\n");
    Map<String, Programs.Script> scripts = new TreeMap<>();
    Programs.of("/prelude").forEach(s -> scripts.put(s.name(), s));
    Prelude.FUNCTIONS.stream()
        .sorted(Comparator.comparing(Builtin::name))
        .forEach(f ->
            page.append(
                row(
                    "`" + f.signature() + "`",
                    f.doc().replace("\n", " "),
                    Optional.ofNullable(scripts.get(f.name()))
                        .map(OperationsPage::operations)
                        .orElse(""))));
    return page.toString();
  }

  private static String row(String... cells) {
    return List.of(cells).stream()
        .map(c -> c.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String madeOf(Op op) {
    Core.Role role = Core.role(op);
    if (role != Core.Role.COMPOSITE) {
      return role.toString();
    }
    if (op instanceof Closure) {
      return "its graph";
    }
    List<Case> cases = new ArrayList<>(Case.named(op.name()));
    cases.sort(Comparator.comparing(c -> c.operands().get(0).dtype() != DType.F64));
    for (Case c : cases) {
      GraphBuilder b = new GraphBuilder();
      List<Value> operands = new ArrayList<>();
      c.operands().forEach(a -> operands.add(b.input(a.type(), "")));
      boolean real = c.operands().stream().noneMatch(a -> a.dtype().isComplex());
      Optional<List<Value>> parts = real ? c.op().decompose(b, operands) : Optional.empty();
      if (parts.isPresent()) {
        return names(b.build(parts.get()).body());
      }
    }
    return role.toString();
  }

  private static String names(Collection<Equation> equations) {
    TreeSet<String> names = new TreeSet<>();
    equations.forEach(e -> names.add(e.op().name()));
    names.removeAll(List.of("constant", "broadcast"));
    return names.isEmpty() ? "its operand" : String.join(", ", names);
  }

  private static String derivative(Op op) {
    Derivative derivative = op.derivative();
    String kind = derivative.getClass().getSimpleName();
    return derivative instanceof Derivative.Undefined undefined
        ? kind + ": " + undefined.reason()
        : kind;
  }

  /** By operation, the backends that have code for it. */
  private static Map<String, List<String>> own(List<Backend> backends) {
    Map<String, List<String>> own = new TreeMap<>();
    for (Backend backend : backends) {
      for (Coverage.Row row : Coverage.of(backend).rows()) {
        TreeSet<String> types = new TreeSet<>();
        TreeSet<String> others = new TreeSet<>();
        row.lowerings()
            .forEach((type, how) -> {
              switch (how) {
                case Lowering.Own o -> types.add(type.toString());
                case Lowering.Gap g -> {}
                case Lowering.Host h -> {
                  // Complex numbers are apart: a backend computes all of them, or none.
                  if (!type.isComplex()) {
                    others.add(type.toString());
                  }
                }
              }
            });
        if (!types.isEmpty()) {
          String some = others.isEmpty() ? "" : " (" + String.join(" ", types) + ")";
          own.computeIfAbsent(row.op(), k -> new ArrayList<>()).add(backend.name() + some);
        }
      }
    }
    return own;
  }

  private static String operations(Programs.Script script) {
    return names(
        ScriptRun.check(new Source(script.name() + ".tgraph", script.text())).program().body());
  }
}
