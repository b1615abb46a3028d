package org.tgraph.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Label;
import org.tgraph.graph.Value;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.type.SizeVar;

/**
 * Writes down what the check of a statement asks of what is around it and what it leaves behind, so
 * that {@link Rechecker} knows when it need not be checked again. One that is off writes nothing.
 */
final class Recording {
  static final Recording OFF = new Recording();

  private final Deque<Part> open = new ArrayDeque<>();
  private final Deque<Set<Object>> seen = new ArrayDeque<>();

  boolean isOn() {
    return !open.isEmpty();
  }

  /** What follows is found out by the check of this part, until it is closed again. */
  void open(Part part) {
    open.push(part);
    seen.push(new HashSet<>());
  }

  void close() {
    open.pop();
    seen.pop();
  }

  /** The question: what is asked of, and which of the kind. */
  private record Question(Class<?> kind, Object of) {}

  /** Only the first answer counts: what a statement itself has defined since is no answer. */
  private void read(Object of, Read read) {
    if (seen.peek().add(new Question(read.getClass(), of))) {
      open.peek().reads.add(read);
    }
  }

  // What is asked

  void name(String name, Scope.Entry found) {
    if (isOn()) {
      read(name, new Read.Name(name, Optional.ofNullable(found)));
    }
  }

  void type(String name, TypeDefinition found) {
    if (isOn()) {
      read(name, new Read.TypeName(name, Optional.ofNullable(found)));
    }
  }

  void names(Set<String> all) {
    if (isOn()) {
      read("", new Read.Names(List.copyOf(all)));
    }
  }

  void types(Set<String> all) {
    if (isOn()) {
      read("", new Read.TypeNames(Set.copyOf(all)));
    }
  }

  void below(String name, Optional<Span> at) {
    if (isOn()) {
      read(name, new Read.Below(name, at));
    }
  }

  /** The body of a function was looked into, by a call that is followed into it. */
  void body(FunctionDef def) {
    if (isOn()) {
      read(def, new Read.Body(def));
    }
  }

  /** A function was checked before this call of it, or had been. */
  void entered(FunctionDef def) {
    if (isOn()) {
      Part part = open.peek();
      part.reads.add(new Read.Signed(def, def.lineage(), Read.Face.of(def)));
      part.said.add(new Part.Entered(def));
    }
  }

  void memo(Memo<?, ?> memo, Object key, Object found) {
    if (isOn()) {
      read(List.of(memo, key), new Read.Remembered(memo, key, Optional.ofNullable(found)));
    }
  }

  /** The first time in a statement that it uses a key. */
  void key(Value key, Object before) {
    if (isOn() && seen.peek().add(new Question(Read.KeyUse.class, key))) {
      open.peek().reads.add(new Read.KeyUse(key, Optional.ofNullable(before)));
    }
  }

  void header(String path, DataHeaders.Header header) {
    if (isOn()) {
      read(path, new Read.Header(path, header));
    }
  }

  void module(String name, Optional<Source> found) {
    if (isOn()) {
      read(name, new Read.ModuleText(name, found.map(Source::text)));
    }
  }

  void moduleNames(List<String> names) {
    if (isOn()) {
      read("", new Read.ModuleNames(names));
    }
  }

  void value(SizeVar size, Optional<Long> found) {
    if (isOn()) {
      read(size, new Read.FileSize(size, found));
    }
  }

  void line(Span span, int line) {
    if (isOn()) {
      read(span, new Read.Line(span, line));
    }
  }

  /** The rest of the text was looked at, of which nothing is written down. */
  void text() {
    if (isOn()) {
      open.peek().isReusable = false;
    }
  }

  // What is left behind

  void defined(String name, Scope.Entry entry) {
    if (isOn()) {
      open.peek().defined.add(Map.entry(name, entry));
      seen.peek().add(new Question(Read.Name.class, name));
    }
  }

  void remembered(Memo<?, ?> memo, Object key, Object value) {
    if (isOn()) {
      open.peek().remembered.add(new Part.Remembered(memo, key, value));
      seen.peek().add(new Question(Read.Remembered.class, List.of(memo, key)));
    }
  }

  void origin(SizeVar size, Label label) {
    if (isOn()) {
      open.peek().origins.put(size, label);
    }
  }

  void fileSize(SizeVar size, long value) {
    if (isOn()) {
      open.peek().values.put(size, value);
    }
  }

  /** Keeps what is reported; whether it is the first time is seen when all is put together. */
  boolean said(Diagnostic diagnostic, boolean isAtCall) {
    if (isOn()) {
      open.peek().said.add(new Part.Reported(diagnostic, isAtCall));
    }
    return isOn();
  }

  /**
   * The size of that name that the function had before its body was edited, one after the other.
   */
  Optional<SizeVar> again(String name, SizeVar.Role role) {
    return isOn() ? open.peek().sizeAgain(name, role) : Optional.empty();
  }

  void sized(SizeVar size) {
    if (isOn()) {
      open.peek().sizes.add(size);
    }
  }
}
