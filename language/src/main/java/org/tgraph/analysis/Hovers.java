package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.check.Builtin;
import org.tgraph.check.Findings;
import org.tgraph.check.FunctionDef;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Label;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** What is known of the thing under the mouse. */
final class Hovers {
  private final Findings findings;
  private final Known known;

  Hovers(Findings findings, Known known) {
    this.findings = findings;
    this.known = known;
  }

  Optional<Hover> at(int offset) {
    Optional<Span> name = known.nameAt(offset);
    if (name.isPresent()) {
      Optional<Span> definition = known.definitionOf(name.get());
      Optional<Val> val =
          known.expression(name.get()).or(() -> definition.flatMap(known::definition));
      if (val.isPresent()) {
        return Optional.of(of(name.get(), name.get().text(), val.get()));
      }
    }
    List<Object> path = Tree.around(findings.parsed(), offset);
    if (!path.isEmpty() && path.get(path.size() - 1) instanceof Statement.Site site) {
      return site(site);
    }
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof Expr e) {
        Optional<Val> val = known.expression(e.span());
        if (val.isPresent() && !val.get().isPoison()) {
          return Optional.of(of(e.span(), shown(e), val.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** At the {@code ~}: which distribution the site has. */
  private Optional<Hover> site(Statement.Site site) {
    Optional<Type> type = known.definition(site.name().span()).map(Val::type);
    if (!(known.expression(site.distribution().span()).orElse(Val.POISON)
            instanceof Val.Distribution d)
        || type.isEmpty()) {
      return Optional.empty();
    }
    String code =
        "%s: %s ~ %s".formatted(site.name().name(), TypeText.of(type.get()), TypeText.of(d.type()));
    List<String> lines = new ArrayList<>();
    Optional.ofNullable(Completions.PRELUDE.get(d.type().family()))
        .ifPresent(b -> lines.add(b.doc()));
    lines.addAll(sizes(type.get()));
    return Optional.of(new Hover(site.span(), code, lines));
  }

  /** The expression if it is short: a long one need not be repeated. */
  private static String shown(Expr e) {
    String text = e.span().text();
    return text.length() <= 40 && !text.contains("\n") ? text : "";
  }

  private Hover of(Span place, String text, Val val) {
    return switch (val) {
      case Val.Prelude p -> builtin(place, p.builtin());
      case Val.Named d -> function(place, d.definition());
      case Val.Known k -> known(place, text, k.dim());
      case Val.Module m ->
          new Hover(place, (m.isOfPrelude() ? "module " : "import ") + m.name(), List.of());
      case Val.Transformed t -> {
        String made = TypeText.of(t.type());
        String type = known.typeText(t);
        String code = text.isEmpty() || text.equals(made) ? type : text + ": " + type;
        yield new Hover(
            place, code, type.equals(made) ? List.of() : List.of("It is `" + made + "`."));
      }
      default -> {
        String type = TypeText.of(val.type());
        String code = text.isEmpty() ? type : text + ": " + type;
        yield new Hover(place, code, sizes(val.type()));
      }
    };
  }

  private static Hover builtin(Span place, Builtin builtin) {
    List<String> lines = new ArrayList<>(List.of(builtin.doc()));
    Op op = Ops.named(builtin.name());
    if (op != null) {
      lines.add("`" + op.signature() + "`");
    }
    return new Hover(place, builtin.signature(), lines);
  }

  private static Hover function(Span place, FunctionDef def) {
    String doc = def.source().doc();
    String head = def.head();
    String result =
        def.source().result().isEmpty()
                && def.signature().flatMap(FunctionDef.Signature::result).isPresent()
            ? " -> " + TypeText.of(def.signature().get().result().get())
            : "";
    return new Hover(place, head + result, doc.isEmpty() ? List.of() : List.of(doc));
  }

  private Hover known(Span place, String text, Dim dim) {
    String size = dim.toString(SizeVar::shown);
    boolean says = !text.isEmpty() && !text.equals(size);
    List<String> lines = new ArrayList<>();
    dim.variables().forEach(v -> origin(v, lines));
    return new Hover(
        place, (text.isEmpty() ? size : text) + ": i64", says ? plus(lines, size) : lines);
  }

  private static List<String> plus(List<String> lines, String size) {
    List<String> all = new ArrayList<>(List.of("It is `" + size + "`."));
    all.addAll(lines);
    return all;
  }

  /** Where the sizes in a type come from. */
  private List<String> sizes(Type type) {
    Set<SizeVar> vars = new LinkedHashSet<>();
    collect(type, vars);
    List<String> lines = new ArrayList<>();
    vars.forEach(v -> origin(v, lines));
    return lines;
  }

  private void origin(SizeVar var, List<String> lines) {
    Optional<Label> origin = findings.origin(var);
    if (origin.isEmpty()) {
      return;
    }
    Span at = origin.get().span();
    String from = origin.get().text().replace("comes from here", "comes from");
    String line =
        "`%s` %s line %d"
            .formatted(
                var.shown(),
                from.equals("comes from") ? from : from + ",",
                at.source().lineNumber(at.source().position(at.start()).line()));
    lines.add(line + findings.value(var).map(v -> "; in the file it is " + v).orElse("") + ".");
  }

  private static void collect(Type type, Set<SizeVar> vars) {
    switch (type) {
      case TensorType t -> collect(t.shape(), vars);
      case Type.Tuple t -> t.parts().forEach(p -> collect(p, vars));
      case Type.Record r -> r.fields().values().forEach(f -> collect(f, vars));
      case Type.Text t -> collect(t.shape(), vars);
      default -> {}
    }
  }

  private static void collect(Shape shape, Set<SizeVar> vars) {
    shape.dims().forEach(d -> vars.addAll(d.variables()));
  }
}
