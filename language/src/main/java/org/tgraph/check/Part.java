package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Label;
import org.tgraph.graph.Value;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Statement;
import org.tgraph.type.SizeVar;

/**
 * What the check of one statement of a script asked, found and left behind. It outlives the version
 * of the script that it was made for, for as long as the statement reads the same and what it asks
 * has the same answers; all places in it are places of that version.
 */
public final class Part {
  /** Something that was said: a mistake, or that a function was looked at here. */
  sealed interface Said permits Reported, Entered {}

  /**
   * @param isAtCall whether the mistake is in the standard library, and told at the user's call
   */
  record Reported(Diagnostic diagnostic, boolean isAtCall) implements Said {}

  record Entered(FunctionDef def) implements Said {}

  record Remembered(Memo<?, ?> memo, Object key, Object value) {}

  private final Optional<Statement> statement;
  final List<Read> reads = new ArrayList<>();
  final List<Said> said = new ArrayList<>();
  final List<Map.Entry<String, Scope.Entry>> defined = new ArrayList<>();
  final List<Remembered> remembered = new ArrayList<>();
  final Map<SizeVar, Label> origins = new LinkedHashMap<>();
  final Map<SizeVar, Long> values = new HashMap<>();
  final Map<Value, Object> keys = new HashMap<>();
  final List<SizeVar> sizes = new ArrayList<>();
  private final Facts.Log facts = new Facts.Log();
  private final Map<Class<?>, Object> derived = new HashMap<>();
  private List<SizeVar> before = List.of();
  private Optional<FunctionDef> function = Optional.empty();

  /** Whether it may stand for the statement again in a later version. */
  boolean isReusable = true;

  /** The part that belongs to no statement: what the script defines ahead of all others. */
  Part() {
    this.statement = Optional.empty();
  }

  Part(Statement statement) {
    this.statement = Optional.of(statement);
  }

  /** The sizes of the same function before its body was edited, in the order they were made. */
  void sizesBefore(List<SizeVar> sizesBefore) {
    before = List.copyOf(sizesBefore);
  }

  Optional<SizeVar> sizeAgain(String name, SizeVar.Role role) {
    int next = sizes.size();
    return role != SizeVar.Role.COUNTED
            && next < before.size()
            && before.get(next).name().equals(name)
            && before.get(next).role() == role
        ? Optional.of(before.get(next))
        : Optional.empty();
  }

  /** Says which function of the script it is the check of. */
  void function(FunctionDef def) {
    function = Optional.of(def);
  }

  /** The function that is defined here, if it has a signature. */
  Optional<FunctionDef> function() {
    return function;
  }

  /** The statement as it was when it was checked; none for what the whole script says. */
  public Optional<Statement> statement() {
    return statement;
  }

  /** What was found out about places. */
  public Facts.Log facts() {
    return facts;
  }

  Source source() {
    return statement.orElseThrow().span().source();
  }

  int start() {
    return statement.orElseThrow().span().start();
  }

  int end() {
    return statement.orElseThrow().span().end();
  }

  /** Whether the place belongs to this statement. */
  public boolean holds(Span span) {
    return statement.isPresent()
        && span.source() == source()
        && start() <= span.start()
        && span.end() <= end();
  }

  /** What is made of this part, once: an index, hints, tokens. */
  public synchronized <T> T derived(Class<T> kind, Function<Part, T> make) {
    Object known = derived.get(kind);
    if (known == null) {
      known = make.apply(this);
      derived.put(kind, known);
    }
    return kind.cast(known);
  }
}
