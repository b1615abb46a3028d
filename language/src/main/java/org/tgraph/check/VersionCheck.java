package org.tgraph.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.function.BooleanSupplier;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Statement;

/**
 * The check of one version of a script: of each statement it uses what an earlier version found, if
 * all that was asked for then has the same answer still, and else checks it.
 */
final class VersionCheck {
  /** Nothing can be reused: the next attempt begins with nothing. */
  static final class StartOver extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartOver() {
      super(null, null, false, false);
    }
  }

  /**
   * What the checks of all versions share.
   *
   * @param versions that have statements in use
   * @param heads where the functions of each version begin
   */
  record Shared(
      Modules modules,
      DataHeaders headers,
      Context context,
      Scope scope,
      Set<Source> versions,
      Map<Source, NavigableMap<Integer, Places.Head>> heads) {
    /** Before the first version. */
    static Shared none(Modules modules, DataHeaders headers) {
      Context context = new Context(modules, headers, Overrides.NONE, false);
      Scope scope = Prelude.scope().inner();
      scope.watchedBy(context.recording);
      return new Shared(
          modules,
          headers,
          context,
          scope,
          Collections.newSetFromMap(new WeakHashMap<>()),
          new WeakHashMap<>());
    }
  }

  private final Shared shared;
  private final Context c;
  private final Scope scope;
  private final Parsed parsed;
  private final Places places;
  private final List<Optional<Part>> before;
  private final List<Optional<Part>> matched;
  private final List<Optional<Part>> now = new ArrayList<>();
  private final Map<Statement, Integer> numbers = new IdentityHashMap<>();
  private final Map<FunctionDef, Integer> functions = new IdentityHashMap<>();
  private final Map<Object, FunctionDef> byLineage = new HashMap<>();
  private final Set<FunctionDef> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<FunctionDef> running = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<FunctionDef, Part> edited = new IdentityHashMap<>();
  private final Map<FunctionDef, FunctionDef.Found> touched;
  private Optional<Map<String, Deque<Part>>> gone = Optional.empty();
  private boolean isRecursive;

  /**
   * Begins with nothing checked.
   *
   * @param before what the version before it has found, each statement by itself
   * @param touched is told which functions of earlier versions are checked again, as they were
   */
  VersionCheck(
      Shared shared,
      Parsed version,
      List<Optional<Part>> before,
      Map<FunctionDef, FunctionDef.Found> touched) {
    Source source = version.script().source();
    shared.versions.add(source);
    this.shared = shared;
    this.c = shared.context;
    this.scope = shared.scope;
    this.parsed = version;
    this.before = before;
    this.touched = touched;
    this.matched = Versions.match(before, version);
    this.places = new Places(source, shared.versions, shared.heads);
  }

  /** What each statement found, once it has run. */
  List<Optional<Part>> parts() {
    return now;
  }

  /** Whether functions call each other, so that the next version cannot use what this one found. */
  boolean isRecursive() {
    return isRecursive;
  }

  Findings run(BooleanSupplier isCancelled) {
    List<Statement> statements = begin();
    c.cancelledBy(isCancelled);
    Part whole = new Part();
    List<FunctionDef> defs = new ArrayList<>();
    record(
        whole,
        () -> {
          c.facts.scoped(
              parsed.script().source().span(0, parsed.script().source().text().length()), scope);
          defs.addAll(c.statements.define(statements, scope, this::function));
        });
    c.statements.below(statements);
    for (int i = 0; i < statements.size(); i++) {
      if (!isDefinition(statements.get(i))) {
        statement(i);
      }
    }
    defs.forEach(f -> {
      if (f.isAnnotated()) {
        enter(f, f.source().name().span());
      } else {
        now.set(functions.get(f), Optional.of(unsigned(functions.get(f), f)));
      }
    });
    List<Diagnostic> said = new Said().of(whole);
    isRecursive = said.stream().anyMatch(d -> d.code() == Code.TG0210);
    if (isRecursive && !before.isEmpty()) {
      // Which of the functions that call each other comes first is seen from the start only.
      throw new StartOver();
    }
    List<Diagnostic> all = new ArrayList<>(parsed.diagnostics());
    said.stream().filter(d -> !parsed.absorbs(d)).forEach(all::add);
    Source source = parsed.script().source();
    all.sort(Comparator.comparingInt(d -> d.span().source() == source ? d.span().start() : -1));
    for (int i = 0; i < statements.size(); i++) {
      Part part = now.get(i).orElseThrow();
      part.isReusable &= Versions.isSound(i, parsed);
    }
    return new Findings(parsed, all, whole, now, places, c.facts.origins(), c.facts.values());
  }

  /** Puts everything back to before the first statement; returns the statements to be checked. */
  private List<Statement> begin() {
    c.recheck = Optional.of(this);
    scope.clear();
    c.later.clear();
    c.counts.clear();
    c.calls.restart();
    c.imports.restart();
    c.inputs.restart();
    c.keys.clear();
    c.facts.restart();
    c.statements.restart();
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < matched.size(); i++) {
      int index = i;
      statements.add(
          matched
              .get(i)
              .flatMap(Part::statement)
              .orElseGet(() -> parsed.script().statements().get(index)));
      now.add(Optional.empty());
    }
    for (int i = 0; i < statements.size(); i++) {
      places.moved(statements.get(i).span(), parsed.start(i));
      numbers.put(statements.get(i), i);
    }
    return statements;
  }

  /** Whether the statement is checked where it is used first, and else after all others. */
  private static boolean isDefinition(Statement statement) {
    return statement instanceof Statement.Fn || statement instanceof Statement.Model;
  }

  /** The function or model that a statement defines: the same as before if it reads the same. */
  private FunctionDef function(Statement statement) {
    int index = numbers.get(statement);
    Optional<FunctionDef> same = matched.get(index).flatMap(Part::function);
    FunctionDef def = same.orElseGet(() -> Statements.definition(scope).apply(statement));
    Statement.Fn fn = def.source();
    if (same.isEmpty()) {
      Deque<Part> candidates = gone().get(Versions.head(fn));
      if (candidates != null && !candidates.isEmpty()) {
        Part then = candidates.poll();
        def.lineage(then.function().orElseThrow().lineage());
        edited.put(def, then);
      }
    }
    functions.put(def, index);
    byLineage.put(def.lineage(), def);
    shared
        .heads
        .computeIfAbsent(fn.span().source(), s -> new TreeMap<>())
        .put(fn.span().start(), new Places.Head(fn.body().span().start(), def.lineage()));
    places.moved(def.lineage(), parsed.start(index));
    return def;
  }

  /** The functions that are not there any more as they were, by their heads. */
  private Map<String, Deque<Part>> gone() {
    if (gone.isEmpty()) {
      Set<Part> still = Collections.newSetFromMap(new IdentityHashMap<>());
      matched.forEach(m -> m.ifPresent(still::add));
      Map<String, Deque<Part>> byHead = new HashMap<>();
      before.stream()
          .flatMap(Optional::stream)
          .filter(p -> p.function().isPresent() && !still.contains(p))
          .forEach(p -> {
            String head = Versions.head(p.function().orElseThrow().source());
            byHead.computeIfAbsent(head, h -> new ArrayDeque<>()).add(p);
          });
      gone = Optional.of(byHead);
    }
    return gone.get();
  }

  /** A function without a signature says nothing by itself: it is checked where it is called. */
  private Part unsigned(int index, FunctionDef def) {
    return matched
        .get(index)
        .orElseGet(() -> {
          Part part = new Part(def.statement());
          part.function(def);
          return part;
        });
  }

  private void statement(int index) {
    Optional<Part> known = matched.get(index).filter(this::holds);
    if (known.isPresent()) {
      replay(known.get());
      now.set(index, known);
      return;
    }
    Statement statement = parsed.script().statements().get(index);
    Part part = new Part(statement);
    KeyUses.State keys = c.keys.state();
    record(
        part, () -> c.statements.statement(statement, scope, new ArrayList<>(), new ArrayList<>()));
    part.keys.putAll(c.keys.since(keys));
    now.set(index, Optional.of(part));
  }

  /** Where a place of an earlier version is in the one that is being checked. */
  Optional<Span> now(Span span) {
    return places.now(span);
  }

  /** Whether a function is one of the script; if so it is checked now, unless it was already. */
  boolean enter(FunctionDef def, Span use) {
    Integer index = functions.get(def);
    if (index == null) {
      return false;
    }
    look(index, def, use);
    c.recording.entered(def);
    return true;
  }

  private void look(int index, FunctionDef def, Span use) {
    if (running.contains(def)) {
      if (def.state() != FunctionDef.State.RUNNING) {
        throw new StartOver();
      }
      throw c.bodies.recursion(def, use);
    }
    if (done.add(def)) {
      running.add(def);
      try {
        function(index, def);
      } finally {
        running.remove(def);
      }
    }
  }

  private void function(int index, FunctionDef def) {
    Optional<Part> known = matched.get(index).filter(this::holds);
    if (known.isPresent()) {
      replay(known.get());
      now.set(index, known);
      return;
    }
    Part part = new Part(def.statement());
    part.function(def);
    if (matched.get(index).isPresent()) {
      touched.putIfAbsent(def, def.found());
    }
    matched
        .get(index)
        .or(() -> Optional.ofNullable(edited.get(def)))
        .ifPresent(p -> part.sizesBefore(p.sizes));
    record(part, () -> c.bodies.check(def));
    now.set(index, Optional.of(part));
  }

  private void record(Part part, Runnable check) {
    c.recording.open(part);
    try {
      c.facts.into(part.facts(), check);
    } finally {
      c.recording.close();
    }
  }

  /** Does to what is around it what the check of the part did. */
  private void replay(Part part) {
    part.defined.forEach(d -> scope.redefine(d.getKey(), d.getValue()));
    part.remembered.forEach(r -> r.memo().putAgain(r.key(), r.value()));
    c.keys.usedAgain(part.keys);
    c.facts.again(part.origins, part.values);
  }

  // Whether answers are still the same

  /** Whether all answers are the same; what may check a function is asked for last. */
  private boolean holds(Part part) {
    boolean isSigned = false;
    for (Read read : part.reads) {
      if (read instanceof Read.Signed) {
        isSigned = true;
      } else if (!holds(read, part)) {
        return false;
      }
    }
    return !isSigned
        || part.reads.stream().allMatch(r -> !(r instanceof Read.Signed s) || isSame(s));
  }

  private boolean holds(Read read, Part part) {
    return switch (read) {
      case Read.Name r -> isSame(r.found(), scope.peek(r.name()), part);
      case Read.TypeName r -> r.found().equals(scope.peekType(r.name()));
      case Read.Names r -> r.all().equals(scope.peekNames());
      case Read.TypeNames r -> r.all().equals(scope.peekTypes());
      case Read.Below r -> isStillAt(r.at(), Optional.ofNullable(c.later.get(r.name())));
      case Read.Body r -> functions.containsKey(r.def()) || !isOfScript(r.def());
      case Read.Signed r -> isSame(r);
      case Read.Remembered r -> r.found().equals(Optional.ofNullable(r.memo().peek(r.key())));
      case Read.KeyUse r -> r.before().equals(c.keys.used(r.key()));
      case Read.Header r -> r.header().equals(shared.headers.header(r.path()));
      case Read.ModuleText r -> r.text().equals(shared.modules.find(r.name()).map(Source::text));
      case Read.ModuleNames r -> r.names().equals(shared.modules.names());
      case Read.FileSize r -> r.value().equals(Optional.ofNullable(c.facts.values().get(r.size())));
      case Read.Line r ->
          places
              .now(r.span())
              .filter(s -> s.source().lineNumber(s.source().position(s.start()).line()) == r.line())
              .isPresent();
    };
  }

  private boolean isStillAt(Optional<Span> before, Optional<Span> after) {
    return before.isPresent() == after.isPresent()
        && before.flatMap(places::now).equals(after.flatMap(places::now));
  }

  private boolean isOfScript(FunctionDef def) {
    return shared.versions.contains(def.source().span().source());
  }

  private boolean isSame(Optional<Scope.Entry> then, Optional<Scope.Entry> now, Part part) {
    if (then.isEmpty() || now.isEmpty()) {
      return then.isEmpty() && now.isEmpty();
    }
    if (then.get() == now.get()) {
      return true;
    }
    Val a = then.get().val();
    Val b = now.get().val();
    if (a instanceof Val.ModelMaker f && b instanceof Val.ModelMaker g) {
      return f.definition() == g.definition();
    }
    if (a instanceof Val.Defined f && b instanceof Val.Defined g) {
      // If only the body was edited, what callers see of it is compared where they call it.
      boolean isSigned =
          part.reads.stream()
              .anyMatch(r -> r instanceof Read.Signed s && s.def() == f.definition());
      return f.definition() == g.definition()
          || isSigned && f.definition().lineage() == g.definition().lineage();
    }
    return false;
  }

  private boolean isSame(Read.Signed then) {
    FunctionDef def = then.def();
    if (!functions.containsKey(def)) {
      def = byLineage.get(then.lineage());
      if (def == null) {
        return false;
      }
    }
    look(functions.get(def), def, def.source().name().span());
    return Read.Face.of(def).equals(then.face());
  }

  // What is said

  /** Puts together what the parts say, in the order of a first check, each thing once. */
  private final class Said {
    private final Set<Object> seen = new HashSet<>();
    private final Set<FunctionDef> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Diagnostic> all = new ArrayList<>();

    List<Diagnostic> of(Part whole) {
      add(whole);
      for (Optional<Part> part : now) {
        if (part.orElseThrow().function().isEmpty()) {
          add(part.orElseThrow());
        }
      }
      for (Optional<Part> part : now) {
        part.orElseThrow().function().ifPresent(this::enter);
      }
      return all;
    }

    private void enter(FunctionDef def) {
      if (entered.add(def)) {
        add(now.get(functions.get(def)).orElseThrow());
      }
    }

    private void add(Part part) {
      for (Part.Said said : part.said) {
        switch (said) {
          case Part.Entered e -> {
            FunctionDef def =
                functions.containsKey(e.def()) ? e.def() : byLineage.get(e.def().lineage());
            enter(def);
          }
          case Part.Reported r -> {
            Diagnostic d = places.now(r.diagnostic()).orElseThrow(StartOver::new);
            boolean isFirst = !r.isAtCall() || seen.add(List.of(d.span()));
            if (isFirst && seen.add(List.of(d.code(), d.span(), d.message()))) {
              all.add(d);
            }
            part.isReusable &= places.isKept(r.diagnostic());
          }
        }
      }
    }
  }
}
