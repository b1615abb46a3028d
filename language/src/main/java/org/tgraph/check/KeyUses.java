package org.tgraph.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * Which random keys are used up. A sampler, {@code split}, and a function that does so with it use
 * a key up, and to do that twice would give the same numbers twice, so it is a mistake; {@code
 * fold_in} leaves a key as it is. Of two branches each may use it; a loop may not, unless the key
 * is made inside.
 */
final class KeyUses {
  /** Where a key was made: how many calls and how many loops were around it. */
  private record Birth(int calls, int loops) {}

  /**
   * Where a key was used up: the very place, and the place as seen from where it was made, which is
   * a call if the place is inside of a function.
   */
  private record Use(Span seen, Span at) {}

  /** A loop that is being checked, and the names of its indices. */
  private record Loop(Span span, List<String> indices) {}

  /**
   * What is known of a function's use of keys.
   *
   * @param parameters which of the keys in its parameters it uses up, counted in order from 0
   * @param captured the keys of the script that it uses up
   */
  record OfFunction(Set<Integer> parameters, List<Val.Key> captured) {
    static final OfFunction NONE = new OfFunction(Set.of(), List.of());
  }

  /** The keys that are used up at some point. */
  static final class State {
    private final Map<Value, Use> uses;

    private State(Map<Value, Use> uses) {
      this.uses = Map.copyOf(uses);
    }
  }

  private static final Pattern KEY_MADE = Pattern.compile("^(key|fold_in)\\(");
  private static final Birth AT_THE_TOP = new Birth(0, 0);

  private final Context c;
  private final Map<Value, Birth> births = new HashMap<>();
  private Map<Value, Use> uses = new HashMap<>();
  private Deque<Loop> loops = new ArrayDeque<>();
  private boolean isOff;

  KeyUses(Context c) {
    this.c = c;
  }

  /** A key that is made here. */
  Val.Key made(Value value) {
    births.put(value, new Birth(c.calls(), loops.size()));
    return new Val.Key(value);
  }

  /** Keys that a value has at its leaves are made here: the state of a loop. */
  void made(Val val) {
    in(val).forEach(key -> made(key.value()));
  }

  /** Uses a key up. */
  void use(Val.Key key, Span at) {
    if (isOff) {
      return;
    }
    Birth birth = births.getOrDefault(key.value(), AT_THE_TOP);
    Use use = new Use(c.call(birth.calls).orElse(at), at);
    if (birth.loops < loops.size()) {
      throw inLoop(use, birth.loops);
    }
    c.recording.key(key.value(), uses.get(key.value()));
    Use before = uses.putIfAbsent(key.value(), use);
    if (before != null) {
      throw twice(before, use);
    }
  }

  /** Uses all keys in a value up. */
  void use(Val val, Span at) {
    in(val).forEach(key -> use(key, at));
  }

  /** The keys at the leaves of a value, in order. */
  static List<Val.Key> in(Val val) {
    return switch (val) {
      case Val.Key k -> List.of(k);
      case Val.Tuple t -> t.parts().stream().flatMap(p -> in(p).stream()).toList();
      case Val.Record r -> r.fields().values().stream().flatMap(f -> in(f).stream()).toList();
      default -> List.of();
    };
  }

  // For the recheck

  /** What is used up now that was not at {@code before}. */
  Map<Value, Object> since(State before) {
    Map<Value, Object> added = new HashMap<>(uses);
    added.keySet().removeAll(before.uses.keySet());
    return added;
  }

  /** How a key was used up, as {@link #since} says it. */
  Optional<Object> used(Value key) {
    return Optional.ofNullable(uses.get(key));
  }

  void usedAgain(Map<Value, Object> added) {
    added.forEach((key, use) -> uses.put(key, (Use) use));
  }

  void clear() {
    uses.clear();
  }

  // Control flow

  State state() {
    return new State(uses);
  }

  /** Forgets what was used since then. */
  void restore(State before) {
    uses = new HashMap<>(before.uses);
  }

  /** What one of two branches used is used up after them. */
  void join(State other) {
    other.uses.forEach(uses::putIfAbsent);
  }

  /** Checks the body of a loop. */
  <T> T inLoop(Span span, List<String> indices, Supplier<T> body) {
    loops.addLast(new Loop(span, indices));
    try {
      return body.get();
    } finally {
      loops.removeLast();
    }
  }

