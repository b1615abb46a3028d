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
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;

/**
 * Checks the versions of one script as it is edited. A statement is checked again only if its text
 * has changed or something that its check asked for has another answer now: what a name stands for,
 * the signature of a function, the header of a file (a "verifying trace", as of build systems). The
 * result is what a first check would give. To be used by one thread at a time.
 */
public final class Rechecker {
  /** How many letters of earlier versions are kept, for the statements that were checked then. */
  private static final int KEPT = 4_000_000;

  /** How much larger than after the first check the graph of all versions may grow. */
  private static final int GROWTH = 4;

  /** Nothing can be reused: the next attempt begins with nothing. */
  private static final class StartOver extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartOver() {
      super(null, null, false, false);
    }
  }

  private final Modules modules;
  private final DataHeaders headers;
  private final Scope prelude = Prelude.scope();
  private Context c;
  private Scope scope;

  /** The version that was parsed last. */
  private Optional<Parsed> last = Optional.empty();

  private List<Optional<Part>> before = List.of();
  private int firstSize;
  private Set<Source> versions;
  private Map<Source, NavigableMap<Integer, Places.Head>> heads;

  // The run that is going on

  private Places places;
  private List<Optional<Part>> now = List.of();
  private Parsed parsed;
  private final Map<Statement, Integer> numbers = new IdentityHashMap<>();
  private final Map<FunctionDef, Integer> functions = new IdentityHashMap<>();
  private final Map<Object, FunctionDef> byLineage = new HashMap<>();
  private final Set<FunctionDef> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<FunctionDef> running = Collections.newSetFromMap(new IdentityHashMap<>());
  private List<Optional<Part>> matched = List.of();
  private Map<FunctionDef, Part> edited = Map.of();
  private Optional<Map<String, Deque<Part>>> gone = Optional.empty();

  /** The functions that earlier versions share and that were checked again, as they were. */
  private final Map<FunctionDef, FunctionDef.Found> touched = new IdentityHashMap<>();

  public Rechecker(Modules modules, DataHeaders headers) {
    this.modules = modules;
    this.headers = headers;
    forget();
  }

  /** Checks anew from the next version on. */
  private void forget() {
    c = new Context(modules, headers, Overrides.NONE, false);
    c.recheck = Optional.of(this);
    scope = prelude.inner();
    scope.watchedBy(c.recording);
    before = List.of();
    firstSize = 0;
    versions = Collections.newSetFromMap(new WeakHashMap<>());
    heads = new WeakHashMap<>();
  }

  /**
   * Checks a version.
   *
   * @param isCancelled asked now and then; once it says so a {@link CancellationException} comes
   *     out
   */
  public Findings check(Source source, BooleanSupplier isCancelled) {
    return check(
        last.map(p -> Parser.parse(source, p)).orElseGet(() -> Parser.parse(source)), isCancelled);
  }

  /**
   * An answer from another text that is not the next version, but what this one would be with
   * something more in it.
   */
  public <T> T aside(Source other, Function<Findings, T> answer) {
    List<Optional<Part>> kept = before;
    Optional<Parsed> version = last;
    Context keptBy = c;
    try {
      return answer.apply(check(other, () -> false));
    } finally {
      last = version;
      touched.forEach(FunctionDef::found);
      if (c == keptBy) {
        before = kept;
      }
    }
  }

  /** As above, for a text that was parsed before. */
  private Findings check(Parsed parsed, BooleanSupplier isCancelled) {
    if (firstSize > 0 && c.top().body().size() > GROWTH * firstSize) {
      forget();
    }
    last = Optional.of(parsed);
    touched.clear();
    try {
      return run(parsed, isCancelled);
    } catch (StartOver again) {
      forget();
      return run(parsed, isCancelled);
    } catch (CancellationException cancelled) {
      // What was known before is still right, unless a part of it is half changed.
      if (!touched.isEmpty()) {
        forget();
      }
      throw cancelled;
    } catch (RuntimeException | StackOverflowError e) {
      forget();
      throw e;
    }
  }

  private Findings run(Parsed version, BooleanSupplier isCancelled) {
    boolean isFirst = before.isEmpty();
    List<Statement> statements = begin(version);
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
    boolean isRecursive = said.stream().anyMatch(d -> d.code() == Code.TG0210);
    if (isRecursive && !isFirst) {
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
    retire(source);
    before = isRecursive ? List.of() : List.copyOf(now);
    firstSize = isFirst ? Math.max(c.top().body().size(), 1000) : firstSize;
    return new Findings(parsed, all, whole, now, places, c.facts.origins(), c.facts.values());
  }

  /**
   * A statement keeps the version that it was checked in. If these are too many, those that fewest
   * statements need are given up: those are checked again in the next version.
   */
  private void retire(Source newest) {
    Map<Source, List<Part>> byVersion = new IdentityHashMap<>();
    for (Optional<Part> part : now) {
      byVersion
          .computeIfAbsent(part.orElseThrow().source(), s -> new ArrayList<>())
          .add(part.get());
    }
    byVersion.remove(newest);
    long kept = byVersion.keySet().stream().mapToLong(s -> s.text().length()).sum();
    List<Map.Entry<Source, List<Part>>> fewest = new ArrayList<>(byVersion.entrySet());
    fewest.sort(Comparator.comparingInt(e -> e.getValue().size()));
    for (Map.Entry<Source, List<Part>> version : fewest) {
      if (kept <= KEPT) {
        return;
      }
      version.getValue().forEach(p -> p.isReusable = false);
      kept -= version.getKey().text().length();
    }
  }

  /** Puts everything back to before the first statement; returns the statements to be checked. */
  private List<Statement> begin(Parsed version) {
    Source source = version.script().source();
    matched = Versions.match(before, version);
    edited = new IdentityHashMap<>();
    gone = Optional.empty();
    parsed = version;
    numbers.clear();
    byLineage.clear();
    functions.clear();
    done.clear();
    running.clear();
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
    now = new ArrayList<>();
    for (int i = 0; i < matched.size(); i++) {
      int index = i;
      statements.add(
          matched
              .get(i)
              .flatMap(Part::statement)
              .orElseGet(() -> parsed.script().statements().get(index)));
      now.add(Optional.empty());
    }
    versions.add(source);
    places = new Places(source, versions, heads);
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
    heads
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
      case Read.Header r -> r.header().equals(headers.header(r.path()));
      case Read.ModuleText r -> r.text().equals(modules.find(r.name()).map(Source::text));
      case Read.ModuleNames r -> r.names().equals(modules.names());
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
    return versions.contains(def.source().span().source());
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
