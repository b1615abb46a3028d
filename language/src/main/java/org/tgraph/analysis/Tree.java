package org.tgraph.analysis;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Script;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.Subscript;
import org.tgraph.syntax.TypeExpr;

/**
 * The syntax tree as nodes with children, whatever their kind. The children of a node are the
 * syntax records among its components, so a new kind of node needs nothing here.
 */
final class Tree {
  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
          List<Method> accessors = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Class<?> of = component.getType();
            if (of == List.class || of == Optional.class || isSyntax(of)) {
              accessors.add(component.getAccessor());
            }
          }
          return accessors;
        }
      };

  private Tree() {}

  private static boolean isSyntax(Class<?> type) {
    return type.getPackage() == Script.class.getPackage() && !type.isEnum();
  }

  /** The nodes that the node holds, in the order of its components. */
  static List<Object> children(Object node) {
    List<Object> children = new ArrayList<>();
    if (node instanceof Record) {
      for (Method accessor : ACCESSORS.get(node.getClass())) {
        try {
          collect(accessor.invoke(node), children);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return children;
  }

  private static void collect(Object part, List<Object> children) {
    switch (part) {
      case List<?> list -> list.forEach(p -> collect(p, children));
      case Optional<?> optional -> optional.ifPresent(p -> collect(p, children));
      case Record node when isSyntax(node.getClass()) -> children.add(node);
      default -> {}
    }
  }

  /** Shows each node below {@code root}, and itself, outer ones first. */
  static void walk(Object root, Consumer<Object> visitor) {
    visitor.accept(root);
    children(root).forEach(child -> walk(child, visitor));
  }

  /** The nodes around a place, outermost first. A node that has no span of its own is left out. */
  static List<Object> around(Parsed parsed, int offset) {
    List<Object> path = new ArrayList<>();
    int last = parsed.statementAt(offset);
    // Right behind a statement another may begin.
    for (int i = last; i >= 0 && i >= last - 1; i--) {
      if (descend(parsed.script().statements().get(i), offset, path)) {
        return path;
      }
    }
    return path;
  }

  private static boolean descend(Object node, int offset, List<Object> path) {
    Optional<Span> span = span(node);
    boolean isInside =
        span.isPresent() && span.get().start() <= offset && offset <= span.get().end();
    if (span.isPresent() && !isInside) {
      return false;
    }
    if (isInside) {
      path.add(node);
    }
    // At the border of two nodes, the one that begins there is meant.
    List<Object> children = children(node);
    for (int i = children.size() - 1; i >= 0; i--) {
      if (descend(children.get(i), offset, path)) {
        return true;
      }
    }
    return isInside;
  }

  /** Where the node stands; nothing for one that is only part of a larger one. */
  static Optional<Span> span(Object node) {
    return switch (node) {
      case Expr e -> Optional.of(e.span());
      case Ident i -> Optional.of(i.span());
      case Expr.Arg a -> Optional.of(a.span());
      case Statement s -> Optional.of(s.span());
      case Statement.Param p -> Optional.of(p.span());
      case TypeExpr t -> Optional.of(t.span());
      case TypeExpr.Axis a -> Optional.of(a.span());
      case Pattern p -> Optional.of(p.span());
      case Subscript s -> Optional.of(s.span());
      case Expr.Update u -> Optional.of(u.span());
      default -> Optional.empty();
    };
  }
}