  // Functions

  /**
   * Checks the body of a function for all its calls.
   *
   * @param body gives the keys in the parameters, in order
   */
  OfFunction ofFunction(Supplier<List<Val.Key>> body) {
    Map<Value, Use> outerUses = uses;
    Deque<Loop> outerLoops = loops;
    boolean wasOff = isOff;
    Set<Value> outside = new HashSet<>(births.keySet());
    uses = new HashMap<>();
    loops = new ArrayDeque<>();
    isOff = false;
    try {
      List<Val.Key> parameters = body.get();
      Set<Integer> used = new HashSet<>();
      for (int i = 0; i < parameters.size(); i++) {
        if (uses.containsKey(parameters.get(i).value())) {
          used.add(i);
        }
      }
      List<Val.Key> captured = new ArrayList<>();
      uses.keySet().stream().filter(outside::contains).map(Val.Key::new).forEach(captured::add);
      return new OfFunction(used, captured);
    } finally {
      uses = outerUses;
      loops = outerLoops;
      isOff = wasOff;
    }
  }

  /** Uses up what a call does, by what is known of the function. */
  void call(OfFunction function, List<Tensors.Operand> arguments, Span call) {
    int i = 0;
    for (Tensors.Operand argument : arguments) {
      for (Val.Key key : in(argument.val())) {
        if (function.parameters.contains(i++)) {
          use(key, argument.span());
        }
      }
    }
    function.captured.forEach(key -> use(key, call));
  }

  /** Does {@code inside} where what it uses has been counted already. */
  <T> T counted(Supplier<T> inside) {
    boolean before = isOff;
    isOff = true;
    try {
      return inside.get();
    } finally {
      isOff = before;
    }
  }

  // Messages

  private static String called(Span use) {
    return use.text().matches("[\\w.]+") ? "The key `" + use.text() + "`" : "A key";
  }

  private Reported twice(Use earlier, Use later) {
    Use before = new Use(c.now(earlier.seen), c.now(earlier.at));
    Use now = new Use(c.now(later.seen), c.now(later.at));
    boolean apart =
        before.seen.source() != now.seen.source()
            || before.seen.end() <= now.seen.start()
            || now.seen.end() <= before.seen.start();
    Span first = apart ? before.seen : before.at;
    Span second = apart ? now.seen : now.at;
    Diagnostic d =
        Diagnostic.error(
                Code.TG0416,
                second,
                called(now.at) + " is used twice, which gives the same random numbers again.")
            .at("it is used again here");
    if (!first.equals(second)) {
      d = d.label(first, "it is used here first");
    }
    String key = now.at.text();
    boolean isName = key.matches("\\w+");
    String name = isName ? key : "k";
    d =
        d.note(
            KEY_MADE.matcher(key).find()
                ? "The same number makes the same key, however often it is written."
                : "`let (%s1, %s2) = split(%s)` makes two of it, to use one each time."
                    .formatted(name, name, name));
    if (isName && first.text().equals(key) && second.text().equals(key)) {
      c.recording.text();
      d = KeySplit.of(first, second, key).map(d::fix).orElse(d);
    }
    return c.fail(d);
  }

  private Reported inLoop(Use use, int outside) {
    List<Loop> around = List.copyOf(loops).subList(outside, loops.size());
    Loop loop = around.get(0);
    List<String> indices = around.stream().flatMap(l -> l.indices.stream()).toList();
    String key = use.at.text();
    String own = key;
    for (String index : indices) {
      own = "fold_in(" + own + ", " + index + ")";
    }
    Diagnostic d =
        Diagnostic.error(
                Code.TG0416,
                use.seen.equals(loop.span) ? use.at : use.seen,
                called(use.at) + " is used in each turn of a loop, for the same random numbers.")
            .label(loop.span, "in this loop");
    Optional<Fix> fix =
        indices.isEmpty() || !use.seen.equals(use.at)
            ? Optional.empty()
            : Optional.of(Fix.replace("write `" + own + "`", use.at, own));
    d = fix.map(d::fix).orElse(d);
    return c.fail(
        fix.isPresent() ? d : d.note("`fold_in(key, i)` makes a key of its own for each `i`."));
  }
}
