package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;
import org.tgraph.check.Findings;
import org.tgraph.check.Scope;
import org.tgraph.check.Site;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Fix;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.TypeExpr;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * What could be written at a place. The script is checked with a name of its own there ({@link
 * Unfinished}): what stands around that name decides what is offered.
 */
final class Completions {
  /** The functions that need no import, by their names. */
  static final Map<String, Builtin> PRELUDE =
      Prelude.FUNCTIONS.stream().collect(Collectors.toMap(Builtin::name, b -> b, (a, b) -> a));

  private static final List<String> OPENERS =
      List.of("let", "fn", "input", "import", "type", "model", "test", "bench", "assert");

  private static final List<String> MOMENTS = List.of("mean", "variance", "entropy");

  private static final List<String> OPERANDS = List.of("if", "for", "not", "true", "false", "none");

  private final Analysis.World world;
  private final Parsed parsed;
  private final Source source;
  private final int start;
  private final Findings findings;
  private final Known known;
  private final List<Completion> offered = new ArrayList<>();

  /** The names that the statements around the place define, which are not known in them yet. */
  private List<Span> beingDefined = List.of();

  private Completions(Analysis.World world, Parsed parsed, int start, Findings findings) {
    this.world = world;
    this.parsed = parsed;
    this.source = parsed.script().source();
    this.start = start;
    this.findings = findings;
    this.known = new Known(findings);
  }

