package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.source.Span;
import org.tgraph.type.Element;

/** The names that can be used at a place, and what they stand for. Inner scopes hide outer ones. */
public final class Scope {
  /** What a name stands for, and where that was said; the prelude's names have no place. */
  public record Entry(Val val, Optional<Span> place) {}

  private final Optional<Scope> outer;
  private final Map<String, Entry> values = new LinkedHashMap<>();
  private final Map<String, TypeDefinition> types = new HashMap<>();
  private final Map<String, Element> elements = new HashMap<>();
  private Recording recording = Recording.OFF;

  private Scope(Optional<Scope> outer) {
    this.outer = outer;
  }

  public static Scope top() {
    return new Scope(Optional.empty());
  }

  public Scope inner() {
    return new Scope(Optional.of(this));
  }

  /** What is asked of this very scope from now on, and defined in it, is written down. */
  void watchedBy(Recording watcher) {
    recording = watcher;
  }

  // For the recheck, which asks without being heard

  Optional<Entry> peek(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<TypeDefinition> peekType(String name) {
    return Optional.ofNullable(types.get(name));
  }

  List<String> peekNames() {
    return List.copyOf(values.keySet());
  }

  Set<String> peekTypes() {
    return Set.copyOf(types.keySet());
  }

  /** Forgets everything that was defined here. */
  void clear() {
    values.clear();
    types.clear();
    elements.clear();
  }

  /** Defines a name here; returns what had the name in this very scope before. */
  public Optional<Entry> define(String name, Val val, Optional<Span> place) {
    Entry entry = new Entry(val, place);
    recording.defined(name, entry);
    return Optional.ofNullable(values.put(name, entry));
  }

  /** Defines a name here, as it was defined before. */
  void redefine(String name, Entry entry) {
    values.put(name, entry);
  }

  /** Defines a type here; returns what had the name in this very scope before. */
  public Optional<TypeDefinition> define(String name, TypeDefinition type) {
    return Optional.ofNullable(types.put(name, type));
  }

  /** Makes {@code T} of {@code fn f[T: real]} an element type. */
  public void define(String name, Element element) {
    elements.put(name, element);
  }

  public Optional<Entry> find(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer.orElse(null)) {
      Entry entry = scope.values.get(name);
      scope.recording.name(name, entry);
      if (entry != null) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** What is in a module of the prelude under that name, as {@code fft.rfft}. */
  public Optional<String> inModule(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer.orElse(null)) {
      scope.recording.names(scope.values.keySet());
      for (Entry entry : scope.values.values()) {
        if (entry.place().isEmpty()
            && entry.val() instanceof Val.Module m
            && m.scope().own(name).isPresent()
            && find(m.name()).filter(f -> f.val() == m).isPresent()) {
          return Optional.of(m.name() + "." + name);
        }
      }
    }
    return Optional.empty();
  }

  /** What this very scope says, not those around it. */
  public Optional<Entry> own(String name) {
    Entry entry = values.get(name);
    recording.name(name, entry);
    return Optional.ofNullable(entry);
  }

  public Map<String, Entry> own() {
    return values;
  }

  public Optional<TypeDefinition> findType(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer.orElse(null)) {
      TypeDefinition type = scope.types.get(name);
      scope.recording.type(name, type);
      if (type != null) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  public Optional<Element> findElement(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer.orElse(null)) {
      Element element = scope.elements.get(name);
      if (element != null) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  /** All names that can be used here, for "did you mean" and completion. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (Scope scope = this; scope != null; scope = scope.outer.orElse(null)) {
      scope.recording.names(scope.values.keySet());
      names.addAll(scope.values.keySet());
    }
    return names;
  }

  public List<String> typeNames() {
    List<String> names = new ArrayList<>();
    for (Scope scope = this; scope != null; scope = scope.outer.orElse(null)) {
      scope.recording.types(scope.types.keySet());
      names.addAll(scope.types.keySet());
      names.addAll(scope.elements.keySet());
    }
    return names;
  }
}
