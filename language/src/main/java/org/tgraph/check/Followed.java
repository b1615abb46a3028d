package org.tgraph.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Span;

/** The calls that are being followed into the bodies of functions, the innermost first. */
final class Followed {
  /**
   * One of them.
   *
   * @param isNamed whether the function was called by its own name, and not as a value
   * @param unforeseen where the body was found right for all sizes: the mistakes that show only
   *     with the sizes of this call, which are not reported
   */
  record Call(
      Object function,
      String called,
      Span at,
      boolean isNamed,
      Optional<List<Diagnostic>> unforeseen) {
    /** Whether the text of that function has the text of this one in it. */
    private boolean isInside(Call other) {
      Optional<Span> inner = text();
      Optional<Span> outer = other.text();
      return inner.isPresent()
          && outer.isPresent()
          && !inner.equals(outer)
          && outer.get().contains(inner.get());
    }

    private Optional<Span> text() {
      return switch (function) {
        case FunctionDef def -> Optional.of(def.source().span());
        case Val.Lambda lambda -> Optional.of(lambda.source().span());
        default -> Optional.empty();
      };
    }
  }

  private final Deque<Call> calls = new ArrayDeque<>();

  /** Does {@code inside} as what a call leads to. */
  <T> T into(Call entered, Supplier<T> inside) {
    calls.push(entered);
    try {
      return inside.get();
    } finally {
      calls.pop();
    }
  }

  /** Does {@code inside} as if outside of any call. */
  <T> T apart(Supplier<T> inside) {
    List<Call> outer = new ArrayList<>(calls);
    calls.clear();
    try {
      return inside.get();
    } finally {
      calls.addAll(outer);
    }
  }

  int depth() {
    return calls.size();
  }

  Optional<Call> outermost() {
    return Optional.ofNullable(calls.peekLast());
  }

  /** Where the call is that is {@code depth} calls inside of the outermost. */
  Optional<Span> at(int depth) {
    return calls.reversed().stream().skip(depth).findFirst().map(Call::at);
  }

  /** Where the innermost call is that does not stand in the standard library. */
  Optional<Span> nearestOfUser() {
    return calls.stream().map(Call::at).filter(at -> !at.source().isLibrary()).findFirst();
  }

  /** Where mistakes go that are not reported, if these are not. */
  Optional<List<Diagnostic>> unforeseen() {
    return calls.stream().map(Call::unforeseen).flatMap(Optional::stream).findFirst();
  }

  /** Whether what is checked was found right for all sizes before. */
  boolean isExpanding() {
    return calls.stream()
        .anyMatch(f -> f.function instanceof FunctionDef && f.unforeseen.isPresent());
  }

  /** The functions, the outermost first. */
  List<String> called() {
    return calls.reversed().stream().map(Call::called).toList();
  }

  /**
   * The functions from the given one on, each of which calls the next by what is written in it, if
   * the last of these is the one whose body is being followed. See Note [What is recursion].
   */
  Optional<List<String>> recursion(Object function) {
    List<String> path = new ArrayList<>();
    for (Optional<Call> call = Optional.ofNullable(calls.peek());
        call.isPresent();
        call = writtenIn(call.get())) {
      path.addFirst(call.get().called);
      if (call.get().function.equals(function)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /** The call into the body that has the text that led to this one. */
  private Optional<Call> writtenIn(Call call) {
    Stream<Call> outer = calls.stream().dropWhile(f -> f != call).skip(1);
    return outer.filter(f -> call.isNamed || call.isInside(f)).findFirst();
  }

  /** The functions from the first call of the given one up to its next, if it is among them. */
  Optional<List<String>> cycle(Object function) {
    List<Call> since =
        calls.reversed().stream().dropWhile(f -> !f.function.equals(function)).toList();
    Stream<Call> rest = since.stream().skip(1).takeWhile(f -> !f.function.equals(function));
    return since.isEmpty()
        ? Optional.empty()
        : Optional.of(Stream.concat(since.stream().limit(1), rest).map(Call::called).toList());
  }
}

// Note [What is recursion]
//
// A call is followed into the body of a function without types on its parameters. That ends if no
// body leads to itself by what is written in it: a function that calls or names itself, or one that
// does. What a function does with a function it is given is not written in it. In `integrate(x ->
// integrate(y -> f(x, y), 0, 1), 0, 1)` the inner call stands in the text of the outermost program,
// though it is followed while the body of `integrate` is. So a call by name belongs to the body
// around it, a `->` to the one that it is written in, and a function given as a value to none.
// Functions that are given to themselves can hide a recursion from that; `DEEPEST_CALL` ends it.