  /** The start of the word before the place, which a completion replaces. */
  static int wordStart(Source source, int offset) {
    int at = offset;
    while (at > 0 && Character.isUnicodeIdentifierPart(source.text().charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** The end of the word that the place is in: what stands behind it belongs to the same name. */
  private static int wordEnd(Source source, int offset) {
    int at = offset;
    while (at < source.text().length()
        && Character.isUnicodeIdentifierPart(source.text().charAt(at))) {
      at++;
    }
    return at;
  }

  static List<Completion> at(Analysis analysis, Analysis.World world, Parsed parsed, int offset) {
    Source source = parsed.script().source();
    int start = wordStart(source, offset);
    boolean isNumber = start < offset && Character.isDigit(source.text().charAt(start));
    if (isNumber) {
      return List.of();
    }
    String typed = source.text().substring(start, offset);
    return analysis.instead(
        Unfinished.marked(parsed, start, wordEnd(source, offset)),
        marked -> {
          Completions completions = new Completions(world, parsed, start, marked);
          completions.offer(typed);
          return completions.offered.stream()
              .filter(c -> !c.label().equals(Unfinished.MARK) && c.fits(typed))
              .sorted(Comparator.comparing(Completion::label))
              .toList();
        });
  }

  private void offer(String typed) {
    List<Object> path = Tree.around(findings.parsed(), start + 1);
    Object here = path.isEmpty() ? null : path.get(path.size() - 1);
    Object around = path.size() < 2 ? null : path.get(path.size() - 2);
    beingDefined = path.stream().flatMap(n -> defined(n).stream()).toList();
    Optional<Expr.Given> given = given(path);
    if (given.isPresent()) {
      sites(given.get());
    } else if (around instanceof Statement.Site site && site.distribution() == here) {
      names(Completions::mayBeDistribution);
    } else if (around instanceof Expr.Field field && field.name().name().equals(Unfinished.MARK)) {
      known.expression(field.target().span()).ifPresent(this::members);
    } else if (around instanceof Statement.Import) {
      world.modules().names().forEach(m -> plain(m, Completion.Kind.MODULE, "module"));
    } else if (around instanceof TypeExpr.Named named
        && named.name().name().equals(Unfinished.MARK)) {
      types(named);
    } else if (around instanceof TypeExpr.Axis.Size) {
      names(v -> v instanceof Val.Known);
    } else if (around instanceof Statement.Fn fn && isKind(fn, here)) {
      for (Kind kind : Kind.values()) {
        plain(kind.text(), Completion.Kind.TYPE, "kind");
      }
    } else if (around instanceof Pattern.Fields) {
      path.stream()
          .filter(Statement.Let.class::isInstance)
          .map(Statement.Let.class::cast)
          .findFirst()
          .flatMap(let -> known.expression(let.value().span()))
          .ifPresent(this::members);
    } else if (here instanceof Expr.Name) {
      argument(path);
      names(v -> true);
      conversions();
      boolean isLine = around instanceof Statement.Do || around instanceof Expr.Block;
      Stream.concat(isLine ? OPENERS.stream() : Stream.of(), OPERANDS.stream())
          .forEach(k -> plain(k, Completion.Kind.KEYWORD, "keyword"));
      if (typed.length() >= 2) {
        imports();
      }
    } else if (here == null || here instanceof Statement.Broken) {
      names(v -> true);
      conversions();
    }
  }

  /** Where a statement names the value that it defines. */
  private static Optional<Span> defined(Object statement) {
    return switch (statement) {
      case Statement.Let s -> Optional.of(s.pattern().span());
      case Statement.Site s -> Optional.of(s.name().span());
      case Statement.Derived s -> Optional.of(s.name().span());
      default -> Optional.empty();
    };
  }

  /** The data of a model, if the place is where the name of a site belongs. */
  private static Optional<Expr.Given> given(List<Object> path) {
    return path.stream()
        .filter(Expr.Given.class::isInstance)
        .map(Expr.Given.class::cast)
        .filter(g ->
            switch (g.data()) {
              case Expr.Block b ->
                  b.statements().isEmpty() && b.result().filter(Completions::isMark).isPresent();
              case Expr.RecordLit r ->
                  r.fields().stream().anyMatch(f -> f.name().name().equals(Unfinished.MARK));
              default -> false;
            })
        .findFirst();
  }

  private static boolean isMark(Expr e) {
    return e instanceof Expr.Name name && name.name().equals(Unfinished.MARK);
  }

  /** The sites of the model that are not given yet. */
  private void sites(Expr.Given given) {
    List<String> written =
        given.data() instanceof Expr.RecordLit r
            ? r.fields().stream().map(f -> f.name().name()).toList()
            : List.of();
    int behind = wordEnd(source, start);
    boolean hasColon = source.text().substring(behind).stripLeading().startsWith(":");
    if (known.expression(given.model().span()).orElse(Val.NOTHING) instanceof Val.Model m) {
      for (Site site : m.latent()) {
        if (!written.contains(site.name())) {
          offered.add(
              new Completion(
                  site.name(),
                  Completion.Kind.FIELD,
                  site.name() + (hasColon ? "" : ": "),
                  TypeText.of(site.type()),
                  "",
                  List.of()));
        }
      }
    }
  }

  /** Whether it may stand behind {@code ~}: a distribution, or what may give one. */
  private static boolean mayBeDistribution(Val val) {
    return switch (val) {
      case Val.Prelude p -> Prelude.DISTRIBUTIONS.contains(p.builtin().name());
      case Val.Function f -> true;
      case Val.Distribution d -> true;
      case Val.Module m -> !m.isOfPrelude();
      default -> false;
    };
  }

  private void plain(String label, Completion.Kind kind, String detail) {
    offered.add(Completion.of(label, kind, detail, ""));
  }

  /** What may stand behind the dot. */
  private void members(Val target) {
    switch (target) {
      case Val.Record r ->
          r.fields()
              .forEach((name, val) -> plain(name, Completion.Kind.FIELD, TypeText.of(val.type())));
      case Val.Draws d -> members(d.named());
      case Val.Distribution d ->
          MOMENTS.forEach(m -> plain(m, Completion.Kind.ATTRIBUTE, "of " + d.type().family()));
      case Val.Module m ->
          m.scope().own().forEach((name, entry) -> offered.add(named(name, entry.val())));
      case Val.Tuple t -> {
        for (int i = 0; i < t.parts().size(); i++) {
          String type = TypeText.of(t.parts().get(i).type());
          plain(Integer.toString(i), Completion.Kind.FIELD, type);
          if (i < t.names().size()) {
            plain(t.names().get(i), Completion.Kind.FIELD, type);
          }
        }
      }
      default -> {
        if (target.type() instanceof TensorType) {
          Analysis.ATTRIBUTES.forEach(
              a -> plain(a, Completion.Kind.ATTRIBUTE, "of " + TypeText.of(target.type())));
        }
      }
    }
  }

  private void types(TypeExpr.Named named) {
    if (named.module().isPresent()) {
      scope()
          .find(named.module().get().name())
          .filter(e -> e.val() instanceof Val.Module)
          .ifPresent(e ->
              ((Val.Module) e.val())
                  .scope()
                  .typeNames()
                  .forEach(n -> plain(n, Completion.Kind.TYPE, "type")));
      return;
    }
    for (DType type : DType.values()) {
      plain(type.toString(), Completion.Kind.TYPE, "element type");
    }
    Stream.of("dim", "key", "str").forEach(t -> plain(t, Completion.Kind.TYPE, "type"));
    scope().typeNames().forEach(n -> plain(n, Completion.Kind.TYPE, "type"));
  }

  private static boolean isKind(Statement.Fn fn, Object here) {
    return fn.kinds().stream().anyMatch(k -> k.kind() == here);
  }

  /** The names of the arguments of the call that this is an argument of. */
  private void argument(List<Object> path) {
    for (int i = path.size() - 2; i >= 0 && i >= path.size() - 3; i--) {
      if (path.get(i) instanceof Expr.Call call) {
        Signatures.names(known.expression(call.function().span()).orElse(Val.NOTHING)).stream()
            .filter(n -> call.args().stream().noneMatch(a -> hasName(a, n)))
            .forEach(n ->
                offered.add(
                    new Completion(
                        n + "=", Completion.Kind.ARGUMENT, n + "=", "argument", "", List.of())));
        return;
      }
    }
  }

  private static boolean hasName(Expr.Arg arg, String name) {
    return arg.name().filter(n -> n.name().equals(name)).isPresent();
  }

  private Scope scope() {
    return known.scope(start + 1).orElseGet(Scope::top);
  }

  /** The names of the values that are asked for. */
  private void names(Predicate<Val> wanted) {
    Scope scope = scope();
    for (String name : scope.names().stream().distinct().toList()) {
      Scope.Entry entry = scope.find(name).orElseThrow();
      boolean isLater =
          entry
                  .place()
                  .flatMap(known::now)
                  .filter(p -> p.source().name().equals(source.name()))
                  .filter(p -> p.start() > start || isBeingDefined(p))
                  .isPresent()
              && !(entry.val() instanceof Val.Function);
      if (!isLater && !name.startsWith("..") && wanted.test(entry.val())) {
        offered.add(named(name, entry.val()));
      }
    }
  }

  private void conversions() {
    for (DType type : DType.values()) {
      plain(type.toString(), Completion.Kind.FUNCTION, "conversion");
    }
  }

  private boolean isBeingDefined(Span name) {
    return beingDefined.stream().anyMatch(p -> p.start() <= name.start() && name.end() <= p.end());
  }

  private Completion named(String name, Val val) {
    return switch (val) {
      case Val.Prelude p ->
          Completion.of(name, Completion.Kind.FUNCTION, p.builtin().signature(), p.builtin().doc());
      case Val.Named d ->
          Completion.of(
              name, Completion.Kind.FUNCTION, d.definition().head(), d.definition().source().doc());
      case Val.Function f -> Completion.of(name, Completion.Kind.FUNCTION, known.typeText(f), "");
      case Val.Module m -> Completion.of(name, Completion.Kind.MODULE, "module", "");
      case Val.Known k -> Completion.of(name, Completion.Kind.SIZE, TypeText.of(k.type()), "");
      default -> Completion.of(name, Completion.Kind.VALUE, TypeText.of(val.type()), "");
    };
  }

  /** Functions of modules that are not imported yet, with the import. */
  private void imports() {
    List<String> imported = imported().map(i -> i.module().name()).toList();
    int line = importLine();
    Span place = source.span(line, line);
    for (String module : world.modules().names()) {
      Optional<Source> text =
          imported.contains(module) ? Optional.empty() : world.modules().find(module);
      if (text.isEmpty()) {
        continue;
      }
      for (Statement.Fn fn : ModuleFunctions.of(text.get())) {
        String name = module + "." + fn.name().name();
        offered.add(
            new Completion(
                name,
                Completion.Kind.FUNCTION,
                name,
                "import " + module,
                fn.doc(),
                List.of(new Fix.Edit(place, "import " + module + "\n"))));
      }
    }
  }

  /** The imports of the script. */
  private Stream<Statement.Import> imported() {
    return IntStream.range(0, parsed.size())
        .filter(i -> parsed.kind(i) == Statement.Import.class)
        .mapToObj(i -> (Statement.Import) parsed.script().statements().get(i));
  }

  /** Where an import belongs: below those that are there, else above the first statement. */
  private int importLine() {
    return imported()
        .map(s -> source.position(s.span().end()).line() + 1)
        .mapToInt(next -> next < source.lines() ? source.lineStart(next) : source.text().length())
        .max()
        .orElse(0);
  }
}
